/**
 * One file's lines on their way into the log, each once: where it goes on is asked of what is kept, and nothing moves on before that has
 * grown. A line that is not ended yet waits.
 */
import { GrowingBytes } from '../../../src/import/growing-bytes';
import { MAX_LINE_BYTES } from '../../../src/import/lines';
import type { Origin } from '../keeping';
import type { InCounts, Inlet } from './inlet';
import { take } from './inlet';
import { beginsLine, TELLING } from './line-start';
import type { LogFile } from './log-file';

/** Bytes read at once. */
const CHUNK = 1024 * 1024;
/** So many of the last bytes are looked at again: another file's would be others. */
const TAIL = 256;
const LF = 10;
const LINE_FEED = Uint8Array.of(LF);
const NOTHING = new Uint8Array(0);

/** A line's beginning, of a file that ended there. */
export interface Half {
  bytes: Uint8Array;
  origin: Origin;
}

/** 'end': all of it is read for now; 'rewritten': what was read is no longer there. */
export type Step = 'more' | 'end' | 'rewritten';

export class Reading {
  /** Null until its first line is there. */
  source: string | null = null;
  /** Whether lines of it had been kept before. */
  known = false;
  /** Up to here it was read: behind the last whole line, then what is carried. */
  private at = 0;
  private tail: Uint8Array = NOTHING;
  private readonly carry = new GrowingBytes();
  /** A line grew too long: what belongs to it still is passed over. */
  private skips = false;
  /** What the file before it ended with. */
  private half: Half | null = null;
  private seen: { size: number; written: bigint } | null = null;

  /** `fresh`: it is known to be another one than any before, whatever its first line says. */
  constructor(
    readonly file: LogFile,
    private readonly inlet: Inlet,
    private readonly counts: InCounts,
    private readonly fresh = false,
  ) {}

  /** The file before it has ended in the middle of a line. What is known was joined to it when it was new. */
  follows(half: Half | null): void {
    if (!this.known) this.half ??= half;
  }

  /** Bytes that were read. */
  get end(): number {
    return this.at;
  }

  async hasContent(): Promise<boolean> {
    return (await this.file.stats()).size > 0;
  }

  /** Reads on, and keeps what lines that makes. */
  async step(finished = false): Promise<Step> {
    const stats = await this.file.stats();
    if (this.seen?.size === stats.size && this.seen.written === stats.written) return 'end';
    if (this.source === null && !(await this.begin(finished, stats.size))) return 'end';
    const { tail } = this;
    const from = this.at - tail.length;
    const bytes = await this.file.read(from, Math.max(tail.length, Math.min(stats.size - from, tail.length + CHUNK)));
    if (!tail.every((byte, i) => byte === bytes[i])) return 'rewritten';
    const fresh = bytes.subarray(tail.length);
    if (fresh.length > 0) await this.push(fresh, bytes);
    if (this.at < stats.size && fresh.length > 0) return 'more';
    this.seen = stats;
    return 'end';
  }

  /** Where it goes on. False: it cannot be told yet which file this is. */
  async begin(finished: boolean, size: number): Promise<boolean> {
    const head = await this.file.head(finished);
    if (head === null) return false;
    const { source, taken } = this.named(head.name, size);
    this.source = source;
    this.known = taken > 0;
    this.at = this.known ? Math.min(taken, size) : head.begin;
    // It holds what was the other's half as well.
    if (this.known) this.half = null;
    const from = Math.max(head.begin, this.at - TAIL);
    this.tail = await this.file.read(from, this.at - from);
    return true;
  }

  /** A file that was truncated may begin with the very same line. */
  private named(name: string, size: number): { source: string; taken: number } {
    for (let times = 0; ; times++) {
      const source = times === 0 ? name : `${name} ${times + 1}`;
      const taken = Math.max(0, this.inlet.taken(source));
      if (taken === 0) return { source, taken };
      const last = Math.max(0, this.inlet.taken(`${name} ${times + 2}`)) === 0;
      // Behind a half line that was ended when its file was left, one byte more counts as taken than there is.
      if (last && !this.fresh && taken <= size + 1) return { source, taken };
    }
  }

