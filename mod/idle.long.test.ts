import { expect, it } from 'vitest';
import { compileMod } from './host/compile';
import { importLogs } from './sim/testing/read-back';
import { WatchedGame } from './sim/testing/watched';

const DAY = 24 * 3600 * 60;
/** What the engine alone writes in a day is of this size too. */
const MOST = 1_000_000;

it('[10] a day on an idle server, with radars over 441 charted chunks, is a log below a megabyte', { timeout: 3_600_000 }, async () => {
  const game = new WatchedGame({ mod: compileMod(), peers: 2 });
  const { nauvis } = game;
  for (const [x, y] of game.world.chunkAround([0, 0], 10)) game.generateChunk(nauvis, x, y);
  game.chartAll(game.world.force('player'), nauvis);
  for (const at of [-200.5, 3.5, 200.5]) game.build({ name: 'radar', at: [at, 3.5] });
  game.leave(game.join('Ann'));
  game.quitPeer();
  game.tick(3600);
  const begun = game.logOf().length;
  game.tick(DAY);
  const written = game.logOf().length - begun;
  console.log(`${written} characters in a day of ${DAY} ticks; before it ${begun} of keyframe`);
  expect(written).toBeGreaterThan(0);
  expect(written).toBeLessThan(MOST);
  const back = await (await importLogs([game.logOf()])).at(game.tickNow);
  expect(Object.keys(back.tiles).length).toBe(441);
  expect(Object.keys(back.charts).length).toBe(441);
});
