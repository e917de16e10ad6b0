import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Packet } from '../packet/schema';
import { MemoryStore } from './block-store';
import { Library } from './library';
import type { AuditQuestion, AuditRow } from './place-types';
import { feed, Game, kernels } from './testing/host';
import { naiveAudit, naiveStanding } from './testing/naive-places';
import { PlaceHistory, steps } from './testing/place-history';
import type { Area } from './types';
import type { World } from './world';

const ALL: Area = [-1e6, -1e6, 1e6, 1e6];
const question = (more: Partial<AuditQuestion> = {}): AuditQuestion => ({
  world: 'w1',
  branch: '',
  surface: 1,
  force: null,
  area: ALL,
  until: null,
  players: null,
  kinds: null,
  limit: 100_000,
  ...more,
});

/** Each log is stored before the next is read. */
async function worldOf(logs: string[][]): Promise<World> {
  const library = new Library(new MemoryStore(), await kernels());
  const importer = await library.importer();
  for (const [i, lines] of logs.entries()) {
    feed(importer, `${i}.log`, lines);
    await importer.flush();
  }
  await importer.finish();
  return (await library.world('w1'))!;
}

/** A history as so many logs, one after the other. */
function logsOf(packets: readonly Packet[], pieces = 1): string[][] {
  const game = new Game();
  const step = Math.max(1, Math.ceil(packets.length / pieces));
  return Array.from({ length: pieces }, (_, i) => {
    const some = packets.slice(i * step, (i + 1) * step);
    return [...game.chained(game.header(some[0]?.tick ?? 1)), ...some.flatMap((packet) => game.chained(packet))];
  });
}

/** In an order of their own within a tick; what is said of a whole chunk lies somewhere in it. */
const plain = (rows: readonly (Partial<AuditRow> & { tick: number })[]): string[] =>
  rows
    .map(({ clock: _, ...row }) =>
      JSON.stringify(Object.entries(row.name === '' ? { ...row, at: 0 } : row).sort(([a], [b]) => (a < b ? -1 : 1))),
    )
    .sort();

const areas = fc.constantFrom<Area>(ALL, [0, 0, 32, 32], [-20, -20, 20, 20], [240, 0, 270, 16], [3, 3, 9, 200], [0, 0, 0, 0]);