  private async push(fresh: Uint8Array, bytes: Uint8Array): Promise<void> {
    const told = this.half === null || (await this.meets(this.half, fresh));
    const end = told ? fresh.lastIndexOf(LF) + 1 : 0;
    if (end === 0) {
      this.keep(fresh, bytes);
      return;
    }
    const first = fresh.indexOf(LF) + 1;
    const long = this.skips || this.carry.length + first > MAX_LINE_BYTES;
    const before = long ? [] : [this.half?.bytes ?? NOTHING, this.carry.view(), fresh.subarray(0, first)];
    const lines = new Uint8Array(Buffer.concat([...before, fresh.subarray(first, end)]));
    if (lines.length > 0) await take(this.inlet, 'file', lines, this.counts, { source: this.source!, offset: this.at + end });
    if (long && !this.skips) this.counts.refused('too-long');
    this.half = null;
    this.skips = false;
    this.carry.clear();
    this.keep(fresh.subarray(end), bytes, end);
  }

  /** Whether it can be told what becomes of the half line before it. Where a line begins, the half is one by itself: its file has ended. */
  private async meets(half: Half, fresh: Uint8Array): Promise<boolean> {
    const first = new Uint8Array(Buffer.concat([this.carry.view(), fresh.subarray(0, TELLING)]));
    if (first.length < TELLING && !first.includes(LF)) return false;
    if (!beginsLine(first, half.bytes)) return true;
    await keepHalf(this.inlet, half, this.counts);
    this.half = null;
    return true;
  }

  /** So many bytes before these were lines. */
  private keep(rest: Uint8Array, bytes: Uint8Array, lines = 0): void {
    this.at += lines + rest.length;
    this.tail = bytes.slice(Math.max(0, bytes.length - TAIL));
    if (this.skips) return;
    this.skips = this.carry.length + rest.length > MAX_LINE_BYTES;
    if (this.skips) {
      this.carry.clear();
      this.half = null;
      this.counts.refused('too-long');
    } else {
      this.carry.append(rest);
    }
  }

  /** The file is left: what it ended with, if that was no whole line. */
  leave(): Half | null {
    const bytes = new Uint8Array(Buffer.concat([this.half?.bytes ?? NOTHING, this.carry.view()]));
    const { source } = this;
    this.half = null;
    this.carry.clear();
    return bytes.length === 0 || source === null ? null : { bytes, origin: { source, offset: this.at + 1 } };
  }

  /** Goes on in another file that holds what this one held, as a copy made before a truncation does. Null: it does not. */
  async continuedIn(file: LogFile): Promise<Reading | null> {
    if (this.tail.length === 0) return null;
    const bytes = await file.read(this.at - this.tail.length, this.tail.length);
    if (bytes.length < this.tail.length || !this.tail.every((byte, i) => byte === bytes[i])) return null;
    const reading = new Reading(file, this.inlet, this.counts);
    reading.half = this.half;
    reading.source = this.source;
    reading.known = this.known;
    reading.skips = this.skips;
    // What is carried is read again; what was read of the copy before keeping it failed is not.
    const taken = this.source === null ? 0 : this.inlet.taken(this.source);
    reading.at = Math.max(taken, this.at - this.carry.length);
    const from = Math.max(0, reading.at - TAIL);
    reading.tail = await file.read(from, reading.at - from);
    return reading;
  }
}

/** A line that nothing will end any more. */
export async function keepHalf(inlet: Inlet, { bytes, origin }: Half, counts: InCounts): Promise<void> {
  await take(inlet, 'file', new Uint8Array(Buffer.concat([bytes, LINE_FEED])), counts, origin);
}
