/**
 * From which source the bytes of a log came. What one source gave lies in a row, so a mark is made where another begins, before its
 * lines are written: how far a source is in then follows from the log's own end, at whatever byte it was killed.
 */
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Origin } from '../keeping';
import { writeWhole } from './disk';

const NAME = 'marks';
/** Of so many sources, those last heard of, it is kept where they are. */
const MAX_SOURCES = 1_000;
/** Marks in the file after which it is written anew. */
const MAX_MARKS = 10_000;

/** From `at` of the log on lines come from `source` (null: from one that does not go on), beginning at its offset `from`. */
type Mark = [at: number, source: string | null, from: number];
/** Where sources were when the log was `at` long. */
interface Summary {
  at: number;
  taken: [source: string, offset: number][];
}

export class Marks {
  private file: FileHandle | null = null;
  private count = 0;
  private now: Mark = [0, null, 0];
  /** What the file ends with does not count: the next lines make a mark in any case. */
  private unsure = false;
  private saved: { now: Mark; before: Map<string, number> } | null = null;
  /** The one last heard of comes last. */
  private before = new Map<string, number>();

  private constructor(private readonly folder: string) {}

  /** Of a log that ends there; what is told of more than that was lost with the machine. */
  static async open(folder: string, end: number): Promise<Marks> {
    const marks = new Marks(folder);
    for (const mark of trusted(linesOf(await readFile(join(folder, NAME)).catch(() => new Uint8Array())), end)) {
      if (Array.isArray(mark)) marks.begin(mark);
      else for (const [source, offset] of mark.taken) marks.before.set(source, offset);
    }
    await marks.compact(end);
    return marks;
  }

  /** How much of a source is in a log that ends there; 0: nothing. */
  taken(source: string, end: number): number {
    const [at, now, from] = this.now;
    return now === source && at < end ? from + end - at : (this.before.get(source) ?? 0);
  }

  /** Lines are about to be written at `at`, one after the other; resolves when their marks can be relied on. */
  async add(at: number, lines: readonly { length: number; origin: Origin | undefined }[]): Promise<void> {
    const made: Mark[] = [];
    const saved = { now: this.now, before: new Map(this.before) };
    let place = at;
    for (const { length, origin } of lines) {
      const mark: Mark = origin ? [place, origin.source, origin.offset - length] : [place, null, 0];
      if ((this.unsure && made.length === 0) || !this.goesOn(mark)) {
        this.begin(mark);
        made.push(mark);
      }
      place += length;
    }
    this.saved = made.length === 0 ? null : saved;
    if (made.length === 0) return;
    // Even when only some of it can be written; what follows stands on a line of its own then.
    const gap = this.unsure ? '\n' : '';
    this.unsure = true;
    this.file ??= await open(join(this.folder, NAME), 'a', 0o600);
    await this.file.appendFile(gap + made.map((mark) => `${JSON.stringify(mark)}\n`).join(''));
    await this.file.datasync();
    this.count += made.length;
    this.unsure = false;
  }

  /** The lines of the last `add` could not be written. */
  undo(): void {
    if (this.saved === null) return;
    ({ now: this.now, before: this.before } = this.saved);
    this.saved = null;
    this.unsure = true;
  }

  private goesOn([at, source, from]: Mark): boolean {
    const [began, now, first] = this.now;
    return now === source && (source === null || first + at - began === from);
  }

  private begin(mark: Mark): void {
    const [at, source, from] = this.now;
    if (source !== null && mark[0] > at) {
      this.before.delete(source);
      this.before.set(source, from + mark[0] - at);
    }
    this.now = mark;
  }

  /** To be called now and then, when all of the log up to `end` is safe and nothing is being written. */
  async compactWhenLong(end: number): Promise<void> {
    if (this.count > MAX_MARKS) await this.compact(end);
  }

  private async compact(end: number): Promise<void> {
    this.begin([end, null, 0]);
    for (const oldest of this.before.keys()) {
      if (this.before.size <= MAX_SOURCES) break;
      this.before.delete(oldest);
    }
    await this.file?.close();
    this.file = null;
    this.count = 0;
    const summary: Summary = { at: end, taken: [...this.before] };
    await writeWhole(this.folder, NAME, new TextEncoder().encode(`${JSON.stringify(summary)}\n`));
  }

  async close(): Promise<void> {
    await this.file?.close();
    this.file = null;
  }
}

function linesOf(bytes: Uint8Array): (Mark | Summary)[] {
  const marks: (Mark | Summary)[] = [];
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      // The last one was being written.
      continue;
    }
    if (isMark(value) || isSummary(value)) marks.push(value);
  }
  return marks;
}

/** Of marks at one place, or behind one that came later, those lines were never written. */
function trusted(marks: readonly (Mark | Summary)[], end: number): (Mark | Summary)[] {
  const list: (Mark | Summary)[] = [];
  const placeOf = (mark: Mark | Summary) => (Array.isArray(mark) ? mark[0] : mark.at);
  for (const mark of marks) {
    for (let last = list.at(-1); Array.isArray(last) && last[0] >= placeOf(mark); last = list.at(-1)) list.pop();
    list.push(mark);
  }
  return list.filter((mark) => (Array.isArray(mark) ? mark[0] < end : mark.at <= end));
}

/** Their values are made by us; the file may not be. */
const isMark = (value: unknown): value is Mark =>
  Array.isArray(value) &&
  Number.isSafeInteger(value[0]) &&
  (value[1] === null || typeof value[1] === 'string') &&
  Number.isSafeInteger(value[2]);

function isSummary(value: unknown): value is Summary {
  const { at, taken } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Summary>;
  return (
    Number.isSafeInteger(at) &&
    Array.isArray(taken) &&
    taken.every((row) => Array.isArray(row) && typeof row[0] === 'string' && Number.isSafeInteger(row[1]))
  );
}
