import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Packet } from '../packet/schema';
import { MemoryStore } from './block-store';
import { Library } from './library';
import { STORED_VERSION } from './stored-row';
import { feed, Game, kernels, pack } from './testing/host';
import type { Timeline } from './timeline-types';
import type { Picture, View } from './types';
import type { World } from './world';

const HOUR = 216_000;
const chart = (tick: number, x: number, y: number, more: object = {}): Packet =>
  ({ kind: 'chart', tick, surface: 1, force: 1, at: [x, y], px: pack(new Uint8Array(2048).fill((tick + x) & 255)), ...more }) as Packet;
const built = (tick: number, x: number, id: number): Packet => ({
  kind: 'built',
  tick,
  surface: 1,
  list: [{ id, name: 'chest', at: [x, 5.5] }],
});
const said = (tick: number): Packet => ({ kind: 'chat', tick, player: 1, text: `at ${tick}` });

async function read(logs: [string, string[]][], store = new MemoryStore()): Promise<{ library: Library; store: MemoryStore }> {
  const library = new Library(store, await kernels());
  for (const [name, lines] of logs) {
    const importer = await library.importer();
    feed(importer, name, lines);
    await importer.finish();
  }
  return { library, store };
}
const open = async ({ library }: { library: Library }, id = 'w1'): Promise<World> => (await library.world(id))!;
const sum = (counts: Uint32Array): number => counts.reduce((all, count) => all + count, 0);
const sums = ({ counts }: Timeline): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).flatMap(([group, list]) => (sum(list) > 0 ? [[group, sum(list)]] : [])));

/** Hours of a game with one event of each kind; then a save of hour 2 is loaded and goes another way. */
function twoBranches(): { first: string[]; second: string[] } {
  const game = new Game();
  const first = [
    ...game.chained(game.header(0), { kind: 'surfaces', tick: 0, list: [{ index: 1, name: 'nauvis' }] }),
    ...game.here(chart(100, 0, 0), chart(200, 1, 0), chart(300, 2, 0, { key: 300 })),
    ...game.chained(built(HOUR, 1.5, 1), said(HOUR + 600), { kind: 'join', tick: HOUR + 900, player: 1, name: 'Ada' }),
  ];
  game.checkpoints.unshift([HOUR + 900, game.state.seq, game.state.chain]);
  const other = game.load();
  first.push(...game.chained(built(3 * HOUR, 2.5, 2), { kind: 'death', tick: 3 * HOUR + 60, player: 1, cause: 'a biter' }, said(4 * HOUR)));
  const second = [
    ...other.chained(other.header(HOUR + 900)),
    ...other.chained(built(2 * HOUR, 3.5, 3), built(5 * HOUR, 4.5, 4), {
      kind: 'research',
      tick: 6 * HOUR,
      force: 1,
      name: 'rocketry',
      state: 'finished',
    }),
  ];
  return { first, second };
}

