/**
 * What happened when, of one unit: counts for the timeline as one small value, and the ticks themselves in a lane, to go from
 * one event to the next. What the console tells is counted apart, since packets may tell the same.
 */
import type { Tick } from '../packet/schema';
import { Density } from './density';
import { type Happened, happenedAs, happenedIn } from './happened';
import { type Lanes, replaces } from './lanes';
import { type Entry, entriesUpTo, entryValue } from './record';
import type { ToldRow } from './story';
import { EVENT_GROUPS } from './timeline-types';

const GROUPS = EVENT_GROUPS.length;
const COUNTS = { lane: 'density', level: 0, rx: 0, ry: 0 };
const TICKS = { lane: 'events', level: 0, rx: 0, ry: 0 };
/** Of what happens in one second the first is kept. */
const SECOND: Tick = 60;
const NOTHING = new Uint8Array(0);

/** What is not stored yet. */
export class Film {
  private counts = new Density(GROUPS * 2);
  private ticks: Entry[] = [];
  private readonly second = new Float64Array(GROUPS).fill(-1);

  packet(packet: Parameters<typeof happenedIn>[0]): void {
    const happened = happenedIn(packet);
    if (happened) this.add(happened, 0);
  }

  /** A row of the console. */
  row(row: ToldRow): void {
    const happened = happenedAs(row);
    if (happened) this.add(happened, GROUPS);
  }

  private add({ tick, group, count }: Happened, column: number): void {
    this.counts.add(tick, group + column, count);
    const second = Math.floor(tick / SECOND);
    if (this.second[group] === second) return;
    this.second[group] = second;
    this.ticks.push({ tick, slot: group, bytes: NOTHING });
  }

  /** Joins what is pending to what is stored. */
  async stage(lanes: Lanes): Promise<void> {
    const { counts, ticks } = this;
    if (counts.empty) return;
    this.counts = new Density(GROUPS * 2);
    this.ticks = [];
    counts.join(await storedCounts(lanes));
    await lanes.merge(COUNTS, [{ tick: 0, slot: 0, bytes: counts.encode() }], new Set(['0/0']), replaces);
    await lanes.merge(TICKS, ticks, new Set(), replaces);
  }
}

async function storedCounts(lanes: Lanes): Promise<Density> {
  const [record] = await lanes.read([COUNTS], 0);
  return record ? Density.decode(entryValue(record, 0), GROUPS * 2) : new Density(GROUPS * 2);
}

/** Units of one line of history, each with the tick up to which it speaks. */
type Layers = readonly { unit: { lanes: Lanes }; tick: Tick }[];

/** All counts of a line of history: those of packets, and after them those of the console. */
export async function countsOf(layers: Layers): Promise<Density> {
  const sum = new Density(GROUPS * 2);
  for (const { unit, tick } of layers) sum.join(await storedCounts(unit.lanes), tick);
  return sum;
}

/** One group's counts in the buckets of a span. What both tell is told once. */
export function groupCounts(sum: Density, group: number, span: readonly [Tick, Tick]): Uint32Array {
  const counts = sum.counts(group, span);
  const console = sum.counts(group + GROUPS, span);
  for (let i = 0; i < counts.length; i++) if (console[i]! > counts[i]!) counts[i] = console[i]!;
  return counts;
}

/** The next second's first event of one of these groups after (1) or before (-1) a tick; null: none. */
export async function nextEvent(layers: Layers, tick: Tick, step: 1 | -1, groups: ReadonlySet<number>): Promise<Tick | null> {
  let best: Tick | null = null;
  for (const layer of layers) {
    const found = await nextIn(layer.unit.lanes, Math.min(tick, layer.tick + 1), layer.tick, step, groups);
    if (found !== null && (best === null || (step > 0 ? found < best : found > best))) best = found;
  }
  return best;
}

async function nextIn(lanes: Lanes, tick: Tick, last: Tick, step: 1 | -1, groups: ReadonlySet<number>): Promise<Tick | null> {
  const starts = await lanes.ticks(TICKS);
  let at = starts.length - 1;
  while (at > 0 && starts[at]! > tick) at--;
  for (; at >= 0 && at < starts.length; at += step) {
    const [record] = await lanes.read([TICKS], starts[at]!);
    if (!record) continue;
    const { entryTick, entrySlot } = record;
    // Before this one: at or before the tick; of those the tick's own are passed over.
    let i = step > 0 ? entriesUpTo(record, tick) : entriesUpTo(record, tick) - 1;
    for (; i >= 0 && i < entryTick.length; i += step) {
      if (entryTick[i]! > last) return null;
      if (entryTick[i] !== tick && groups.has(entrySlot[i]!)) return entryTick[i]!;
    }
  }
  return null;
}
