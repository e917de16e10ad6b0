import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Packet } from '../packet/schema';
import { MemoryStore } from './block-store';
import { Library } from './library';
import type { EngineEvent } from './log-entry';
import type { Numbers } from './number-types';
import { allStored, blockPrefix, endOf, infoEntry } from './stored-row';
import { feed, Game, kernels } from './testing/host';
import { naiveCount, naiveHighest, naiveOnline, naiveRate, naiveTotal, type Wish } from './testing/naive-numbers';
import type { World } from './world';

const ITEMS = ['iron-plate', 'copper-plate', 'toString', 'constructor'];
const KINDS = ['produced', 'consumed', 'kills'] as const;

const counts = fc.uniqueArray(fc.tuple(fc.constantFrom(...ITEMS), fc.integer({ min: 1, max: 500 })), { selector: ([name]) => name });
/** What happens after so many ticks; statistics give what was made since. */
const event = fc.oneof(
  fc.record({
    kind: fc.constant('statistics' as const),
    force: fc.integer({ min: 1, max: 2 }),
    surface: fc.integer({ min: 1, max: 2 }),
    made: fc.record({ produced: counts, consumed: counts, kills: counts }),
    evolution: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
  }),
  fc.record({ kind: fc.constantFrom('join' as const, 'leave' as const, 'death' as const), player: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    kind: fc.constant('research' as const),
    force: fc.integer({ min: 1, max: 2 }),
    name: fc.constantFrom('logistics', 'automation'),
    state: fc.constantFrom('finished' as const, 'reversed' as const, 'started' as const),
  }),
  fc.record({ kind: fc.constant('rocket' as const), force: fc.integer({ min: 1, max: 2 }) }),
  fc.record({
    kind: fc.constant('online' as const),
    player: fc.integer({ min: 1, max: 3 }),
    online: fc.option(fc.boolean(), { nil: undefined }),
  }),
);
const happening = fc.tuple(fc.oneof(fc.constant(0), fc.constant(1), fc.integer({ min: 0, max: 40_000 })), event);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** Packets of one history from a tick on, over the totals so far. */
function played(happenings: readonly Happening[], from: number, totals: Map<string, Map<string, number>>): Packet[] {
  let tick = from;
  const last = new Map<string, number>();
  return happenings.map(([pause, what]): Packet => {
    tick += pause;
    if (what.kind === 'online') {
      const { player: index, online } = what;
      return { kind: 'players', tick, list: [{ index, at: [tick % 7, 0], ...(online === undefined ? {} : { online }) }] };
    }
    if (what.kind !== 'statistics') return { ...what, tick };
    const { force, surface, evolution } = what;
    // Nobody tells two totals of one moment.
    if (last.get(`${force} ${surface}`) === tick) tick += 1;
    last.set(`${force} ${surface}`, tick);
    const lists = KINDS.map((kind) => {
      const key = `${kind} ${force} ${surface}`;
      const known = totals.get(key) ?? new Map<string, number>();
      for (const [name, made] of what.made[kind]) known.set(name, (known.get(name) ?? 0) + made);
      totals.set(key, known);
      return [kind, Object.fromEntries(known)] as const;
    });
    return {
      kind: 'statistics',
      tick,
      force,
      surface,
      ...Object.fromEntries(lists),
      ...(evolution === undefined ? {} : { evolution: evolution / 100 }),
    };
  });
}

const copied = (totals: Map<string, Map<string, number>>) => new Map([...totals].map(([key, counts]) => [key, new Map(counts)]));

async function read(logs: string[][], flushEach: boolean): Promise<World> {
  const library = new Library(new MemoryStore(), await kernels());
  const importer = await library.importer();
  for (const [i, lines] of logs.entries()) {
    feed(importer, `${i}.log`, lines);
    if (flushEach) await importer.flush();
  }
  await importer.finish();
  return (await library.world('w1'))!;
}

