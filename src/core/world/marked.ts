/** What is marked above the bars of the timeline: single events that somebody may look for. */
import type { StoryRow } from './types';

export interface Mark {
  tick: number;
  type: string;
  text: string;
}

const MARKED: ReadonlySet<string> = new Set(['death', 'research', 'rocket', 'error']);
const MOST_MARKS = 2000;

/** Ascending. Where there are too many, the rarest kinds stay whole and of the commonest as many as there is room for, spread evenly. */
export function marksOf(rows: readonly StoryRow[], nameOf: (player: number) => string | undefined): Mark[] {
  const kinds = new Map<string, Mark[]>();
  for (const row of rows) {
    if (row.tick === null || !MARKED.has(row.type)) continue;
    const name = row.name ?? (row.player === undefined ? undefined : nameOf(row.player));
    const mark = { tick: row.tick, type: row.type, text: [name, row.text].filter(Boolean).join(': ') };
    const kind = kinds.get(row.type);
    if (kind) kind.push(mark);
    else kinds.set(row.type, [mark]);
  }
  let room = MOST_MARKS;
  const marks: Mark[] = [];
  for (const kind of [...kinds.values()].sort((a, b) => a.length - b.length)) {
    const count = Math.min(room, kind.length);
    for (let i = 0; i < count; i++) marks.push(kind[Math.floor((i * kind.length) / count)]!);
    room -= count;
  }
  return marks.sort((a, b) => a.tick - b.tick);
}
