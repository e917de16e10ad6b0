import { unwrap } from 'idb';
import { type Batch, type BlockStore, StoreFull } from '../core/world/block-store';
import { type Database, type OpenOptions, openDatabase } from './open';

/** Errors of a connection that is gone though the database is well: worth one more try on a new one. */
const LOST = new Set(['InvalidStateError', 'UnknownError']);

/**
 * The BlockStore of the browser. Opens on first use and again when the connection was lost. Methods reject with StoreFull
 * (`put` only) or StoreFailure.
 */
export class IdbStore implements BlockStore {
  private connection: Promise<Database> | null = null;

  constructor(private readonly options: OpenOptions = {}) {}

  async keys(from: string, to: string): Promise<string[]> {
    if (from >= to) return [];
    return await this.use((database) => database.getAllKeys('blocks', IDBKeyRange.bound(from, to, false, true)));
  }

  /** All in one transaction at once: a thousand take 40 ms, one after another 340. */
  async get(keys: readonly string[]): Promise<(Uint8Array | undefined)[]> {
    if (keys.length === 0) return [];
    return await this.use((database) => {
      const { store } = database.transaction('blocks');
      return Promise.all(keys.map((key) => store.get(key)));
    });
  }

  /** `durable` waits until the disk has it; otherwise a power cut, but no crash of the browser, may lose the last batches whole. */
  async put(batch: Batch, durable = false): Promise<void> {
    if (batch.set.length === 0 && batch.remove.length === 0) return;
    // Made before the transaction, which must await nothing. A part of a larger buffer would be stored with all of it.
    const values = batch.set.map(([key, value]) => [key, value.byteLength === value.buffer.byteLength ? value : value.slice()] as const);
    await this.use(async (database) => {
      const transaction = database.transaction('blocks', 'readwrite', { durability: durable ? 'strict' : 'relaxed' });
      const done = transaction.done;
      // Raw requests: no promise for each; what fails in one aborts the transaction and is told by `done`.
      const raw = unwrap(transaction);
      try {
        const blocks = raw.objectStore('blocks');
        for (const key of batch.remove) blocks.delete(key);
        for (const [key, value] of values) blocks.put(value, key);
        raw.commit?.();
      } catch (error) {
        abort(raw);
        await done.catch(() => {});
        throw isQuota(error) ? new StoreFull() : error;
      }
      try {
        await done;
      } catch (error) {
        throw isQuota(error) || isQuota(raw.error) ? new StoreFull() : error;
      }
    });
  }

  /** Closes the connection; the next use opens it again. */
  async close(): Promise<void> {
    const connection = this.connection;
    this.connection = null;
    (await connection?.catch(() => null))?.close();
  }

  private async use<T>(work: (database: Database) => Promise<T>): Promise<T> {
    try {
      return await work(await this.open());
    } catch (error) {
      if (!(error instanceof DOMException) || !LOST.has(error.name)) throw error;
      // Every operation is whole or nothing and gives the same twice, so that it can be repeated.
      await this.close();
      return await work(await this.open());
    }
  }

  private open(): Promise<Database> {
    if (this.connection !== null) return this.connection;
    const opening = openDatabase({
      ...this.options,
      onLost: () => {
        if (this.connection === opening) this.connection = null;
        this.options.onLost?.();
      },
    });
    this.connection = opening;
    // A failure is not kept: the next use tries again.
    opening.catch(() => {
      if (this.connection === opening) this.connection = null;
    });
    return opening;
  }
}

function isQuota(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'QuotaExceededError';
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It is already ending.
  }
}
