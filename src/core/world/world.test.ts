import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntityState, Packet, Tick } from '../packet/schema';
import { MemoryStore } from './block-store';
import { Library } from './library';
import { feed, Game, kernels, pack } from './testing/host';
import type { View, WorldInfo } from './types';

const VIEW: View = { world: 'w1', branch: 'main', surface: 1, force: null, base: 'chart', resources: false, buildings: false, tick: null };

const SETUP: Packet[] = [
  { kind: 'surfaces', tick: 0, list: [{ index: 1, name: 'nauvis' }] },
  {
    kind: 'forces',
    tick: 0,
    list: [
      { index: 1, name: 'player' },
      { index: 2, name: 'enemy' },
    ],
  },
  {
    kind: 'prototypes',
    tick: 0,
    tiles: { grass: [10, 200, 30], water: [0, 0, 255] },
    entities: { chest: { type: 'container', friend: [1, 2, 3], size: [1, 1] }, refinery: { friend: [9, 9, 9], size: [4, 2] } },
  },
];

async function imported(
  logs: [string, string[]][],
  store = new MemoryStore(),
  flushEach = false,
): Promise<{ library: Library; store: MemoryStore; problems: unknown[] }> {
  const library = new Library(store, await kernels());
  const problems: unknown[] = [];
  for (const [name, lines] of logs) {
    const importer = await library.importer();
    feed(importer, name, lines);
    if (flushEach) await importer.flush();
    problems.push(...(await importer.finish()).problems);
  }
  return { library, store, problems };
}

function solid(colour: number): string {
  const bytes = new Uint8Array(2048);
  for (let i = 0; i < 2048; i += 2) {
    bytes[i] = colour & 255;
    bytes[i + 1] = colour >> 8;
  }
  return pack(bytes);
}

const pixelAt = (pixels: Uint8ClampedArray, x: number, y: number): number[] => [
  ...pixels.subarray((y * 256 + x) * 4, (y * 256 + x) * 4 + 4),
];

