import { proxy, type Remote } from 'comlink';
import type { Problem } from '../core/result';
import type { Hosted, HostedApi, HostedStart } from '../worker-api/hosted-api';
import type { RasterApi } from '../worker-api/raster-api';
import type { HostedClient } from './types';
import type { WorkerHost } from './worker-host';

export interface HostedHost {
  api: HostedClient;
  /** What a worker must be told when it starts. */
  begun(api: Remote<HostedApi>): void;
  /** Where a world lies; undefined: in the store. */
  startOf(world: string): HostedStart | undefined;
  /** Something that was asked of this world failed. */
  failed(world: string, error: unknown): void;
}

/** `hosts`: those that read worlds; the first opens files, all know of them. */
export function createHostedClient(hosts: readonly WorkerHost<RasterApi>[], changed: (world: string) => void): HostedHost {
  const starts = new Map<string, HostedStart>();
  const listeners = new Set<(world: string, problem: Problem) => void>();
  const first = hosts[0]!;

  const abortable = async <T>(work: Promise<T>, signal: AbortSignal | undefined, onAbort = () => {}): Promise<T> => {
    signal?.throwIfAborted();
    let stop = () => {};
    const aborted = new Promise<never>((_, reject) => {
      stop = () => {
        onAbort();
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', stop, { once: true });
    });
    try {
      return await Promise.race([work, aborted]);
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  };

  return {
    api: {
      async open(url, signal) {
        const hosted: Hosted = await abortable(
          first.read((api) => api.openHosted(url)),
          signal,
        );
        const { start } = hosted;
        starts.set(start.id, start);
        for (const host of hosts) if (host !== first && host.running) host.call((api) => api.mount(start)).catch(() => {});
        changed(start.id);
        const { info, packBytes, stale } = hosted;
        return { info, packBytes, stale };
      },
      close(id) {
        if (!starts.delete(id)) return;
        for (const host of hosts) if (host.running) host.call((api) => api.unmount(id)).catch(() => {});
        changed(id);
      },
      async pack(id, onProgress, signal) {
        let over = false;
        const report = proxy((progress: { done: number; total: number }) => {
          if (!over) onProgress(progress);
        });
        try {
          const stop = () => void first.call((api) => api.cancelHostedPack()).catch(() => {});
          return await abortable(
            first.call((api) => api.hostedPack(id, report)),
            signal,
            stop,
          );
        } finally {
          over = true;
        }
      },
      again: changed,
      onFailed(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    begun(api) {
      // On the port of all questions, so that it is known before the first of them.
      for (const start of starts.values()) api.mount(start).catch(() => {});
    },
    startOf: (world) => starts.get(world),
    failed(world, error) {
      if (starts.has(world)) for (const listener of listeners) listener(world, error as Problem);
    },
  };
}
