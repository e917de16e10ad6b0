/**
 * The lanes of one unit (a branch's own stretch of history) in a BlockStore: reading the record that holds at a tick,
 * and merging new entries into records. Writes are staged and leave in one batch with everything else of a flush.
 */
import type { Tick } from '../packet/schema';
import type { Batch, BlockStore } from './block-store';
import { baseOf, buildRecord, decodeRecord, type Entry, encodeRecord, entriesOf, type InflateRecord, type LaneRecord } from './record';
import { RecordCache } from './record-cache';

/** Which lane, at which reduction (0 = 1 px a tile … 5 = 1 px a chunk), which region of it. */
export interface LaneAddress {
  lane: string;
  level: number;
  rx: number;
  ry: number;
}

/** New value of a slot from its value before (undefined: none) and its entries in order. Lanes that replace take the last. */
export type Fold = (base: Uint8Array | undefined, entries: Entry[], until: Tick) => Uint8Array;
export const replaces: Fold = (base, entries) => entries.at(-1)?.bytes ?? base ?? new Uint8Array(0);

/** A record is cut when its entries weigh more than its base and this. Decoding it stays within about 2 ms. */
const RECORD_BYTES = 192 * 1024;
const TICK_DIGITS = 16;
/** One question to the store for so many: each costs it as much again as what it answers. */
const READ_AT_ONCE = 8;

/** Charts at 1 px a tile are kept as the streams they came as. */
const COMPRESSED = /^chart:[^/]*\/0\//;

interface Staged {
  record: LaneRecord;
  key: string;
}

export class Lanes {
  private readonly cache: RecordCache;
  private readonly reader: string;
  /** Bytes by which the store has grown through this. */
  grown = 0;
  /** First ticks of the records of a region, ascending, by lane and level. */
  private readonly index = new Map<string, Promise<Map<string, Tick[]>>>();
  private readonly staged = new Map<string, LaneRecord | null>();

  constructor(
    private readonly store: BlockStore,
    /** "b/<world>/<unit>/" */
    private readonly prefix: string,
    private readonly inflate?: InflateRecord,
  ) {
    this.cache = RecordCache.of(store);
    this.reader = this.cache.reader();
  }

  private laneKey(address: LaneAddress): string {
    return `${this.prefix}${address.lane}/${address.level}/`;
  }

  private recordKey(address: LaneAddress, from: Tick): string {
    return `${this.laneKey(address)}${address.rx}.${address.ry}/${String(from).padStart(TICK_DIGITS, '0')}`;
  }

  private spans(address: LaneAddress): Promise<Map<string, Tick[]>> {
    const key = this.laneKey(address);
    let found = this.index.get(key);
    if (!found) {
      found = this.store.keys(key, `${key.slice(0, -1)}0`).then((keys) => {
        const regions = new Map<string, Tick[]>();
        for (const full of keys) {
          const [region, from] = full.slice(key.length).split('/') as [string, string];
          const list = regions.get(region);
          if (list) list.push(Number(from));
          else regions.set(region, [Number(from)]);
        }
        return regions;
      });
      found.catch(() => this.index.delete(key));
      this.index.set(key, found);
    }
    return found;
  }

  /** Regions of a lane at a level that hold anything. */
  async regions(lane: string, level: number): Promise<[rx: number, ry: number][]> {
    const spans = await this.spans({ lane, level, rx: 0, ry: 0 });
    return [...spans.entries()].filter(([, ticks]) => ticks.length > 0).map(([key]) => key.split('.').map(Number) as [number, number]);
  }

  /** First ticks of a region's records. */
  async ticks(address: LaneAddress): Promise<readonly Tick[]> {
    return (await this.spans(address)).get(`${address.rx}.${address.ry}`) ?? [];
  }

