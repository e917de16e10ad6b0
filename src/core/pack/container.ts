/** The zip that packs (and worlds) are carried in. Law: docs/snapshot.md. */
import { ok, type Result } from '../result';

/** What bytes are read from: a file, a buffer, a static host. */
export interface Bytes {
  readonly size: number;
  /** From `start` up to `end` (not included); fewer only at the end. */
  slice(start: number, end: number): Promise<Uint8Array>;
}

/** The first bytes of a file are those of a snapshot (64 bytes are enough). */
export function isContainer(_head: Uint8Array): boolean {
  return false;
}

/** All blocks by path, checked and inflated: for `PackSink.snapshot`. Problems: `snapshot-…`, `too-new`. */
export async function readContainer(_source: Bytes, _signal: AbortSignal): Promise<Result<ReadonlyMap<string, Uint8Array>>> {
  return ok(new Map());
}
