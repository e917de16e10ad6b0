/** A 256 × 256 raster from stored blocks: each is read, inflated and painted for the first time. */
import { Library } from '../src/core/world/library';
import type { View } from '../src/core/world/types';
import { type Row, row } from './row';
import { kernels } from './worlds/kernels';
import { worldLog } from './worlds/log';
import { imported } from './worlds/read';

const RASTER = 256;

export async function run(): Promise<Row[]> {
  const module = await kernels();
  const { store, info } = await imported(worldLog(10_000, 10), module);
  const chart: View = {
    world: info.id,
    branch: 'main',
    surface: 1,
    force: 1,
    base: 'chart',
    resources: false,
    buildings: false,
    tick: null,
  };
  const views: [name: string, view: View][] = [
    ['chart', chart],
    ['ground', { ...chart, base: 'terrain' }],
    ['ground, ore and buildings', { ...chart, base: 'terrain', resources: true, buildings: true }],
  ];
  const rows: Row[] = [];
  for (const [name, view] of views) {
    for (const level of [0, 2, 5]) {
      const times: number[] = [];
      // The first sweep warms the code, as the first rasters of a visit do; then a worker that has read no block yet.
      for (const counts of [false, true]) {
        const world = (await new Library(store, module).world(info.id))!;
        const [x0, y0, x1, y1] = (await world.bounds(view))!;
        const step = RASTER << level;
        for (let y = Math.floor(y0 / step); y * step < y1; y++) {
          for (let x = Math.floor(x0 / step); x * step < x1; x++) {
            const start = performance.now();
            const picture = await world.picture(view, -level, x, y);
            if (counts && picture !== null) times.push(performance.now() - start);
          }
        }
      }
      times.sort((a, b) => a - b);
      const drawn = view.buildings && level > 0;
      const work = `raster of stored blocks, ${name}, 1/${1 << level}${drawn ? ', overlay not yet painted' : ''}`;
      // Of overlays no reduced copies are stored: a worker paints each region once, and has it for all later rasters.
      const within = (ms: number) => (drawn ? {} : { atMost: ms });
      rows.push(row(`${work}, median of ${times.length}`, times[times.length >> 1]!, 'ms', within(2)));
      rows.push(row(`${work}, 95th percentile`, times[Math.floor(times.length * 0.95)]!, 'ms', within(5)));
    }
  }
  return rows;
}
