/** All that a lane tells of one region, of one unit or of a line of history, within a span. */
import type { Tick } from '../../packet/schema';
import type { Lanes } from '../lanes';
import { baseOf, type Entry, entriesOf } from '../record';
import type { Span } from '../types';
import type { LaneKind } from './kinds';

export interface Gathered {
  from: Tick;
  /** What holds at its first tick, by slot. */
  base: Map<number, Uint8Array>;
  /** Ascending. */
  entries: Entry[];
}

/** Units, each with the last tick of which it speaks, root first. */
export type Layers = readonly { lanes: Lanes; tick: Tick }[];

/** null: nothing is told there. */
export async function gathered(
  layers: Layers,
  kind: LaneKind,
  lane: string,
  level: number,
  rx: number,
  ry: number,
): Promise<Gathered | null> {
  let all: Gathered | null = null;
  for (const { lanes, tick } of layers) {
    for (const [i, record] of (await lanes.from({ lane, level, rx, ry }, 0)).entries()) {
      if (record.from > tick) break;
      const entries = entriesOf(record).filter((entry) => entry.tick <= tick);
      if (all === null) all = { from: record.from, base: baseOf(record), entries };
      else {
        // What a branch begins with stands over what it left; of the records behind its first one the base is known already.
        if (i === 0) for (const [slot, bytes] of baseOf(record)) all.entries.push({ tick: record.from, slot, bytes });
        for (const entry of entries) all.entries.push(entry);
      }
    }
  }
  if (all === null) return null;
  all.entries = inTime(all.entries);
  // A lane without a fold of its own is read from its beginning: its base holds nothing.
  if (kind.text === 'story' || kind.text === 'tags') all.base = new Map();
  return all;
}

/** What is told within a span, both ends included: what holds at its beginning is the base. null: nothing is. */
export function within({ from, base, entries }: Gathered, kind: LaneKind, [first, last]: Span): Gathered | null {
  const later = entries.filter(({ tick }) => tick > first && tick <= last);
  if (kind.text === 'story' || kind.text === 'tags') {
    const kept = entries.filter(({ tick }) => tick >= first && tick <= last);
    return kept.length === 0 ? null : { from: kept[0]!.tick, base: new Map(), entries: kept };
  }
  if (from > last) return null;
  const bySlot = new Map<number, Entry[]>();
  for (const entry of entries) {
    if (entry.tick > first && !kind.looksAhead) continue;
    const list = bySlot.get(entry.slot);
    if (list) list.push(entry);
    else bySlot.set(entry.slot, [entry]);
  }
  const held = new Map(base);
  if (kind.text === 'events') held.clear();
  else
    for (const [slot, list] of bySlot) {
      if (list[0]!.tick > first && !base.has(slot)) continue;
      const bytes = kind.fold(base.get(slot), list, first);
      if (bytes.length > 0) held.set(slot, bytes);
      else held.delete(slot);
    }
  if (held.size === 0 && later.length === 0) return null;
  return { from: held.size > 0 ? Math.max(from, first) : later[0]!.tick, base: held, entries: later };
}

function inTime(entries: Entry[]): Entry[] {
  for (let i = 1; i < entries.length; i++) if (entries[i]!.tick < entries[i - 1]!.tick) return [...entries].sort((a, b) => a.tick - b.tick);
  return entries;
}
