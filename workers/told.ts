/** What the page is told while a job runs. */
import type { PackInfo } from '../src/core/pack/types';
import type { WorldInfo } from '../src/core/world/types';
import type { JobProgress } from '../src/import/run-import';
import type { Progress } from '../src/worker-api/import-api';

/** Progress goes to the page often: what it says of worlds is bounded. */
const TOLD_WORLDS = 20;
/** What the page is told, with the worlds as they are in the store by now. */
export class Told {
  private infos: WorldInfo[] = [];
  private packInfos: PackInfo[] = [];
  private last: JobProgress | null = null;
  private asking = false;

  constructor(private readonly tell: (progress: Progress) => void) {}

  progress(progress: JobProgress): void {
    this.last = progress;
    this.tell({ ...progress, worlds: this.infos, packs: this.packInfos });
  }

  packs(infos: PackInfo[]): void {
    this.packInfos = infos.slice(0, TOLD_WORLDS);
    if (this.last !== null) this.progress(this.last);
  }

  /** Files of icon layers that are read when a pack is stored: bytes of nothing that was dropped. */
  reading(done: number, total: number): void {
    this.tell({ ...(this.last ?? idle), worlds: this.infos, packs: this.packInfos, pictures: { done, total } });
  }

  worlds(infos: () => Promise<WorldInfo[]>): void {
    if (this.asking) return;
    this.asking = true;
    infos()
      .then((all) => {
        this.infos = all.slice(0, TOLD_WORLDS);
        if (this.last !== null) this.progress(this.last);
      })
      .catch(() => {})
      .finally(() => {
        this.asking = false;
      });
  }
}

export const idle: Progress = {
  bytes: 0,
  totalBytes: 0,
  packets: 0,
  bytesPerSecond: 0,
  files: [],
  fileCount: { done: 0, total: 0 },
  problems: [],
  worlds: [],
  packs: [],
};
