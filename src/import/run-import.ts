/** One import job from dropped files to stored worlds: order, progress, flushes, cancel, what goes wrong. No DOM, no store of its own. */
import type { PackSink } from '../core/pack/types';
import type { PackReport } from '../core/pack/workshop';
import type { Problem } from '../core/result';
import { StoreFull } from '../core/world/block-store';
import type { SnapshotWorld } from '../core/world/snapshot/blocks';
import type { FileReport, ImportReport } from '../core/world/types';
import { FileCounter, type WorldSink } from './file-counter';
import type { FileSink, FileSummary } from './format';
import type { JobRecord } from './job-record';
import { orderByContent } from './order';
import type { Folder } from './packs/folder';
import { LogMods } from './packs/log-mods';
import { noPack } from './packs/no-pack';
import { type FolderPart, partsOf } from './packs/parts';
import { ProblemList } from './problems';
import type { Source } from './source';
import { Speed } from './speed';

/** What the job needs of a world's importer (core/world/library.ts). */
export interface JobImporter {
  log(name: string, format: string): WorldSink;
  /** Bytes not stored yet. */
  readonly pending: number;
  readonly packets: number;
  /** Stores what is pending, whole or not at all; the worlds that changed. */
  flush(): Promise<string[]>;
  finish(): Promise<{ worlds: string[]; problems: Problem[] }>;
  /** Keeps a snapshot's world; its id. Throws Problems, StoreFull and the signal's reason, with nothing of it stored. */
  keep?(world: SnapshotWorld, signal: AbortSignal, onProgress: (done: number, total: number) => void): Promise<string>;
}

/** What the job needs of the packs' importer (core/pack). Nothing is stored before `finish`, for anything may still join. */
export interface JobPacks extends PackSink {
  /** Dumps that began. */
  readonly begun: number;
  /** The signal ends the reading of icons' files, no more: what was decided is stored. */
  finish(signal: AbortSignal, onFiles: (done: number, total: number) => void): Promise<PackReport>;
}

export type ReadFile = (source: Source, sink: FileSink, signal: AbortSignal) => Promise<FileSummary>;

export interface ImportJob {
  files: readonly Source[];
  importer: JobImporter;
  /** Absent: nobody wants packs. */
  packs?: JobPacks | undefined;
  /** Folders of the drop whose files are read when they are named; mods and dumped icons are looked for in it. */
  folder?: Folder | undefined;
  readFile: ReadFile;
  signal: AbortSignal;
  /** At most ten times a second. Not awaited. */
  onProgress(progress: JobProgress): void;
  /** Something of these worlds was stored. */
  onStored?(worlds: readonly string[]): void;
  /** Told once, when packs are stored. */
  onPacks?(packs: readonly string[]): void | Promise<void>;
  /** Kept up to date for the visit after a killed tab. */
  record?: JobRecord;
}

export interface JobProgress {
  bytes: number;
  totalBytes: number;
  packets: number;
  bytesPerSecond: number;
  files: (FileReport & { done: boolean; bytesDone: number })[];
  fileCount: { done: number; total: number };
  /** Files of icon layers, once everything dropped is read. */
  pictures?: { done: number; total: number };
  problems: Problem[];
}

export interface JobResult extends ImportReport {
  cancelled: boolean;
  /** The quota is used up: what did not fit is not stored. */
  full: boolean;
}

const FLUSH_BYTES = 32 * 1024 * 1024;
const FLUSH_MS = 1000;
/** The first picture should not wait that long. */
const FIRST_BYTES = 2 * 1024 * 1024;
const FIRST_MS = 150;
const PROGRESS_MS = 100;
/** A worker that never lets go hears no cancel. */
const YIELD_MS = 50;
const SHOWN = 100;

/** Resolves also when cancelled and when the store is full, with what is stored. Rejects only when the store itself fails. */
export async function runImport(job: ImportJob): Promise<JobResult> {
  return await new Run(job).all();
}

