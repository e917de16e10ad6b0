import { CHANNEL, type ChangedMessage } from '../worker-api/life';
import { createImportClient } from './import-client';
import type { ItemsHost } from './items-host';
import { createRasterPool } from './raster-client';
import type { Client, ImportClient } from './types';

export type * from './types';

export interface ClientOptions {
  startImport?: () => Worker;
  startRaster?: () => Worker;
  startSearch?: (() => Worker) | undefined;
  startIcon?: (() => Worker) | undefined;
  /** How many raster workers there may be. */
  rasters?: number;
  /** How many icon workers. */
  icons?: number | undefined;
}

/** Starts no worker yet: that happens on first use. */
export function createClient(options: ClientOptions = {}): Client {
  const {
    startImport = () => new Worker(new URL('../../workers/import.worker.ts', import.meta.url), { type: 'module' }),
    startRaster = () => new Worker(new URL('../../workers/raster.worker.ts', import.meta.url), { type: 'module' }),
    rasters = Math.min(4, Math.max(2, (globalThis.navigator?.hardwareConcurrency ?? 2) - 1)),
  } = options;
  const imports = createImportClient(startImport);
  const pool = createRasterPool(startRaster, rasters);

  let items: Promise<ItemsHost> | null = null;
  let closed = false;
  const startItems = async (): Promise<ItemsHost> => {
    const { createItemsHost } = await import('./items-host');
    const host = createItemsHost({ import: imports, startSearch: options.startSearch, startIcon: options.startIcon, icons: options.icons });
    if (closed) host.dispose();
    return { ...host, packs: counted(host.packs, count), icons: counted(host.icons, count) };
  };

  const picture: Client['picture'] = async (question, onProgress, signal) => {
    const { drawPicture } = await import('./picture-client');
    return await drawPicture(question, onProgress, signal, undefined, pool.hosted.startOf(question.view.world));
  };

  const film: Client['film'] = async (question, onProgress, signal) => {
    const { makeFilm } = await import('./film-client');
    return await makeFilm(question, onProgress, signal, pool.hosted.startOf(question.view.world));
  };
  const filmFormats: Client['filmFormats'] = async (width, height, signal) => {
    const client = await import('./film-client');
    return await client.filmFormats(width, height, signal);
  };

  const site: Client['site'] = async (question, onProgress, signal) => {
    const { makeSite } = await import('./site-client');
    return await makeSite(question, onProgress, signal);
  };

  /** Told apart from other pages by it. */
  const page = Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36)).join('');
  const feed: ImportClient['feed'] = async (part, lines) => {
    const fed = await imports.feed({ ...part, by: page }, lines);
    // The workers first: whoever waits for this will ask them.
    for (const { id } of fed.worlds) pool.changed(id);
    return fed;
  };

  const changeListeners = new Set<(world: string | null) => void>();
  const packListeners = new Set<(pack: string | null) => void>();
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(CHANNEL) : null;
  channel?.addEventListener('message', ({ data }: MessageEvent<ChangedMessage | null>) => {
    // Every page of the origin may speak here.
    if (data?.type !== 'changed') return;
    if ('world' in data && data.by === page) return;
    if ('world' in data && isChanged(data.world)) {
      // The workers first: whoever listens will ask them.
      pool.changed(data.world);
      for (const listener of changeListeners) listener(data.world);
    }
    if ('pack' in data && isChanged(data.pack)) packChanged(data.pack);
  });

  async function packChanged(pack: string | null): Promise<void> {
    const host = await items?.catch(() => null);
    host?.changed(pack);
    for (const listener of packListeners) listener(pack);
  }

  let pending = 0;
  const pendingListeners = new Set<(pending: number) => void>();
  const count = (change: 1 | -1) => {
    pending += change;
    for (const listener of pendingListeners) listener(pending);
  };

  return {
    import: counted({ ...imports, feed }, count),
    raster: counted(pool, count),
    hosted: counted(pool.hosted.api, count),
    ...counted({ picture, film, filmFormats, site }, count),
    items() {
      // A chunk that did not come is asked for again.
      items ??= startItems().catch((error) => {
        items = null;
        throw error;
      });
      return items;
    },
    onPackChanged: (listener) => subscribe(packListeners, listener),
    onWorldChanged: (listener) => subscribe(changeListeners, listener),
    get pending() {
      return pending;
    },
    onPending: (listener) => subscribe(pendingListeners, listener),
    idle: () =>
      new Promise((resolve) => {
        if (pending === 0) return resolve();
        const stop = subscribe(pendingListeners, (now) => {
          if (now > 0) return;
          stop();
          resolve();
        });
      }),
    dispose() {
      closed = true;
      items?.then(
        (host) => host.dispose(),
        () => {},
      );
      imports.dispose();
      pool.dispose();
      channel?.close();
      changeListeners.clear();
      packListeners.clear();
    },
  };
}

const isChanged = (id: unknown): id is string | null => id === null || typeof id === 'string';

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The same functions, each call counted until it is answered. */
function counted<T extends object>(api: T, count: (change: 1 | -1) => void): T {
  return Object.fromEntries(
    Object.entries(api).map(([name, value]) => [
      name,
      (...args: unknown[]) => {
        const answer = value(...args);
        if (!(answer instanceof Promise)) return answer;
        count(1);
        const end = () => count(-1);
        answer.then(end, end);
        return answer;
      },
    ]),
  ) as T;
}
