import type { Activity } from '../activity';
import type { ItemsClient } from '../client';
import type { ItemsPlace } from '../items-place';

/** Renders what a pack has no pictures of yet: one pack at a time, each asked for once, in the order they were asked. */
export function createRendering(client: ItemsClient, activity: Activity, { rendering }: ItemsPlace, onDone: () => void) {
  const asked = new Map<string, Promise<void>>();
  let queue: Promise<void> = Promise.resolve();
  let running: { pack: string; controller: AbortController } | null = null;

  function renderPending(pack: string): Promise<void> {
    const known = asked.get(pack);
    if (known !== undefined) return known;
    const work = activity.track(queue.then(() => render(pack)));
    queue = work;
    asked.set(pack, work);
    return work;
  }

  /** Never rejects: what went wrong is in `rendering`. */
  async function render(pack: string): Promise<void> {
    const controller = new AbortController();
    running = { pack, controller };
    // From here on more may become pending that this run does not see: it may be asked for again.
    asked.delete(pack);
    const before = rendering.peek();
    // Where nothing is left to do, what the last time came to stays.
    if (before?.pack !== pack) rendering.value = { pack, status: 'running', done: 0, total: 0, problems: [] };
    try {
      const end = await client.icons.renderPending(
        pack,
        (progress) => {
          if (!controller.signal.aborted) rendering.value = { ...progress, pack, status: 'running' };
        },
        controller.signal,
      );
      if (end.total > 0 || before?.pack !== pack || before.status !== 'done') rendering.value = { ...end, pack, status: 'done' };
    } catch (error) {
      const now = rendering.peek();
      const so = { pack, done: now?.done ?? 0, total: now?.total ?? 0, problems: now?.problems ?? [] };
      if (!controller.signal.aborted) console.warn(error);
      rendering.value = { ...so, status: controller.signal.aborted ? 'cancelled' : 'failed' };
    } finally {
      running = null;
      onDone();
    }
  }

  return {
    renderPending,
    /** Of one pack, or of whatever is being rendered. The rest is rendered when it is asked for again. */
    cancelRendering(pack?: string) {
      if (running !== null && (pack === undefined || running.pack === pack)) running.controller.abort();
    },
  };
}