  /** The records that hold at `tick`, one an address; undefined where nothing is known then. */
  async read(addresses: readonly LaneAddress[], tick: Tick): Promise<(LaneRecord | undefined)[]> {
    const keys = await Promise.all(
      addresses.map(async (address) => {
        const ticks = await this.ticks(address);
        let found = -1;
        for (let i = ticks.length - 1; i >= 0 && found < 0; i--) if (ticks[i]! <= tick) found = i;
        return found < 0 ? null : this.recordKey(address, ticks[found]!);
      }),
    );
    return this.records(keys);
  }

  private async records(keys: readonly (string | null)[]): Promise<(LaneRecord | undefined)[]> {
    const missing = keys.filter((key): key is string => key !== null && !this.staged.get(key) && !this.cache.has(this.reader + key));
    const values = missing.length ? await this.store.get(missing) : [];
    // There may be more of them than the cache has room for.
    const read = new Map<string, LaneRecord>();
    missing.forEach((key, i) => {
      const value = values[i];
      if (value) read.set(key, decodeRecord(value, this.inflate));
    });
    const records = keys.map((key) =>
      key === null ? undefined : (this.staged.get(key) ?? read.get(key) ?? this.cache.get(this.reader + key)),
    );
    for (const [key, record] of read) this.cache.set(this.reader + key, record);
    return records;
  }

  /** All records from the one that holds at `tick` to the last. */
  async from(address: LaneAddress, tick: Tick): Promise<LaneRecord[]> {
    const ticks = await this.ticks(address);
    let first = 0;
    for (let i = 0; i < ticks.length; i++) if (ticks[i]! <= tick) first = i;
    const records = await this.records(ticks.slice(first).map((from) => this.recordKey(address, from)));
    return records.filter((record) => record !== undefined);
  }

  /** The records that tell of a span of ticks, one after another: a long span is never in memory as a whole. */
  async *within(address: LaneAddress, from: Tick, to: Tick): AsyncGenerator<LaneRecord> {
    const ticks = await this.ticks(address);
    for (let i = 0; i < ticks.length && ticks[i]! <= to; i++) {
      if (i + 1 < ticks.length && ticks[i + 1]! <= from) continue;
      const [record] = await this.records([this.recordKey(address, ticks[i]!)]);
      if (record) yield record;
    }
  }

  /**
   * The records of a region up to a tick, from the first on, few at a time. `passing`: what is read for this alone, and
   * would only drive out of the cache what the map needs.
   */
  async *upTo(address: LaneAddress, tick: Tick, passing = false): AsyncGenerator<LaneRecord> {
    const due = (await this.ticks(address)).filter((from) => from <= tick);
    for (let i = 0; i < due.length; i += READ_AT_ONCE) {
      const keys = due.slice(i, i + READ_AT_ONCE).map((from) => this.recordKey(address, from));
      for (const record of passing ? await this.passing(keys) : await this.records(keys)) if (record) yield record;
    }
  }

  private async passing(keys: readonly string[]): Promise<(LaneRecord | undefined)[]> {
    const known = keys.map((key) => this.staged.get(key) ?? this.cache.get(this.reader + key));
    const missing = keys.filter((_, i) => !known[i]);
    const values = missing.length ? await this.store.get(missing) : [];
    return known.map((record) => {
      if (record) return record;
      const value = values.shift();
      return value && decodeRecord(value, this.inflate);
    });
  }

