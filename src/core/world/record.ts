/**
 * A lane is everything of one kind about one region of chunks through time (the chart of a force, the ground, the
 * things that stand, the journal). It is stored as records, each a span of ticks that can be read alone: `base` is
 * what holds at its first tick, `entries` what comes after. The layout is columnar so that decoding is a few views
 * on the inflated bytes and 65,536 one-pixel chunks cost no objects.
 */
import { deflateSync, inflateSync } from 'fflate';
import type { Tick } from '../packet/schema';

export interface LaneRecord {
  from: Tick;
  /** Slot (chunk within the region) of each base value, ascending. */
  baseSlot: Uint32Array;
  /** Start of each base value in `data`; one more for the end. */
  baseAt: Uint32Array;
  /** Ascending. */
  entryTick: Float64Array;
  entrySlot: Uint32Array;
  entryAt: Uint32Array;
  data: Uint8Array;
  /** Bytes it takes in the store, once it is there. */
  stored?: number;
}

/** One value of a slot from a tick on (or one change to it, for lanes that fold). */
export interface Entry {
  tick: Tick;
  slot: number;
  bytes: Uint8Array;
}

const VERSION = 1;
const HEADER = 32;
/** Method, bytes of the columns inflated, and as they are. */
const PREFIX = 9;
const STORED = 0;
const DEFLATED = 1;
/** Small values are not worth the deflate call. */
const DEFLATE_FROM = 128;
/** The columns of a few hundred values save less than the call costs: it sets up 200 kB of tables. */
const COLUMNS_FROM = 4096;

export function buildRecord(from: Tick, base: Iterable<[slot: number, bytes: Uint8Array]>, entries: readonly Entry[]): LaneRecord {
  const bases = [...base].sort((a, b) => a[0] - b[0]);
  let size = 0;
  for (const [, bytes] of bases) size += bytes.length;
  for (const entry of entries) size += entry.bytes.length;
  const record: LaneRecord = {
    from,
    baseSlot: new Uint32Array(bases.length),
    baseAt: new Uint32Array(bases.length + 1),
    entryTick: new Float64Array(entries.length),
    entrySlot: new Uint32Array(entries.length),
    entryAt: new Uint32Array(entries.length + 1),
    data: new Uint8Array(size),
  };
  let at = 0;
  bases.forEach(([slot, bytes], i) => {
    record.baseSlot[i] = slot;
    record.baseAt[i] = at;
    record.data.set(bytes, at);
    at += bytes.length;
  });
  record.baseAt[bases.length] = at;
  entries.forEach((entry, i) => {
    record.entryTick[i] = entry.tick;
    record.entrySlot[i] = entry.slot;
    record.entryAt[i] = at;
    record.data.set(entry.bytes, at);
    at += entry.bytes.length;
  });
  record.entryAt[entries.length] = at;
  return record;
}

