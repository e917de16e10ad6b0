import type { Row } from './rows';

/** The row a person chose, and what was typed then. */
export interface Choice {
  query: string;
  key: string;
}

/**
 * Which row is chosen: the first, until somebody chooses another. That one stays chosen while more rows come for the same words; other
 * words begin at the first again.
 */
export function cursorAt(rows: readonly Row[], query: string, choice: Choice | null): number {
  return choice?.query === query
    ? Math.max(
        0,
        rows.findIndex(({ key }) => key === choice.key),
      )
    : 0;
}

/** The row so many further; stops at both ends. */
export function further(rows: readonly Row[], at: number, by: number): Row | undefined {
  return rows[Math.max(0, Math.min(rows.length - 1, at + by))];
}
