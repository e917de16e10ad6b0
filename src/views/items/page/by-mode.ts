import type { RecipeRow } from '../../../core/prototype/types';

/** 1.1 has recipes in two modes: of those that have both, the one that is asked for. */
export function byMode(rows: readonly RecipeRow[], expensive: boolean): RecipeRow[] {
  const key = (row: RecipeRow) => `${row.ref.kind}/${row.ref.name}/${row.sort}`;
  const dear = new Set(rows.filter((row) => row.mode === 'expensive').map(key));
  return rows.filter((row) => (row.mode === 'expensive') === (expensive && dear.has(key(row))));
}

export const hasModes = (rows: readonly RecipeRow[]): boolean => rows.some((row) => row.mode === 'expensive');
