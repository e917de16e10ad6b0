import type { Tick } from '../packet/schema';
import { RASTER } from './geometry';
import type { Area } from './types';
import type { Unit } from './unit';

/** Regions of level 0 in which a lane has anything, of all branches that this one stands on, row by row. */
export async function regionsIn(unit: Unit, lane: string, area: Area | null, tick: Tick): Promise<[rx: number, ry: number][]> {
  const regions = new Map<string, [number, number]>();
  for (const layer of unit.layers(tick)) {
    for (const region of await layer.unit.lanes.regions(lane, 0)) {
      const [x, y] = [region[0] * RASTER, region[1] * RASTER];
      if (area === null || (x < area[2] && y < area[3] && x + RASTER > area[0] && y + RASTER > area[1])) regions.set(region.join(), region);
    }
  }
  return [...regions.values()].sort((a, b) => a[1] - b[1] || a[0] - b[0]);
}
