/** One tab among all watches a server; the others see what it stores. */

/** Without locks: whoever watches answers within this (ms), or nobody does. */
const ANSWER_MS = 400;
const AGAIN_MS = 3_000;

/**
 * Runs `work` when no other tab of the origin watches this, and holds the turn until it is over. `onWait` is told when another does.
 * Rejects with the signal's reason when that is aborted before its turn came.
 */
export async function inTurn(what: string, signal: AbortSignal, onWait: () => void, work: () => Promise<void>): Promise<void> {
  const name = `factoscope-live ${what}`;
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  if (locks === undefined) return await byAsking(name, signal, onWait, work);
  const nothing = Symbol('taken');
  const first = await locks.request(name, { ifAvailable: true }, async (lock) => (lock === null ? nothing : await work()));
  if (first !== nothing) return;
  onWait();
  await locks.request(name, { signal }, work);
}

/** Where the origin is insecure there are no locks. Two tabs that begin at the very same moment may both watch: each then reads more often. */
async function byAsking(name: string, signal: AbortSignal, onWait: () => void, work: () => Promise<void>): Promise<void> {
  if (typeof BroadcastChannel !== 'function') return await work();
  const channel = new BroadcastChannel(name);
  try {
    while (await answered(channel, signal)) {
      onWait();
      await pause(AGAIN_MS, signal);
    }
    channel.addEventListener('message', ({ data }) => {
      if (data === 'who') channel.postMessage('me');
    });
    await work();
  } finally {
    channel.close();
  }
}

async function answered(channel: BroadcastChannel, signal: AbortSignal): Promise<boolean> {
  let known = false;
  const listen = ({ data }: MessageEvent) => {
    known ||= data === 'me';
  };
  channel.addEventListener('message', listen);
  channel.postMessage('who');
  await pause(ANSWER_MS, signal).finally(() => channel.removeEventListener('message', listen));
  return known;
}

/** Rejects with the signal's reason. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
