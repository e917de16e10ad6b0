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
const STORED = 0;
const DEFLATED = 1;
/** Small values are not worth the deflate call. */
const DEFLATE_FROM = 128;

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

export function encodeRecord(record: LaneRecord): Uint8Array {
  const { baseSlot, baseAt, entryTick, entrySlot, entryAt, data } = record;
  const raw = new Uint8Array(HEADER + entryTick.byteLength + baseSlot.byteLength + baseAt.byteLength + entrySlot.byteLength + entryAt.byteLength + data.length);
  const view = new DataView(raw.buffer);
  view.setUint32(0, VERSION, true);
  view.setUint32(4, baseSlot.length, true);
  view.setUint32(8, entryTick.length, true);
  view.setUint32(12, data.length, true);
  view.setFloat64(16, record.from, true);
  let at = HEADER;
  for (const part of [entryTick, baseSlot, baseAt, entrySlot, entryAt, data]) {
    raw.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  const packed = raw.length < DEFLATE_FROM ? raw : deflateSync(raw, { level: 1 });
  const stored = packed.length >= raw.length;
  const out = new Uint8Array((stored ? raw.length : packed.length) + 5);
  out[0] = stored ? STORED : DEFLATED;
  new DataView(out.buffer).setUint32(1, raw.length, true);
  out.set(stored ? raw : packed, 5);
  return out;
}

export function decodeRecord(bytes: Uint8Array): LaneRecord {
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1, true);
  const body = bytes.subarray(5);
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
    entryTick: new Float64Array(raw.buffer, next(entries, 8), entries),
    baseSlot: new Uint32Array(raw.buffer, next(bases, 4), bases),
    baseAt: new Uint32Array(raw.buffer, next(bases + 1, 4), bases + 1),
    entrySlot: new Uint32Array(raw.buffer, next(entries, 4), entries),
    entryAt: new Uint32Array(raw.buffer, next(entries + 1, 4), entries + 1),
    data: raw.subarray(at - raw.byteOffset, at - raw.byteOffset + view.getUint32(12, true)),
    stored: bytes.length,
  };
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
