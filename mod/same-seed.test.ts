import { expect, it } from 'vitest';
import type { openingUnit } from '../src/core/world/summary';
import { importTexts } from '../src/import/testing/import-texts';
import { compileMod } from './host/compile';
import { SimulatedGame } from './sim/simulated-game';

/**
 * Nothing that a script can read tells one new game from another of the same seed, settings and mods until somebody does
 * something: they are one history up to there, as two plays from one save are.
 */
it('[P6] [P14] two new games of one seed share an id, and are two branches that part where the first thing differs', async () => {
  const mod = compileMod();
  const play = (who: string, what: string) => {
    const game = new SimulatedGame({ mod, seed: 77 });
    game.tick(300);
    const player = game.join(who);
    game.tick(100);
    game.build({ name: what, at: [3.5, 3.5], by: player });
    game.tick(200);
    return { game, log: game.logOf() };
  };
  const [first, second] = [play('Ann', 'wooden-chest'), play('Robert', 'inserter')];
  const { worlds } = await importTexts([
    ['first.log', first.log],
    ['second.log', second.log],
  ]);
  const infos = await worlds.worlds();
  expect(infos.length).toBe(1);
  const { branches, gaps } = infos[0]!;
  expect([branches.length, gaps]).toEqual([2, []]);
  expect(branches.some(({ unlinked }) => unlinked)).toBe(false);
  // They part where the first player comes, at tick 300; the line that says so may be a second later.
  const parted = branches.flatMap(({ leavesAt }) => (leavesAt ? [leavesAt.tick] : []));
  expect(parted.length).toBeGreaterThan(0);
  for (const tick of parted) expect(tick).toBeLessThanOrEqual(360);
  const world = (await worlds.world(infos[0]!.id))!;
  const names = await Promise.all(branches.map(async ({ id }) => (await world.state(id, null)).players.map(({ name }) => name)));
  expect(names.sort()).toEqual([['Ann'], ['Robert']]);
  // What stands is each one's own.
  const open = (world as unknown as { open: Parameters<typeof openingUnit>[0] }).open;
  const things = await Promise.all(
    open.units.map(async (unit) => {
      const found = await unit.thingsIn(1, 0, 0, 600);
      return [...found.values()].flatMap(({ entities }) => [...entities.values()].map(({ name }) => open.tables.name(name)));
    }),
  );
  expect(things.map((list) => list.join()).sort()).toEqual(['inserter', 'wooden-chest']);
});
