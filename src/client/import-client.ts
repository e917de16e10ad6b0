import { proxy, type Remote, transfer } from 'comlink';
import type { ImportApi, LazyFiles } from '../worker-api/import-api';
import type { ImportClient } from './types';
import { WorkerHost } from './worker-host';

/** A cancelled job stores what it has read, which may take a while on a slow disk. One that takes longer hangs. */
const CANCEL_PATIENCE = 20_000;

export interface ImportHost extends Omit<ImportClient, 'feed'>, Pick<ImportApi, 'feed'> {
  dispose(): void;
}

export function createImportClient(start: () => Worker): ImportHost {
  const host = new WorkerHost<ImportApi>('import worker', start);
  let exports = 0;
  const read = <T>(work: (api: Remote<ImportApi>) => Promise<T>) => host.read(work);

  /** A job with progress and cancel. Not repeated by itself after a death: the person decides. */
  async function job<T, P>(
    id: string,
    onProgress: (progress: P) => void,
    signal: AbortSignal | undefined,
    work: (api: Remote<ImportApi>, onProgress: (progress: P) => void) => Promise<T>,
  ): Promise<T> {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const cancel = () => {
      host.call((api) => api.cancel(id)).catch(() => {});
      timer = setTimeout(() => host.stop('it did not answer'), CANCEL_PATIENCE);
    };
    // The worker releases the callback's port when it is done with it.
    const report = proxy((progress: P) => {
      if (!over) onProgress(progress);
    });
    try {
      const answer = host.call((api) => work(api, report));
      // Behind the call itself, so that there is something to cancel when it arrives.
      if (signal?.aborted) cancel();
      else signal?.addEventListener('abort', cancel, { once: true });
      return await answer;
    } finally {
      over = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    }
  }

  return {
    run(id, files, onProgress, signal, { lazy, pack = null } = {}) {
      askToPersist();
      return job(id, onProgress, signal, (api, report) =>
        lazy === undefined
          ? api.run(id, files, report, { pack })
          : api.run(id, files, report, { pack, lazy: lazy.paths }, proxy(opener(lazy))),
      );
    },
    joinPack: (id, pack, onProgress, signal) => job(id, onProgress, signal, (api, report) => api.joinPack(id, pack, report)),
    grow: (id, file, onProgress, signal) => job(id, onProgress, signal, (api, report) => api.grow(id, file, report)),
    // Their bytes go with the call: what a worker took with it comes again from the relay.
    feed: (part, lines) => host.call((api) => api.feed(part, transfer(lines, [lines.buffer]))),
    feeds: () => read((api) => api.feeds()),
    forgetFeed: (relay, server) => read((api) => api.forgetFeed(relay, server)),
    cancel: (id) => host.call((api) => api.cancel(id)),
    worlds: () => read((api) => api.worlds()),
    // These give the same when done twice.
    rename: (world, name) => read((api) => api.rename(world, name)),
    remove: (world) => read((api) => api.remove(world)),
    undelete: (world) => read((api) => api.undelete(world)),
    joinable: () => read((api) => api.joinable()),
    join: (worlds) => host.call((api) => api.join(worlds)),
    split: (world) => host.call((api) => api.split(world)),
    recover: () => read((api) => api.recover()),
    packs: () => read((api) => api.packs()),
    renamePack: (pack, name) => read((api) => api.renamePack(pack, name)),
    removePack: (pack) => read((api) => api.removePack(pack)),
    undeletePack: (pack) => read((api) => api.undeletePack(pack)),
    markSample: (pack) => read((api) => api.markSample(pack)),
    pendingSheets: (pack) => read((api) => api.pendingSheets(pack)),
    // Not transferred: a worker that dies takes what it was given with it, and then this is asked once more.
    putSheet: (pack, plan, sheet, webp) => read((api) => api.putSheet(pack, plan, sheet, webp)),
    exportPack: (pack, options) => read((api) => api.exportPack(pack, options)),
    async exportWorld(world, choice, pack, onProgress, signal) {
      signal?.throwIfAborted();
      exports += 1;
      const id = `export-${exports}`;
      const zip = await job(id, onProgress, signal, (api, report) => api.exportWorld(id, world, choice, pack, report));
      signal?.throwIfAborted();
      // Without a signal of ours nobody cancels it.
      return zip ?? new Blob();
    },
    storage: () => read((api) => api.storage()),
    dispose: () => host.close(),
  };
}

/** A function of its own, so that releasing the proxy touches nothing of the page's. */
const opener =
  ({ open }: LazyFiles): LazyFiles['open'] =>
  (paths) =>
    open(paths);

/** Only a page may ask. Never awaited: some browsers ask the person, some never answer. */
function askToPersist(): void {
  const storage: StorageManager | undefined = globalThis.navigator?.storage;
  storage?.persist?.().catch(() => {});
}
