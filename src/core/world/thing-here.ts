import { footprint } from './overlay';
import type { Tables } from './tables';
import type { EntityRow } from './thing-codec';
import type { ThingHere } from './types';

export type ThingHereOf = ThingHere & { size: [number, number] };

/** What stands, as the page is told of it. */
export function thingHere(row: EntityRow, tables: Tables): ThingHereOf {
  const box = footprint(row, tables);
  return {
    what: 'entity',
    name: tables.name(row.name),
    at: [row.x / 256, row.y / 256],
    size: [box.w, box.h],
    ...(row.id ? { id: row.id } : {}),
    ...(row.dir ? { dir: row.dir } : {}),
    ...(row.force ? { force: row.force } : {}),
    ...(row.recipe ? { recipe: tables.name(row.recipe - 1) } : {}),
    ...(row.by ? { by: row.by } : {}),
    ...(row.since >= 0 ? { since: row.since } : {}),
  };
}
