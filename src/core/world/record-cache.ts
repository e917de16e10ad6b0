/** Records that were read last, of all worlds of a store that are open: what one reads makes room of what others have read. */
import type { BlockStore } from './block-store';
import type { LaneRecord } from './record';

/** What a worker may hold beside what it paints. */
const MOST_BYTES = 48 * 1024 * 1024;
/** Its arrays are objects beside what they hold. */
const RECORD = 1400;

const caches = new WeakMap<BlockStore, RecordCache>();

export class RecordCache {
  private readonly records = new Map<string, LaneRecord>();
  private bytes = 0;
  private readers = 0;

  static of(store: BlockStore): RecordCache {
    const cache = caches.get(store) ?? new RecordCache();
    caches.set(store, cache);
    return cache;
  }

  /** Before the keys of one reader: what an earlier one read of the same world may be out of date. */
  reader(): string {
    this.readers += 1;
    return `${this.readers} `;
  }

  has(key: string): boolean {
    return this.records.has(key);
  }

  get(key: string): LaneRecord | undefined {
    const record = this.records.get(key);
    if (record) {
      // Least recently used goes first: a Map keeps insertion order.
      this.records.delete(key);
      this.records.set(key, record);
    }
    return record;
  }

  set(key: string, record: LaneRecord): void {
    this.delete(key);
    this.records.set(key, record);
    this.bytes += weight(record);
    for (const [old, other] of this.records) {
      if (this.bytes <= MOST_BYTES || old === key) break;
      this.records.delete(old);
      this.bytes -= weight(other);
    }
  }

  delete(key: string): void {
    const record = this.records.get(key);
    if (!record) return;
    this.records.delete(key);
    this.bytes -= weight(record);
  }
}

function weight(record: LaneRecord): number {
  return record.data.length + record.entryTick.length * 16 + record.baseSlot.length * 8 + RECORD;
}
