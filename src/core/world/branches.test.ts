import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { branchesOf, type Layout, type Run } from './branches';
import { naiveBranches } from './testing/naive-branches';

/** Points as [seq, chain, tick?]; `proven` are checkpoints. */
function run(
  id: string,
  lines: [seq: number, chain: number, tick?: number][],
  rest: Partial<Run> & { proven?: [number, number, number?][] } = {},
): Run {
  const { proven = [], ...given } = rest;
  const all = [...lines.map((line) => ({ line, seen: 1 })), ...proven.map((line) => ({ line, seen: 0 }))].sort(
    (a, b) => a.line[0] - b.line[0],
  );
  return {
    id,
    seq: Uint32Array.from(all, ({ line }) => line[0]),
    chain: Uint32Array.from(all, ({ line }) => line[1]),
    tick: Float64Array.from(all, ({ line }) => line[2] ?? line[0] * 10),
    seen: Uint8Array.from(all, ({ seen }) => seen),
    clock: null,
    lastTick: null,
    ...given,
  };
}

/** Lines from..to whose chain is the seq, plus `fork` beyond `after`. */
const stretch = (from: number, to: number, fork = 0, after = 0): [number, number][] =>
  Array.from({ length: to - from + 1 }, (_, i) => [from + i, from + i > after ? from + i + fork : from + i]);

const plain = ({ branches, gaps }: Pick<Layout, 'branches' | 'gaps'>) => ({
  branches: branches.map((branch) => ({ ...branch, reach: Object.fromEntries([...branch.reach].sort(([a], [b]) => (a < b ? -1 : 1))) })),
  gaps,
});

describe('branches', () => {
  it('[P14] one log is one branch, "main"', () => {
    const { branches, gaps } = branchesOf([run('a', stretch(1, 9))]);
    expect(plain({ branches, gaps })).toEqual({
      branches: [{ id: 'main', parent: null, leavesAt: null, ticks: [10, 90], opens: true, clock: null, reach: { a: Infinity } }],
      gaps: [],
    });
  });

  it('[P14] a save loaded again makes two, named by what they share and where they differ; the later one opens', () => {
    const old = run('old', stretch(1, 100));
    const loaded = run('loaded', stretch(81, 150, 1000), { proven: [[80, 80]] });
    for (const runs of [
      [old, loaded],
      [loaded, old],
    ]) {
      const { branches, gaps } = branchesOf(runs);
      expect(branches.map(({ id, parent, leavesAt, opens }) => ({ id, parent, leavesAt, opens }))).toEqual([
        { id: '80-81-00000439', parent: null, leavesAt: null, opens: true },
        { id: '80-81-00000051', parent: '80-81-00000439', leavesAt: { seq: 80, tick: 800 }, opens: false },
      ]);
      expect(branches.map(({ reach }) => [reach.get('old'), reach.get('loaded')])).toEqual([
        [80, Infinity],
        [Infinity, 80],
      ]);
      expect(gaps).toEqual([]);
    }
  });

  it('[P14] the latest clock opens, even of a shorter history', () => {
    const a = run('a', stretch(1, 100), { clock: 5000 });
    const b = run('b', stretch(1, 50, 1000, 40), { clock: 6000 });
    expect(branchesOf([a, b]).branches.map(({ id, clock }) => [id, clock])).toEqual([
      ['40-41-00000411', 6000],
      ['40-41-00000029', 5000],
    ]);
  });

  it('[P14] two histories that differ from the first line on are branches of the beginning', () => {
    const { branches } = branchesOf([run('a', stretch(1, 5)), run('b', stretch(1, 4, 100))]);
    expect(branches.map(({ id, parent, leavesAt, unlinked }) => [id, parent, leavesAt, unlinked])).toEqual([
      ['0-1-00000001', null, null, undefined],
      ['0-1-00000065', '0-1-00000001', { seq: 0, tick: 0 }, undefined],
    ]);
  });

  it('[P14] logs that nothing links are said to be unlinked', () => {
    const { branches } = branchesOf([run('a', stretch(1, 5)), run('b', stretch(50, 60))]);
    expect(branches.map(({ id, parent, opens, unlinked, reach }) => [id, parent, opens, unlinked, reach.get('a'), reach.get('b')])).toEqual(
      [
        ['0-50-00000032', null, true, undefined, undefined, Infinity],
        ['0-1-00000001', null, false, true, Infinity, undefined],
      ],
    );
  });

  it('[P7] checkpoints place a log that has no line in common; what lies between is a gap', () => {
    const early = run('early', stretch(1, 20));
    const late = run('late', stretch(50, 60), {
      proven: [
        [16, 16],
        [40, 40],
      ],
    });
    const { branches, gaps } = branchesOf([late, early]);
    expect(branches.map(({ id }) => id)).toEqual(['main']);
    expect(gaps).toEqual([{ branch: 'main', ticks: [200, 500], lines: 29 }]);
  });

  it('what one log proves of another holds for all: three logs, the middle one links the others', () => {
    const a = run('a', stretch(1, 10));
    const b = run('b', stretch(11, 30), { proven: [[10, 10]] });
    const c = run('c', stretch(31, 40), { proven: [[30, 30]] });
    // Differs from b at 25, and from nothing of a or c at any number both have.
    const d = run('d', stretch(25, 28, 1000), { proven: [[24, 24]] });
    const { branches, gaps } = branchesOf([c, d, a, b]);
    expect(branches.map(({ id, parent }) => [id, parent])).toEqual([
      ['24-25-00000019', null],
      ['24-25-00000401', '24-25-00000019'],
    ]);
    expect(branches[1]!.reach).toEqual(new Map(Object.entries({ a: Infinity, b: 24, c: 24, d: Infinity })));
    expect(gaps).toEqual([]);
  });

  it('a gap before a fork is listed once, with the branch that opens; one after it with its own', () => {
    const a = run('a', [...stretch(5, 20), ...stretch(25, 30)]);
    const b = run('b', stretch(23, 28, 1000, 20), { proven: [[18, 18]] });
    const { gaps } = branchesOf([a, b]);
    expect(gaps).toEqual([
      { branch: '18-25-00000019', ticks: [0, 50], lines: 4 },
      { branch: '18-25-00000019', ticks: [200, 250], lines: 4 },
      { branch: '18-25-00000401', ticks: [180, 230], lines: 4 },
    ]);
  });

  it('lines that only a header counted are missing at the end', () => {
    expect(branchesOf([run('a', stretch(1, 5), { proven: [[9, 9, 77]] })]).gaps).toEqual([{ branch: 'main', ticks: [50, 77], lines: 4 }]);
  });

  it('[P8] a log without numbers belongs to every branch, and alone is one', () => {
    const none = run('none', [], { proven: [[0, 0]], firstTick: 3, lastTick: 7 });
    expect(plain(branchesOf([none])).branches).toEqual([
      { id: 'main', parent: null, leavesAt: null, ticks: [3, 7], opens: true, clock: null, reach: { none: Infinity } },
    ]);
    const { branches } = branchesOf([none, run('a', stretch(1, 5)), run('b', stretch(1, 4, 100))]);
    expect(branches.map(({ reach }) => reach.get('none'))).toEqual([Infinity, Infinity]);
    expect(branchesOf([])).toEqual({ branches: [], gaps: [], leftOut: [] });
  });

  it('unknown ticks are those of the neighbours', () => {
    const a = run('a', [
      [3, 3, Number.NaN],
      [4, 4, 44],
      [5, 5, Number.NaN],
      [9, 9, Number.NaN],
    ]);
    expect(branchesOf([a]).gaps).toEqual([
      { branch: 'main', ticks: [0, 44], lines: 2 },
      { branch: 'main', ticks: [44, 44], lines: 3 },
    ]);
  });

  it('a run out of order is a bug of the one who cut it', () => {
    const wrong = { ...run('a', stretch(1, 3)), seq: Uint32Array.of(1, 3, 2) };
    expect(() => branchesOf([wrong])).toThrow(RangeError);
  });
});