class Run {
  private readonly problems = new ProblemList();
  private readonly files: FileCounter[] = [];
  private readonly worlds = new Set<string>();
  private packs: PackReport = { packs: [], problems: [], loose: null };
  private readonly pack: PackSink;
  private readonly logMods = new LogMods();
  private parts: FolderPart[] = [];
  private readonly total: number;
  private readonly speed = new Speed();
  private order: readonly Source[] = [];
  private bytesBefore = 0;
  private bytesHere = 0;
  private done = 0;
  private pictures: JobProgress['pictures'];
  private flushed = performance.now();
  private told = Number.NEGATIVE_INFINITY;
  private yielded = performance.now();
  /** Why the job ends early; a reader may swallow what is thrown through it. */
  private stop: { error: unknown } | null = null;
  private full = false;

  constructor(private readonly job: ImportJob) {
    this.total = job.files.reduce((sum, { size }) => sum + size, 0);
    this.pack = job.packs ?? noPack;
  }

  async all(): Promise<JobResult> {
    const { importer, signal } = this.job;
    this.order = await orderByContent(this.job.files);
    this.parts = this.job.folder === undefined ? [] : partsOf(this.job.folder);
    for (const file of this.order) {
      if (this.ended()) break;
      await this.read(file);
    }
    for (const part of this.parts) {
      if (this.ended()) break;
      await this.readPart(part);
    }
    // A cancel, too, keeps what was read: it is whole as far as it goes.
    if (!this.full && this.stop === null) await this.guard(async () => this.finish(await importer.finish()));
    if (!this.full && this.stop === null) await this.guard(() => this.finishPacks());
    if (this.stop !== null) throw this.stop.error;
    this.tell(true);
    return {
      files: this.files.map((file) => file.report()),
      problems: this.problems.rows(),
      worlds: [...this.worlds],
      packs: this.packs.packs,
      ...(this.packs.loose === null ? {} : { loose: this.packs.loose }),
      // What came too late for anything to be left out was no cancel.
      cancelled: signal.aborted && (this.done < this.count || this.packs.stopped === true),
      full: this.full,
    };
  }

  private finish({ worlds, problems }: { worlds: string[]; problems: Problem[] }): void {
    for (const problem of problems) this.problems.add(problem);
    this.stored(worlds);
  }

  /** Packs are settled at the end: a dump's texts may lie in the file before it, its icons in the one behind. */
  private async finishPacks(): Promise<void> {
    const { packs } = this.job;
    if (packs === undefined) return;
    if (packs.begun > 0) this.logMods.give(packs);
    this.packs = await packs.finish(this.job.signal, (done, total) => {
      this.pictures = { done, total };
      this.tell(false);
    });
    for (const problem of this.packs.problems) this.problems.add(problem);
    if (this.packs.packs.length > 0) await this.job.onPacks?.(this.packs.packs);
  }

  private get count(): number {
    return this.order.length + this.parts.length;
  }

  private ended(): boolean {
    return this.full || this.stop !== null || this.job.signal.aborted;
  }

  private read(source: Source): Promise<void> {
    return this.readOne(source, (sink) => this.job.readFile(source, sink, this.job.signal));
  }

  private readPart(part: FolderPart): Promise<void> {
    return this.readOne(part, (sink) => part.read(sink, this.job.signal));
  }

  private async readOne(source: { name: string; size: number }, read: (sink: FileSink) => Promise<FileSummary>): Promise<void> {
    const file = new FileCounter(source);
    this.files.push(file);
    try {
      const summary = await read(this.sink(source, file));
      if (!this.ended()) file.end(summary);
    } catch (error) {
      if (error instanceof StoreFull) this.tellFull();
      else if (!this.ended()) this.problems.add(readProblem(error, source.name));
    }
    // Of folders nobody knew the size before: their bytes are in no total.
    this.bytesBefore = Math.min(this.total, this.bytesBefore + (this.ended() ? file.bytesDone : source.size));
    this.bytesHere = 0;
    if (this.ended()) return;
    this.done += 1;
    this.mark(null);
    await this.guard(() => this.turn());
  }

