/**
 * The first picture of a stored world: its record, what it can be drawn from, its bounds, and all rasters of the whole of it on a
 * screen, by a worker that has read nothing before. Node and memory; the whole way in a browser is measured by bench/browser.
 */

import type { Kernels } from '../src/core/kernels/kernels';
import type { MemoryStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import type { View } from '../src/core/world/types';
import { type Row, row } from './row';
import { kernels } from './worlds/kernels';
import { tiledStore, WORLD } from './worlds/tiled';

const SCREEN = [1280, 720] as const;
const RASTER = 256;
const TIMES = 9;
export async function run(): Promise<Row[]> {
  const module = await kernels();
  const rows: Row[] = [];
  for (const chunks of [10_000, 100_000]) {
    const store = await tiledStore(chunks, module);
    // The first opening of all is measured too: a page opens a link once.
    const times: number[] = [];
    for (let i = 0; i < TIMES; i++) {
      const start = performance.now();
      await firstPicture(store, module);
      times.push(performance.now() - start);
    }
    const middle = [...times].sort((a, b) => a - b)[TIMES >> 1]!;
    rows.push(
      row(`first picture of a stored world of ${chunks.toLocaleString('en')} chunks, in the worker`, middle, 'ms', { atMost: 1000 }),
    );
    rows.push(row(`… by a worker that runs it for the first time`, times[0]!, 'ms', { atMost: 1000 }));
  }
  return rows;
}

async function firstPicture(store: MemoryStore, module: Kernels): Promise<number> {
  const world = await new Library(store, module).world(WORLD);
  if (world === null) throw new Error('no world');
  const view: View = { world: WORLD, branch: 'main', surface: 1, force: 1, base: 'chart', resources: false, buildings: false, tick: null };
  await world.bases({ ...view, force: null });
  await world.bases(view);
  const [x0, y0, x1, y1] = (await world.bounds(view))!;
  const level = Math.max(0, Math.ceil(Math.log2(Math.max((x1 - x0) / SCREEN[0], (y1 - y0) / SCREEN[1]))));
  const step = RASTER << level;
  let drawn = 0;
  for (let y = Math.floor(y0 / step); y * step < y1; y++)
    for (let x = Math.floor(x0 / step); x * step < x1; x++) if ((await world.picture(view, -level, x, y)) !== null) drawn += 1;
  if (drawn === 0) throw new Error('nothing drawn');
  return drawn;
}
