import { expect, it } from 'vitest';
import { compileMod } from './host/compile';
import type { Ages } from './sim/testing/compare';
import { type Move, numbers } from './sim/testing/history';
import { prove } from './sim/testing/proof';

/**
 * What the mod's own intervals allow, in ticks: 10 s for tiles, ten minutes for ore, a minute for charts, a second for players.
 */
const AGES: Ages = { tiles: 1200, ore: 38_400, chart: 4200, place: 90, slow: 3900, fresh: 900 };

it('[2] [3] [5] an hour of play on a server with peers that come and go is read back as it was at every checked tick', async () => {
  const next = numbers(2026);
  const moves = Array.from({ length: 740 }, (): Move => [next(), next(), next(), next()]);
  const { differences, compared, game } = await prove(moves, {
    mod: compileMod(),
    peers: 2,
    launches: 'forward',
    noise: true,
    settings: {},
    ages: AGES,
    every: 10,
    waits: 480,
    settle: 38_000,
  });
  console.log(`${game.tickNow} ticks at the end; compared: ${JSON.stringify(compared)}`);
  expect(game.tickNow).toBeGreaterThan(60 * 3600);
  expect(differences).toEqual([]);
  expect(compared.ticks).toBeGreaterThan(60);
  expect(compared.things).toBeGreaterThan(2000);
  expect(compared.charts).toBeGreaterThan(2000);
  expect(compared.story).toBeGreaterThan(500);
});
