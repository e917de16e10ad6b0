/** What must hold of every history that is played in the simulated game with the mod in it. */
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileMod } from '../host/compile';
import { SimulatedGame, type Truth } from '../sim/simulated-game';
import { Imported, tellable } from './imported';
import { type Move, moves, Play } from './play';

let mod: Map<string, string>;

/** Quick to tell, so that a short history shows what a long one would. */
const SETTINGS = {
  'factoscope-tiles-seconds': 1,
  'factoscope-resources-seconds': 10,
  'factoscope-surfaces-seconds': 2,
  'factoscope-players-seconds': 0.2,
};
/** A stop moved by a script was told as gone at the next look at where it had been. */
const MOVED_STOP: Move[] = [
  ['stop', 0, 0, 0],
  ['build', 0, 0, 2],
  ['teleport', 0, 3020, 0],
];
/** A chest that a script moves within its chunk, right after it was built: the sums did not know where it had been. */
const MOVED_CHEST: Move[] = [
  ['build', 1420, 500, 0],
  ['silent-teleport', 1260, 3141, 0],
];
/** A stop likewise: the chunk was told anew, the stop was not. */
const MOVED_STOP_NEAR: Move[] = [
  ['stop', 1420, 500, 0],
  ['silent-teleport', 1260, 3141, 0],
];
/** A stop that goes silently before anybody has looked at it stayed in the lists. */
const LOST_STOP: Move[] = [
  ['stop', 0, 0, 0],
  ['silent-mine', 0, 0, 0],
];
/** Until the slowest of these has told all there is. */
const QUIET = 900;

const start = (peers = 1): Play =>
  new Play(new SimulatedGame({ mod, peers, settings: SETTINGS, ...(peers > 1 ? { chartNoise: (peer: number) => peer } : {}) }));

/** A log with its packed lines opened. */
const plainText = (log: string): string =>
  log.replace(/Factoscope:(eJ[\w+/=]+)/g, (_, packed: string) => inflateSync(Buffer.from(packed, 'base64')).toString('latin1'));

async function expectSame(imported: Imported, truth: Truth): Promise<void> {
  for (const { index } of truth.surfaces) expect(await imported.things(index, truth.tick)).toEqual(tellable(truth, index));
  const state = await imported.state(truth.tick);
  const plain = <T extends object>(list: readonly T[], ...keys: (keyof T)[]) =>
    list
      .map((item) => Object.fromEntries(keys.map((key) => [key, item[key]])))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  expect(plain(state.players, 'index', 'name', 'at', 'surface', 'force', 'online', 'admin')).toEqual(
    plain(truth.players, 'index', 'name', 'at', 'surface', 'force', 'online', 'admin'),
  );
  expect(plain(state.tags, 'id', 'surface', 'force', 'at', 'text', 'icon', 'by')).toEqual(
    plain(truth.tags, 'id', 'surface', 'force', 'at', 'text', 'icon', 'by'),
  );
  const told = truth.stops.filter(({ surface, at }) =>
    Object.keys(truth.charts).some((key) => {
      const [on, , x, y] = key.split('/').map(Number);
      return on === surface && x === Math.floor(at[0] / 32) && y === Math.floor(at[1] / 32);
    }),
  );
  expect(plain(state.stops, 'id', 'surface', 'at', 'name', 'force')).toEqual(plain(told, 'id', 'surface', 'at', 'name', 'force'));
  expect(plain(state.surfaces, 'index', 'name', 'planet', 'platform')).toEqual(
    plain(truth.surfaces, 'index', 'name', 'planet', 'platform'),
  );
  expect(plain(state.forces, 'index', 'name')).toEqual(plain(truth.forces, 'index', 'name'));
}

/** How many histories of each property are played; none where it is 0 or absent. */
export interface Runs {
  alone?: number;
  peers?: number;
  launches?: number;
  silent?: number;
  crowded?: number;
}
/** Of so many of the quickest. */
export const sharesOf = (runs: number): Runs => ({
  alone: runs,
  silent: runs,
  crowded: runs,
  peers: Math.ceil(runs / 2),
  launches: Math.ceil(runs / 2),
});

/** From here on a failure is told as it is: making it small would take longer than to play it again. */
const MANY = 50;
/** Of all histories of a property, in ms. */
const TIME = 3_600_000;

