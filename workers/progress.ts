import { releaseProxy } from 'comlink';

type Callback<P> = (progress: P) => unknown;

/** How long the end of a job waits for a page that does not take its last message. */
const PATIENCE_MS = 1000;

interface Reporter<P> {
  tell(progress: P): void;
  /** Lets go of the callback, when it has been told the newest. */
  release(): Promise<void>;
}

/** The page's callback: one message under way at a time, so that a busy page is not buried; the newest wins. */
export function reporter<P>(onProgress: Callback<P>): Reporter<P> {
  let busy = false;
  let next: P | null = null;
  let whenQuiet = () => {};
  const send = (progress: P) => {
    busy = true;
    const over = () => {
      busy = false;
      const newest = next;
      next = null;
      if (newest !== null) send(newest);
      else whenQuiet();
    };
    // A page that is gone, or a callback that throws, is no reason to stop storing.
    Promise.resolve(onProgress(progress)).then(over, over);
  };
  return {
    tell(progress) {
      if (busy) next = progress;
      else send(progress);
    },
    async release() {
      if (busy) {
        const quiet = new Promise<void>((resolve) => {
          whenQuiet = resolve;
        });
        await Promise.race([quiet, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
      }
      next = null;
      (onProgress as Callback<P> & { [releaseProxy]?: () => void })[releaseProxy]?.();
    },
  };
}
