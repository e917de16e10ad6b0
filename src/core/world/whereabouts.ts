/** Where things of some kind stand on a surface, one by one: for marking them all. */
import type { Position } from '../packet/schema';
import type { ChartMask } from './chart-mask';
import { chunkAt } from './geometry';
import type { Whereabouts } from './place-types';
import type { Tables } from './tables';
import type { View } from './types';
import { thingsLane, type Unit } from './unit';

/** More places than this no map can show apart. */
const MOST_PLACES = 20_000;

export interface Wanted {
  /** Of these prototypes; null: of any. */
  names: readonly string[] | null;
  /** Only machines that are set to one of these; null: whatever they make. */
  recipes: readonly string[] | null;
  /** The nearest to it come first. */
  at: Position;
  limit: number;
}

export async function whereabouts(
  unit: Unit,
  tables: Tables,
  view: View,
  tick: number,
  mask: ChartMask,
  wanted: Wanted,
): Promise<Whereabouts> {
  const [names, recipes] = [wanted.names, wanted.recipes].map((list) => (list === null ? null : new Set(list))) as [
    Set<string> | null,
    Set<string> | null,
  ];
  const found: Position[] = [];
  for (const [rx, ry] of await regionsOf(unit, view, tick)) {
    for (const [slot, things] of await unit.thingsIn(view.surface, rx, ry, tick)) {
      if (!(await mask.chunk(...chunkAt(rx, ry, slot, 0)))) continue;
      for (const row of things.entities.values()) {
        if (names !== null && !names.has(tables.name(row.name))) continue;
        if (recipes !== null && (row.recipe === 0 || !recipes.has(tables.name(row.recipe - 1)))) continue;
        found.push([row.x / 256, row.y / 256]);
      }
    }
  }
  const [x, y] = wanted.at;
  const far = (place: Position) => (place[0] - x) ** 2 + (place[1] - y) ** 2;
  found.sort((a, b) => far(a) - far(b) || a[1] - b[1] || a[0] - b[0]);
  return { count: found.length, places: found.slice(0, Math.max(0, Math.min(wanted.limit, MOST_PLACES))) };
}

/** Regions of level 0 in which anything ever stood. */
async function regionsOf(unit: Unit, view: View, tick: number): Promise<[number, number][]> {
  const regions = new Map<string, [number, number]>();
  for (const layer of unit.layers(tick))
    for (const [rx, ry] of await layer.unit.lanes.regions(thingsLane(view.surface), 0)) regions.set(`${rx}.${ry}`, [rx, ry]);
  return [...regions.values()];
}
