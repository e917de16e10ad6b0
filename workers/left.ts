import type { BlockStore } from '../src/core/world/block-store';
import { infoKey } from '../src/core/world/stored-row';

/** Worlds as they were left: whoever keeps one open between two jobs asks whether another tab has written to it since. */
export class Left {
  private constructor(
    private readonly store: BlockStore,
    /** By world, its own record: every flush writes another. */
    private readonly records: ReadonlyMap<string, Uint8Array | undefined>,
  ) {}

  static async of(store: BlockStore, worlds: ReadonlySet<string>): Promise<Left> {
    const ids = [...worlds];
    const values = await store.get(ids.map(infoKey));
    return new Left(store, new Map(ids.map((id, i) => [id, values[i]])));
  }

  async untouched(): Promise<boolean> {
    const now = await this.store.get([...this.records.keys()].map(infoKey));
    return [...this.records.values()].every((record, i) => same(record, now[i]));
  }
}

function same(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && a.length === b.length && a.every((byte, i) => byte === b[i]);
}
