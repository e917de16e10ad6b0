/** What the import worker does, without the worker: one instance serves a page. */
import { type ProxyMethods, releaseProxy } from 'comlink';
import type { Kernels } from '../src/core/kernels/kernels';
import type { PackLibrary } from '../src/core/pack/library';
import type { PackInfo } from '../src/core/pack/types';
import type { PackReport, Workshop } from '../src/core/pack/workshop';
import type { Problem } from '../src/core/result';
import { Library } from '../src/core/world/library';
import type { ImportReport, WorldInfo } from '../src/core/world/types';
import { withoutOpenLine } from '../src/import/follow';
import { detect } from '../src/import/formats/index';
import { type DurableStore, type JobRecord, RecordingStore } from '../src/import/job-record';
import { openedFolder } from '../src/import/packs/folder';
import { type JobProgress, type JobResult, type ReadFile, runImport } from '../src/import/run-import';
import { blobSource, type Source } from '../src/import/source';
import { Watched } from '../src/import/watched';
import type { DroppedFile, ImportApi, LazyFiles, Progress } from '../src/worker-api/import-api';
import type { Exclusively } from './exclusive';
import { Follower } from './follower';
import { reporter } from './progress';
import { recover } from './recover';

export interface ImportServices {
  store: DurableStore;
  kernels(): Promise<Kernels>;
  readFile: ReadFile;
  exclusively: Exclusively;
  tellChanged(world: string | null): void;
  /** The same of packs. */
  tellPackChanged?(pack: string | null): void;
  storage(): Promise<{ used: number; quota: number; persisted: boolean }>;
  /** How long `recover` waits for its turn, in ms. */
  patience?: number | undefined;
}

/** A file written to so lately may be written to still. */
const FRESH_MS = 60_000;
/** Formats that a game writes line by line. */
const GROWING: ReadonlySet<string> = new Set(['log', 'jsonl']);
/** Progress goes to the page often: what it says of worlds is bounded. */
const TOLD_WORLDS = 20;
/** Files of a folder that were gone when they were asked for. */
const MAX_LOST = 50;

