/**
 * What is written beside a world while an import runs, so that a visit after a killed tab knows what was left half. It goes
 * into the very batches that the import stores: there is no moment at which it says something else than what is stored.
 */
import { type Batch, type BlockStore, StoreFull } from '../core/world/block-store';

const PREFIX = 'job/';
const VERSION = 1;
const MAX_WORLDS = 100;

export interface JobRecord {
  id: string;
  startedAt: number;
  /** Worlds the job has stored something of. */
  worlds: string[];
  /** The file being read, and up to which byte what is in it is stored. */
  file: { name: string; bytes: number; size: number } | null;
  done: number;
  total: number;
}

/** A store that can be asked to wait for the disk. */
export interface DurableStore extends BlockStore {
  put(batch: Batch, durable?: boolean): Promise<void>;
}

/** Hands the import a store that keeps the record up to date. Everything else passes through. */
export class RecordingStore implements BlockStore {
  record: JobRecord | null = null;
  private written = false;

  constructor(
    private readonly store: DurableStore,
    /** Which world a key belongs to. */
    private readonly worldOf: (key: string) => string | null,
  ) {}

  keys(from: string, to: string): Promise<string[]> {
    return this.store.keys(from, to);
  }

  get(keys: readonly string[]): Promise<(Uint8Array | undefined)[]> {
    return this.store.get(keys);
  }

  async put(batch: Batch): Promise<void> {
    const { record } = this;
    if (record === null) return await this.store.put(batch);
    for (const [key] of batch.set) {
      const world = this.worldOf(key);
      if (world !== null && record.worlds.length < MAX_WORLDS && !record.worlds.includes(world)) record.worlds.push(world);
    }
    await this.store.put({ set: [...batch.set, [PREFIX + record.id, encode(record)]], remove: batch.remove });
    this.written = true;
  }

  /** The job has ended, well or not: nothing is left half. Here, once a job, it is worth to wait until the disk has it all. */
  async end(): Promise<void> {
    const { record, written } = this;
    this.record = null;
    this.written = false;
    if (record === null || !written) return;
    try {
      await this.store.put({ set: [], remove: [PREFIX + record.id] }, true);
    } catch (error) {
      // A disk so full that not even this goes: the next visit will find the record, and that is no harm.
      if (!(error instanceof StoreFull)) throw error;
    }
  }
}

/** Records of jobs that did not end. To be asked only while no job can be running. */
export async function leftJobs(store: BlockStore): Promise<JobRecord[]> {
  const values = await store.get(await jobKeys(store));
  return values.map(decode).filter((record) => record !== null);
}

export async function forgetJobs(store: BlockStore): Promise<void> {
  const keys = await jobKeys(store);
  if (keys.length > 0) await store.put({ set: [], remove: keys });
}

const jobKeys = (store: BlockStore) => store.keys(PREFIX, 'job0');

function encode(record: JobRecord): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ version: VERSION, ...record }));
}

function decode(value: Uint8Array | undefined): JobRecord | null {
  if (value === undefined) return null;
  try {
    const record = JSON.parse(new TextDecoder().decode(value));
    return record.version === VERSION ? record : null;
  } catch {
    return null;
  }
}
