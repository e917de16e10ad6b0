/** What the import worker does, without the worker: one instance serves a page. */
import type { Kernels } from '../src/core/kernels/kernels';
import { Library } from '../src/core/world/library';
import type { ImportReport, WorldInfo } from '../src/core/world/types';
import { withoutOpenLine } from '../src/import/follow';
import { detect } from '../src/import/formats/index';
import { type DurableStore, type JobRecord, RecordingStore } from '../src/import/job-record';
import { type JobProgress, type JobResult, type ReadFile, runImport } from '../src/import/run-import';
import { blobSource, type Source } from '../src/import/source';
import { Watched } from '../src/import/watched';
import type { DroppedFile, ImportApi, Progress } from '../src/worker-api/import-api';
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

export function createImportService(services: ImportServices): ImportApi {
  const { exclusively, readFile, tellChanged } = services;
  const store = new RecordingStore(services.store, worldOf);
  const jobs = new Map<string, AbortController>();
  const follower = new Follower(services.store);
  const library = async () => new Library(store, await services.kernels());

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

  async function run(id: string, files: DroppedFile[], told: Told, signal: AbortSignal): Promise<ImportReport & { cancelled: boolean }> {
    const worlds = await library();
    const importer = await worlds.importer();
    const watched = new Map<Source, Watched>();
    const sources: Source[] = [];
    const open: string[] = [];
    for (const { name, file, growing } of files) {
      const whole = blobSource(name, file);
      const cut = growing && Date.now() - file.lastModified < FRESH_MS ? await withoutHalfLine(whole).catch(() => null) : null;
      const watch = new Watched(cut ?? whole);
      if (growing) watched.set(watch, watch);
      if (cut !== null) open.push(name);
      sources.push(growing ? watch : whole);
    }
    const record: JobRecord = { id, startedAt: Date.now(), worlds: [], file: null, done: 0, total: files.length };
    store.record = record;
    try {
      const result = await runImport({
        files: sources,
        importer,
        readFile: (source, sink, stop) => readFile(source, watched.get(source)?.sink(sink) ?? sink, stop),
        signal,
        record,
        onProgress: (progress) => told.progress(progress),
        onStored: (changed) => stored(changed, told, () => importer.infos()),
      });
      if (!result.cancelled && !result.full)
        for (const watch of watched.values()) {
          const worlds = result.files.find((one) => one.name === watch.name)?.worlds ?? [];
          await follower.remember(watch.followed(!open.includes(watch.name)), watch.name, worlds);
        }
      for (const name of open) result.problems.push(openLine(name));
      return plainReport(result);
    } finally {
      await store.end();
    }
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

  return {
    run: (id, files, onProgress) =>
      job(id, onProgress, (signal, told) => run(id, files, told, signal), { files: [], problems: [], worlds: [], cancelled: true }),

    grow: (id, { name, file }, onProgress) =>
      job(
        id,
        onProgress,
        async (signal, told) => {
          const worlds = await library();
          const source = blobSource(name, file);
          const grown = await follower.grow(source, () => worlds.importer(), readFile, signal, {
            onProgress: (progress) => told.progress(progress),
            onStored: (changed, importer) => stored(changed, told, () => importer.infos()),
          });
          const { files, problems, worlds: changed, restarted } = grown;
          return { files, problems: restarted ? [logRestarted(name), ...problems] : problems, worlds: changed, restarted };
        },
        { files: [], problems: [], worlds: [], restarted: false },
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
    recover: () => recover({ exclusively, store, library, tellChanged, patience: services.patience }),
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

function plainReport({ files, problems, worlds, cancelled }: JobResult): ImportReport & { cancelled: boolean } {
  return { files, problems, worlds, cancelled };
}

/** What the page is told, with the worlds as they are in the store by now. */
class Told {
  private infos: WorldInfo[] = [];
  private last: JobProgress | null = null;
  private asking = false;

  constructor(private readonly tell: (progress: Progress) => void) {}

  progress(progress: JobProgress): void {
    this.last = progress;
    this.tell({ ...progress, worlds: this.infos });
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

const waiting: Progress = {
  waiting: true,
  bytes: 0,
  totalBytes: 0,
  packets: 0,
  bytesPerSecond: 0,
  files: [],
  fileCount: { done: 0, total: 0 },
  problems: [],
  worlds: [],
};

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
