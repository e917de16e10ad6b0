import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { compileMod } from '../host/compile';
import { Imported, tellable } from '../testing/imported';
import { SAMPLE_FILE } from './options';
import { playSample } from './play';

it('the shipped sample is what the generator makes, and tells at its end what the simulated game is then', async () => {
  const { game } = playSample(compileMod());
  const log = game.logOf();
  expect(gunzipSync(readFileSync(SAMPLE_FILE)).toString('latin1') === log).toBe(true);
  // What waits for its interval is told before the game is compared.
  game.leap(game.tickNow + 3_000_000, 300);
  const truth = game.truth();
  const imported = await Imported.of(game.logOf());
  for (const { index } of truth.surfaces) {
    const [told, is] = [await imported.things(index, truth.tick), tellable(truth, index)];
    expect(told.entities).toEqual(is.entities);
    expect(told.resources).toEqual(is.resources);
    expect(told.tiles).toEqual(is.tiles);
  }
}, 3_600_000);
