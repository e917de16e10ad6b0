/**
 * The lane of what is counted: statistics, who is online, deaths, research, rockets. Apart from the journal, so that a
 * question about a hundred hours reads no player's steps.
 */
import type { Tick } from '../packet/schema';
import type { Fold, Lanes } from './lanes';
import { applyNumber, type NumberEvent, type NumberState, noNumbers, readNumbers, storedNumbers } from './number-state';
import { baseOf, type Entry, entriesOf, type LaneRecord } from './record';

export interface NumberEntry {
  tick: Tick;
  event: NumberEvent;
}

/** An entry as it is read: parsed only when its event is asked for, since statistics are long. */
export class StoredEntry implements NumberEntry {
  constructor(
    readonly tick: Tick,
    private readonly bytes: Uint8Array,
  ) {}

  /** `["s",1,2,…`: whose statistics of which surface these are, without what they say; null: they are none. */
  get teller(): { force: number; surface: number | null } | null {
    if (this.bytes[2] !== STATISTICS) return null;
    const [, force, surface] = decoder.decode(this.bytes.subarray(0, HEAD)).split(',');
    return { force: Number(force), surface: surface === 'null' ? null : Number(surface) };
  }

  get event(): NumberEvent {
    return eventOf(this.bytes);
  }
}

const ADDRESS = { lane: 'numbers', level: 0, rx: 0, ry: 0 };
/** The letter in `["s"` by which an event is known without being parsed. */
const [STATISTICS, START, BRANCH] = [0x73, 0x53, 0x62];
/** Bytes that hold two indices at least. */
const HEAD = 40;
const decoder = new TextDecoder();
const encoder = new TextEncoder();

export async function changeNumbers(lanes: Lanes, entries: readonly NumberEntry[]): Promise<void> {
  const stored = entries.map(({ tick, event }): Entry => ({ tick, slot: 0, bytes: encoder.encode(JSON.stringify(event)) }));
  await lanes.merge(
    ADDRESS,
    stored.sort((a, b) => a.tick - b.tick),
    new Set(),
    foldedNumbers,
  );
}

export const hasNumbers = async (lanes: Lanes): Promise<boolean> => (await lanes.ticks(ADDRESS)).length > 0;

/** The state at a tick; undefined when this unit knows nothing yet. */
export async function numbersAt(lanes: Lanes, tick: Tick): Promise<NumberState | undefined> {
  const [record] = await lanes.read([ADDRESS], tick);
  return record && folded(baseOf(record).get(0), entriesOf(record), tick);
}

/** One event after the other, from a tick to another, both included. */
export async function* numberEntries(lanes: Lanes, from: Tick, to: Tick): AsyncGenerator<StoredEntry> {
  for (const tick of await lanes.ticks(ADDRESS)) {
    if (tick > to) return;
    const next = (await lanes.ticks(ADDRESS)).find((other) => other > tick);
    if (next !== undefined && next <= from) continue;
    const [record] = await lanes.read([ADDRESS], tick);
    if (record) yield* eventsIn(record, from, to);
  }
}

/** All but what a branch begins with, which happened before. */
function* eventsIn(record: LaneRecord, from: Tick, to: Tick): Generator<StoredEntry> {
  const entries = entriesOf(record).filter((entry) => entry.tick >= from && entry.tick <= to && !isBranch(entry));
  for (const { tick, bytes } of inOrder(entries)) yield new StoredEntry(tick, bytes);
}

const eventOf = (bytes: Uint8Array): NumberEvent => JSON.parse(decoder.decode(bytes)) as NumberEvent;

export const foldedNumbers: Fold = (base, entries, until) => encoder.encode(JSON.stringify(storedNumbers(folded(base, entries, until))));

function folded(base: Uint8Array | undefined, entries: Entry[], until: Tick): NumberState {
  const state = base?.length ? readNumbers(JSON.parse(decoder.decode(base))) : noNumbers();
  for (const entry of inOrder(entries)) {
    if (entry.tick > until) break;
    applyNumber(state, entry.tick, eventOf(entry.bytes));
  }
  return state;
}

/** `["S"`: a launch's start has no tick but that of the first line that has one, and comes before all that is told there. */
const isStart = ({ bytes }: Entry): boolean => bytes[2] === START;
const isBranch = ({ bytes }: Entry): boolean => bytes[2] === BRANCH;
const rank = (entry: Entry): number => (isBranch(entry) ? 0 : isStart(entry) ? 1 : 2);

function inOrder(entries: Entry[]): Entry[] {
  return entries.some(isStart) || entries.some(isBranch) ? [...entries].sort((a, b) => a.tick - b.tick || rank(a) - rank(b)) : entries;
}