describe('many logs', () => {
  it('of a server restarted 3,000 times are one branch', () => {
    const runs = Array.from({ length: 3000 }, (_, n) =>
      run(`${n}`, stretch(n * 5 + 1, n * 5 + 5), { proven: n > 0 ? [[n * 5, n * 5]] : [] }),
    );
    const { branches, gaps, leftOut } = branchesOf(runs);
    expect(branches.map(({ id, reach }) => [id, reach.size])).toEqual([['main', 3000]]);
    expect({ gaps, leftOut }).toEqual({ gaps: [], leftOut: [] });
  });

  it('of more histories than can be compared: those that end first are left out, and that is said', () => {
    const runs = Array.from({ length: 700 }, (_, n) => run(`${n}`, stretch(1, n + 2, 10_000 * n, 1)));
    const { branches, leftOut } = branchesOf(runs);
    expect(branches.length).toBe(500);
    expect(leftOut.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, n) => n));
  });

  it('with every other line lost give at most 10,000 gaps, and all their lines', () => {
    const { gaps } = branchesOf([
      run(
        'a',
        stretch(1, 60_000).filter(([seq]) => seq % 2 === 0),
      ),
    ]);
    expect(gaps.length).toBeLessThanOrEqual(10_000);
    expect(gaps.reduce((sum, { lines }) => sum + lines, 0)).toBe(30_000);
    gaps.slice(1).forEach(({ ticks }, i) => void expect(ticks[0]).toBeGreaterThanOrEqual(gaps[i]!.ticks[1]));
  });
});

// ---- random trees of histories ---------------------------------------------------------------------------------------

interface World {
  /** Each leaves an earlier one after `fork` lines and goes on to `length`. */
  histories: { from: number; fork: number; length: number }[];
  logs: { history: number; start: number; end: number; lost: number[]; checkpoints: number[]; clock: number | null; header: boolean }[];
}