  /** Stages entries into a region. `drop` names entries (tick, slot) to take out. `mayCut` forbids a cut before a tick. */
  async merge(
    address: LaneAddress,
    add: readonly Entry[],
    drop: ReadonlySet<string>,
    fold: Fold,
    mayCut: (entries: Entry[], at: number) => boolean = () => true,
  ): Promise<void> {
    if (add.length === 0 && drop.size === 0) return;
    let lowest = Number.POSITIVE_INFINITY;
    for (const entry of add) lowest = Math.min(lowest, entry.tick);
    for (const name of drop) lowest = Math.min(lowest, Number(name.slice(0, name.indexOf('/'))));
    const old = await this.from(address, lowest);
    let entries = old.flatMap(entriesOf);
    if (drop.size) entries = entries.filter((entry) => !drop.has(`${entry.tick}/${entry.slot}`));
    const sorted = entries.length === 0 || add.every((entry) => entry.tick >= entries.at(-1)!.tick);
    // Not spread into `push`: there may be more than a call takes arguments.
    entries = entries.concat(add);
    if (!sorted || !ascending(add)) entries.sort((a, b) => a.tick - b.tick);
    const first = old[0];
    const from = first ? Math.min(first.from, lowest) : lowest;
    const made = cut(from, first ? baseOf(first) : new Map(), entries, fold, mayCut);
    const spans = await this.spans(address);
    const region = `${address.rx}.${address.ry}`;
    for (const record of old) {
      this.staged.set(this.recordKey(address, record.from), null);
      this.grown -= record.stored ?? 0;
    }
    for (const record of made) this.staged.set(this.recordKey(address, record.from), record);
    const kept = (spans.get(region) ?? []).filter((tick) => !old.some((record) => record.from === tick));
    spans.set(
      region,
      [...kept, ...made.map((record) => record.from)].sort((a, b) => a - b),
    );
  }

  /** Stages the end of a region's records. */
  async clear(address: LaneAddress): Promise<void> {
    for (const from of await this.ticks(address)) this.staged.set(this.recordKey(address, from), null);
    (await this.spans(address)).delete(`${address.rx}.${address.ry}`);
  }

  /** Moves what is staged into a batch; call `settle` when the batch is stored. */
  drain(batch: Batch): () => void {
    const written: Staged[] = [];
    for (const [key, record] of this.staged) {
      if (record) {
        const bytes = encodeRecord(record, COMPRESSED.test(key.slice(this.prefix.length)));
        record.stored = bytes.length;
        this.grown += bytes.length;
        batch.set.push([key, bytes]);
        written.push({ key, record });
      } else batch.remove.push(key);
    }
    return () => {
      for (const key of this.staged.keys()) this.cache.delete(this.reader + key);
      this.staged.clear();
      for (const { key, record } of written) this.cache.set(this.reader + key, record);
    };
  }
}

function ascending(entries: readonly Entry[]): boolean {
  for (let i = 1; i < entries.length; i++) if (entries[i]!.tick < entries[i - 1]!.tick) return false;
  return true;
}

/** Cuts a run of entries into records that are each light enough, at borders between ticks. */
export function cut(
  from: Tick,
  base: Map<number, Uint8Array>,
  entries: Entry[],
  fold: Fold,
  mayCut: (entries: Entry[], at: number) => boolean,
): LaneRecord[] {
  const made: LaneRecord[] = [];
  let start = 0;
  let bytes = 0;
  let baseBytes = total(base);
  for (let i = 0; i < entries.length; i++) {
    const heavy = bytes > RECORD_BYTES && bytes > baseBytes;
    if (heavy && entries[i]!.tick > entries[i - 1]!.tick && mayCut(entries, i)) {
      made.push(buildRecord(from, base, entries.slice(start, i)));
      base = folded(base, entries.slice(start, i), fold, entries[i]!.tick);
      baseBytes = total(base);
      from = entries[i]!.tick;
      start = i;
      bytes = 0;
    }
    // The columns beside a value deflate to a few bytes.
    bytes += entries[i]!.bytes.length + 4;
  }
  made.push(buildRecord(from, base, entries.slice(start)));
  return made;
}

function total(base: Map<number, Uint8Array>): number {
  let bytes = 0;
  for (const value of base.values()) bytes += value.length;
  return bytes;
}

function folded(base: Map<number, Uint8Array>, entries: Entry[], fold: Fold, until: Tick): Map<number, Uint8Array> {
  const bySlot = new Map<number, Entry[]>();
  for (const entry of entries) {
    const list = bySlot.get(entry.slot);
    if (list) list.push(entry);
    else bySlot.set(entry.slot, [entry]);
  }
  const next = new Map(base);
  for (const [slot, list] of bySlot) next.set(slot, fold(base.get(slot), list, until));
  return next;
}
