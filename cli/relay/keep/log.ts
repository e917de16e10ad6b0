/** One server's log in a folder: segments, keyframes of its state, marks of its sources. */
import type { FileHandle } from 'node:fs/promises';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../../src/core/result';
import type { Origin, ServerLog } from '../keeping';
import { diskProblem, writeWhole } from './disk';
import { Marks } from './marks';
import { beginSegment, drop, filesIn, joined, mendTail, readSegment, type Segment, segmentName, stateName } from './segments';

export interface LogOptions {
  /** Bytes of disk it may take; its oldest lines go beyond, as far as a keyframe stands in for them. */
  keep: number;
  /** Bytes after which another file begins. */
  segment: number;
}

interface Waiting {
  lines: Uint8Array;
  origin: Origin | undefined;
  written: ((end: number) => void) | undefined;
  resolve(end: number): void;
  reject(error: unknown): void;
}

const LF = 10;
/** Bytes that are written at once. */
const BATCH = 4 * 1024 * 1024;
/** Buffers that are: the systems' own limit. */
const MAX_BUFFERS = 1_000;

export class FileLog implements ServerLog {
  start = 0;
  private segments: Segment[] = [];
  private states: Segment[] = [];
  private handle: FileHandle | null = null;
  private readonly queue: Waiting[] = [];
  private unsynced: { end: number; of: Waiting }[] = [];
  private writing: Promise<void> | null = null;
  private syncing: Promise<void> | null = null;
  private closed = false;
  /** The disk could not say whether what it was given is safe: nothing may be added any more. */
  private broken: unknown = null;
  /** Dropping and keeping keyframes, one after the other. */
  private house: Promise<void> = Promise.resolve();

  private constructor(
    private readonly folder: string,
    readonly epoch: string,
    private readonly options: LogOptions,
    private readonly marks: Marks,
    private readonly onClose: () => Promise<void>,
  ) {}

  /** `folder` is there. `onClose`: all is safe, and nobody uses it any more. */
  static async open(folder: string, epoch: string, options: LogOptions, onClose: () => Promise<void>): Promise<FileLog> {
    const segments = joined(await filesIn(folder, 'log'));
    const last = segments.at(-1);
    if (last) last.size = await mendTail(folder, last);
    const end = last ? last.offset + last.size : 0;
    const log = new FileLog(folder, epoch, options, await Marks.open(folder, end), onClose);
    log.segments = segments;
    log.handle = last ? await open(join(folder, segmentName(last.offset)), 'r+') : null;
    const first = segments[0]?.offset ?? 0;
    const states = await filesIn(folder, 'state');
    log.states = states.filter(({ offset }) => offset >= first && offset <= end);
    await drop(
      folder,
      states.filter((state) => !log.states.includes(state)).map(({ offset }) => stateName(offset)),
    );
    log.start = first === 0 ? 0 : (log.states[0]?.offset ?? first);
    return log;
  }

  get end(): number {
    const last = this.segments.at(-1);
    return last ? last.offset + last.size : 0;
  }

  get bytes(): number {
    return [...this.segments, ...this.states].reduce((sum, { size }) => sum + size, 0);
  }

  taken(source: string): number {
    return this.marks.taken(source, this.end);
  }

  append(lines: Uint8Array, origin?: Origin, written?: (end: number) => void): Promise<number> {
    if (lines.length > 0 && lines.at(-1) !== LF) throw new Error('only whole lines are appended');
    return new Promise((resolve, reject) => {
      if (this.closed || this.broken !== null) reject(this.broken ?? new Error('the log is closed'));
      else if (lines.length === 0) resolve(this.end);
      else {
        this.queue.push({ lines, origin, written, resolve, reject });
        this.writing ??= this.writeAll();
      }
    });
  }

  private async writeAll(): Promise<void> {
    while (this.queue.length > 0) {
      let length = 0;
      let count = 0;
      while (count < this.queue.length && count < MAX_BUFFERS && (count === 0 || length + this.queue[count]!.lines.length <= BATCH))
        length += this.queue[count++]!.lines.length;
      const batch = this.queue.splice(0, count);
      try {
        await this.write(batch, length);
      } catch (error) {
        const problem = this.broken ?? diskProblem(error, this.folder);
        for (const { reject } of batch) reject(problem);
      }
    }
    this.writing = null;
  }

  private async write(batch: readonly Waiting[], length: number): Promise<void> {
    if (this.broken !== null) throw this.broken;
    const segment = await this.room();
    let at = this.end;
    try {
      await this.marks.add(
        at,
        batch.map(({ lines, origin }) => ({ length: lines.length, origin })),
      );
      await writeTo(
        this.handle!,
        batch.map(({ lines }) => lines),
        segment.size,
      );
    } catch (error) {
      this.marks.undo();
      // What did come of it would otherwise be mended away at the next start only, or stand before other lines.
      await this.handle!.truncate(segment.size).catch((worse) => this.fail(worse));
      throw error;
    }
    segment.size += length;
    for (const of of batch) {
      at += of.lines.length;
      this.unsynced.push({ end: at, of });
      of.written?.(at);
    }
    this.syncing ??= this.syncAll();
  }

