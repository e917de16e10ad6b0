/** A picture of a world at a moment, by command. */
import { describe, expect, it } from 'vitest';
import { filmLines, GROUND, HOUR, PAVING, PLACED } from '../src/core/world/testing/film';
import { command, Folder, pictureAt, pixelOf } from './testing/command';

const folder = new Folder();
const log = folder.file('film.log', filmLines());
/** The map's corner, in tiles: eight chunks around the origin. */
const CORNER = -128;

async function pixelWhen(tick: number, [x, y]: readonly [number, number] = PLACED): Promise<number[]> {
  const out = folder.at(`${tick}.png`);
  const { code, said } = await command('render', log, '--base', 'terrain', '--tick', String(tick), '--out', out);
  expect([code, said]).toEqual([0, expect.anything()]);
  return pixelOf(pictureAt(out), x - CORNER, y - CORNER);
}

describe('render --tick', () => {
  it('a tile placed at hour 3 and removed at hour 5 is there at hour 4 and gone at hour 6', async () => {
    expect(await pixelWhen(2 * HOUR)).toEqual([...GROUND, 255]);
    expect(await pixelWhen(3 * HOUR - 1)).toEqual([...GROUND, 255]);
    expect(await pixelWhen(3 * HOUR)).toEqual([...PAVING, 255]);
    expect(await pixelWhen(4 * HOUR)).toEqual([...PAVING, 255]);
    expect(await pixelWhen(5 * HOUR - 1)).toEqual([...PAVING, 255]);
    expect(await pixelWhen(6 * HOUR)).toEqual([...GROUND, 255]);
    expect(await pixelWhen(4 * HOUR, [PLACED[0] + 1, PLACED[1]])).toEqual([...GROUND, 255]);
  });
});
