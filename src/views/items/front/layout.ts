import type { GridGroup } from '../../../client';
import type { Shown } from '../../../core/prototype/types';

/** Pixels between slots of a subgroup, between subgroups, and between rows. */
export const SLOT_GAP = 2;
export const RUN_GAP = 14;
export const ROW_GAP = 6;
export const HEAD_HEIGHT = 48;

export interface Cell {
  entry: Shown;
  /** Left edge within the row. */
  x: number;
}
export type Row = { type: 'head'; group: GridGroup; at: number } | { type: 'slots'; group: GridGroup; at: number; cells: Cell[] };

/**
 * Rows of the grid. Subgroups run on like words, a gap between them, in the game's order; one breaks only when it is wider than
 * the row, and where `broad` is false each begins a row.
 */
export function layoutRows(groups: readonly GridGroup[], width: number, slot: number, hidden: boolean, broad: boolean): Row[] {
  const rows: Row[] = [];
  for (const [at, group] of groups.entries()) {
    const runs = group.subgroups.map(({ entries }) => (hidden ? entries : entries.filter((entry) => entry.hidden !== true)));
    if (runs.every((run) => run.length === 0)) continue;
    rows.push({ type: 'head', group, at });
    let cells: Cell[] = [];
    let x = 0;
    const turn = () => {
      if (cells.length > 0) rows.push({ type: 'slots', group, at, cells });
      cells = [];
      x = 0;
    };
    for (const run of runs) {
      if (run.length === 0) continue;
      const long = run.length * (slot + SLOT_GAP) - SLOT_GAP;
      if (cells.length > 0) {
        if (!broad || x + RUN_GAP - SLOT_GAP + long > width) turn();
        else x += RUN_GAP - SLOT_GAP;
      }
      for (const entry of run) {
        if (cells.length > 0 && x + slot > width) turn();
        cells.push({ entry, x });
        x += slot + SLOT_GAP;
      }
    }
    turn();
  }
  return rows;
}

/** Where an arrow leads from a cell: row and cell, or null where there is nothing. */
export function neighbour(rows: readonly Row[], row: number, cell: number, key: string): [row: number, cell: number] | null {
  const here = rows[row];
  if (here?.type !== 'slots') return null;
  const last = here.cells.length - 1;
  if (key === 'Home') return [row, 0];
  if (key === 'End') return [row, last];
  if (key === 'ArrowRight' && cell < last) return [row, cell + 1];
  if (key === 'ArrowLeft' && cell > 0) return [row, cell - 1];
  const down = key === 'ArrowDown' || key === 'ArrowRight';
  if (!down && key !== 'ArrowUp' && key !== 'ArrowLeft') return null;
  for (let next = row + (down ? 1 : -1); next >= 0 && next < rows.length; next += down ? 1 : -1) {
    const there = rows[next];
    if (there?.type !== 'slots') continue;
    if (key === 'ArrowRight') return [next, 0];
    if (key === 'ArrowLeft') return [next, there.cells.length - 1];
    const x = here.cells[cell]?.x ?? 0;
    const nearest = there.cells.reduce((best, one, at) => (Math.abs(one.x - x) < Math.abs((there.cells[best]?.x ?? 0) - x) ? at : best), 0);
    return [next, nearest];
  }
  return null;
}
