/** The history of a place, as the site tells it from the mod's log, against the simulated game's own record of what was done. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { How } from '../src/core/packet/schema';
import type { AuditAnswer, AuditQuestion, AuditRow } from '../src/core/world/place-types';
import type { Area } from '../src/core/world/types';
import { compileMod } from './host/compile';
import { SimulatedGame } from './sim/simulated-game';
import type { Deed, DoneTo } from './sim/world/deeds';
import { Imported, UNTOLD } from './testing/imported';
import { type Move, Play } from './testing/play';

let mod: Map<string, string>;
beforeAll(() => {
  mod = compileMod();
}, 60_000);

/** Until all has been told. */
const QUIET = 200;
const ALL: Area = [-1e6, -1e6, 1e6, 1e6];
type Row = Partial<AuditRow>;

const start = (): Play => new Play(new SimulatedGame({ mod, settings: { 'factoscope-resources-seconds': 10 } }));

/** Plays, and answers the game with the logs of all its launches. */
function play(from: Play, list: readonly Move[]): { game: SimulatedGame; logs: string[] } {
  const logs: string[] = [];
  let now = from;
  now.game.tick(60);
  for (const move of list) {
    if (move[0] === 'load') {
      logs.push(now.game.logOf());
      now = now.loaded();
    } else now.do(move);
    now.game.tick(move[3] + 1);
  }
  now.game.tick(QUIET);
  return { game: now.game, logs: [...logs, now.game.logOf()] };
}

const question = (surface: number, area: Area): AuditQuestion => ({
  ...{ world: '', branch: '', surface, force: null, area, until: null, players: null, kinds: null, limit: 100_000 },
});
const audit = (imported: Imported, surface: number, area: Area): Promise<AuditAnswer> =>
  imported.world.places.audit(question(surface, area));

const inside = ([x0, y0, x1, y1]: Area, [x, y]: readonly number[]): boolean => x! >= x0 && x! < x1 && y! >= y0 && y! < y1;
/** Whether the mod tells of such things at all. */
const isTold = ({ type }: DoneTo): boolean => !UNTOLD.has(type);

/** What the record says of an area, in the words of the audit. */
const recorded = (deeds: readonly Deed[], surface: number, area: Area): Row[] => deeds.flatMap((deed) => rowsOf(deed, surface, area));

function rowsOf(deed: Deed, surface: number, area: Area): Row[] {
  const { tick, by } = deed;
  const who = typeof by === 'number' ? { by } : {};
  if (by === 'silent') return [];
  if ('tag' in deed)
    return deed.surface === surface && inside(area, deed.at)
      ? [{ tick, kind: deed.what, name: deed.text, at: deed.at, id: deed.tag, force: deed.force, ...who }]
      : [];
  if ('things' in deed) {
    const cleared = deed.things.filter((thing) => isTold(thing) && inside(area, thing.at)).length;
    return deed.surface === surface && cleared > 0 ? [{ tick, kind: 'missing', name: '', seen: true, cleared }] : [];
  }
  const { thing } = deed;
  if (!isTold(thing)) return [];
  const row = { tick, name: thing.name, at: thing.at, ...(thing.id === undefined ? {} : { id: thing.id }), force: thing.force, ...who };
  const here = deed.charted && deed.surface === surface && inside(area, thing.at);
  if (deed.what === 'teleported') {
    const { from } = deed;
    const left = from.charted && from.surface === surface && inside(area, from.at);
    if (here) return [{ ...row, kind: 'moved', ...news(thing), ...(left ? { from: from.at } : {}) }];
    return left ? [{ ...row, kind: 'moved', at: from.at, away: true }] : [];
  }
  if (!here) return [];
  const how = (typeof by === 'number' ? 'player' : by) as How;
  switch (deed.what) {
    case 'built':
      return [{ ...row, kind: 'built', how, ...news(thing) }];
    case 'upgraded':
      return [{ ...row, kind: 'upgraded', how, was: deed.was, ...news(thing) }];
    case 'mined':
      return [{ ...row, kind: 'removed', how }];
    case 'died':
      return [{ ...row, kind: 'died', how: 'died', ...(deed.cause === undefined ? {} : { cause: deed.cause }) }];
    case 'rotated':
      return [{ ...row, kind: 'rotated', how: 'rotated', ...(deed.before.dir === thing.dir ? {} : { dir: thing.dir }) }];
    case 'recipe':
      return deed.before.recipe === thing.recipe ? [] : [{ ...row, kind: 'recipe', how: 'recipe', recipe: thing.recipe ?? '' }];
  }
}

const news = ({ dir, recipe, quality }: DoneTo): Row => ({
  ...(dir === 0 ? {} : { dir }),
  ...(recipe === undefined ? {} : { recipe }),
  ...(quality === 'normal' ? {} : { quality }),
});

/** In an order of their own within a tick; where what was cleared is marked is the site's to choose. */
const plain = (rows: readonly Row[]): string[] =>
  rows
    .map(({ clock: _, ...row }) =>
      JSON.stringify(Object.entries(row.cleared ? { ...row, at: 0 } : row).sort(([a], [b]) => (a < b ? -1 : 1))),
    )
    .sort();

