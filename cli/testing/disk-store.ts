import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Batch, BlockStore } from '../../src/core/world/block-store';

/** Values in a file that only grows, so that what is measured as memory is the importer's alone. */
export class DiskStore implements BlockStore {
  private readonly folder = mkdtempSync(join(tmpdir(), 'factoscope-store-'));
  private readonly file = openSync(join(this.folder, 'values'), 'wx+');
  private readonly places = new Map<string, { at: number; length: number }>();
  /** Bytes written in all. */
  written = 0;

  async keys(from: string, to: string): Promise<string[]> {
    return [...this.places.keys()].filter((key) => key >= from && key < to).sort();
  }

  async get(keys: readonly string[]): Promise<(Uint8Array | undefined)[]> {
    return keys.map((key) => {
      const place = this.places.get(key);
      if (place === undefined) return undefined;
      const bytes = new Uint8Array(place.length);
      readSync(this.file, bytes, 0, place.length, place.at);
      return bytes;
    });
  }

  async put({ set, remove }: Batch): Promise<void> {
    for (const key of remove) this.places.delete(key);
    for (const [key, value] of set) {
      writeSync(this.file, value, 0, value.length, this.written);
      this.places.set(key, { at: this.written, length: value.length });
      this.written += value.length;
    }
  }

  close(): void {
    closeSync(this.file);
    rmSync(this.folder, { recursive: true });
  }
}
