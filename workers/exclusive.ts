export interface Turn {
  signal?: AbortSignal;
  /** Somebody else has the turn: this may take long. */
  onWait?: () => void;
}

/** Runs one work at a time; rejects with the signal's reason when that is aborted before its turn came. */
export type Exclusively = <T>(work: () => Promise<T>, turn?: Turn) => Promise<T>;

/** One at a time among all tabs and workers of the origin; on insecure origins, which have no locks, in this worker. */
export function exclusive(name: string, locks: LockManager | undefined = navigator.locks): Exclusively {
  return locks === undefined ? queue() : (work, turn = {}) => inLock(locks, name, work, turn);
}

async function inLock<T>(locks: LockManager, name: string, work: () => Promise<T>, { signal, onWait }: Turn): Promise<T> {
  const nothing = Symbol('taken');
  const first = await locks.request(name, { ifAvailable: true }, async (lock) => (lock === null ? nothing : await work()));
  if (first !== nothing) return first as T;
  onWait?.();
  return (await locks.request(name, signal === undefined ? {} : { signal }, work)) as T;
}

/** The same without locks. Tabs do not see each other, so that two that write at once may each lose what the other stored. */
export function queue(): Exclusively {
  let last: Promise<unknown> = Promise.resolve();
  let running = 0;
  return (work, { signal, onWait } = {}) => {
    if (running > 0) onWait?.();
    running += 1;
    const turn = last.then(() => {
      signal?.throwIfAborted();
      return work();
    });
    last = turn
      .catch(() => {})
      .finally(() => {
        running -= 1;
      });
    return turn;
  };
}
