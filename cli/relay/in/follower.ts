/**
 * A log through whatever becomes of its file: it appears later, is renamed while the game still writes to it, truncated, put in another's
 * place while nobody looked. What is kept says how far each was read, so nothing is taken twice.
 */
import { dirname } from 'node:path';
import type { Problem } from '../../../src/core/result';
import { fail, isProblem } from '../../../src/core/result';
import type { InCounts, Inlet } from './inlet';
import { changedAt, fileAt, LogFile } from './log-file';
import { keepHalf, Reading, type Step } from './reading';
import { type Sibling, siblings } from './siblings';

/** A file whose place was taken is watched for so long after it last grew (ms): who has it open may have something to add. */
const LINGER = 10_000;
/** Files that are left at once. */
const MOST_LEFT = 8;
/** A folder that changed so lately (ms) is looked through again. */
const FRESH = 2_000;

export class Follower {
  /** Those at the path, the latest last; one before it is left when that has content. */
  private readings: Reading[] = [];
  private left: { reading: Reading; until: number }[] = [];
  private begun = false;
  /** When the folder last changed, as it was seen last (ms since 1970). */
  private folder = 0;

  constructor(
    private readonly path: string,
    private readonly inlet: Inlet,
    private readonly counts: InCounts,
    private readonly signal: AbortSignal,
  ) {}

  /** Reads what there is. Answers what is wrong without being a failure. */
  async look(): Promise<Problem | null> {
    try {
      return await this.all();
    } catch (error) {
      // The file itself failed: it is opened anew, and read on from what is kept.
      if (!isProblem(error)) await this.close();
      throw error;
    }
  }

  private async all(): Promise<Problem | null> {
    const id = await fileAt(this.path);
    // What became of that comes before what came in its place.
    if (id !== this.readings.at(-1)?.file.id) await this.read();
    const last = this.readings.at(-1);
    const back = this.left.findIndex(({ reading }) => reading.file.id === id);
    if (back >= 0) this.readings.push(this.left.splice(back, 1)[0]!.reading);
    else if (!this.begun || (id === null ? await this.turned() : id !== last?.file.id)) await this.another(last);
    await this.read();
    await this.linger();
    return id === null ? missing(this.path) : null;
  }

  /** Nothing lies at the path. What lay there since the last look may have another name by now: then the folder has changed. */
  private async turned(): Promise<boolean> {
    const changed = await changedAt(dirname(this.path));
    // Clocks of file systems are coarse, so for a while after a change it may have been changed once more.
    const may = changed !== this.folder || Date.now() - changed < FRESH;
    this.folder = changed;
    return may;
  }

  /** All of the older ones, then of the one at the path. */
  private async read(): Promise<void> {
    while (!this.signal.aborted) {
      const [old, next] = this.readings;
      if (old === undefined) return;
      // Asked before the older one is read: what comes to that later was written by somebody who has it open still.
      const begun = next !== undefined && (await next.hasContent());
      if (!(await this.drain(old, begun))) {
        await this.anew(old);
      } else if (begun) {
        this.readings.shift();
        next.follows(old.leave());
        this.left.push({ reading: old, until: Date.now() + LINGER });
      } else {
        return;
      }
    }
  }

  /** False: it was truncated. */
  private async drain(reading: Reading, finished: boolean): Promise<boolean> {
    let step: Step = 'more';
    while (step === 'more' && !this.signal.aborted) step = await reading.step(finished);
    return step !== 'rewritten';
  }

  /** What lies at the path is another file: what lay there between the two is read before it. */
  private async another(last: Reading | undefined): Promise<void> {
    const file = await LogFile.open(this.path);
    const current = file && this.reading(file);
    if (file !== null) await current!.begin(false, (await file.stats()).size);
    const before = await this.between(last, undefined, current);
    this.readings.push(...before, ...(current ? [current] : []));
    this.begun = true;
  }

  /** The file was truncated. What was written before and not read yet stands in a copy, if whoever did that made one. */
  private async anew(old: Reading): Promise<void> {
    const fresh = this.reading(old.file, true);
    const copy = await this.copyOf(old);
    const before = copy ? [copy, ...(await this.between(copy, old, null))] : [];
    if (copy === null) fresh.follows(old.leave());
    this.readings = this.readings.flatMap((one) => (one === old ? [...before, fresh] : [one]));
  }

  private reading(file: LogFile, fresh = false): Reading {
    return new Reading(file, this.inlet, this.counts, fresh);
  }

  /**
   * Files that lay at the path behind the one and before the other, not read yet, the oldest first; of those that lay there before the relay
   * was started none but the last that lines are kept of, and what came behind it.
   */
  private async between(after: Reading | undefined, before: Reading | undefined, current: Reading | null): Promise<Reading[]> {
    const list = await siblings(this.path);
    const [from, to] = [after && (await placeBehind(list, after)), before && list.findIndex(({ file }) => file.id === before.file.id)];
    const here = [...this.readings, ...this.left.map(({ reading }) => reading), ...(current ? [current] : []), ...(after ? [after] : [])];
    const sources = new Set(here.map(({ source }) => source));
    const kept: Reading[] = [];
    let done = false;
    for (const [i, { file, size, surely }] of [...list.entries()].reverse()) {
      const reading = this.reading(file);
      const there = !done && i >= (from ?? 0) && i < (to === undefined || to < 0 ? list.length : to);
      const other = there && !here.some((one) => one.file.id === file.id) && (await reading.begin(true, size));
      // A copy of one that is read already is known by its source.
      if (other && !sources.has(reading.source) && (reading.known || (surely && current?.known !== true))) {
        kept.unshift(reading);
        sources.add(reading.source);
        done = reading.known;
      } else {
        await file.close();
      }
    }
    if (after !== undefined || done) return kept;
    for (const { file } of kept) await file.close();
    return [];
  }

  private async copyOf(reading: Reading): Promise<Reading | null> {
    let copy: Reading | null = null;
    for (const { file } of (await siblings(this.path)).reverse()) {
      if (copy === null && file.id !== reading.file.id) copy = await reading.continuedIn(file);
      if (copy?.file !== file) await file.close();
    }
    return copy;
  }

  private async linger(): Promise<void> {
    const now = Date.now();
    for (const one of this.left) {
      const { end } = one.reading;
      if (!(await this.drain(one.reading, true))) one.reading = this.reading(one.reading.file, true);
      if (one.reading.end > end) one.until = now + LINGER;
    }
    while (this.left.length > MOST_LEFT || (this.left[0]?.until ?? now + 1) <= now) {
      const { reading } = this.left[0]!;
      const half = reading.leave();
      if (half !== null) await keepHalf(this.inlet, half, this.counts);
      this.left.shift();
      await reading.file.close();
    }
  }

  async close(): Promise<void> {
    const all = [...this.readings, ...this.left.map(({ reading }) => reading)];
    this.readings = [];
    this.left = [];
    this.begun = false;
    for (const { file } of all) await file.close().catch(() => {});
  }
}

/** Where those begin that came later. */
async function placeBehind(list: readonly Sibling[], { file }: Reading): Promise<number> {
  const own = list.findIndex((one) => one.file.id === file.id);
  if (own >= 0) return own + 1;
  const { written } = await file.stats();
  const later = list.findIndex((one) => one.written >= written);
  return later < 0 ? list.length : later;
}

const missing = (path: string): Problem =>
  fail('log-missing', 'There is no such file.', 'It is waited for: the game makes it when it is started.', path).problem;
