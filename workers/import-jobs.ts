/** Reading files into worlds and packs: what the import service needs only when the first file comes, so it is fetched then. */
import type { Kernels } from '../src/core/kernels/kernels';
import type { Workshop } from '../src/core/pack/workshop';
import type { Problem } from '../src/core/result';
import { Library } from '../src/core/world/library';
import type { ImportReport, WorldInfo } from '../src/core/world/types';
import { withoutOpenLine } from '../src/import/follow';
import { detect } from '../src/import/formats/index';
import type { JobRecord, RecordingStore } from '../src/import/job-record';
import { openedFolder } from '../src/import/packs/folder';
import { type JobResult, type ReadFile, runImport } from '../src/import/run-import';
import { blobSource, type Source } from '../src/import/source';
import { Watched } from '../src/import/watched';
import type { Fed, FeedPart } from '../src/worker-api/feed-api';
import type { DroppedFile, LazyFiles } from '../src/worker-api/import-api';
import { Feeder } from './feeder';
import { Follower } from './follower';
import type { Told } from './told';

/** A file written to so lately may be written to still. */
const FRESH_MS = 60_000;
/** Formats that a game writes line by line. */
const GROWING: ReadonlySet<string> = new Set(['log', 'jsonl']);
/** Files of a folder that were gone when they were asked for. */
const MAX_LOST = 50;

interface Needs {
  store: RecordingStore;
  kernels(): Promise<Kernels>;
  readFile: ReadFile;
  tellChanged(world: string | null, by?: string): void;
  library(): Promise<Library>;
  workshop(): Promise<Workshop>;
  packsStored(changed: readonly string[], told: Told): Promise<void>;
}

export interface ImportJobs {
  /** Reads what was dropped. Resolves with what came of it, also when it was cancelled. */
  run(
    id: string,
    files: DroppedFile[],
    more: { lazy?: LazyFiles['paths']; pack?: string | null },
    open: LazyFiles['open'] | undefined,
    told: Told,
    signal: AbortSignal,
  ): Promise<ImportReport & { cancelled: boolean }>;
  /** Reads on in a file that has grown. */
  grow(file: DroppedFile, told: Told, signal: AbortSignal): Promise<ImportReport & { restarted: boolean }>;
  /** Takes in what a relay sends. */
  feed(part: FeedPart, lines: Uint8Array): Promise<Fed>;
}

export function createImportJobs({ store, kernels, readFile, tellChanged, library, workshop, packsStored }: Needs): ImportJobs {
  const follower = new Follower(store);
  const feeder = new Feeder({
    store,
    library: async (into) => new Library(into, await kernels()),
    scan: async () => (await kernels()).scanLines,
  });

  const run: ImportJobs['run'] = async (id, files, more, open, told, signal) => {
    const [worlds, shop] = await Promise.all([library(), workshop()]);
    const importer = await worlds.importer();
    const packs = shop.importer(id, more.pack ?? null);
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
  };

  function stored(changed: readonly string[], told: Told, infos: () => Promise<WorldInfo[]>): void {
    for (const world of changed) tellChanged(world);
    told.worlds(infos);
  }

  return {
    run,
    async feed(part, lines) {
      const fed = await feeder.feed(part, lines);
      for (const { id } of fed.worlds) tellChanged(id, part.by);
      return fed;
    },
    async grow({ name, file }, told, signal) {
      const worlds = await library();
      const source = blobSource(name, file);
      const grown = await follower.grow(source, () => worlds.importer(), readFile, signal, {
        onProgress: (progress) => told.progress(progress),
        onStored: (changed, importer) => stored(changed, told, () => importer.infos()),
      });
      const { files, problems, worlds: changed, restarted } = grown;
      return { files, problems: restarted ? [logRestarted(name), ...problems] : problems, worlds: changed, packs: [], restarted };
    },
  };
}

/** What a game is writing right now ends where it ends; a line's other half comes with `grow`. Other files end where they end. */
async function withoutHalfLine(file: Source): Promise<Source | null> {
  if (!GROWING.has((await detect(file)).id)) return null;
  const cut = await withoutOpenLine(file);
  return cut !== null && cut.size > 0 ? cut : null;
}

function plainReport({ files, problems, worlds, packs, loose, cancelled }: JobResult): ImportReport & { cancelled: boolean } {
  return { files, problems, worlds, packs, ...(loose === undefined ? {} : { loose }), cancelled };
}

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
