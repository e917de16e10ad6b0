import type { PackInfo } from '../core/pack/types';
import type { Problem } from '../core/result';
import type { SnapshotChoice } from '../core/world/snapshot/choice';
import type { FileReport, ImportReport, WorldInfo } from '../core/world/types';
import type { FeedApi } from './feed-api';

/** A file the page hands to the import worker. */
export interface DroppedFile {
  /** Path within the drop, "logs/factorio-current.log". */
  name: string;
  file: File;
  /** A newer File can be had when this one grows: a last line that is not finished may wait for its rest. */
  growing?: boolean;
}

export interface Progress {
  /** Another tab is storing; this job begins when that one ends. */
  waiting?: true;
  bytes: number;
  totalBytes: number;
  packets: number;
  bytesPerSecond: number;
  /** The one being read and those read last, at most 100 rows; `fileCount` counts them all. */
  files: (FileReport & { done: boolean; bytesDone: number })[];
  fileCount: { done: number; total: number };
  /** Files of icon layers, once everything dropped is read. */
  pictures?: { done: number; total: number };
  /** At most 100 rows; the report has more. */
  problems: Problem[];
  /** Worlds touched so far, as they are in the store now: the map can be opened already. */
  worlds: WorldInfo[];
  /** The same of packs. */
  packs: PackInfo[];
}

/** A world that an earlier visit left half imported. What is stored of it is whole; dropping the files again completes it. */
export interface Recovered {
  world: string;
  name: string;
  what: 'kept' | 'undone';
  /** The file that was being read, and how far. */
  file?: { name: string; bytes: number; size: number };
}

export interface PackExport {
  /** Codes; all when absent. */
  languages?: string[];
  icons: boolean;
  /** Rendered anew with another effort: WebP bytes by number of sheet. */
  sheets?: Uint8Array[];
  native: boolean;
}

/** How far the writing of a snapshot is: parts of it, of which nobody knows how large they are. */
export interface ExportProgress {
  /** Another tab is storing; the writing begins when that ends. */
  waiting?: true;
  done: number;
  total: number;
}

/** Files of folders that are not read unless an icon layer names them: the page opens them when asked. */
export interface LazyFiles {
  /** Paths within the drop, "mods/bzlead/graphics/icons/lead.png". */
  paths: string[];
  /** null for what is gone. At most 500 at once. */
  open(paths: string[]): Promise<(File | null)[]>;
}

/** The one writer. One instance a page; tabs take turns by a lock. */
export interface ImportApi extends FeedApi {
  /** Reads files into worlds. Resolves when all is stored; a cancel keeps what is stored and resolves too. `id` names the job for `cancel`. */
  run(
    id: string,
    files: DroppedFile[],
    onProgress: (progress: Progress) => void,
    /** `lazy`: paths of files that `open` gives. `pack`: the one that is open, which icons and texts join when their drop has none of its own. */
    more?: { lazy?: LazyFiles['paths']; pack?: string | null },
    /** A parameter of its own, since comlink takes functions only there. Released when nothing of the drop waits for its pack any more. */
    open?: LazyFiles['open'],
  ): Promise<ImportReport & { cancelled: boolean }>;
  cancel(id: string): Promise<void>;
  /** Follow: reads what a file has grown by since `run` or the last `grow` of the same name. */
  grow(id: string, file: DroppedFile, onProgress: (progress: Progress) => void): Promise<ImportReport & { restarted: boolean }>;
  worlds(): Promise<WorldInfo[]>;
  rename(world: string, name: string): Promise<void>;
  /** Into the bin; `undelete` brings it back until the next visit. */
  remove(world: string): Promise<void>;
  undelete(world: string): Promise<void>;
  /** Pairs of worlds from files without an id that may be one: same version, mods and surfaces, no tick in common [P25]. */
  joinable(): Promise<[string, string][]>;
  /** Joins worlds by hand into the first; splits a joined one again. */
  join(worlds: string[]): Promise<string>;
  split(world: string): Promise<string[]>;
  /** At start: finishes or undoes what an earlier visit left half; says which. */
  recover(): Promise<Recovered[]>;
  packs(): Promise<PackInfo[]>;
  renamePack(pack: string, name: string): Promise<void>;
  /** Into the bin, as with worlds. */
  removePack(pack: string): Promise<void>;
  undeletePack(pack: string): Promise<void>;
  /** Says that it is the sample that comes with the site, so that it is opened the next time instead of fetched. */
  markSample(pack: string): Promise<void>;
  /** Gives the icons and texts that found no pack in their drop (`loose` of the report) to this one. */
  joinPack(id: string, pack: string, onProgress: (progress: Progress) => void): Promise<ImportReport & { cancelled: boolean }>;
  /** Sheets that are still to be rendered (IconApi.sheet), by the plan they belong to. */
  pendingSheets(pack: string): Promise<{ plan: number; sheets: number[] }>;
  /** Stores a rendered sheet; false: the pack has another plan by now. */
  putSheet(pack: string, plan: number, sheet: number, webp: Uint8Array): Promise<boolean>;
  /** A pack as one zip (docs/snapshot.md). `sheets` and `native` are those rendered for the export; absent: those stored. */
  exportPack(pack: string, options: PackExport): Promise<Blob>;
  /**
   * A world, or a part of it, as one zip (docs/snapshot.md), with this pack's part when one is named. `id` names the job for `cancel`: null
   * then. Stores nothing. Rejects with a Problem `not-here` where there is no such world or pack.
   */
  exportWorld(
    id: string,
    world: string,
    choice: SnapshotChoice,
    pack: string | null,
    onProgress: (progress: ExportProgress) => void,
  ): Promise<Blob | null>;
  /** Bytes used and allowed, as the browser says. */
  storage(): Promise<{ used: number; quota: number; persisted: boolean }>;
}
