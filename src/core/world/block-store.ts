/**
 * Where a world's bytes live. The core knows only this: keys in order, values of bytes, and batches that happen whole or
 * not at all. IndexedDB in the browser, files on the command line, memory in tests.
 */
export interface BlockStore {
  /** All keys from `from` (included) to `to` (excluded), in ascending order of UTF-16 code units. */
  keys(from: string, to: string): Promise<string[]>;
  /** One value a key, undefined where there is none. */
  get(keys: readonly string[]): Promise<(Uint8Array | undefined)[]>;
  /** Atomic: all of it or nothing. Buffers are not kept by the caller. Rejects with StoreFull when there is no room. */
  put(batch: Batch): Promise<void>;
}

export interface Batch {
  set: [key: string, value: Uint8Array][];
  remove: string[];
}

/** Thrown by `put` when the quota is used up; nothing of the batch was stored. */
export class StoreFull extends Error {
  override readonly name = 'StoreFull';
}

export class MemoryStore implements BlockStore {
  private readonly map = new Map<string, Uint8Array>();
  private sorted: string[] | null = null;

  async keys(from: string, to: string): Promise<string[]> {
    this.sorted ??= [...this.map.keys()].sort();
    return this.sorted.filter((key) => key >= from && key < to);
  }

  async get(keys: readonly string[]): Promise<(Uint8Array | undefined)[]> {
    return keys.map((key) => this.map.get(key));
  }

  async put(batch: Batch): Promise<void> {
    for (const key of batch.remove) this.map.delete(key);
    for (const [key, value] of batch.set) this.map.set(key, value);
    this.sorted = null;
  }
}
