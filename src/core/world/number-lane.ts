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

const ADDRESS = { lane: 'numbers', level: 0, rx: 0, ry: 0 };
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
export async function* numberEntries(lanes: Lanes, from: Tick, to: Tick): AsyncGenerator<NumberEntry> {
  for (const tick of await lanes.ticks(ADDRESS)) {
    if (tick > to) return;
    const next = (await lanes.ticks(ADDRESS)).find((other) => other > tick);
    if (next !== undefined && next <= from) continue;
    const [record] = await lanes.read([ADDRESS], tick);
    if (record) yield* eventsIn(record, from, to);
  }
}

function* eventsIn(record: LaneRecord, from: Tick, to: Tick): Generator<NumberEntry> {
  const entries = entriesOf(record).filter(({ tick }) => tick >= from && tick <= to);
  for (const entry of inOrder(entries)) yield { tick: entry.tick, event: eventOf(entry) };
}

const eventOf = (entry: Entry): NumberEvent => JSON.parse(decoder.decode(entry.bytes)) as NumberEvent;

export const foldedNumbers: Fold = (base, entries, until) => encoder.encode(JSON.stringify(storedNumbers(folded(base, entries, until))));

function folded(base: Uint8Array | undefined, entries: Entry[], until: Tick): NumberState {
  const state = base?.length ? readNumbers(JSON.parse(decoder.decode(base))) : noNumbers();
  for (const entry of inOrder(entries)) {
    if (entry.tick > until) break;
    applyNumber(state, entry.tick, eventOf(entry));
  }
  return state;
}

/** `["S"`: a launch's start has no tick but that of the first line that has one, and comes before all that is told there. */
const isStart = ({ bytes }: Entry): boolean => bytes[2] === 0x53;
const isBranch = ({ bytes }: Entry): boolean => bytes[2] === 0x62;
const rank = (entry: Entry): number => (isBranch(entry) ? 0 : isStart(entry) ? 1 : 2);

function inOrder(entries: Entry[]): Entry[] {
  return entries.some(isStart) || entries.some(isBranch) ? [...entries].sort((a, b) => a.tick - b.tick || rank(a) - rank(b)) : entries;
}