describe('the timeline', () => {
  it('counts what happened by kind, without what a keyframe restates', async () => {
    const world = await open(await read([['a.log', twoBranches().first]]));
    const timeline = await world.times.timeline('main');
    expect(timeline.ticks).toEqual([0, 4 * HOUR]);
    expect(sums(timeline)).toEqual({ building: 2, charting: 2, chat: 2, deaths: 1, players: 1 });
    expect(timeline.counts.building[Math.floor((HOUR - timeline.from) / timeline.bucket)]).toBe(1);
    expect(timeline.marks).toEqual([{ tick: 3 * HOUR + 60, type: 'death', text: 'Ada: a biter' }]);
    expect(timeline.gaps).toEqual([]);
  });

  it('is that of each branch with what it shares, in whatever order the logs come, also after the older one came last', async () => {
    const { first, second } = twoBranches();
    const orders = await Promise.all([
      read([
        ['a.log', first],
        ['b.log', second],
      ]),
      read([
        ['b.log', second],
        ['a.log', first],
      ]),
    ]);
    for (const store of orders) {
      const world = await open(store);
      const [opens, other] = world.info.branches.map(({ id }) => id) as [string, string];
      const [late, early] = [await world.times.timeline(opens), await world.times.timeline(other)];
      expect(sums(late)).toEqual({ building: 3, charting: 2, chat: 1, players: 1, research: 1 });
      expect(sums(early)).toEqual({ building: 2, charting: 2, chat: 2, deaths: 1, players: 1 });
      expect(late.forks).toEqual([{ tick: HOUR + 900, branch: other }]);
      expect(early.forks).toEqual([{ tick: HOUR + 900, branch: opens }]);
      expect(late.ticks).toEqual([0, 6 * HOUR]);
      expect(await world.times.event(opens, 2 * HOUR, 1, ['building'])).toBe(5 * HOUR);
      expect(await world.times.event(other, 2 * HOUR, 1, ['building'])).toBe(3 * HOUR);
      expect(await world.times.event(opens, 2 * HOUR, -1, ['building'])).toBe(HOUR);
    }
  });

  it('says of what no log tells: missing lines, and what lies between logs without numbers', async () => {
    const { first } = twoBranches();
    const holed = first.filter((line) => !line.includes(`at ${HOUR + 600}`) && first.indexOf(line) !== first.length - 2);
    const world = await open(await read([['a.log', holed]]));
    const { gaps } = await world.times.timeline('main');
    expect(gaps).toEqual(world.info.gaps.map(({ ticks }) => ticks).filter(([from, to]) => to > from));

    const store = new MemoryStore();
    const library = new Library(store, await kernels());
    for (const [name, from] of [
      ['one', 1000],
      ['two', 2000],
      ['three', 3 * HOUR],
    ] as const) {
      const importer = await library.importer();
      const log = importer.log(`${name}.log`, 'test');
      for (let i = 0; i < 25; i++) {
        const text = `${name} ${i}`;
        const tick = from + i * 60;
        // All know the same first lines, as logs of one server do not; so they are joined by hand below.
        log.head(text);
        log.entry({ line: i + 1, clock: 1_700_000_000_000 + (tick * 1000) / 60, text, type: 'foreign', packets: [said(tick)] });
      }
      await importer.finish();
    }
    const ids = (await library.worlds()).map(({ id }) => id);
    expect(ids).toHaveLength(3);
    const joined = await open({ library }, await library.join(ids));
    const timeline = await joined.times.timeline('main');
    expect(timeline.gaps).toEqual([[2000 + 24 * 60, 3 * HOUR]]);
    expect(sums(timeline)).toEqual({ chat: 75 });
    expect(timeline.clocks[0]).toEqual({ tick: 1000, clock: 1_700_000_000_000 + 1_000_000 / 60 });
    const ticks = timeline.clocks.map(({ tick }) => tick);
    expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
    // Taken apart again, each has its own.
    const [one] = await library.split(joined.info.id);
    expect(sums(await (await open({ library }, one)).times.timeline('main'))).toEqual({ chat: 25 });
  });

  it('of a world stored by the version before is made from its ledger', async () => {
    const { library, store } = await read([['a.log', twoBranches().first]]);
    const before = await (await open({ library })).times.timeline('main');
    const [bytes] = await store.get(['i/w1']);
    const old = { ...JSON.parse(new TextDecoder().decode(bytes)), v: STORED_VERSION - 1 };
    const blocks = await store.keys('b/w1/', 'b/w10');
    const gone = blocks.filter((key) => /\/(density|events|coverage)\//.test(key));
    expect(gone.length).toBeGreaterThanOrEqual(2);
    await store.put({ set: [['i/w1', new TextEncoder().encode(JSON.stringify(old))]], remove: gone });
    expect(sums(await (await open({ library })).times.timeline('main'))).toEqual({});
    await library.settle();
    expect(await (await open({ library })).times.timeline('main')).toEqual(before);
  });
});

describe('tracks', () => {
  it('have the point before their span, every one in it, and where somebody left', async () => {
    const game = new Game();
    const player = (tick: number, more: object): Packet => ({ kind: 'players', tick, list: [{ index: 1, ...more }] }) as Packet;
    const lines = game.chained(
      game.header(0),
      player(10, { name: 'Ada', at: [0, 0], surface: 1, online: true }),
      player(70, { at: [3, 4] }),
      player(130, { at: [6, 8], surface: 2 }),
      { kind: 'leave', tick: 200, player: 1 },
      player(400, { at: [9, 9] }),
    );
    const world = await open(await read([['a.log', lines]]));
    const [track, ...others] = await world.times.tracks('main', 100, 300);
    expect(others).toEqual([]);
    expect(track).toEqual({
      player: 1,
      ticks: Float64Array.of(70, 130, 200),
      xs: Float32Array.of(3, 6, 6),
      ys: Float32Array.of(4, 8, 8),
      surfaces: Uint32Array.of(1, 2, 2),
      online: Uint8Array.of(1, 1, 0),
    });
    expect(await world.times.tracks('main', 0, 5)).toEqual([]);
  });
});

describe('a raster', () => {
  it('that is said to be unchanged between two ticks has the same pixels at both', async () => {
    const rng = fc.sample(fc.nat(1_000_000), { seed: 11, numRuns: 400 });
    const game = new Game();
    const packets: Packet[] = [
      { kind: 'surfaces', tick: 0, list: [{ index: 1, name: 'nauvis' }] },
      { kind: 'forces', tick: 0, list: [{ index: 1, name: 'player' }] },
      {
        kind: 'prototypes',
        tick: 0,
        tiles: { grass: [10, 200, 30], water: [0, 0, 255] },
        entities: { chest: { friend: [1, 2, 3], size: [1, 1] } },
      },
    ];
    rng.forEach((value, i) => {
      const tick = 10 + i * 10;
      const [x, y] = [(value % 24) - 12, Math.floor(value / 24) % 5];
      if (value % 3 === 0) packets.push(chart(tick, x, y));
      else if (value % 3 === 1)
        packets.push({ kind: 'tiles', tick, surface: 1, at: [x, y], names: ['grass', 'water'], runs: [value % 2, 1024] });
      else packets.push(built(tick, x * 32 + 1.5, i));
    });
    const world = await open(await read([['a.log', [...game.here(game.header(0)), ...game.chained(...packets)]]]));
    const view: View = { world: 'w1', branch: 'main', surface: 1, force: 1, base: 'chart', resources: false, buildings: false, tick: null };
    const bytesOf = (picture: Picture | null) => Buffer.from(picture?.pixels ?? []);
    let same = 0;
    let other = 0;
    for (const [i, value] of rng.slice(0, 120).entries()) {
      const drawn = i % 2 === 0;
      const at: View = {
        ...view,
        base: i % 3 === 0 ? 'terrain' : 'chart',
        buildings: drawn,
        force: i % 5 === 0 ? null : 1,
        tick: value % 4200,
      };
      const shown = i % 7 === 0 ? null : Math.max(0, at.tick! + ((value % 90) - 45));
      const [z, x, y] = [-(value % 3), (value % 5) - 2, value % 2];
      const unchanged = await world.unchanged(at, z, x, y, shown);
      const [now, before] = [await world.picture(at, z, x, y), await world.picture({ ...at, tick: shown }, z, x, y)];
      if (unchanged) expect(Buffer.compare(bytesOf(now), bytesOf(before))).toBe(0);
      if (unchanged) same += 1;
      else other += 1;
    }
    expect(same).toBeGreaterThan(15);
    expect(other).toBeGreaterThan(15);
  });
});
