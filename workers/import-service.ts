/** What the import worker does, without the worker: one instance serves a page. */
import type { Kernels } from '../src/core/kernels/kernels';
import { PackCatalogue } from '../src/core/pack/catalogue';
import type { PackReport, Workshop } from '../src/core/pack/workshop';
import { WorldCatalogue } from '../src/core/world/catalogue';
import type { Library } from '../src/core/world/library';
import type { ImportReport } from '../src/core/world/types';
import { type DurableStore, RecordingStore } from '../src/import/job-record';
import type { ReadFile } from '../src/import/run-import';
import type { ExportProgress, ImportApi, Progress } from '../src/worker-api/import-api';
import type { Exclusively } from './exclusive';
import { allFeeds, feedKey, placeOf } from './feed-rows';
import type { ImportJobs } from './import-jobs';
import { KeptFolders } from './kept-folders';
import { fetchedOnce } from './part';
import { reporter } from './progress';
import { recover } from './recover';
import { idle, Told } from './told';

export interface ImportServices {
  store: DurableStore;
  kernels(): Promise<Kernels>;
  readFile: ReadFile;
  exclusively: Exclusively;
  tellChanged(world: string | null, by?: string): void;
  /** The same of packs. */
  tellPackChanged?(pack: string | null): void;
  storage(): Promise<{ used: number; quota: number; persisted: boolean }>;
  /** How long `recover` waits for its turn, in ms. */
  patience?: number | undefined;
}