const worlds: fc.Arbitrary<World> = fc.record({
  histories: fc.array(fc.record({ from: fc.nat(10), fork: fc.nat(20), length: fc.integer({ min: 1, max: 24 }) }), {
    minLength: 1,
    maxLength: 4,
  }),
  logs: fc.array(
    fc.record({
      history: fc.nat(10),
      start: fc.integer({ min: 1, max: 20 }),
      end: fc.integer({ min: 0, max: 24 }),
      lost: fc.array(fc.integer({ min: 1, max: 24 }), { maxLength: 12 }),
      checkpoints: fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 4 }),
      clock: fc.option(fc.nat(5)),
      header: fc.boolean(),
    }),
    { minLength: 1, maxLength: 7 },
  ),
});

/** The chain of each number of each history, and its tick. */
function chainsOf({ histories }: World): { chain: number; tick: number }[][] {
  const result: { chain: number; tick: number }[][] = [];
  histories.forEach(({ from, fork, length }, h) => {
    const parent = h === 0 ? [] : result[from % h]!;
    const own = parent.slice(0, Math.max(1, Math.min(fork + 1, parent.length)));
    for (let seq = own.length; seq <= Math.max(length, 1); seq++)
      own.push(seq === 0 ? { chain: 0, tick: 0 } : { chain: (h + 1) * 1000 + seq, tick: seq * 10 + h });
    result.push(own);
  });
  return result;
}

function runsOf(world: World): Run[] {
  const chains = chainsOf(world);
  return world.logs.map((log, n) => {
    const path = chains[log.history % chains.length]!;
    const seqs = path.map((_, seq) => seq);
    const lines = seqs.filter((seq) => seq >= log.start && seq <= log.end && !log.lost.includes(seq));
    const proven = seqs.filter(
      (seq) => !lines.includes(seq) && ((log.checkpoints.includes(seq) && seq < log.start) || (log.header && seq === log.start - 1)),
    );
    const point = (seq: number): [number, number, number] => [seq, path[seq]!.chain, path[seq]!.tick];
    return run(`${n}`, lines.map(point), {
      proven: proven.map(point),
      clock: log.clock,
      lastTick: lines.length > 0 ? path[lines.at(-1)!]!.tick : null,
    });
  });
}

describe('random trees of histories', () => {
  it('[P14] give what the naive reading gives', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const runs = runsOf(world).filter((it) => it.seq.some((seq) => seq > 0));
        expect(plain(branchesOf(runs))).toEqual(plain(naiveBranches(runs)));
      }),
      { numRuns: 1500 },
    );
  });

  it('[P14] give the same in whatever order the logs come', () => {
    fc.assert(
      fc.property(
        worlds.chain((world) =>
          fc.tuple(fc.constant(world), fc.shuffledSubarray([...world.logs.keys()], { minLength: world.logs.length })),
        ),
        ([world, order]) => {
          const runs = runsOf(world);
          expect(plain(branchesOf(order.map((i) => runs[i]!)))).toEqual(plain(branchesOf(runs)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('[P14] logs that begin at the first line and lose nothing give the true tree', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const logs = world.logs.map((log) => ({ ...log, start: 1, end: Math.max(1, log.end), lost: [] }));
        const runs = runsOf({ ...world, logs });
        const { branches, gaps } = branchesOf(runs);
        const texts = runs.map((it) => [...it.chain].filter((chain) => chain > 0));
        const maximal = new Set(
          texts.filter((a) => !texts.some((b) => b.length > a.length && a.every((chain, i) => b[i] === chain))).map(String),
        );
        expect(branches.length).toBe(maximal.size);
        expect(gaps).toEqual([]);
        const ends = branches.map((branch) =>
          texts.filter((_, i) => branch.reach.get(`${i}`) === Infinity).reduce((a, b) => (b.length > a.length ? b : a)),
        );
        branches.forEach((branch, k) => {
          texts.forEach((text, i) => {
            let common = 0;
            while (common < text.length && text[common] === ends[k]![common]) common++;
            expect(branch.reach.get(`${i}`)).toBe(common === text.length ? Infinity : common);
          });
        });
        expect(new Set(branches.map(({ id }) => id)).size).toBe(branches.length);
      }),
      { numRuns: 300 },
    );
  });

  it('forged numbers that contradict each other give something, and the same in any order', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 3 }));
    const forged = fc.array(fc.array(point, { maxLength: 8 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(forged, (lists) => {
        const runs = lists.map((points, n) => run(`${n}`, points));
        const { branches } = branchesOf(runs);
        expect(plain(branchesOf([...runs].reverse())).branches).toEqual(plain({ branches, gaps: [] }).branches);
        expect(new Set(branches.map(({ id }) => id)).size).toBe(branches.length);
        expect(branches.filter(({ opens }) => opens).length).toBe(1);
        for (const it of runs) expect(branches.some(({ reach }) => reach.get(it.id) === Infinity)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
