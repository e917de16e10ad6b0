import { expect, it } from 'vitest';
import { compileMod } from './host/compile';
import { importLogs } from './sim/testing/read-back';
import { WatchedGame } from './sim/testing/watched';

/** A whole day takes a quarter of an hour: `FACTOSCOPE_HOURS=24`. */
const HOURS = Number(process.env.FACTOSCOPE_HOURS ?? 2);
const TICKS = HOURS * 3600 * 60;
/** Of the day; what the engine alone writes in one is of this size too. */
const MOST = 1_000_000;

it('[10] an idle server, with radars over 441 charted chunks, writes less than a megabyte a day', { timeout: 3_600_000 }, async () => {
  const game = new WatchedGame({ mod: compileMod(), peers: 2 });
  const { nauvis } = game;
  for (const [x, y] of game.world.chunkAround([0, 0], 10)) game.generateChunk(nauvis, x, y);
  game.chartAll(game.world.force('player'), nauvis);
  for (const at of [-200.5, 3.5, 200.5]) game.build({ name: 'radar', at: [at, 3.5] });
  game.leave(game.join('Ann'));
  game.quitPeer();
  game.tick(3600);
  const begun = game.logOf().length;
  game.tick(TICKS);
  const written = game.logOf().length - begun;
  console.log(`${written} characters in ${HOURS} hours; before it ${begun} of keyframe`);
  expect(written).toBeGreaterThan(0);
  expect(written).toBeLessThan((MOST * HOURS) / 24);
  const back = await (await importLogs([game.logOf()])).at(game.tickNow);
  expect(Object.keys(back.tiles).length).toBe(441);
  expect(Object.keys(back.charts).length).toBe(441);
});