  /** The file that is written to: another one when the last is long enough. */
  private async room(): Promise<Segment> {
    const last = this.segments.at(-1);
    if (last && last.size < this.options.segment) return last;
    const offset = this.end;
    if (this.handle) {
      await this.handle.datasync().catch((error) => this.fail(error));
      if (this.broken !== null) throw this.broken;
    }
    await this.marks.compactWhenLong(offset);
    const before = this.handle;
    this.handle = await beginSegment(this.folder, offset);
    await before?.close();
    const segment = { offset, size: 0 };
    this.segments.push(segment);
    void this.inTurn(() => this.shrink());
    return segment;
  }

  /** One asking of the disk for all that came while it was busy with the last one. */
  private async syncAll(): Promise<void> {
    while (this.unsynced.length > 0) {
      const batch = this.unsynced;
      this.unsynced = [];
      // What lies in a file before this one was made safe when this one was begun.
      await this.handle!.datasync().catch((error) => this.fail(error));
      for (const { end, of } of batch) {
        if (this.broken === null) of.resolve(end);
        else of.reject(this.broken);
      }
    }
    this.syncing = null;
  }

  private fail(error: unknown): void {
    this.broken ??= diskProblem(error, this.folder);
  }

  async *read(from: number, to: number, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    if (to > this.end || from > to) throw new RangeError(`${from} to ${to} is not in the log`);
    if (from < this.start) throw dropped(this.folder);
    for (const { offset, size } of [...this.segments]) {
      const [first, last] = [Math.max(from, offset), Math.min(to, offset + size)];
      if (first >= last) continue;
      // Dropped while it is read: what is open can be read to its end.
      if (first < this.start) throw dropped(this.folder);
      for await (const bytes of readSegment(this.folder, offset, first, last)) {
        signal?.throwIfAborted();
        yield bytes;
      }
    }
  }

  putState(offset: number, lines: Uint8Array): Promise<void> {
    if (offset < this.start || offset > this.end) throw new RangeError(`a state at ${offset} is not of this log`);
    return this.inTurn(async () => {
      // The lines that it stands for must be safe before it can stand in for them.
      await this.handle?.datasync();
      await writeWhole(this.folder, stateName(offset), lines);
      this.states = [...this.states.filter((state) => state.offset !== offset), { offset, size: lines.length }];
      this.states.sort((a, b) => a.offset - b.offset);
      await this.shrink();
    });
  }

  async state(): Promise<{ offset: number; lines: Uint8Array } | null> {
    const newest = this.states.at(-1);
    return newest ? { offset: newest.offset, lines: await readFile(join(this.folder, stateName(newest.offset))) } : null;
  }

  async opening(): Promise<Uint8Array | null> {
    const first = this.states[0];
    return this.start > 0 && first?.offset === this.start ? await readFile(join(this.folder, stateName(first.offset))) : null;
  }

  /** The log begins at the earliest keyframe from which on it takes no more room than it may. */
  private async shrink(): Promise<void> {
    if (this.bytes <= this.options.keep) return;
    const later = this.states.filter(({ offset }) => offset > this.start);
    const from = later.find((state) => this.bytesFrom(state.offset) <= this.options.keep) ?? later.at(-1);
    if (from) await this.dropBefore(from.offset);
  }

  private bytesFrom(offset: number): number {
    const segments = this.segments.filter((segment) => segment.offset + segment.size > offset);
    const states = this.states.filter((state) => state.offset >= offset);
    return [...segments, ...states].reduce((sum, { size }) => sum + size, 0);
  }

  private async dropBefore(before: number): Promise<void> {
    const last = this.segments.at(-1);
    const segments = this.segments.filter((segment) => segment !== last && segment.offset + segment.size <= before);
    // Without a whole file to drop nothing is gained.
    if (segments.length === 0) return;
    this.segments = this.segments.filter((segment) => !segments.includes(segment));
    const first = this.segments[0]!.offset;
    const states = this.states.filter(({ offset }) => offset < before);
    this.states = this.states.filter(({ offset }) => offset >= before);
    this.start = this.states[0]?.offset === before ? before : first;
    await drop(
      this.folder,
      segments.map(({ offset }) => segmentName(offset)),
    );
    await drop(
      this.folder,
      states.map(({ offset }) => stateName(offset)),
    );
  }

  forget(before: number): Promise<void> {
    return this.inTurn(() => this.dropBefore(before));
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.house.then(work).catch((error) => {
      throw diskProblem(error, this.folder);
    });
    this.house = done.catch(() => {});
    return done;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.writing;
    await this.syncing;
    await this.house;
    await this.handle?.close();
    await this.marks.close();
    if (this.broken === null) await this.onClose();
  }
}

const dropped = (file: string): Problem => ({
  code: 'log-dropped',
  file,
  line: 0,
  detail: 'These lines are not kept any more: the log has grown beyond what it may take.',
  tip: 'Let it keep more by --keep.',
});

async function writeTo(handle: FileHandle, buffers: Uint8Array[], at: number): Promise<void> {
  let [place, rest] = [at, buffers];
  while (rest.length > 0) {
    const { bytesWritten } = await handle.writev(rest, place);
    place += bytesWritten;
    let left = bytesWritten;
    let whole = 0;
    while (whole < rest.length && left >= rest[whole]!.length) left -= rest[whole++]!.length;
    rest = rest.slice(whole);
    if (left > 0) rest[0] = rest[0]!.subarray(left);
  }
}