/** `packed`: the values are compressed already, only the columns are worth deflating. */
export function encodeRecord(record: LaneRecord, packed = false): Uint8Array {
  const { baseSlot, baseAt, entryTick, entrySlot, entryAt, data } = record;
  const columns = HEADER + entryTick.byteLength + baseSlot.byteLength + baseAt.byteLength + entrySlot.byteLength + entryAt.byteLength;
  const raw = new Uint8Array(columns + data.length);
  const view = new DataView(raw.buffer);
  view.setUint32(0, VERSION, true);
  view.setUint32(4, baseSlot.length, true);
  view.setUint32(8, entryTick.length, true);
  view.setUint32(12, data.length, true);
  view.setFloat64(16, record.from, true);
  let at = HEADER;
  // Differences deflate to almost nothing.
  for (const part of [differences(entryTick), baseSlot, differences(baseAt), entrySlot, differences(entryAt), data]) {
    raw.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  const head = packed ? raw.subarray(0, columns) : raw;
  const tail = packed ? raw.subarray(columns) : raw.subarray(raw.length);
  const deflated = head.length < (packed ? COLUMNS_FROM : DEFLATE_FROM) ? head : deflateSync(head, { level: 1 });
  const stored = deflated.length >= head.length;
  const body = stored ? head : deflated;
  const out = new Uint8Array(PREFIX + body.length + tail.length);
  const prefix = new DataView(out.buffer);
  prefix.setUint8(0, stored ? STORED : DEFLATED);
  prefix.setUint32(1, head.length, true);
  prefix.setUint32(5, body.length, true);
  out.set(body, PREFIX);
  out.set(tail, PREFIX + body.length);
  return out;
}

export function decodeRecord(bytes: Uint8Array): LaneRecord {
  const prefix = new DataView(bytes.buffer, bytes.byteOffset);
  const size = prefix.getUint32(1, true);
  const end = PREFIX + prefix.getUint32(5, true);
  const body = bytes.subarray(PREFIX, end);
  // Views need alignment, so a stored body is copied.
  const raw = bytes[0] === DEFLATED ? inflateSync(body, { out: new Uint8Array(size) }) : body.slice();
  const view = new DataView(raw.buffer, raw.byteOffset);
  const bases = view.getUint32(4, true);
  const entries = view.getUint32(8, true);
  let at = raw.byteOffset + HEADER;
  const next = (count: number, width: number): number => {
    const start = at;
    at += count * width;
    return start;
  };
  return {
    from: view.getFloat64(16, true),
    entryTick: sums(new Float64Array(raw.buffer, next(entries, 8), entries)),
    baseSlot: new Uint32Array(raw.buffer, next(bases, 4), bases),
    baseAt: sums(new Uint32Array(raw.buffer, next(bases + 1, 4), bases + 1)),
    entrySlot: new Uint32Array(raw.buffer, next(entries, 4), entries),
    entryAt: sums(new Uint32Array(raw.buffer, next(entries + 1, 4), entries + 1)),
    data: at - raw.byteOffset < raw.length ? raw.subarray(at - raw.byteOffset) : bytes.subarray(end),
    stored: bytes.length,
  };
}

function differences<T extends Float64Array | Uint32Array>(values: T): T {
  const result = values.slice() as T;
  for (let i = result.length - 1; i > 0; i--) result[i] = values[i]! - values[i - 1]!;
  return result;
}

function sums<T extends Float64Array | Uint32Array>(values: T): T {
  for (let i = 1; i < values.length; i++) values[i] = values[i]! + values[i - 1]!;
  return values;
}

/** How many entries are at or before `tick`. */
export function entriesUpTo(record: LaneRecord, tick: Tick): number {
  let low = 0;
  let high = record.entryTick.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (record.entryTick[middle]! <= tick) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function baseValue(record: LaneRecord, i: number): Uint8Array {
  return record.data.subarray(record.baseAt[i]!, record.baseAt[i + 1]!);
}

export function entryValue(record: LaneRecord, i: number): Uint8Array {
  return record.data.subarray(record.entryAt[i]!, record.entryAt[i + 1]!);
}

export function entriesOf(record: LaneRecord): Entry[] {
  return Array.from(record.entryTick, (tick, i) => ({ tick, slot: record.entrySlot[i]!, bytes: entryValue(record, i) }));
}

export function baseOf(record: LaneRecord): Map<number, Uint8Array> {
  return new Map(Array.from(record.baseSlot, (slot, i) => [slot, baseValue(record, i)]));
}

/** What holds for each slot at `tick` in a lane whose values replace each other: start and end in `data` by slot. */
export function latest(record: LaneRecord, tick: Tick, each: (slot: number, start: number, end: number) => void, slots: number): void {
  const start = new Int32Array(slots).fill(-1);
  const end = new Int32Array(slots);
  for (let i = 0; i < record.baseSlot.length; i++) {
    start[record.baseSlot[i]!] = record.baseAt[i]!;
    end[record.baseSlot[i]!] = record.baseAt[i + 1]!;
  }
  for (let i = 0, n = entriesUpTo(record, tick); i < n; i++) {
    start[record.entrySlot[i]!] = record.entryAt[i]!;
    end[record.entrySlot[i]!] = record.entryAt[i + 1]!;
  }
  for (let slot = 0; slot < slots; slot++) if (start[slot]! >= 0) each(slot, start[slot]!, end[slot]!);
}
