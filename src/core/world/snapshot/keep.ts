/** Takes a snapshot's world into the store, where it lies beside the others and needs its file no more. */
import type { Batch, BlockStore } from '../block-store';
import { infoEntry, readStored, type StoredWorld, tablesKey } from '../stored-row';
import type { SnapshotBlocks } from './blocks';

const BATCH_BYTES = 8 * 1024 * 1024;

export interface KeepOptions {
  onProgress?(done: number, total: number): void;
  signal?: AbortSignal;
  /** ms since 1970. */
  now: number;
}

/**
 * The world's id. Until all of it is there it is marked unfinished, and goes with the next start; one that is there whole stays as it is,
 * taken out of the bin. Throws a Problem, StoreFull or the signal's reason, with nothing left behind.
 */
export async function keepWorld(store: BlockStore, blocks: SnapshotBlocks, { onProgress, signal, now }: KeepOptions): Promise<string> {
  const { id } = blocks;
  const known = await readStored(store, id);
  if (known && known.info.unfinished !== true) {
    delete known.info.deletedAt;
    await store.put({ set: [infoEntry(known)], remove: [] });
    return id;
  }
  const stored: StoredWorld = structuredClone(blocks.stored);
  stored.info.createdAt = now;
  stored.info.changedAt = now;
  const keys = blocks.blocks;
  const written: string[] = [];
  try {
    await store.put({ set: [infoEntry({ ...stored, info: { ...stored.info, unfinished: true } })], remove: [] });
    let batch: Batch = { set: [], remove: [] };
    let bytes = 0;
    stored.blockBytes = 0;
    for (const [done, key] of keys.entries()) {
      signal?.throwIfAborted();
      onProgress?.(done, keys.length);
      const [value] = await blocks.get([key]);
      if (!value) continue;
      batch.set.push([key, value]);
      bytes += value.length;
      stored.blockBytes += value.length;
      if (bytes < BATCH_BYTES) continue;
      written.push(...batch.set.map(([name]) => name));
      await store.put(batch);
      batch = { set: [], remove: [] };
      bytes = 0;
    }
    stored.info.bytes = stored.blockBytes;
    const [tables] = await blocks.get([tablesKey(id)]);
    batch.set.push([tablesKey(id), tables!], infoEntry(stored));
    await store.put(batch);
    onProgress?.(keys.length, keys.length);
    return id;
  } catch (error) {
    await store.put({ set: [], remove: [...written, tablesKey(id), infoEntry(stored)[0]] });
    throw error;
  }
}

/** Half of one that an earlier visit left: nothing of it can be made whole but by its file. */
export const isTorn = (stored: StoredWorld): boolean => stored.snapshot !== undefined && stored.info.unfinished === true;
