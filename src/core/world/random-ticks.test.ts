import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inflateBounded } from '../inflate';
import { readEnvelope } from '../packet/read';
import { type EntityState, MARKER, type Packet, type Tick } from '../packet/schema';
import { MemoryStore } from './block-store';
import { Library } from './library';
import { Game, kernels, pack } from './testing/host';
import type { Picture, View } from './types';

const TICKS = 200;
const LAST = 40_000;
const COLOURS = { grass: [10, 200, 30], water: [0, 0, 255], chest: [1, 2, 3], iron: [90, 120, 140] } as const;
const VIEW: View = { world: 'w1', branch: 'main', surface: 1, force: null, base: 'chart', resources: false, buildings: false, tick: null };
const TERRAIN: View = { ...VIEW, base: 'terrain', resources: true, buildings: true };
/** Two rasters of eight by eight chunks beside each other. */
const SIDES = [-1, 0] as const;

/** What a chunk is, as a plain replay keeps it. */
interface Naive {
  chart: Uint16Array | null;
  ground: (keyof typeof COLOURS | null)[] | null;
  ore: Set<number>;
  things: Map<number, EntityState>;
}

const nothing = (): Naive => ({ chart: null, ground: null, ore: new Set(), things: new Map() });

/** Packets of a small world in which anything may happen at any tick, each with what it does to a plain replay. */
function history(random: () => number): { packet: Packet; apply(chunk: Naive): void }[] {
  const pick = (count: number): number => Math.floor(random() * count);
  const told: { packet: Packet; apply(chunk: Naive): void }[] = [];
  /** Tile of a chunk → what stands there now. */
  const standing = new Map<string, EntityState>();
  let id = 1;
  for (let tick = 10; tick < LAST; tick += 1 + pick(40)) {
    const at: [number, number] = [pick(16) - 8, pick(8)];
    const tile = pick(1024);
    const [x, y] = [at[0] * 32 + (tile & 31), at[1] * 32 + (tile >> 5)];
    const base = { tick, surface: 1 };
    const kind = pick(12);
    if (kind < 3) {
      // Noise, so that records are cut.
      const pixels = Uint16Array.from({ length: 1024 }, () => pick(65_536));
      const px = pack(new Uint8Array(pixels.buffer));
      told.push({ packet: { kind: 'chart', ...base, force: 1, at, px }, apply: (chunk) => void Object.assign(chunk, { chart: pixels }) });
    } else if (kind === 3) {
      const name = pick(2) === 0 ? 'grass' : 'water';
      const packet: Packet = { kind: 'tiles', ...base, at, names: [name], runs: [0, 1024] };
      told.push({ packet, apply: (chunk) => void Object.assign(chunk, { ground: new Array(1024).fill(name) }) });
    } else if (kind === 4) {
      const packet: Packet = { kind: 'tiles', ...base, at, names: ['water'], set: [tile & 31, tile >> 5, 0] };
      told.push({
        packet,
        apply: (chunk) => {
          chunk.ground ??= new Array(1024).fill(null);
          chunk.ground[tile] = 'water';
        },
      });
    } else if (kind === 5) {
      const amount = pick(3);
      const packet: Packet = { kind: 'resources', ...base, at, amounts: { iron: [x, y, amount] } };
      told.push({ packet, apply: ({ ore }) => void (amount > 0 ? ore.add(tile) : ore.delete(tile)) });
    } else if (kind === 6) {
      told.push({
        packet: { kind: 'chunk-gone', ...base, at },
        apply: (chunk) => void Object.assign(chunk, nothing()),
      });
      for (const key of [...standing.keys()]) if (key.startsWith(`${at}/`)) standing.delete(key);
    } else {
      const key = `${at}/${tile}`;
      const known = standing.get(key);
      const entity: EntityState = known ?? { name: 'chest', at: [x + 0.5, y + 0.5], ...(pick(2) === 0 ? { id: id++ } : {}) };
      if (known && pick(2) === 0) {
        told.push({ packet: { kind: 'changed', ...base, list: [entity] }, apply: ({ things }) => void things.set(tile, entity) });
      } else if (known) {
        standing.delete(key);
        told.push({ packet: { kind: 'removed', ...base, list: [entity] }, apply: ({ things }) => void things.delete(tile) });
      } else {
        standing.set(key, entity);
        told.push({ packet: { kind: 'built', ...base, list: [entity] }, apply: ({ things }) => void things.set(tile, entity) });
      }
    }
  }
  return told;
}

const placeOf = (packet: Packet): [number, number] => {
  if ('at' in packet && packet.at !== undefined) return packet.at as [number, number];
  const [x, y] = (packet as { list: EntityState[] }).list[0]!.at;
  return [Math.floor(x / 32), Math.floor(y / 32)];
};