describe('the history of a place', () => {
  it('[P26] is what a naive replay tells, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        steps(60),
        fc.array(areas, { minLength: 2, maxLength: 3 }),
        fc.nat(100),
        fc.integer({ min: 1, max: 3 }),
        async (list, some, at, pieces) => {
          const history = new PlaceHistory();
          for (const step of list) history.do(step);
          const world = await worldOf(logsOf(history.packets, pieces));
          const until = Math.floor((history.tick * at) / 100);
          for (const area of some) {
            for (const surface of [1, 2]) {
              const expected = naiveAudit(history.packets, { surface, area, until: null });
              const told = await world.places.audit(question({ surface, area }));
              expect(plain(told.rows)).toEqual(plain(expected));
              expect(told.total).toBe(expected.length);
              const early = naiveAudit(history.packets, { surface, area, until });
              expect(plain((await world.places.audit(question({ surface, area, until }))).rows)).toEqual(plain(early));
              const wanted = question({ surface, area, kinds: ['removed', 'built', 'found'], players: [0, 2], limit: 3 });
              const some = expected.filter(({ kind, by = 0 }) => wanted.kinds!.includes(kind) && wanted.players!.includes(by));
              const few = await world.places.audit(wanted);
              expect(few.total).toBe(some.length);
              expect(few.rows.map(({ tick }) => tick)).toEqual(
                some
                  .map(({ tick }) => tick)
                  .reverse()
                  .slice(0, 3),
              );
              expect(few.kinds).toEqual(told.kinds);
              expect(few.players.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length);
            }
          }
        },
      ),
      { numRuns: 70, seed: 5 },
    );
  }, 120_000);

  it('of a branch is that of its parent up to where they part, and then its own', async () => {
    await fc.assert(
      fc.asyncProperty(steps(25), steps(25), steps(25), async (common, left, right) => {
        const shared = new PlaceHistory();
        for (const step of common) shared.do(step);
        const first = new Game();
        const start = [...first.chained(first.header(1)), ...shared.packets.flatMap((packet) => first.chained(packet))];
        first.checkpoints.push([shared.tick, first.state.seq, first.state.chain]);
        const tails = [left, right].map((list, i) => {
          const history = new PlaceHistory(shared);
          const game = first.load();
          const head = game.chained(game.header(history.tick), { kind: 'chat', tick: history.tick, text: `way ${i}` });
          for (const step of list) history.do(step);
          return { history, lines: [...head, ...history.packets.flatMap((packet) => game.chained(packet))] };
        });
        const world = await worldOf([
          [...start, ...tails[0]!.lines],
          [...start, ...tails[1]!.lines],
        ]);
        expect(world.info.branches).toHaveLength(2);
        const told = await Promise.all(
          world.info.branches.map(async ({ id }) => plain((await world.places.audit(question({ branch: id }))).rows)),
        );
        const expected = tails.map(({ history }) =>
          plain(naiveAudit([...shared.packets, ...history.packets], { surface: 1, area: ALL, until: null })),
        );
        expect(told.sort()).toEqual(expected.sort());
      }),
      { numRuns: 40, seed: 6 },
    );
  }, 120_000);

  it('goes through many records of a region', async () => {
    const history = new PlaceHistory();
    for (let i = 0; i < 5000; i++) history.do([i % 3 === 2 ? 'remove' : i % 50 === 0 ? 'whole' : 'build', i * 7, i * 13, i % 2]);
    const world = await worldOf(logsOf(history.packets));
    const told = await world.places.audit(question());
    const expected = naiveAudit(history.packets, { surface: 1, area: ALL, until: null });
    expect(told.total).toBe(expected.length);
    expect(plain(told.rows)).toEqual(plain(expected));
    const standing = naiveStanding(history.packets, 1, history.tick);
    const listed = await world.places.entities({ ...view, tick: null }, [-32, -32, 480, 480], 20_000);
    expect(listed.length).toBe(standing.length);
  }, 60_000);

  it('tells of tags when they were set, changed and taken; a keyframe only of what nobody told', async () => {
    const tags = (tick: number, list: object[], more: object = {}): Packet =>
      ({ kind: 'tags', tick, surface: 1, force: 1, list, ...more }) as Packet;
    const world = await worldOf(
      logsOf([
        tags(10, [{ id: 1, at: [5, 5], text: 'Ore', by: 2 }]),
        tags(20, [{ id: 1, text: 'Ore!', by: 3 }]),
        tags(25, [{ id: 2, at: [900, 5], text: 'far' }]),
        tags(30, [{ id: 7, at: [6, 6], text: 'theirs' }], { force: 2 }),
        { kind: 'keyframe', tick: 40, state: 'begin' },
        tags(43, [{ id: 3, at: [7, 7], text: 'new' }]),
        tags(
          45,
          [
            { id: 1, at: [5, 5], text: 'Ore!', by: 3 },
            { id: 3, at: [7, 7], text: 'new' },
            { id: 4, at: [8, 8], text: 'unseen' },
          ],
          { key: 40, whole: true },
        ),
        tags(50, [{ id: 3, gone: true }]),
        { kind: 'surfaces', tick: 60, list: [{ index: 1, gone: true }] },
        tags(70, [{ id: 1, gone: true }]),
      ]),
    );
    const near = question({ area: [0, 0, 100, 100], force: 1 });
    expect((await world.places.audit(near)).rows.map(({ tick, kind, name, by, seen }) => [tick, kind, name, by, seen])).toEqual([
      [50, 'untagged', 'new', undefined, undefined],
      [43, 'tagged', 'new', undefined, undefined],
      [40, 'tagged', 'unseen', undefined, true],
      [20, 'tagged', 'Ore!', 3, undefined],
      [10, 'tagged', 'Ore', 2, undefined],
    ]);
    expect((await world.places.audit({ ...near, force: null, until: 30 })).rows.map(({ name }) => name)).toEqual(['theirs', 'Ore!', 'Ore']);
    const far = await world.places.audit(question({ area: [800, 0, 1000, 100] }));
    expect(far.rows.map(({ tick, kind, name, seen }) => [tick, kind, name, seen])).toEqual([
      [40, 'untagged', 'far', true],
      [25, 'tagged', 'far', undefined],
    ]);
  });

  it('has the clock beside the tick, where any is known', async () => {
    const built = (tick: number): Packet => ({ kind: 'built', tick, surface: 1, list: [{ id: tick, name: 'pipe', at: [1, 1] }] });
    const clock = (tick: number, time: number): Packet => ({ kind: 'clock', tick, time });
    const clocks = async (packets: Packet[]) =>
      (await (await worldOf(logsOf(packets))).places.audit(question())).rows.map((row) => row.clock).reverse();
    expect(await clocks([built(60), clock(120, 10_000), built(36_120), clock(72_120, 2_410_000), built(72_180)])).toEqual([
      9_000, 1_210_000, 2_411_000,
    ]);
    expect(await clocks([built(60)])).toEqual([null]);
  });
});

const view = { world: 'w1', branch: '', surface: 1, force: null, base: 'none', resources: false, buildings: true, tick: null } as const;
