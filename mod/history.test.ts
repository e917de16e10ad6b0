import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileMod } from './host/compile';
import { SimulatedGame, type Truth } from './sim/simulated-game';
import { Imported, tellable } from './testing/imported';
import { type Move, moves, Play } from './testing/play';

let mod: Map<string, string>;
beforeAll(() => {
  mod = compileMod();
}, 60_000);

/** Quick to tell, so that a short history shows what a long one would. */
const SETTINGS = {
  'factoscope-tiles-seconds': 1,
  'factoscope-resources-seconds': 10,
  'factoscope-surfaces-seconds': 2,
  'factoscope-players-seconds': 0.2,
};
/** Until the slowest of these has told all there is. */
const QUIET = 900;

const start = (peers = 1): Play =>
  new Play(new SimulatedGame({ mod, peers, settings: SETTINGS, ...(peers > 1 ? { chartNoise: (peer: number) => peer } : {}) }));

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

describe('random histories', () => {
  it('[2] [4] are told so that at every tick things are as they were, and all else when it is quiet', async () => {
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
      { numRuns: Number(process.env['FACTOSCOPE_RUNS'] ?? 10), seed: Number(process.env['FACTOSCOPE_SEED'] ?? 3) },
    );
  }, 600_000);
});
