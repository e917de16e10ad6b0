import { csv } from '../../../core/csv';
import type { AuditRow } from '../../../core/world/place-types';
import type { WorldInfo } from '../../../core/world/types';
import { format } from '../../../texts';
import { m } from '../../../texts/tools';

const { columns } = m.place;

/** One row as plain values, forces and players by name; absent ones are left out. */
function plain(row: AuditRow, info: Pick<WorldInfo, 'forces' | 'players'>) {
  const force = info.forces.find(({ index }) => index === row.force)?.name ?? row.force;
  const player = info.players.find(({ index }) => index === row.by)?.name ?? row.by;
  return {
    tick: row.tick,
    time: format.playTime(row.tick),
    clock: row.clock === null ? undefined : new Date(row.clock).toISOString().replace('Z', ''),
    kind: row.kind,
    name: row.name,
    x: row.at[0],
    y: row.at[1],
    id: row.id,
    ...{ force, player, how: row.how, cause: row.cause, recipe: row.recipe, direction: row.dir, quality: row.quality },
    ...{ was: row.was, seen: row.seen === true ? 'yes' : undefined, cleared: row.cleared },
  };
}

/** The clock stands as in the log, without a zone. */
export function asCsv(rows: readonly AuditRow[], info: Pick<WorldInfo, 'forces' | 'players'>): string {
  const names = Object.keys(columns) as (keyof typeof columns)[];
  const table = rows.map((row) => {
    const values = plain(row, info);
    return names.map((name) => values[name] ?? null);
  });
  return csv([names.map((name) => columns[name]), ...table]);
}

export function asJson(rows: readonly AuditRow[], info: Pick<WorldInfo, 'forces' | 'players'>): string {
  return `${JSON.stringify(
    rows.map((row) => plain(row, info)),
    null,
    2,
  )}\n`;
}
