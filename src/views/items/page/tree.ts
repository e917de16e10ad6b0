import type { Step } from '../../../core/prototype/types';

/** Pixels of a card of the tree, and from one column or row to the next. */
export const CARD = { width: 112, height: 104, column: 140, row: 112 };

export interface Tree {
  cards: { step: Step; x: number; y: number }[];
  /** From the right edge of one to the left edge of another. */
  lines: { from: number; to: number; path: string }[];
  width: number;
  height: number;
}

/**
 * Technologies in columns: each stands right of all it needs, and as near as can be to what needs it; within a column in the order
 * of the average of its neighbours to the left, so that few lines cross.
 * Steps are in the order they can be researched; a need that is none of them is left out, and so is one that would make a circle.
 */
export function layoutTree(steps: readonly Step[]): Tree {
  const place = new Map(steps.map((step, at) => [step.ref.name, at]));
  const needs = steps.map(
    (step, at) => step.needs.map((name) => place.get(name)).filter((need) => need !== undefined && need < at) as number[],
  );
  const column = new Array<number>(steps.length).fill(0);
  for (const [at, list] of needs.entries()) column[at] = list.reduce((most, need) => Math.max(most, (column[need] ?? 0) + 1), 0);
  // Roots stand next to what needs them first, and not all in the first column.
  const last = Math.max(0, ...column);
  for (let at = steps.length - 1; at >= 0; at -= 1) {
    let nearest = last + 1;
    for (const [user, list] of needs.entries()) if (list.includes(at)) nearest = Math.min(nearest, column[user] ?? 0);
    if (nearest <= last && needs[at]?.length === 0) column[at] = nearest - 1;
  }

  const columns: number[][] = [];
  for (const [at, of] of column.entries()) {
    columns[of] ??= [];
    columns[of]?.push(at);
  }
  const tallest = Math.max(1, ...columns.map((list) => list.length));
  const row = new Array<number>(steps.length).fill(0);
  for (const list of columns) {
    const wish = new Map(
      list.map((at) => [
        at,
        average(
          (needs[at] ?? []).map((need) => row[need] ?? 0),
          row[at] ?? 0,
        ),
      ]),
    );
    list.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0) || a - b);
    for (const [nth, at] of list.entries()) row[at] = (tallest - list.length) / 2 + nth;
  }

  const cards = steps.map((step, at) => ({ step, x: (column[at] ?? 0) * CARD.column, y: (row[at] ?? 0) * CARD.row }));
  const lines = needs.flatMap((list, to) =>
    list.map((from) => {
      const [a, b] = [cards[from], cards[to]];
      if (a === undefined || b === undefined) return { from, to, path: '' };
      const [x0, y0, x1, y1] = [a.x + CARD.width, a.y + CARD.height / 2, b.x, b.y + CARD.height / 2];
      // Along the row as far as it goes, and over to the other row in the last gap.
      const turn = x1 - (CARD.column - CARD.width);
      return { from, to, path: `M${x0} ${y0}H${turn}C${turn + 16} ${y0} ${x1 - 16} ${y1} ${x1} ${y1}` };
    }),
  );
  return { cards, lines, width: last * CARD.column + CARD.width, height: tallest * CARD.row - (CARD.row - CARD.height) };
}

const average = (values: number[], otherwise: number) =>
  values.length === 0 ? otherwise : values.reduce((sum, value) => sum + value, 0) / values.length;