export function createImportService(services: ImportServices): ImportApi {
  const { exclusively, readFile, tellChanged } = services;
  const store = new RecordingStore(services.store, worldOf);
  const jobs = new Map<string, AbortController>();
  const follower = new Follower(services.store);
  const library = async () => new Library(store, await services.kernels());
  const tellPack = services.tellPackChanged ?? (() => {});
  /** Its code is had when packs are first asked for. */
  let shop: Promise<Workshop> | null = null;
  const workshop = (): Promise<Workshop> => {
    shop ??= openWorkshop(services.store);
    shop.catch(() => {
      shop = null;
    });
    return shop;
  };

  /** One job, when its turn among all tabs has come. */
  async function job<T>(
    id: string,
    onProgress: (progress: Progress) => void,
    work: (signal: AbortSignal, told: Told) => Promise<T>,
    cancelled: T,
  ): Promise<T> {
    const controller = new AbortController();
    const page = reporter(onProgress);
    jobs.set(id, controller);
    try {
      return await exclusively(() => work(controller.signal, new Told(page.tell)), {
        signal: controller.signal,
        onWait: () => page.tell(waiting),
      });
    } catch (error) {
      if (controller.signal.aborted) return cancelled;
      throw error;
    } finally {
      jobs.delete(id);
      page.release();
    }
  }

  async function run(
    id: string,
    files: DroppedFile[],
    more: { lazy?: LazyFiles['paths']; pack?: string | null },
    open: LazyFiles['open'] | undefined,
    told: Told,
    signal: AbortSignal,
  ): Promise<ImportReport & { cancelled: boolean }> {
    const worlds = await library();
    const importer = await worlds.importer();
    const packs = (await workshop()).importer(id, more.pack ?? null);
    const lost: Problem[] = [];
    const folder = open && more.lazy?.length ? openedFolder(more.lazy, open, (problem) => lost.push(problem)) : undefined;
    const watched = new Map<Source, Watched>();
    const sources: Source[] = [];
    const unfinished: string[] = [];
    for (const { name, file, growing } of files) {
      const whole = blobSource(name, file);
      const cut = growing && Date.now() - file.lastModified < FRESH_MS ? await withoutHalfLine(whole).catch(() => null) : null;
      const watch = new Watched(cut ?? whole);
      if (growing) watched.set(watch, watch);
      if (cut !== null) unfinished.push(name);
      sources.push(growing ? watch : whole);
    }
    const record: JobRecord = { id, startedAt: Date.now(), worlds: [], file: null, done: 0, total: files.length };
    store.record = record;
    try {
      const result = await runImport({
        files: sources,
        importer,
        packs,
        folder,
        readFile: (source, sink, stop) => readFile(source, watched.get(source)?.sink(sink) ?? sink, stop),
        signal,
        record,
        onProgress: (progress) => told.progress(progress),
        onStored: (changed) => stored(changed, told, () => importer.infos()),
        onPacks: (changed) => packsStored(changed, told),
      });
      if (!result.cancelled && !result.full)
        for (const watch of watched.values()) {
          const worlds = result.files.find((one) => one.name === watch.name)?.worlds ?? [];
          await follower.remember(watch.followed(!unfinished.includes(watch.name)), watch.name, worlds);
        }
      for (const name of unfinished) result.problems.push(openLine(name));
      result.problems.push(...lost.slice(0, MAX_LOST));
      return plainReport(result);
    } finally {
      await store.end();
    }
  }

  async function packsStored(changed: readonly string[], told: Told): Promise<void> {
    for (const pack of changed) tellPack(pack);
    tellPack(null);
    told.packs((await (await workshop()).library.packs()).filter(({ id }) => changed.includes(id)));
  }

  function stored(changed: readonly string[], told: Told, infos: () => Promise<WorldInfo[]>): void {
    for (const world of changed) tellChanged(world);
    told.worlds(infos);
  }

  const changing = async <T>(world: string | null, work: (library: Library) => Promise<T>): Promise<T> => {
    const result = await exclusively(async () => work(await library()));
    tellChanged(world);
    tellChanged(null);
    return result;
  };

  const changingPack = async <T>(pack: string, work: (packs: PackLibrary) => Promise<T>): Promise<T> => {
    const result = await exclusively(async () => work((await workshop()).library));
    tellPack(pack);
    tellPack(null);
    return result;
  };

  return {
    run: (id, files, onProgress, more = {}, open) =>
      job(id, onProgress, (signal, told) => run(id, files, more, open, told, signal), cancelled()).finally(() =>
        (open as Partial<ProxyMethods> | undefined)?.[releaseProxy]?.(),
      ),

    grow: (id, { name, file }, onProgress) =>
      job(
        id,
        onProgress,
        async (signal, told): Promise<ImportReport & { restarted: boolean }> => {
          const worlds = await library();
          const source = blobSource(name, file);
          const grown = await follower.grow(source, () => worlds.importer(), readFile, signal, {
            onProgress: (progress) => told.progress(progress),
            onStored: (changed, importer) => stored(changed, told, () => importer.infos()),
          });
          const { files, problems, worlds: changed, restarted } = grown;
          return { files, problems: restarted ? [logRestarted(name), ...problems] : problems, worlds: changed, packs: [], restarted };
        },
        { ...nothing, restarted: false },
      ),

    async cancel(id) {
      jobs.get(id)?.abort();
    },
    worlds: async () => (await library()).worlds(),
    rename: (world, name) => changing(world, (worlds) => worlds.rename(world, name)),
    remove: (world) => changing(world, (worlds) => worlds.remove(world)),
    undelete: (world) => changing(world, (worlds) => worlds.undelete(world)),
    joinable: async () => (await library()).joinable(),
    join: (ids) => changing(ids[0] ?? null, (worlds) => worlds.join(ids)),
    split: (world) => changing(world, (worlds) => worlds.split(world)),
    recover: () =>
      recover({
        exclusively,
        store,
        library,
        packs: async () => (await workshop()).library,
        tellChanged,
        tellPack,
        patience: services.patience,
      }),
    packs: async () => (await workshop()).library.packs(),
    renamePack: (pack, name) => changingPack(pack, (packs) => packs.rename(pack, name)),
    removePack: (pack) => changingPack(pack, (packs) => packs.remove(pack)),
    undeletePack: (pack) => changingPack(pack, (packs) => packs.undelete(pack)),
    markSample: (pack) => changingPack(pack, (packs) => packs.markSample(pack)),
    joinPack: (id, pack, onProgress) =>
      job(
        id,
        onProgress,
        async (signal, told) => {
          const report = await (await workshop()).join(id, pack, signal, (done, total) => told.reading(done, total));
          if (report.packs.length > 0) await packsStored(report.packs, told);
          return { ...joined(report), cancelled: false };
        },
        cancelled(),
      ),
    pendingSheets: async (pack) => (await workshop()).library.pendingSheets(pack),
    putSheet: async (pack, plan, sheet, webp) => {
      const taken = await exclusively(async () => (await workshop()).library.putSheet(pack, plan, sheet, webp));
      if (taken) tellPack(pack);
      return taken;
    },
    exportPack: async (pack, options) => new Blob(await (await workshop()).library.exportPack(pack, options), { type: 'application/zip' }),
    storage: services.storage,
  };
}

