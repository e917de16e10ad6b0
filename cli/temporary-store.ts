/** The store of one run of a command: gone when it ends. */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Batch, type BlockStore, MemoryStore } from '../src/core/world/block-store';

/**
 * Blocks lie in memory: they are read and written often, and small. A world's own lines (keys `l/…`) are written once and as
 * large as the log, so they go into a file.
 */
export class TemporaryStore implements BlockStore {
  private readonly memory = new MemoryStore();
  private readonly folder = mkdtempSync(join(tmpdir(), 'factoscope-'));
  private readonly file = openSync(join(this.folder, 'lines'), 'wx+', 0o600);
  private readonly places = new Map<string, { at: number; length: number }>();
  private end = 0;

  constructor() {
    // Where a file that has no name any more can be used, a kill leaves nothing behind.
    if (process.platform !== 'win32') rmSync(this.folder, { recursive: true, force: true });
  }

  async keys(from: string, to: string): Promise<string[]> {
    const own = [...this.places.keys()].filter((key) => key >= from && key < to);
    return [...own, ...(await this.memory.keys(from, to))].sort();
  }

  async get(keys: readonly string[]): Promise<(Uint8Array | undefined)[]> {
    const values = await this.memory.get(keys);
    return values.map((value, i) => value ?? this.read(keys[i]!));
  }

  private read(key: string): Uint8Array | undefined {
    const place = this.places.get(key);
    if (place === undefined) return undefined;
    const bytes = new Uint8Array(place.length);
    for (let done = 0; done < bytes.length; ) done += readSync(this.file, bytes, done, bytes.length - done, place.at + done);
    return bytes;
  }

  async put({ set, remove }: Batch): Promise<void> {
    for (const key of remove) this.places.delete(key);
    const rest: Batch['set'] = [];
    for (const [key, value] of set) {
      if (!key.startsWith('l/')) rest.push([key, value]);
      else {
        for (let done = 0; done < value.length; ) done += writeSync(this.file, value, done, value.length - done, this.end + done);
        this.places.set(key, { at: this.end, length: value.length });
        this.end += value.length;
      }
    }
    await this.memory.put({ set: rest, remove });
  }

  close(): void {
    closeSync(this.file);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
