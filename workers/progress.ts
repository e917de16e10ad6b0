import { releaseProxy } from 'comlink';
import type { Progress } from '../src/worker-api/import-api';

type Callback = (progress: Progress) => unknown;

/** The page's callback: one message under way at a time, so that a busy page is not buried; the newest wins. */
export function reporter(onProgress: Callback): { tell(progress: Progress): void; release(): void } {
  let busy = false;
  let next: Progress | null = null;
  const send = (progress: Progress) => {
    busy = true;
    const over = () => {
      busy = false;
      const newest = next;
      next = null;
      if (newest !== null) send(newest);
    };
    // A page that is gone, or a callback that throws, is no reason to stop storing.
    Promise.resolve(onProgress(progress)).then(over, over);
  };
  return {
    tell(progress) {
      if (busy) next = progress;
      else send(progress);
    },
    release() {
      next = null;
      (onProgress as Callback & { [releaseProxy]?: () => void })[releaseProxy]?.();
    },
  };
}
