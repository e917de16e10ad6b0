import { type ProxyMethods, releaseProxy } from 'comlink';
import type { LazyFiles } from '../src/worker-api/import-api';

/**
 * What opens the files of folders on the page, by job. It is let go when nothing can ask for a file any more: what came before its pack
 * reads its icons when it has one, which may be drops later.
 */
export class KeptFolders {
  private readonly byJob = new Map<string, LazyFiles['open']>();

  keep(job: string, open: LazyFiles['open'] | undefined): void {
    if (open !== undefined) this.byJob.set(job, open);
  }

  /** To be called when a job is over. `waits`: something of it is still to be given to a pack. */
  settle(waits: (job: string) => boolean): void {
    for (const [job, open] of this.byJob) {
      if (waits(job)) continue;
      this.byJob.delete(job);
      (open as Partial<ProxyMethods>)[releaseProxy]?.();
    }
  }
}
