/** What reads and draws packs, with its workers: a chunk of its own, fetched by whoever first opens the item browser. */
import { createIconPool } from './icon-client';
import { createPackClient } from './pack-client';
import type { ImportClient, ItemsClient } from './types';

export interface ItemsHost extends ItemsClient {
  /** What is known of this pack (null: of all) is old. */
  changed(pack: string | null): void;
  dispose(): void;
}

interface Options {
  import: ImportClient;
  startSearch: (() => Worker) | undefined;
  startIcon: (() => Worker) | undefined;
  icons: number | undefined;
}

/** Starts no worker yet. */
export function createItemsHost(options: Options): ItemsHost {
  const {
    startSearch = () => new Worker(new URL('../../workers/search.worker.ts', import.meta.url), { type: 'module' }),
    startIcon = () => new Worker(new URL('../../workers/icon.worker.ts', import.meta.url), { type: 'module' }),
    icons: workers = Math.min(4, Math.max(2, globalThis.navigator?.hardwareConcurrency ?? 2)),
  } = options;
  const packs = createPackClient(startSearch);
  const icons = createIconPool(startIcon, workers, options.import);
  return {
    packs: packs.api,
    icons: icons.api,
    changed(pack) {
      packs.changed(pack);
      icons.changed(pack);
    },
    dispose() {
      packs.dispose();
      icons.dispose();
    },
  };
}
