import type { Problem } from '../core/result';
import type { FileReport, ImportReport, WorldInfo } from '../core/world/types';

/** A file the page hands to the import worker. */
export interface DroppedFile {
  /** Path within the drop, "logs/factorio-current.log". */
  name: string;
  file: File;
}

export interface Progress {
  bytes: number;
  totalBytes: number;
  packets: number;
  bytesPerSecond: number;
  files: (FileReport & { done: boolean; bytesDone: number })[];
  problems: Problem[];
  /** Worlds touched so far, as they are in the store now: the map can be opened already. */
  worlds: WorldInfo[];
}

/** The one writer. One instance a page; tabs take turns by a lock. */
export interface ImportApi {
  /** Reads files into worlds. Resolves when all is stored; a cancel keeps what is stored and resolves too. `id` names the job for `cancel`. */
  run(id: string, files: DroppedFile[], onProgress: (progress: Progress) => void): Promise<ImportReport & { cancelled: boolean }>;
  cancel(id: string): Promise<void>;
  /** Follow: reads what a file has grown by since `run` or the last `grow` of the same name. */
  grow(id: string, file: DroppedFile, onProgress: (progress: Progress) => void): Promise<ImportReport & { restarted: boolean }>;
  worlds(): Promise<WorldInfo[]>;
  rename(world: string, name: string): Promise<void>;
  /** Into the bin; `undelete` brings it back until the next visit. */
  remove(world: string): Promise<void>;
  undelete(world: string): Promise<void>;
  /** Joins worlds by hand into the first; splits a joined one again. */
  join(worlds: string[]): Promise<string>;
  split(world: string): Promise<string[]>;
  /** At start: finishes or undoes what an earlier visit left half; says which. */
  recover(): Promise<{ world: string; name: string; what: 'kept' | 'undone' }[]>;
  /** Bytes used and allowed, as the browser says. */
  storage(): Promise<{ used: number; quota: number; persisted: boolean }>;
}
