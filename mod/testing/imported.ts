/** A log taken through the site's own import, and what it says of a tick in the form of the simulated game's truth. */
import type { SurfaceIndex, Tick } from '../../src/core/packet/schema';
import type { Problem } from '../../src/core/result';
import { chunkAt } from '../../src/core/world/geometry';
import { unpackPixels } from '../../src/core/world/pixel-codec';
import { NO_TILE, PIXELS } from '../../src/core/world/pixels';
import type { OpenWorld } from '../../src/core/world/stored-world';
import { openingUnit } from '../../src/core/world/summary';
import { depositOf } from '../../src/core/world/thing-codec';
import { depositTile } from '../../src/core/world/things';
import type { WorldInfo, WorldState } from '../../src/core/world/types';
import type { World } from '../../src/core/world/world';
import { importTexts } from '../../src/import/testing/import-texts';
import type { Truth } from '../sim/simulated-game';

/** Types that the mod does not tell of as things: they move, or are nature's. */
export const UNTOLD: ReadonlySet<string> = new Set(
  'tree simple-entity cliff plant fish character character-corpse locomotive cargo-wagon fluid-wagon artillery-wagon car spider-vehicle unit entity-ghost tile-ghost item-entity resource corpse'.split(
    ' ',
  ),
);

/** By "surface/x/y": sorted lines, one a thing. */
export interface Things {
  entities: Record<string, string[]>;
  resources: Record<string, string[]>;
  tiles: Record<string, string>;
}

export class Imported {
  private constructor(
    readonly world: World,
    readonly info: WorldInfo,
    readonly problems: readonly Problem[],
  ) {}

  /** Of the one world in these logs; throws when they hold another number of worlds. */
  static async of(...logs: string[]): Promise<Imported> {
    const { worlds: library, problems } = await importTexts(logs.map((text, i) => [`log-${i}.log`, text]));
    const infos = await library.worlds();
    if (infos.length !== 1) throw new Error(`${infos.length} worlds, ${JSON.stringify(problems)}`);
    return new Imported((await library.world(infos[0]!.id))!, infos[0]!, problems);
  }

  private get open(): OpenWorld {
    return (this.world as unknown as { open: OpenWorld }).open;
  }

  state(tick: Tick): Promise<WorldState> {
    return this.world.state('', tick);
  }

  /** All that stands and lies on a surface. */
  async things(surface: SurfaceIndex, tick: Tick): Promise<Things> {
    const unit = openingUnit(this.open);
    const { tables } = this.open;
    const found: Things = { entities: {}, resources: {}, tiles: {} };
    const regionsOf = async (lane: string): Promise<[number, number][]> => {
      const all = new Map<string, [number, number]>();
      for (const layer of unit.layers(tick))
        for (const region of await layer.unit.lanes.regions(lane, 0)) all.set(region.join(), region as [number, number]);
      return [...all.values()];
    };
    for (const [rx, ry] of await regionsOf(`things:${surface}`)) {
      for (const [slot, { entities, deposits }] of await unit.thingsIn(surface, rx, ry, tick)) {
        const key = `${surface}/${chunkAt(rx, ry, slot, 0).join('/')}`;
        if (entities.size > 0)
          found.entities[key] = [...entities.values()]
            .map(({ id, name, x, y, dir, force, recipe, quality }) =>
              [
                id,
                tables.name(name),
                x / 256,
                y / 256,
                dir,
                force,
                recipe ? tables.name(recipe - 1) : '',
                quality ? tables.name(quality - 1) : 'normal',
              ].join(' '),
            )
            .sort();
        if (deposits.size > 0)
          found.resources[key] = [...deposits]
            .map(([deposit, amount]) => {
              const { name, tile } = depositOf(deposit);
              return `${tables.name(name)}/${depositTile(rx, ry, slot, tile).join('/')} ${amount}`;
            })
            .sort();
      }
    }
    for (const [rx, ry] of await regionsOf(`tiles:${surface}`)) {
      for (const [slot, bytes] of await unit.pixelsIn(`tiles:${surface}`, rx, ry, tick)) {
        const values = new Uint16Array(PIXELS);
        if (bytes.length === 0 || !unpackPixels(bytes, 0, bytes.length, values, 0, PIXELS)) continue;
        found.tiles[`${surface}/${chunkAt(rx, ry, slot, 0).join('/')}`] = [...values]
          .map((number) => (number === NO_TILE ? '?' : tables.name(number)))
          .join(' ');
      }
    }
    return found;
  }
}

/** What a log can tell of the truth: chunks that somebody has charted, things that stand. */
export function tellable(truth: Truth, surface: SurfaceIndex): Things {
  const charted = new Set(
    Object.keys(truth.charts).map((key) =>
      key
        .split('/')
        .filter((_, i) => i !== 1)
        .join('/'),
    ),
  );
  const found: Things = { entities: {}, resources: {}, tiles: {} };
  for (const key of charted) {
    if (!key.startsWith(`${surface}/`) || truth.tiles[key] === undefined) continue;
    found.tiles[key] = truth.tiles[key].join(' ');
    const entities = truth.entities[key]!.filter(({ type }) => !UNTOLD.has(type)).map(({ id, name, at, dir, force, recipe, quality }) =>
      [id ?? 0, name, ...at, dir, force, recipe ?? '', quality].join(' '),
    );
    if (entities.length > 0) found.entities[key] = entities.sort();
    const resources = Object.entries(truth.resources[key]!).map(([deposit, amount]) => `${deposit} ${amount}`);
    if (resources.length > 0) found.resources[key] = resources.sort();
  }
  return found;
}
