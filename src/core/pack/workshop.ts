/** Where pieces of packs are gathered: one workshop for a page's life, one importer a drop. */
import type { Problem } from '../result';
import { PackImporter } from './importer';
import type { PackLibrary } from './library';

export interface PackReport {
  /** Ids of packs that changed, or that were here as they are. */
  packs: string[];
  problems: Problem[];
  /** What waits until it is given to a pack (`Workshop.join`). */
  loose: { texts: number; icons: number } | null;
}

/** How far storing is: files of icon layers read, and how many there are to read. */
export type OnFiles = (done: number, total: number) => void;

export class Workshop {
  constructor(readonly library: PackLibrary) {}

  /** `openPack`: which icons and texts join when their drop has no prototypes. `job` names the drop for `join`. */
  importer(job: string, openPack: string | null): PackImporter {
    return new PackImporter(this, job, openPack);
  }

  /** Gives what waits of that drop to a pack. */
  async join(_job: string, _pack: string, _signal: AbortSignal, _onFiles?: OnFiles): Promise<PackReport> {
    return { packs: [], problems: [], loose: null };
  }
}