/** All but what was seen standing when its chunk was charted, and a recipe that was chosen again: nobody did anything then. */
const deedsOf = (rows: readonly AuditRow[]): AuditRow[] =>
  rows.filter(({ kind, how }) => kind !== 'found' && !(kind === 'changed' && how === 'recipe'));

const TOLD = (
  'build build build build build robot robot script mine robot-mine destroy die rotate flip upgrade recipe paste walk walk-far walk-far clone teleport teleport ' +
  'tag modify-tag remove-tag stop surface platform clear delete-surface delete-chunk leave join join join join promote kill-player radar load'
).split(' ');

/** Long ones: what is done to a thing comes after it was built. */
const played: fc.Arbitrary<Move[]> = fc.array(fc.tuple(fc.constantFrom(...TOLD), fc.nat(9999), fc.nat(9999), fc.nat(3)), {
  minLength: 150,
  maxLength: 200,
  size: 'max',
});

const corner = fc.integer({ min: -60, max: 20 });
const side = fc.integer({ min: 8, max: 120 });
const area: fc.Arbitrary<Area> = fc.tuple(corner, corner, side, side).map(([x, y, w, h]) => [x, y, x + w, y + h]);

/** A check that compares nothing proves nothing. */
const SEEN = ['built', 'died', 'missing', 'moved', 'recipe', 'removed', 'rotated', 'tagged', 'untagged', 'upgraded'];

describe('[5] the audit of a rectangle', () => {
  it('is the simulated game’s own record of it', async () => {
    const kinds = new Map<string, number>();
    let inRectangles = 0;
    await fc.assert(
      fc.asyncProperty(played, fc.array(area, { minLength: 3, maxLength: 3 }), async (list, areas) => {
        const { game, logs } = play(start(), list);
        const imported = await Imported.of(...logs);
        for (const { index } of imported.info.surfaces) {
          for (const some of [ALL, ...areas]) {
            const told = await audit(imported, index, some);
            const expected = recorded(game.world.deeds, index, some);
            if (some !== ALL) inRectangles += expected.length;
            for (const { kind } of expected) kinds.set(kind!, (kinds.get(kind!) ?? 0) + 1);
            expect(plain(deedsOf(told.rows))).toEqual(plain(expected));
            expect(told.total).toBe(told.rows.length);
          }
          // What was found had come before its chunk was charted.
          const told = await audit(imported, index, ALL);
          const built = new Set(told.rows.filter(({ kind }) => kind === 'built' || kind === 'upgraded').map(({ id }) => id));
          expect(told.rows.filter(({ kind, id }) => kind === 'found' && built.has(id))).toEqual([]);
        }
      }),
      { numRuns: 4, seed: 9, endOnFailure: true },
    );
    expect([...kinds.keys()].sort()).toEqual(expect.arrayContaining(SEEN));
    expect(inRectangles).toBeGreaterThan(100);
  }, 300_000);

  it('says of what nobody told that it was found, or was missing, and of what is not told under load that it is', async () => {
    const { game, logs } = play(start(), [
      ...Array.from({ length: 20 }, (_, i): Move => ['silent', i * 77, i * 131, 1]),
      ['silent-mine', 3, 0, 1],
    ]);
    game.tick(1300);
    const told = await audit(await Imported.of(...logs.slice(0, -1), game.logOf()), 1, ALL);
    const isDone = (what: string) => (deed: Deed) => deed.what === what && 'thing' in deed && isTold(deed.thing);
    const built = game.world.deeds.filter(isDone('built')).map((deed) => ('thing' in deed ? deed.thing.id : 0));
    const mined = game.world.deeds.filter(isDone('mined')).map((deed) => ('thing' in deed ? deed.thing.id : 0));
    const ids = (kind: string) => told.rows.filter((row) => row.kind === kind && built.includes(row.id)).map(({ id }) => id);
    // One that went before anybody looked was never seen.
    expect(ids('found').sort()).toEqual(built.filter((id) => !mined.includes(id) || ids('missing').includes(id)).sort());
    expect(ids('missing').every((id) => mined.includes(id))).toBe(true);
    expect(told.rows.filter(({ by, how }) => by !== undefined || how !== undefined)).toEqual([]);

    const busy = start();
    busy.game.changeSetting('factoscope-waiting-events', 50);
    busy.game.changeSetting('factoscope-packets-per-tick', 1);
    busy.game.tick(30);
    for (let i = 0; i < 80; i++) {
      busy.do(['build', i * 7, i * 13, 0]);
      busy.do(['rotate', i, i, 0]);
    }
    busy.game.tick(900);
    const { kinds, rows } = await audit(await Imported.of(busy.game.logOf()), 1, ALL);
    expect(kinds.merged).toBeGreaterThan(0);
    const merged = rows.find(({ kind }) => kind === 'merged')!;
    expect(merged).toMatchObject({ name: '', kind: 'merged' });
    expect(merged.by).toBeUndefined();
    expect(kinds.found).toBeGreaterThan(0);
  }, 120_000);
});
