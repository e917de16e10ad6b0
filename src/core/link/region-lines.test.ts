import { describe, expect, it } from 'vitest';
import { readFile } from '../../import/read-file';
import { runImport } from '../../import/run-import';
import { bytesSource } from '../../import/source';
import { MemoryStore } from '../world/block-store';
import { Library } from '../world/library';
import { kernels } from '../world/testing/host';
import type { Area, Base, View } from '../world/types';
import { groundOf, type Region } from './region';
import { regionLines } from './region-lines';

const region = (pixels: Uint32Array): Region => ({
  ...{ name: 'Harbour', game: '2.0.76', surface: 'nauvis', planet: 'nauvis', force: 'north', tick: 3600, x: 0, y: 0, z: 1, on: [] },
  tags: [{ x: 1.5, y: -2, text: 'Hafen ä "<b>"', icon: 'item/rail' }],
  stops: [{ x: 3, y: 4, text: 'Iron' }],
  area: [-1, -2, 2, 3],
  pixels,
});
const COUNT = 2 * 3 * 1024;

async function opened(of: Region) {
  const library = new Library(new MemoryStore(), await kernels());
  const text = regionLines(of, 'link-1');
  const importer = await library.importer();
  const { problems } = await runImport({
    files: [bytesSource('Harbour.log', new TextEncoder().encode(text))],
    importer,
    readFile,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  expect(problems).toEqual([]);
  const [info] = await library.worlds();
  return { info: info!, world: (await library.world(info!.id))! };
}

const AREA: Area = [-32, -64, 32, 32];
function asWords(picture: { pixels: Uint8ClampedArray }): Uint32Array {
  return Uint32Array.from({ length: picture.pixels.length / 4 }, (_, i) => {
    const [r, g, b, a] = picture.pixels.subarray(4 * i, 4 * i + 4) as unknown as [number, number, number, number];
    return a === 0 ? 0 : ((a << 24) | (r << 16) | (g << 8) | b) >>> 0;
  });
}

describe('a region out of a link', () => {
  const chart = Uint32Array.from({ length: COUNT }, (_, i) => {
    const [r, g, b] = [i % 32, (i >> 3) % 64, (i >> 5) % 32];
    return (0xff000000 | (((r << 3) | (r >> 2)) << 16) | (((g << 2) | (g >> 4)) << 8) | (b << 3) | (b >> 2)) >>> 0;
  });
  const anything = Uint32Array.from({ length: COUNT }, (_, i) => (i % 7 === 0 ? 0 : (0xff000000 | ((i % 97) * 41_231)) >>> 0));

  it.each([
    ['chart', chart, 'chart'],
    ['tiles', anything, 'terrain'],
  ] as const)('is a world of the same pixels, as %s', async (ground, pixels, base) => {
    expect(groundOf(region(pixels))).toBe(ground);
    const { info, world } = await opened(region(pixels));
    expect(info).toMatchObject({ id: 'link-1', ticks: [3600, 3600], forces: [{ index: 1, name: 'north' }] });
    expect(info.surfaces).toMatchObject([{ index: 1, name: 'nauvis', planet: 'nauvis', map: true }]);
    const view: View = {
      ...{ world: info.id, branch: info.branches[0]!.id, surface: 1, force: base === 'chart' ? 1 : null, base: base as Base },
      ...{ resources: false, buildings: false, tick: null },
    };
    expect(asWords(await world.area(view, AREA, 0))).toEqual(pixels);
    const state = await world.state(view.branch, null);
    expect(state.tags).toMatchObject([{ at: [1.5, -2], text: 'Hafen ä "<b>"', icon: 'item/rail' }]);
    expect(state.stops).toMatchObject([{ at: [3, 4], name: 'Iron' }]);
  });

  it('of nothing but tags has a surface to show them on', async () => {
    const { info } = await opened({ ...region(new Uint32Array(0)), area: [0, 0, 0, 0] });
    expect(info.surfaces).toMatchObject([{ name: 'nauvis' }]);
  });
});
