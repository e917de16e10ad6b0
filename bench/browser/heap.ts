/** How much memory the page and each of its workers take, as the browser itself counts it. */
import type { CDPSession, Page } from '@playwright/test';

interface Usage {
  usedSize: number;
  embedderHeapUsedSize?: number;
  backingStorageSize?: number;
}

/** Of any one context the most so far, in bytes, by what it is. */
export interface Heap {
  most: Map<string, number>;
  look(): Promise<void>;
  close(): Promise<void>;
}

export async function watchHeap(page: Page): Promise<Heap> {
  const session = await page.context().newCDPSession(page);
  const workers = new Map<string, string>();
  const waiting = new Map<number, (usage: Usage) => void>();
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') workers.set(sessionId, targetInfo.url.split('/').at(-1)!.replace(/-.*/, ''));
  });
  session.on('Target.detachedFromTarget', ({ sessionId }) => {
    workers.delete(sessionId);
  });
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id: number; result?: Usage };
    if (result) waiting.get(id)?.(result);
    waiting.delete(id);
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  await session.send('Runtime.enable');
  const most = new Map<string, number>();
  const note = (what: string, usage: Usage): void => {
    const bytes = usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0);
    most.set(what, Math.max(bytes, most.get(what) ?? 0));
  };
  let id = 0;
  return {
    most,
    async look() {
      note('page', await session.send('Runtime.getHeapUsage'));
      await Promise.all(
        [...workers].map(async ([sessionId, name]) => {
          id += 1;
          const message = JSON.stringify({ id, method: 'Runtime.getHeapUsage' });
          const answer = new Promise<Usage>((resolve) => waiting.set(id, resolve));
          await session.send('Target.sendMessageToTarget', { sessionId, message });
          note(name, await answer);
        }),
      );
    },
    close: () => end(session),
  };
}

const end = async (session: CDPSession): Promise<void> => {
  await session.send('Target.setAutoAttach', { autoAttach: false, waitForDebuggerOnStart: false, flatten: false });
  await session.detach();
};