describe('a world', () => {
  it('tells a force what it may know, and counts only that', async () => {
    const game = new Game();
    const lines = [
      ...game.here(game.header(0)),
      ...game.chained(
        ...SETUP,
        { kind: 'research', tick: 5, force: 1, name: 'logistics', state: 'finished' },
        { kind: 'research', tick: 6, force: 2, name: 'flammables', state: 'finished' },
      ),
    ];
    const { library } = await imported([['a.log', lines]]);
    const world = (await library.world('w1'))!;
    const told = async (force: number | null) => {
      const { rows, total } = await world.story('main', null, 100, ['research'], force);
      expect(total).toBe(rows.length);
      return rows.map(({ text }) => text);
    };
    expect(await told(null)).toEqual(['logistics', 'flammables']);
    expect(await told(1)).toEqual(['logistics']);
  });

  it('[P24] knows again the same ground, chart and things that came back after a chunk or a surface was cleared', async () => {
    const game = new Game();
    const told = (tick: number): Packet[] => [
      { kind: 'tiles', tick, surface: 1, at: [0, 0], names: ['grass'], runs: [0, 1024] },
      { kind: 'chart', tick, surface: 1, force: 1, at: [0, 0], px: solid(7) },
      { kind: 'entities', tick, surface: 1, at: [0, 0], whole: true, list: [{ id: 5, name: 'chest', at: [3.5, 4.5], force: 1 }] },
    ];
    const lines = [
      ...game.here(game.header(0)),
      ...game.chained(...SETUP, ...told(10)),
      ...game.chained({ kind: 'chunk-gone', tick: 20, surface: 1, at: [0, 0] }, ...told(30)),
      ...game.chained({ kind: 'surfaces', tick: 40, list: [{ index: 1, cleared: true }] }, ...told(50)),
    ];
    for (const flushEach of [false, true]) {
      const { library } = await imported([['a.log', lines]], new MemoryStore(), flushEach);
      const world = (await library.world('w1'))!;
      const known = async (tick: number) => [
        (await world.here({ ...VIEW, tick }, 3.5, 4.5)).map(({ what, name }) => `${what} ${name}`),
        (await world.bases({ ...VIEW, tick })).charted,
      ];
      for (const tick of [15, 35, 55]) expect(await known(tick)).toEqual([['entity chest', 'tile grass'], 1]);
      for (const tick of [25, 45]) expect(await known(tick)).toEqual([[], 0]);
    }
  });

  it('[P20] shows chart pixels at every level and tick', async () => {
    const game = new Game();
    const lines = [
      ...game.here(game.header(0)),
      ...game.chained(...SETUP),
      ...game.here(
        { kind: 'chart', tick: 100, surface: 1, force: 1, at: [0, 0], px: solid(0xf800) },
        { kind: 'chart', tick: 100, surface: 1, force: 1, at: [-1, -1], px: solid(0x001f) },
      ),
      ...game.here({ kind: 'chart', tick: 200, surface: 1, force: 1, at: [0, 0], px: solid(0x07e0) }),
    ];
    const { library } = await imported([['a.log', lines]]);
    const world = (await library.world('w1'))!;
    expect(world.info.chunks).toEqual({ nauvis: 2 });
    expect(world.info.packets).toMatchObject({ header: 1, chart: 3, surfaces: 1 });
    for (let level = 0; level <= 5; level++) {
      const early = (await world.picture({ ...VIEW, tick: 150 }, -level, 0, 0))!;
      expect(pixelAt(early.pixels, 0, 0)).toEqual([255, 0, 0, 255]);
      const late = (await world.picture(VIEW, -level, 0, 0))!;
      expect(pixelAt(late.pixels, 0, 0)).toEqual([0, 255, 0, 255]);
      const corner = (await world.picture(VIEW, -level, -1, -1))!;
      expect(pixelAt(corner.pixels, 255, 255)).toEqual([0, 0, 255, 255]);
    }
    expect(await world.picture({ ...VIEW, tick: 50 }, 0, 0, 0)).toBeNull();
    expect(await world.bounds(VIEW)).toEqual([-32, -32, 32, 32]);
    expect(await world.bounds({ ...VIEW, tick: 50 })).toBeNull();
    expect([await world.reach('main', 1), await world.reach('main', 2)]).toEqual([[-512, -512, 512, 512], null]);
  });

  it('draws footprints right for even sizes and rotation, and only what the force has charted', async () => {
    const game = new Game();
    const entities: EntityState[] = [
      { id: 1, name: 'refinery', at: [4, 3], force: 1 },
      { id: 2, name: 'refinery', at: [13, 14], dir: 4, force: 1 },
      { id: 3, name: 'chest', at: [40.5, 0.5], force: 1 },
    ];
    const lines = [
      ...game.here(game.header(0)),
      ...game.chained(...SETUP, { kind: 'built', tick: 10, surface: 1, list: entities }),
      ...game.here({ kind: 'chart', tick: 5, surface: 1, force: 1, at: [0, 0] }),
    ];
    const { library } = await imported([['a.log', lines]]);
    const world = (await library.world('w1'))!;
    const view: View = { ...VIEW, base: 'terrain', buildings: true, force: 1 };
    const { pixels } = (await world.picture(view, 0, 0, 0))!;
    const filled: string[] = [];
    for (let y = 0; y < 64; y++) for (let x = 0; x < 64; x++) if (pixelAt(pixels, x, y)[3]) filled.push(`${x},${y}`);
    const expected: string[] = [];
    for (let y = 2; y < 4; y++) for (let x = 2; x < 6; x++) expected.push(`${x},${y}`);
    for (let y = 12; y < 16; y++) for (let x = 12; x < 14; x++) expected.push(`${x},${y}`);
    expect(filled).toEqual(expected);
    const all = (await world.picture({ ...view, force: null }, 0, 0, 0))!;
    expect(pixelAt(all.pixels, 40, 0)).toEqual([1, 2, 3, 255]);
    expect(await world.here({ ...view, force: null }, 40.2, 0.9)).toMatchObject([{ what: 'entity', name: 'chest', id: 3, since: 10 }]);
    expect(await world.here(view, 40.2, 0.9)).toEqual([]);
  });

  it('the same log twice changes nothing, whole or in part, flushed or not', async () => {
    const game = new Game();
    const lines = [
      ...game.here(game.header(0)),
      ...game.chained(...SETUP),
      ...game.chained({ kind: 'chat', tick: 9, text: 'hello' }),
      ...game.here({ kind: 'chart', tick: 5, surface: 1, force: 1, at: [0, 0], px: solid(1) }),
    ];
    const once = await imported([['a.log', lines]]);
    const twice = await imported(
      [
        ['a.log', lines],
        ['b.log', lines],
        ['c.log', lines.slice(0, 2)],
      ],
      undefined,
      true,
    );
    expect(await dump(twice.library)).toEqual(await dump(once.library));
    expect((await twice.library.world('w1'))!.info.packets).toEqual((await once.library.world('w1'))!.info.packets);
  });

  it('[P14] two branches dropped in every order give the same two histories', async () => {
    const game = new Game();
    const common = [...game.here(game.header(0)), ...game.chained(...SETUP), ...game.chained({ kind: 'chat', tick: 10, text: 'common' })];
    const chest = (tick: Tick, id: number): Packet => ({
      kind: 'built',
      tick,
      surface: 1,
      list: [{ id, name: 'chest', at: [id + 0.5, 0.5], force: 1 }],
    });
    common.push(...game.chained(chest(20, 1)));
    const other = game.load();
    const first = [
      ...game.here(game.header(30)),
      ...game.chained(chest(40, 2)),
      ...game.chained({ kind: 'chat', tick: 50, text: 'first' }),
    ];
    const second = [
      ...other.here(other.header(30)),
      ...other.chained(chest(35, 3)),
      ...other.chained({ kind: 'chat', tick: 60, text: 'second' }),
      ...other.chained(chest(70, 4)),
    ];
    const logs: [string, string[]][] = [
      ['common', common],
      ['first', first],
      ['second', second],
    ];
    const dumps: unknown[] = [];
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      const { library } = await imported(order.map((i) => logs[i]!));
      const world = (await library.world('w1'))!;
      expect(world.info.branches).toHaveLength(2);
      const seen: Record<string, unknown> = {};
      for (const branch of world.info.branches) {
        const view = { ...VIEW, branch: branch.id, base: 'none' as const, buildings: true };
        const standing = await Promise.all([1, 2, 3, 4].map(async (id) => (await world.here(view, id + 0.5, 0.5)).length));
        const chat = (await world.story(branch.id, null, 100, ['chat'])).rows.map((row) => row.text);
        seen[branch.opens ? 'opens' : 'other'] = {
          standing,
          chat,
          leavesAt: branch.leavesAt,
          parent: branch.parent === null,
          id: branch.id,
        };
      }
      dumps.push({ seen, packets: world.info.packets });
    }
    expect(dumps[0]).toMatchObject({
      seen: { opens: { standing: [1, 0, 1, 1], chat: ['common', 'second'] }, other: { standing: [1, 1, 0, 0], chat: ['common', 'first'] } },
    });
    for (const dump of dumps) expect(dump).toEqual(dumps[0]);
  });

  it('[P7] a log that begins with a chained header goes on where the one before it ended', async () => {
    const game = new Game();
    const first = [...game.chained(game.header(0), ...SETUP), ...game.chained({ kind: 'chat', tick: 5, text: 'a' })];
    const second = [...game.chained(game.header(9)), ...game.chained({ kind: 'chat', tick: 10, text: 'b' })];
    const { library } = await imported([
      ['b.log', second],
      ['a.log', first],
    ]);
    expect((await library.world('w1'))!.info).toMatchObject({ branches: [{ id: 'main' }], gaps: [] });
  });

  it('[P25] worlds are joined and split by hand, and a half-read one is settled', async () => {
    const chat = (name: string, tick: number): string[] => new Game(name).chained(...SETUP, { kind: 'chat', tick, text: name });
    const { library } = await imported([
      ['a.log', [...new Game('wa').here(new Game('wa').header(0)), ...chat('wa', 5)]],
      ['b.log', [...new Game('wb').here(new Game('wb').header(0)), ...chat('wb', 9)]],
    ]);
    const before = await Promise.all(['wa', 'wb'].map(async (id) => (await library.world(id))!.info.packets));
    expect(await library.join(['wa', 'wb'])).toBe('wa');
    expect((await library.worlds()).map((info) => info.id)).toEqual(['wa']);
    const joined = (await library.world('wa'))!;
    expect(joined.info.packets.chat).toBe(2);
    expect(await library.split('wa')).toEqual(['wa', 'wb']);
    expect(await Promise.all(['wa', 'wb'].map(async (id) => (await library.world(id))!.info.packets))).toEqual(before);

    const importer = await library.importer();
    const game = new Game('wc');
    feed(importer, 'c.log', [...game.here(game.header(0)), ...game.chained(...SETUP)]);
    await importer.flush();
    expect((await library.worlds()).find((info) => info.id === 'wc')?.unfinished).toBe(true);
    expect((await library.settle()).map((info) => info.id)).toEqual(['wc']);
    expect((await library.world('wc'))!.info).toMatchObject({ surfaces: [{ name: 'nauvis' }] });
    expect((await library.world('wc'))!.info.unfinished).toBeUndefined();
  });

  it('[P15] [P16] the world at any tick is what a naive replay gives', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories(),
        fc.array(fc.nat(120), { minLength: 3, maxLength: 3 }),
        fc.boolean(),
        fc.boolean(),
        async (history, ticks, flush, swapped) => {
          const game = new Game();
          const early: [string, string[]] = ['a.log', [...game.here(game.header(0)), ...game.chained(...SETUP)]];
          const late: [string, string[]] = ['b.log', []];
          history.forEach((packet, i) => {
            const log = i < history.length / 2 ? early : late;
            if (log[1].length === 0) log[1].push(...game.here(game.header(packet.tick)));
            log[1].push(...game.chained(packet));
          });
          const { library } = await imported(swapped ? [late, early] : [early, late], undefined, flush);
          const world = (await library.world('w1'))!;
          for (const tick of ticks) {
            for (const id of [1, 2, 3, 4, 5, 6]) {
              const expected = standing(history, id, tick);
              const got = (await world.here({ ...VIEW, base: 'none', buildings: true, tick }, id * 8 + 0.5, 0.5)).filter(
                (thing) => thing.what === 'entity',
              );
              expect([tick, id, got.length]).toEqual([tick, id, expected ? 1 : 0]);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Built and removed at random, and statements of the whole chunk that are true. */
function histories(): fc.Arbitrary<Packet[]> {
  return fc
    .array(fc.record({ id: fc.integer({ min: 1, max: 6 }), gap: fc.integer({ min: 1, max: 9 }), whole: fc.boolean(), back: fc.nat(15) }), {
      maxLength: 20,
    })
    .map((steps) => {
      const packets: Packet[] = [];
      const there = new Set<number>();
      let tick = 1;
      for (const step of steps) {
        tick += step.gap;
        const entity = (id: number): EntityState => ({ id, name: 'chest', at: [id * 8 + 0.5, 0.5], force: 1 });
        if (step.whole) {
          const chunks = new Map<number, EntityState[]>([
            [0, []],
            [1, []],
          ]);
          for (const id of there) chunks.get((id * 8) >> 5)!.push(entity(id));
          for (const [x, list] of chunks)
            packets.push({ kind: 'entities', tick, surface: 1, at: [x, 0], list, whole: true, key: Math.max(0, tick - step.back) });
        } else if (there.has(step.id)) {
          there.delete(step.id);
          packets.push({ kind: 'removed', tick, surface: 1, list: [entity(step.id)] });
        } else {
          there.add(step.id);
          packets.push({ kind: 'built', tick, surface: 1, list: [entity(step.id)] });
        }
      }
      return packets;
    });
}

function standing(history: readonly Packet[], id: number, tick: Tick): boolean {
  let stands = false;
  for (const packet of history) {
    if (packet.tick > tick) break;
    if ((packet.kind === 'built' || packet.kind === 'removed') && packet.list[0]!.id === id) stands = packet.kind === 'built';
  }
  return stands;
}

async function dump(library: Library): Promise<unknown> {
  const world = (await library.world('w1'))!;
  const { version: _v, createdAt: _c, changedAt: _d, files: _f, bytes: _b, name: _n, ...info }: WorldInfo = world.info;
  return {
    info,
    state: await world.state('main', null),
    story: await world.story('main', null, 1000),
    picture: await world.picture(VIEW, 0, 0, 0),
  };
}