  private sink(source: { name: string; size: number }, file: FileCounter): FileSink {
    return {
      log: (name, format) => {
        const log = file.log(this.job.importer.log(name, format), format);
        return {
          ...log,
          entry: (entry) => {
            this.logMods.entry(name, entry);
            log.entry(entry);
          },
        };
      },
      problem: (problem) => this.problems.add(problem),
      pack: this.pack,
      world: async (world) => {
        const id = await this.job.importer.keep?.(world, this.job.signal, (done, total) => {
          file.bytesDone = Math.floor((source.size * done) / Math.max(1, total));
          this.bytesHere = file.bytesDone;
          this.tell(false);
        });
        if (id === undefined) return;
        file.kept.add(id);
        this.stored([id]);
      },
      turn: async (bytesDone) => {
        file.bytesDone = Math.min(bytesDone, source.size);
        this.bytesHere = file.bytesDone;
        this.mark({ name: source.name, bytes: file.bytesDone, size: source.size });
        await this.guard(() => this.turn());
        if (this.stop !== null || this.full) throw this.stop?.error ?? new StoreFull();
        this.job.signal.throwIfAborted();
      },
    };
  }

  private async turn(): Promise<void> {
    const now = performance.now();
    const { pending } = this.job.importer;
    // The first map comes early, unless all of it is about to.
    const early = this.worlds.size === 0 && (this.bytesBefore + this.bytesHere) * 2 < this.total;
    const [bytes, ms] = early ? [FIRST_BYTES, FIRST_MS] : [FLUSH_BYTES, FLUSH_MS];
    if (pending > bytes || (pending > 0 && now - this.flushed >= ms)) {
      const worlds = await this.job.importer.flush();
      this.flushed = performance.now();
      this.stored(worlds);
    }
    await this.pause(now);
  }

  private async pause(now: number): Promise<void> {
    this.tell(false);
    if (now - this.yielded < YIELD_MS) return;
    await new Promise<void>((resolve) => setTimeout(resolve));
    this.yielded = performance.now();
  }

  private stored(worlds: readonly string[]): void {
    for (const world of worlds) this.worlds.add(world);
    if (worlds.length > 0) this.job.onStored?.(worlds);
  }

  private async guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof StoreFull) this.tellFull();
      else this.stop ??= { error };
    }
  }

  private tellFull(): void {
    if (this.full) return;
    this.full = true;
    this.problems.add({
      code: 'storage-full',
      file: this.files.at(-1)?.name ?? '',
      line: 0,
      detail: 'The browser has no more room for this site. What was stored before is whole and can be looked at; the rest is not stored.',
      tip: 'Delete worlds you no longer need or free space on the disk, then drop the same files again: only what is missing is added.',
    });
  }

  /** Into the record with the next flush: what is read by now is stored by then. */
  private mark(file: JobRecord['file']): void {
    const { record } = this.job;
    if (record === undefined) return;
    record.file = file;
    record.done = this.done;
    record.total = this.count;
  }

  private tell(last: boolean): void {
    const now = performance.now();
    if (!last && now - this.told < PROGRESS_MS) return;
    this.told = now;
    const bytes = this.bytesBefore + this.bytesHere;
    this.job.onProgress({
      bytes,
      totalBytes: this.total,
      packets: this.job.importer.packets,
      bytesPerSecond: this.speed.at(now, bytes),
      files: this.files.slice(-SHOWN).map((file) => ({ ...file.report(), done: file.done, bytesDone: file.bytesDone })),
      fileCount: { done: this.done, total: this.count },
      ...(this.pictures ? { pictures: this.pictures } : {}),
      problems: this.problems.rows(SHOWN),
    });
  }
}

function readProblem(error: unknown, file: string): Problem {
  const name = typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
  if (name === 'NotReadableError' || name === 'NotFoundError')
    return {
      code: 'file-changed',
      file,
      line: 0,
      detail: 'The file was changed, moved or deleted while it was being read. What was read of it is kept.',
      tip: 'Is the game still writing it? Drop it again, or follow it: then it is read on as it grows.',
    };
  return {
    code: 'bug',
    file,
    line: 0,
    detail: `Reading stopped here: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
    tip: 'This is a fault of Factoscope; what was read before is kept. Please report it.',
  };
}