/** What a game is writing right now ends where it ends; a line's other half comes with `grow`. Other files end where they end. */
async function withoutHalfLine(file: Source): Promise<Source | null> {
  if (!GROWING.has((await detect(file)).id)) return null;
  const cut = await withoutOpenLine(file);
  return cut !== null && cut.size > 0 ? cut : null;
}

/** Keys of worlds are a kind, the world's id, and the rest (core/world/stored-world.ts). */
function worldOf(key: string): string | null {
  return /^[ilbrt]\/([^/]+)/.exec(key)?.[1] ?? null;
}

function plainReport({ files, problems, worlds, packs, loose, cancelled }: JobResult): ImportReport & { cancelled: boolean } {
  return { files, problems, worlds, packs, ...(loose === undefined ? {} : { loose }), cancelled };
}

const nothing: ImportReport = { files: [], problems: [], worlds: [], packs: [] };
const cancelled = (): ImportReport & { cancelled: boolean } => ({ ...nothing, cancelled: true });

const joined = ({ packs, problems, loose }: PackReport): ImportReport => ({
  ...nothing,
  packs,
  problems,
  ...(loose === null ? {} : { loose }),
});

async function openWorkshop(store: DurableStore): Promise<Workshop> {
  const [{ Workshop }, { PackLibrary }] = await Promise.all([import('../src/core/pack/workshop'), import('../src/core/pack/library')]);
  return new Workshop(new PackLibrary(store));
}

/** What the page is told, with the worlds as they are in the store by now. */
class Told {
  private infos: WorldInfo[] = [];
  private packInfos: PackInfo[] = [];
  private last: JobProgress | null = null;
  private asking = false;

  constructor(private readonly tell: (progress: Progress) => void) {}

  progress(progress: JobProgress): void {
    this.last = progress;
    this.tell({ ...progress, worlds: this.infos, packs: this.packInfos });
  }

  packs(infos: PackInfo[]): void {
    this.packInfos = infos.slice(0, TOLD_WORLDS);
    if (this.last !== null) this.progress(this.last);
  }

  /** Files of icon layers that are read when a pack is stored: bytes of nothing that was dropped. */
  reading(done: number, total: number): void {
    this.tell({ ...idle, fileCount: { done, total } });
  }

  worlds(infos: () => Promise<WorldInfo[]>): void {
    if (this.asking) return;
    this.asking = true;
    infos()
      .then((all) => {
        this.infos = all.slice(0, TOLD_WORLDS);
        if (this.last !== null) this.progress(this.last);
      })
      .catch(() => {})
      .finally(() => {
        this.asking = false;
      });
  }
}

const idle: Progress = {
  bytes: 0,
  totalBytes: 0,
  packets: 0,
  bytesPerSecond: 0,
  files: [],
  fileCount: { done: 0, total: 0 },
  problems: [],
  worlds: [],
  packs: [],
};
const waiting: Progress = { ...idle, waiting: true };

const openLine = (file: string) => ({
  code: 'line-open',
  file,
  line: 0,
  detail: 'The last line is not finished yet: it waits for its rest.',
  tip: 'Follow the log, or drop it again when the game has written on.',
});

const logRestarted = (file: string) => ({
  code: 'log-restarted',
  file,
  line: 0,
  detail: 'The game was started again: the file holds another log now, which is read from its beginning.',
  tip: 'The end of the log before it may lie in factorio-previous.log: drop that too.',
});