function painted(chunks: ReadonlyMap<string, Naive>, side: number, chart: boolean): Uint8ClampedArray | null {
  const pixels = new Uint8ClampedArray(256 * 256 * 4);
  let drawn = false;
  const put = (chunk: [number, number], tile: number, [r, g, b]: readonly number[]): void => {
    const at = ((chunk[1] * 32 + (tile >> 5)) * 256 + (chunk[0] - side * 8) * 32 + (tile & 31)) * 4;
    pixels.set([r!, g!, b!, 255], at);
    drawn = true;
  };
  for (const [key, naive] of chunks) {
    const chunk = key.split(',').map(Number) as [number, number];
    if (chunk[0] < side * 8 || chunk[0] >= side * 8 + 8) continue;
    if (chart) {
      // To eight bits as the game does: the high bits once more below.
      naive.chart?.forEach((value, tile) => {
        const [r, g, b] = [value >> 11, (value >> 5) & 63, value & 31];
        put(chunk, tile, [(r << 3) | (r >> 2), (g << 2) | (g >> 4), (b << 3) | (b >> 2)]);
      });
      continue;
    }
    naive.ground?.forEach((name, tile) => {
      if (name !== null) put(chunk, tile, COLOURS[name]);
      else drawn = true;
    });
    for (const tile of naive.ore) put(chunk, tile, COLOURS.iron);
    for (const tile of naive.things.keys()) put(chunk, tile, COLOURS.chest);
  }
  return drawn ? pixels : null;
}

const digest = (pixels: Uint8ClampedArray | null): string => (pixels ? createHash('sha1').update(pixels).digest('hex') : 'nothing');

describe('the world at 200 random ticks', () => {
  it('is what a naive replay paints, in any order of ticks', async () => {
    const seeds = fc.sample(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { seed: 23, numRuns: 60_000 });
    let used = 0;
    const random = (): number => (used < seeds.length ? seeds[used++]! : (used++ * 0.6180339887) % 1);
    const told = history(random);
    const game = new Game();
    const setup: Packet[] = [
      game.header(0),
      { kind: 'surfaces', tick: 0, list: [{ index: 1, name: 'nauvis' }] },
      {
        kind: 'prototypes',
        tick: 0,
        tiles: { grass: [...COLOURS.grass], water: [...COLOURS.water] },
        entities: { chest: { friend: [...COLOURS.chest], size: [1, 1] }, iron: { color: [...COLOURS.iron], size: [1, 1] } },
      },
    ];
    const lines = [...game.chained(...setup), ...told.flatMap(({ packet }) => game.chained(packet))];
    const library = new Library(new MemoryStore(), await kernels());
    const importer = await library.importer();
    const log = importer.log('a.log', 'test');
    for (const [i, text] of lines.entries()) {
      const envelope = readEnvelope(text.slice(text.indexOf(MARKER) + MARKER.length), inflateBounded);
      if (!envelope.ok) throw new Error(envelope.problem.detail);
      log.entry({ line: i + 1, clock: null, text, type: 'packets', envelope: envelope.value });
      if (i % 200 === 0) await importer.flush();
    }
    await importer.finish();

    const ticks = Array.from({ length: TICKS }, () => Math.floor(random() * LAST)).sort((a, b) => a - b);
    const wanted: { tick: Tick; digests: string[] }[] = [];
    const chunks = new Map<string, Naive>();
    let next = 0;
    for (const tick of ticks) {
      for (; next < told.length && told[next]!.packet.tick <= tick; next++) {
        const key = placeOf(told[next]!.packet).join();
        const chunk = chunks.get(key) ?? nothing();
        chunks.set(key, chunk);
        told[next]!.apply(chunk);
      }
      wanted.push({ tick, digests: SIDES.flatMap((side) => [true, false].map((chart) => digest(painted(chunks, side, chart)))) });
    }
    const world = (await library.world('w1'))!;
    const pixels = (picture: Picture | null) => picture?.pixels ?? null;
    for (const { tick, digests } of wanted.sort((a, b) => ((a.tick * 7919) % 4093) - ((b.tick * 7919) % 4093))) {
      const found: string[] = [];
      for (const side of SIDES)
        for (const view of [VIEW, TERRAIN]) found.push(digest(pixels(await world.picture({ ...view, tick }, 0, side, 0))));
      expect([tick, ...found]).toEqual([tick, ...digests]);
    }
    expect(new Set(wanted.map(({ digests }) => digests.join())).size).toBeGreaterThan(TICKS / 2);
  });
});
