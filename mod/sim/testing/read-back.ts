/** Logs through the site's own import, and what the world they make holds at a tick, in the form of the simulated truth. */
import type { Tick } from '../../../src/core/packet/schema';
import { chunkAt, regionOf } from '../../../src/core/world/geometry';
import { unpackPixels } from '../../../src/core/world/pixel-codec';
import { NO_TILE, PIXELS } from '../../../src/core/world/pixels';
import { readStored } from '../../../src/core/world/stored-row';
import { loadWorld, type OpenWorld } from '../../../src/core/world/stored-world';
import { inOrder, toldOnce } from '../../../src/core/world/story';
import { openingUnit } from '../../../src/core/world/summary';
import { depositOf } from '../../../src/core/world/thing-codec';
import { depositTile } from '../../../src/core/world/things';
import type { WorldInfo } from '../../../src/core/world/types';
import { chartLane, tilesLane, type Unit } from '../../../src/core/world/unit';
import { importTexts } from '../../../src/import/testing/import-texts';
import { type Told, toldText } from './watched';

/** By "surface/x/y" of the chunk. */
export type ByChunk<T> = Record<string, T>;
export interface ReadBack {
  surfaces: { index: number; name: string; planet?: string; platform?: string; daytime?: number }[];
  forces: { index: number; name: string }[];
  tiles: ByChunk<string[]>;
  /** Each thing as one text, sorted. */
  entities: ByChunk<string[]>;
  resources: ByChunk<Record<string, number>>;
  players: { index: number; name?: string; at?: number[]; surface?: number; force?: number; online?: boolean; admin?: boolean }[];
  tags: { id: number; surface: number; force: number; at?: number[]; text?: string; icon?: string; by?: number }[];
  stops: { id: number; surface: number; at?: number[]; name?: string; force?: number }[];
  /** By "surface/force/x/y": base64 of 2,048 bytes. */
  charts: Record<string, string>;
  story: Told[];
}
export interface ImportedWorld {
  info: WorldInfo;
  problems: string[];
  at(tick: Tick): Promise<ReadBack>;
}

/** Of things in packets' terms, so that the truth can be written the same way. */
export const thingText = (thing: {
  id?: number;
  name: string;
  at: readonly number[];
  dir: number;
  force: number;
  recipe?: string;
  quality?: string;
}): string =>
  `${thing.id ?? '-'} ${thing.name} ${thing.at.join()} ${thing.dir} ${thing.force} ${thing.recipe ?? '-'} ${thing.quality ?? 'normal'}`;

/** Rows whose text is what was done; in others it says why. */
const WORDY = new Set(['chat', 'command', 'kick', 'ban', 'research']);

/** All worlds that the logs make; in a test there is one. */
export async function importLogs(logs: readonly string[]): Promise<ImportedWorld> {
  const { store, wasm, worlds: library, problems } = await importTexts(logs.map((text, i) => [`factorio-${i}.log`, text]));
  const infos = await library.worlds();
  if (infos.length !== 1) throw new Error(`${infos.length} worlds came of ${logs.length} logs: ${JSON.stringify(problems)}`);
  const stored = await readStored(store, infos[0]!.id);
  const open = await loadWorld(store, wasm, stored!, false);
  return {
    info: infos[0]!,
    problems: problems.map(({ code, detail }) => `${code}: ${detail}`),
    at: (tick) => readAt(open, openingUnit(open), tick),
  };
}

async function readAt(world: OpenWorld, unit: Unit, tick: Tick): Promise<ReadBack> {
  const state = await unit.stateAt(tick);
  const back: ReadBack = {
    surfaces: Object.values(state.surfaces),
    forces: Object.values(state.forces),
    tiles: {},
    entities: {},
    resources: {},
    players: Object.values(state.players),
    tags: Object.values(state.tags),
    stops: Object.values(state.stops),
    charts: {},
    story: toldOnce(inOrder(await unit.rowsUntil(tick))).flatMap(({ type, tick: at, player, force, text }) =>
      // What the engine says of itself has no tick.
      at === null ? [] : [{ tick: at, text: toldText(type, player ?? force, WORDY.has(type) ? text : '') }],
    ),
  };
  for (const { index } of back.surfaces) {
    await readPixels(unit, tilesLane(index), tick, (key, values) => {
      back.tiles[`${index}/${key}`] = [...values].map((number) => (number === NO_TILE ? '' : world.tables.name(number)));
    });
    await readThings(world, unit, index, tick, back);
  }
  for (const key of unit.allCharts()) {
    const [surface, force] = key.split('/').map(Number) as [number, number];
    await readPixels(unit, chartLane(surface, force), tick, (chunk, values) => {
      back.charts[`${surface}/${force}/${chunk}`] = Buffer.from(values.buffer.slice(0)).toString('base64');
    });
  }
  return back;
}

async function readPixels(unit: Unit, lane: string, tick: Tick, found: (key: string, values: Uint16Array) => void): Promise<void> {
  const regions = new Map(
    (await unit.known(lane, tick)).map(([x, y]) => [`${regionOf(x, 0)}/${regionOf(y, 0)}`, [regionOf(x, 0), regionOf(y, 0)] as const]),
  );
  for (const [rx, ry] of regions.values()) {
    for (const [slot, bytes] of await unit.pixelsIn(lane, rx, ry, tick)) {
      if (bytes.length === 0) continue;
      const values = new Uint16Array(PIXELS);
      if (!unpackPixels(bytes, 0, bytes.length, values, 0, PIXELS)) throw new Error(`${lane}: pixels that cannot be read`);
      found(chunkAt(rx, ry, slot, 0).join('/'), values);
    }
  }
}

async function readThings({ tables }: OpenWorld, unit: Unit, surface: number, tick: Tick, back: ReadBack): Promise<void> {
  const regions = new Map<string, [number, number]>();
  for (const layer of unit.layers(tick))
    for (const region of await layer.unit.lanes.regions(`things:${surface}`, 0)) regions.set(region.join(), region);
  for (const [rx, ry] of regions.values()) {
    for (const [slot, things] of await unit.thingsIn(surface, rx, ry, tick)) {
      const key = `${surface}/${chunkAt(rx, ry, slot, 0).join('/')}`;
      back.entities[key] = [...things.entities.values()]
        .map((row) =>
          thingText({
            ...(row.id ? { id: row.id } : {}),
            name: tables.name(row.name),
            at: [row.x / 256, row.y / 256],
            dir: row.dir,
            force: row.force,
            ...(row.recipe ? { recipe: tables.name(row.recipe - 1) } : {}),
            ...(row.quality ? { quality: tables.name(row.quality - 1) } : {}),
          }),
        )
        .sort();
      back.resources[key] = Object.fromEntries(
        [...things.deposits]
          .filter(([, amount]) => amount > 0)
          .map(([deposit, amount]) => {
            const { name, tile } = depositOf(deposit);
            return [`${tables.name(name)}/${depositTile(rx, ry, slot, tile).join('/')}`, amount];
          }),
      );
    }
  }
}