export function createImportService(services: ImportServices): ImportApi {
  const { exclusively, tellChanged } = services;
  const store = new RecordingStore(services.store, worldOf);
  const running = new Map<string, AbortController>();
  const tellPack = services.tellPackChanged ?? (() => {});
  // A visit begins with these two. What reads, joins and exports is fetched by who first does so.
  const worlds = new WorldCatalogue(store);
  const packs = new PackCatalogue(services.store);
  const library = fetchedOnce(async (): Promise<Library> => {
    const [{ Library }, kernels] = await Promise.all([import('../src/core/world/library'), services.kernels()]);
    return new Library(store, kernels);
  });
  let shop: Workshop | null = null;
  const workshop = fetchedOnce(async (): Promise<Workshop> => {
    const [{ Workshop }, { PackLibrary }] = await Promise.all([import('../src/core/pack/workshop'), import('../src/core/pack/library')]);
    shop = new Workshop(new PackLibrary(services.store));
    return shop;
  });
  const exporting = fetchedOnce(() => import('./export-world'));
  const folders = new KeptFolders();
  const settleFolders = () => folders.settle((job) => shop?.waits(job) ?? false);
  const jobs = fetchedOnce(
    async (): Promise<ImportJobs> =>
      (await import('./import-jobs')).createImportJobs({
        ...{ store, kernels: services.kernels, readFile: services.readFile, tellChanged, library, workshop, packsStored },
      }),
  );

  const job = <T>(
    id: string,
    onProgress: (progress: Progress) => void,
    work: (signal: AbortSignal, told: Told) => Promise<T>,
    cancelled: T,
  ): Promise<T> => inTurn(id, onProgress, waiting, (signal, tell) => work(signal, new Told(tell)), cancelled);

  /** One job, when its turn among all tabs has come. */
  async function inTurn<T, P>(
    id: string,
    onProgress: (progress: P) => void,
    waiting: P,
    work: (signal: AbortSignal, tell: (progress: P) => void) => Promise<T>,
    cancelled: T,
  ): Promise<T> {
    const controller = new AbortController();
    const page = reporter(onProgress);
    running.set(id, controller);
    try {
      return await exclusively(() => work(controller.signal, page.tell), {
        signal: controller.signal,
        onWait: () => page.tell(waiting),
      });
    } catch (error) {
      if (controller.signal.aborted) return cancelled;
      throw error;
    } finally {
      running.delete(id);
      await page.release();
    }
  }

  async function packsStored(changed: readonly string[], told: Told): Promise<void> {
    for (const pack of changed) tellPack(pack);
    tellPack(null);
    told.packs((await packs.packs()).filter(({ id }) => changed.includes(id)));
  }

  const changing = async <T>(world: string | null, work: () => Promise<T>): Promise<T> => {
    const result = await exclusively(work);
    tellChanged(world);
    tellChanged(null);
    return result;
  };

  const changingPack = async <T>(pack: string, work: () => Promise<T>): Promise<T> => {
    const result = await exclusively(work);
    tellPack(pack);
    tellPack(null);
    return result;
  };

  return {
    run: (id, files, onProgress, more = {}, open) => {
      folders.keep(id, open);
      const work = async (signal: AbortSignal, told: Told) => (await jobs()).run(id, files, more, open, told, signal);
      return job(id, onProgress, work, cancelled()).finally(settleFolders);
    },

    grow: (id, file, onProgress) =>
      job(id, onProgress, async (signal, told) => (await jobs()).grow(file, told, signal), { ...nothing, restarted: false }),

    feed: async (part, lines) => {
      const { feed } = await jobs();
      return await exclusively(() => feed(part, lines));
    },
    feeds: async () => (await allFeeds(store)).map(placeOf),
    forgetFeed: (relay, server) => store.put({ set: [], remove: [feedKey({ relay, server })] }),

    async cancel(id) {
      running.get(id)?.abort();
    },
    worlds: () => worlds.worlds(),
    rename: (world, name) => changing(world, () => worlds.rename(world, name)),
    remove: (world) => changing(world, () => worlds.remove(world)),
    undelete: (world) => changing(world, () => worlds.undelete(world)),
    joinable: () => worlds.joinable(),
    join: (ids) => changing(ids[0] ?? null, async () => (await library()).join(ids)),
    split: (world) => changing(world, async () => (await library()).split(world)),
    recover: () =>
      recover({
        exclusively,
        store,
        worlds,
        watched: async () => new Set((await allFeeds(store)).map(({ world }) => world)),
        settleWorlds: async () => (await library()).settle(),
        packs,
        settlePacks: async () => (await workshop()).library.settle(),
        tellChanged,
        tellPack,
        patience: services.patience,
      }),
    packs: () => packs.packs(),
    renamePack: (pack, name) => changingPack(pack, () => packs.rename(pack, name)),
    removePack: (pack) => changingPack(pack, () => packs.remove(pack)),
    undeletePack: (pack) => changingPack(pack, () => packs.undelete(pack)),
    markSample: (pack) => changingPack(pack, () => packs.markSample(pack)),
    joinPack: (id, pack, onProgress) =>
      job(
        id,
        onProgress,
        async (signal, told) => {
          const report = await (await workshop()).join(id, pack, signal, (done, total) => told.reading(done, total));
          if (report.packs.length > 0) await packsStored(report.packs, told);
          return { ...joined(report), cancelled: report.stopped === true };
        },
        cancelled(),
      ).finally(settleFolders),
    pendingSheets: async (pack) => (await workshop()).library.pendingSheets(pack),
    putSheet: async (pack, plan, sheet, webp) => {
      const taken = await exclusively(async () => (await workshop()).library.putSheet(pack, plan, sheet, webp));
      if (taken) tellPack(pack);
      return taken;
    },
    exportPack: async (pack, options) => new Blob(await (await workshop()).library.exportPack(pack, options), { type: 'application/zip' }),
    // In turn, since a world that is stored meanwhile would be half old and half new in it.
    exportWorld: (id, world, choice, pack, onProgress) =>
      inTurn<Blob | null, ExportProgress>(
        id,
        onProgress,
        { waiting: true, done: 0, total: 0 },
        async (signal, tell) => {
          const [{ exportWorld }, worlds, shop] = await Promise.all([exporting(), library(), pack === null ? null : workshop()]);
          return await exportWorld(worlds, world, choice, shop && { library: shop.library, id: pack! }, tell, signal);
        },
        null,
      ),
    storage: services.storage,
  };
}

/** Keys of worlds are a kind, the world's id, and the rest (core/world/stored-row.ts). */
function worldOf(key: string): string | null {
  return /^[ilbrt]\/([^/]+)/.exec(key)?.[1] ?? null;
}

const nothing: ImportReport = { files: [], problems: [], worlds: [], packs: [] };
const cancelled = (): ImportReport & { cancelled: boolean } => ({ ...nothing, cancelled: true });

const joined = ({ packs, problems, loose }: PackReport): ImportReport => ({
  ...nothing,
  packs,
  problems,
  ...(loose === null ? {} : { loose }),
});

const waiting: Progress = { ...idle, waiting: true };
