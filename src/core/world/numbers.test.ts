import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Packet } from '../packet/schema';
import { MemoryStore } from './block-store';
import { Library } from './library';
import type { Numbers } from './number-types';
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
});