function expectNaive(numbers: Numbers, packets: readonly Packet[], wish: Wish, from: number): void {
  const ticks = [...numbers.ticks];
  for (const kind of KINDS) {
    for (const { name, rate, totals } of numbers[kind]) {
      expect([...totals].map((value) => (Number.isNaN(value) ? 0 : value))).toEqual(
        ticks.map((tick) => naiveTotal(packets, wish, kind, name, tick)),
      );
      const naive = ticks.map((tick, i) => (i === 0 ? Number.NaN : naiveRate(packets, wish, kind, name, ticks[i - 1]!, tick)));
      expect(rate.length).toBe(naive.length);
      rate.forEach((value, i) => {
        const expected = naive[i]!;
        if (Number.isNaN(expected)) expect(value).toBeNaN();
        else expect(Math.abs(value - expected)).toBeLessThan(1e-6 * Math.max(1, Math.abs(expected)));
      });
    }
    const last = ticks.at(-1) ?? 0;
    const there = ITEMS.filter((name) => naiveTotal(packets, wish, kind, name, last) > 0);
    expect(numbers[kind].map(({ name }) => name)).toEqual(expect.arrayContaining(there));
  }
  expect([...numbers.evolution]).toEqual(ticks.map((tick) => naiveHighest(packets, wish, 'evolution', tick)));
  expect([...numbers.deaths]).toEqual(ticks.map((tick) => naiveCount(packets, 'death', null, from, tick)));
  expect([...numbers.rockets]).toEqual(ticks.map((tick) => naiveCount(packets, 'rocket', wish.force, from, tick)));
  expect([...numbers.research]).toEqual(ticks.map((tick) => naiveCount(packets, 'research', wish.force, from, tick)));
  if (wish.force === null) expect([...numbers.online]).toEqual(ticks.map((tick) => naiveOnline(packets, tick)));
}

