import type { Remote } from 'comlink';
import type { Problem } from '../core/result';
import type { IconApi } from '../worker-api/pack-api';
import { Desk } from './desk';
import { idleStop } from './idle-stop';
import { asProblem } from './problem';
import type { IconClient, ImportClient, SheetProgress } from './types';
import { WorkerHost } from './worker-host';

/** Rows that are told, at most: a mod whose every file is missing says so with the first of them. */
const MAX_PROBLEMS = 200;

interface IconHost {
  api: IconClient;
  changed(pack: string | null): void;
  dispose(): void;
}

/** Icon workers, as many as may run side by side; each renders a sheet at a time. */
export function createIconPool(
  start: () => Worker,
  workers: number,
  imports: Pick<ImportClient, 'pendingSheets' | 'putSheet'>,
  locks: LockManager | undefined = globalThis.navigator?.locks,
): IconHost {
  const hosts = Array.from({ length: workers }, () => new WorkerHost<IconApi>('icon worker', start));
  const idle = idleStop(hosts);
  const desk = new Desk(1);
  /** Packs that are being rendered, and whether one changed meanwhile. */
  const rendering = new Map<string, { changed: boolean }>();
  let turn = 0;
  let epoch = 0;

  async function call<T>(host: WorkerHost<IconApi>, work: (api: Remote<IconApi>) => Promise<T>, wanted?: () => boolean): Promise<T> {
    idle.awake();
    try {
      return await host.read(work, wanted);
    } finally {
      idle.awake();
    }
  }

  /** Each on the next worker that is free. Rejects with what the first that failed did, when no other is under way any more. */
  async function spread(
    sheets: readonly number[],
    signal: AbortSignal | undefined,
    work: (sheet: number, host: WorkerHost<IconApi>) => Promise<void>,
  ) {
    let next = 0;
    const lane = async (host: WorkerHost<IconApi>) => {
      try {
        while (next < sheets.length) {
          signal?.throwIfAborted();
          await work(sheets[next++]!, host);
        }
      } catch (error) {
        next = sheets.length;
        throw error;
      }
    };
    for (const end of await Promise.allSettled(hosts.map(lane))) if (end.status === 'rejected') throw end.reason;
  }

  function forget(pack: string | null): void {
    for (const host of hosts) if (host.running) host.call((api) => api.changed(pack)).catch(() => {});
  }

  async function renderPending(pack: string, onProgress: (progress: SheetProgress) => void, signal?: AbortSignal): Promise<SheetProgress> {
    const progress: SheetProgress = { done: 0, total: 0, problems: [] };
    const tried = new Set<string>();
    const tell = (found: readonly Problem[] = []) => {
      progress.problems = [...progress.problems, ...found].slice(0, MAX_PROBLEMS);
      onProgress({ ...progress });
    };
    /** The store takes no more: what is left would not fit either. */
    let full = false;
    while (!full) {
      signal?.throwIfAborted();
      const { plan, sheets } = await imports.pendingSheets(pack);
      const todo = sheets.filter((sheet) => !tried.has(`${plan} ${sheet}`));
      if (todo.length === 0) break;
      // What the workers know of the pack may be of the plan before this one.
      forget(pack);
      progress.total = progress.done + todo.length;
      tell();
      let moved = false;
      await spread(todo, signal, async (sheet, host) => {
        if (moved || full) return;
        tried.add(`${plan} ${sheet}`);
        const found: Problem[] = [];
        const rendered = await call(host, (api) => api.sheet(pack, sheet, 'fast')).catch((error) => {
          found.push(asProblem(error));
          return null;
        });
        signal?.throwIfAborted();
        if (rendered !== null) {
          found.push(...rendered.problems);
          try {
            if (!(await imports.putSheet(pack, plan, sheet, rendered.webp))) moved = true;
          } catch (error) {
            full = true;
            found.push(asProblem(error));
          }
        }
        progress.done += 1;
        tell(found);
      });
    }
    return { ...progress };
  }

  /** One tab at a time; when its turn comes to the next, nothing is left to do. */
  async function inTurn<T>(pack: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    if (locks === undefined) return await work();
    return (await locks.request(`factoscope-render-${pack}`, signal === undefined ? {} : { signal }, work)) as T;
  }

  const api: IconClient = {
    renderPending: (pack, onProgress, signal) =>
      inTurn(pack, signal, async () => {
        // Every sheet that is stored is told as a change; the workers need not forget for that what they are rendering from.
        const state = { changed: false };
        rendering.set(pack, state);
        try {
          return await renderPending(pack, onProgress, signal);
        } finally {
          rendering.delete(pack);
          if (state.changed) forget(pack);
        }
      }),

    async renderAll(pack, sheets, effort, onProgress, signal) {
      const rendered: Uint8Array[] = new Array(sheets);
      const progress: SheetProgress = { done: 0, total: sheets, problems: [] };
      onProgress({ ...progress });
      await spread([...rendered.keys()], signal, async (sheet, host) => {
        const { webp, problems } = await call(host, (one) => one.sheet(pack, sheet, effort));
        rendered[sheet] = webp;
        progress.done += 1;
        progress.problems = [...progress.problems, ...problems].slice(0, MAX_PROBLEMS);
        onProgress({ ...progress });
      });
      signal?.throwIfAborted();
      return rendered;
    },

    native(pack, kind, name, signal) {
      turn += 1;
      const host = hosts.find((one) => one.running && !one.busy) ?? hosts[turn % hosts.length]!;
      return desk.ask<ImageBitmap | null>({
        key: JSON.stringify([epoch, pack, kind, name]),
        lane: 0,
        work: (wanted) => call(host, (one) => one.native(pack, kind, name), wanted),
        signal,
        copy: async (bitmap) => (bitmap === null ? null : await createImageBitmap(bitmap)),
        drop: (bitmap) => bitmap?.close(),
      });
    },
  };

  return {
    api,
    changed(pack) {
      epoch += 1;
      const running = pack === null ? undefined : rendering.get(pack);
      if (running !== undefined) running.changed = true;
      else forget(pack);
    },
    dispose() {
      idle.close();
      for (const host of hosts) host.close();
    },
  };
}