/** `seed` repeats a run. */
export function describeHistories(runs: Runs, seed: number): void {
  const played = (numRuns = 0) => ({ numRuns, seed, endOnFailure: numRuns >= MANY });
  describe('random histories', () => {
    beforeAll(() => {
      mod = compileMod();
    }, 60_000);

    it.runIf(runs.alone)(
      '[2] [4] are told so that at every tick things are as they were, and all else when it is quiet',
      async () => {
        await fc.assert(
          fc.asyncProperty(moves(25), async (list: Move[]) => {
            const play = start();
            const { game } = play;
            game.tick(60);
            const checks: Truth[] = [];
            for (const move of list) {
              play.do(move);
              game.tick(move[3] + 1);
              checks.push(game.truth());
              // What is done next happens after the tick that was checked.
              game.tick();
            }
            game.tick(QUIET);
            const imported = await Imported.of(game.logOf());
            for (const truth of checks)
              for (const { index } of truth.surfaces)
                expect((await imported.things(index, truth.tick)).entities, `tick ${truth.tick}`).toEqual(tellable(truth, index).entities);
            await expectSame(imported, game.truth());
          }),
          { ...played(runs.alone), examples: [[MOVED_STOP]] },
        );
      },
      TIME,
    );

    it.runIf(runs.peers)(
      '[3] [5] leave equal storage on all peers, and a log of each that tells the last world alone',
      async () => {
        await fc.assert(
          fc.asyncProperty(moves(12), moves(12), moves(12), async (before, between, after) => {
            const play = start(2);
            const { game } = play;
            const go = (list: Move[]): void => {
              for (const move of list) {
                play.do(move);
                game.tick(move[3] + 1);
              }
            };
            game.tick(40);
            go(before);
            const late = game.joinPeer();
            go(between);
            game.rejoinPeer(1);
            go(after);
            game.tick(QUIET);
            const kept = game.storageOf(0);
            expect([1, late].map((peer) => game.storageOf(peer) === kept)).toEqual([true, true]);
            const truth = game.truth();
            for (const peer of [0, 1, late]) await expectSame(await Imported.of(game.logOf(peer)), truth);
          }),
          played(runs.peers),
        );
      },
      TIME,
    );

    it.runIf(runs.launches)(
      'go on where they stopped when they are saved and loaded, and each launch tells the world alone',
      async () => {
        await fc.assert(
          fc.asyncProperty(moves(12), moves(12), async (before, after) => {
            const play = start();
            const { game } = play;
            game.tick(30);
            for (const move of before) {
              play.do(move);
              game.tick(move[3] + 1);
            }
            const first = game.logOf();
            const again = play.loaded();
            for (const move of after) {
              again.do(move);
              game.tick(move[3] + 1);
            }
            game.tick(QUIET);
            const truth = game.truth();
            await expectSame(await Imported.of(game.logOf()), truth);
            const both = await Imported.of(first, game.logOf());
            expect([both.info.branches.length, both.info.gaps]).toEqual([1, []]);
            await expectSame(both, truth);
          }),
          played(runs.launches),
        );
      },
      TIME,
    );

    it.runIf(runs.silent)(
      'are seen by the patrol where scripts tell nobody what they do',
      async () => {
        await fc.assert(
          fc.asyncProperty(
            moves(25, ['build', 'mine', 'stop', 'silent', 'silent-mine', 'silent-teleport', 'walk', 'walk-far']),
            async (list) => {
              const play = start();
              const { game } = play;
              game.tick(30);
              for (const move of list) {
                play.do(move);
                game.tick(move[3] + 1);
              }
              game.tick(2 * QUIET);
              await expectSame(await Imported.of(game.logOf()), game.truth());
            },
          ),
          { ...played(runs.silent), examples: [[MOVED_CHEST], [MOVED_STOP_NEAR], [LOST_STOP]] },
        );
      },
      TIME,
    );

    it.runIf(runs.crowded)(
      'end right too when more happens than may wait, and say where detail is missing',
      async () => {
        let merged = 0;
        await fc.assert(
          fc.asyncProperty(moves(12, ['build', 'mine', 'rotate', 'walk', 'die']), async (list) => {
            const play = start();
            const { game } = play;
            game.changeSetting('factoscope-waiting-events', 50);
            game.changeSetting('factoscope-packets-per-tick', 1);
            game.tick(30);
            // Built and turned by turns, since like events share a packet.
            for (let i = 0; i < 80; i++) {
              play.do(['build', i * 7, i * 13, 0]);
              play.do(['rotate', i, i, 0]);
            }
            for (let round = 0; round < 12; round++) for (const [what, a, b] of list) play.do([what, a + round * 7, b + round * 13, 0]);
            game.tick(QUIET);
            const imported = await Imported.of(game.logOf());
            await expectSame(imported, game.truth());
            if (/"merged":true/.test(plainText(game.logOf()))) merged += 1;
          }),
          played(runs.crowded),
        );
        expect(merged).toBeGreaterThan(0);
      },
      TIME,
    );
  });
}