describe('numbers', () => {
  it('are those counted from the packets one by one, at any points of any span, of both branches', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { minLength: 1, maxLength: 14 }),
        fc.array(happening, { minLength: 1, maxLength: 8 }),
        fc.array(happening, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(0, 5_000_000),
        fc.boolean(),
        fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
        fc.constantFrom(2, 7, 100),
        async (shared, one, two, begins, flushEach, [a, b], points) => {
          const totals = new Map<string, Map<string, number>>();
          const game = new Game();
          const first: Packet = { kind: 'surfaces', tick: begins, list: [{ index: 1, name: 'nauvis' }] };
          const before = [first, ...played(shared, begins, totals)];
          const common = [...game.here(game.header(begins)), ...game.chained(...before)];
          const cut = before.at(-1)!.tick;
          const other = game.load();
          const main = played([...one, [1, { kind: 'death', player: 1 }]], cut + 1, copied(totals));
          const reloaded = played([...two, [500_000, { kind: 'death', player: 2 }]], cut + 2, copied(totals));
          const logs = [
            [...common, ...game.chained(...main)],
            [...other.here(other.header(cut)), ...other.chained(...reloaded)],
          ];
          const world = await read(logs, flushEach);
          expect(world.info.branches.length).toBe(2);
          for (const { id, ticks } of world.info.branches) {
            // The reloaded one goes on for longer.
            const packets = [...before, ...(ticks![1] === main.at(-1)!.tick ? main : reloaded)];
            const last = packets.at(-1)!.tick;
            for (const of of [
              { force: null, surface: null },
              { force: 1, surface: null },
              { force: 1, surface: 2 },
            ]) {
              const ask = { world: 'w1', branch: id, ...of, points };
              const whole = await world.numbers.numbers({ ...ask, span: null });
              expect(whole.span![1]).toBe(last);
              const wish = { ...of, begins: whole.span![0] <= 36_000 };
              expectNaive(whole, packets, wish, whole.span![0]);
              const [from, to] = [a, b].sort((x, y) => x - y).map((share) => whole.span![0] + Math.floor(share * (last - whole.span![0])));
              expectNaive(await world.numbers.numbers({ ...ask, span: [from!, to!] }), packets, wish, from!);
            }
          }
        },
      ),
      { seed: 6, numRuns: 120 },
    );
  });

  const ask = { world: 'w1', branch: 'main', force: null, surface: null, span: null, points: 100 };
  const totals = (tick: number, produced: Record<string, number>, surface = 1): Packet => ({
    ...{ kind: 'statistics', tick, force: 1, surface, produced },
  });
  const asked = async (...packets: Packet[]) => {
    const game = new Game();
    const start = packets[0]!.tick;
    return (await read([[...game.here(game.header(start)), ...packets.flatMap((packet) => game.chained(packet))]], false)).numbers;
  };

  it('spread what was made while no log told evenly over that time', async () => {
    const numbers = await asked(totals(36_000, { iron: 600 }), totals(72_000, { iron: 1200 }), totals(720_000, { iron: 3000 }));
    const { ticks, produced } = await numbers.numbers(ask);
    expect([...ticks]).toEqual([36_000, 72_000, 720_000]);
    expect([...produced[0]!.rate]).toEqual([Number.NaN, 60, 10]);
    const some = await numbers.numbers({ ...ask, span: [144_000, 180_000] });
    expect([...some.produced[0]!.rate]).toEqual([Number.NaN, 10]);
    expect([...some.produced[0]!.totals]).toEqual([1200, 1200]);
  });

  it('take who is silent while others tell for idle, unless lines are missing there', async () => {
    const told: Packet[] = [1, 2, 3, 4, 5].map((i) => totals(36_000 * i, { iron: 600 * i }));
    const away = (tick: number, iron: number) => totals(tick, { iron }, 2);
    const packets = [...told.slice(0, 2), away(72_001, 50), ...told.slice(2, 4), ...told.slice(4), away(180_001, 350)];
    const { produced, ticks } = await (await asked(...packets)).numbers({ ...ask, surface: 2, points: 4 });
    expect([...ticks]).toEqual([36_000, 72_001, 180_001]);
    // All 300 in the last ten minutes, so 100 an hour over the three: 300 in 108,000 ticks.
    expect(produced[0]!.rate[2]).toBeCloseTo(10, 6);
    const zoomed = await (await asked(...packets)).numbers({ ...ask, surface: 2, span: [100_000, 144_000] });
    expect([...zoomed.produced[0]!.rate]).toEqual([Number.NaN, 0]);
    const game = new Game();
    const lines = [...game.here(game.header(36_000)), ...packets.map((packet) => game.chained(packet)[0]!)];
    const torn = await read([[...lines.slice(0, 4), ...lines.slice(5)]], false);
    expect(torn.info.gaps.length).toBe(1);
    const spread = await torn.numbers.numbers({ ...ask, surface: 2, span: [100_000, 144_000] });
    expect(spread.produced[0]!.rate[1]).toBeCloseTo(10, 2);
  });

  it('say nothing of what was made before the first word of a log that begins late', async () => {
    const numbers = await asked(
      { kind: 'rocket', tick: 4_000_000, force: 1 },
      totals(4_036_000, { iron: 1_000_000 }),
      totals(4_072_000, { iron: 1_000_600 }),
      // A platform of which nothing was told: it may be old.
      totals(4_108_000, { iron: 5_000_000 }, 2),
      totals(4_144_000, { iron: 5_000_060 }, 2),
    );
    const { produced } = await numbers.numbers(ask);
    expect(produced[0]!.total).toBe(6_000_660);
    expect([...produced[0]!.rate]).toEqual([Number.NaN, Number.NaN, 60, 0, 6]);
    expect([...produced[0]!.totals]).toEqual([Number.NaN, 1_000_000, 1_000_600, 6_000_600, 6_000_660]);
  });

  it('count anew from 0 what is less than before, and let totals of one surface take the place of those of all', async () => {
    const reset = await (await asked(totals(36_000, { iron: 600 }), totals(72_000, { iron: 60 }))).numbers(ask);
    expect([...reset.produced[0]!.rate]).toEqual([Number.NaN, 6]);
    const old: Packet = { kind: 'statistics', tick: 36_000, force: 1, produced: { iron: 600 } };
    const upgraded = await (await asked(old, totals(72_000, { iron: 700 }))).numbers(ask);
    expect([...upgraded.produced[0]!.totals]).toEqual([600, 700]);
  });

  it('do not take for news what a keyframe states first', async () => {
    const done = (tick: number, name: string, key?: number): Packet => ({
      ...{ kind: 'research', tick, force: 1, name, state: 'finished', ...(key === undefined ? {} : { key }) },
    });
    const numbers = await asked(
      done(4_000_010, 'a', 4_000_000),
      done(4_000_011, 'b', 4_000_000),
      done(4_000_500, 'c'),
      done(4_000_600, 'c'),
    );
    const { research } = await numbers.numbers(ask);
    expect(research.at(-1)).toBe(1);
  });

  it('know who is online by the engine’s own lines, and that nobody is when a server starts', async () => {
    const library = new Library(new MemoryStore(), await kernels());
    const importer = await library.importer();
    const log = importer.log('factorio-current.log', 'test');
    const at = Date.UTC(2024, 3, 9, 6);
    const said: EngineEvent[] = [
      { type: 'start', time: at, version: '2.0.55' },
      { type: 'anchor', seconds: 10, tick: 600 },
      { type: 'join', seconds: 20, name: 'ann' },
      { type: 'join', seconds: 30, name: 'bea' },
      { type: 'anchor', seconds: 40, tick: 2400 },
      { type: 'leave', seconds: 50, name: 'ann' },
      { type: 'anchor', seconds: 70, tick: 4200 },
      // It crashed, and goes on from a save.
      { type: 'start', time: at + 600_000, version: '2.0.55' },
      { type: 'anchor', seconds: 10, tick: 3600 },
      { type: 'join', seconds: 20, name: 'bea' },
      { type: 'anchor', seconds: 40, tick: 6000 },
    ];
    for (const [i, event] of said.entries()) {
      log.head(`${i}`);
      log.entry({ line: i + 1, clock: null, text: `${i} ${JSON.stringify(event)}`, type: 'engine', event });
    }
    await importer.finish();
    const [info] = await library.worlds();
    const { ticks, online, deaths } = await (await library.world(info!.id))!.numbers.numbers({ ...ask, world: info!.id, branch: 'main' });
    const told = [...ticks].map((tick, i) => [tick, online[i]]);
    expect(told).toEqual([
      [600, 0],
      [1200, 1],
      [1800, 2],
      [3000, 1],
      [3600, 0],
      [4400, 1],
      [6000, 1],
    ]);
    // It has no word for them.
    expect(deaths.every(Number.isNaN)).toBe(true);
  });

  it('one whom packets number and the engine names is one', async () => {
    const numbers = await asked(
      { kind: 'join', tick: 10, player: 3 },
      { kind: 'players', tick: 20, list: [{ index: 3, name: 'ann', online: true }] },
      { kind: 'players', tick: 30, list: [{ index: 4, name: 'bea', online: true, force: 2 }] },
      { kind: 'players', tick: 40, whole: true, list: [{ index: 4 }] },
    );
    expect([...(await numbers.numbers(ask)).online]).toEqual([1, 1, 2, 1]);
    expect([...(await numbers.numbers({ ...ask, force: 1 })).online]).toEqual([1, 1, 1, 0]);
  });

  it('are there of a world that an older version of the site has stored', async () => {
    const store = new MemoryStore();
    const library = new Library(store, await kernels());
    const importer = await library.importer();
    const game = new Game();
    feed(importer, 'a.log', [...game.here(game.header(0)), ...game.chained(totals(36_000, { iron: 600 }))]);
    await importer.finish();
    const [stored] = await allStored(store);
    const blocks = blockPrefix('w1');
    const lane = (await store.keys(blocks, endOf(blocks))).filter((key) => key.includes('/numbers/'));
    expect(lane.length).toBeGreaterThan(0);
    await store.put({ set: [infoEntry({ ...stored!, v: 1 })], remove: lane });
    expect((await (await library.world('w1'))!.numbers.numbers(ask)).produced).toEqual([]);
    expect((await library.settle()).map(({ id }) => id)).toEqual(['w1']);
    expect((await (await library.world('w1'))!.numbers.numbers(ask)).produced[0]!.total).toBe(600);
  });

  it('have no more points than asked for, and no more names than anybody reads', async () => {
    const many = Object.fromEntries(Array.from({ length: 2500 }, (_, i) => [`item-${i}`, i + 1]));
    const packets = Array.from({ length: 40 }, (_, i) => totals(36_000 * (i + 1), i === 20 ? many : { iron: 100 * (i + 1) }));
    const { ticks, produced, told } = await (await asked(...packets)).numbers({ ...ask, points: 9 });
    expect(ticks.length).toBe(9);
    expect(told.length).toBe(40);
    expect(produced.length).toBe(2000);
    expect(produced.some(({ name }) => name === 'item-2499')).toBe(true);
    expect(produced.some(({ name }) => name === 'item-0')).toBe(false);
  });
});
