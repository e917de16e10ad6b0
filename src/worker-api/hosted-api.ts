import type { WorldInfo } from '../core/world/types';

/** A snapshot that stays where it lies. What one worker has fetched of it to open it, the others need not fetch again. */
export interface HostedStart {
  /** Of the world in it. */
  id: string;
  url: string;
  /** The file from its first byte to the end of its index. */
  start: Uint8Array;
}

export interface Hosted {
  info: WorldInfo;
  start: HostedStart;
  /** Bytes of the pack in it; 0: there is none. */
  packBytes: number;
  /** The host cannot be reached: this is the file as it was seen last. */
  stale: boolean;
}

export interface HostedApi {
  /**
   * Fetches header and index and mounts what they tell of. Rejects with a Problem: `no-ranges`, `unreachable`, `fetch-failed`, `fetch-cut`,
   * `snapshot-…`, `too-new`.
   */
  openHosted(url: string): Promise<Hosted>;
  /** From now on questions about this world are answered from its file. Questions may then reject as `openHosted`, or with `snapshot-changed`. */
  mount(hosted: HostedStart): Promise<void>;
  unmount(id: string): Promise<void>;
  /** The pack of a mounted snapshot, fetched as a snapshot of its own; `onProgress` is told bytes. One at a time. */
  hostedPack(id: string, onProgress: (progress: { done: number; total: number }) => void): Promise<Blob>;
  /** It rejects with the Problem `stopped` then. */
  cancelHostedPack(): Promise<void>;
}
