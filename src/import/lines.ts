import { type LineScan, SCAN_BYTES } from '../core/kernels/line-scan';
import { GrowingBytes } from './growing-bytes';
import { holdsMarker, plainScan } from './plain-scan';
import type { Windows } from './windows';

/** Longer lines are skipped: no packet line is (JSONL, which alone may be long, ends at 16 MB too [P10]). */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

export interface LineHandler {
  /**
   * One line: `bytes` from `start` to `end`, without its line feed. `marked`: it holds a packet marker.
   * The bytes are only lent.
   */
  line(bytes: Uint8Array, start: number, end: number, number: number, marked: boolean): void;
  /** A line longer than 16 MB was skipped. */
  tooLong(number: number): void;
  /** Whether lines that surely say nothing need not be given, but are only counted. Asked after each line that is given. */
  readonly skims: boolean;
  /** So many of those passed since the last call of any of these. */
  idle(count: number): void;
}

const LF = 10;

/** Cuts bytes into lines, whatever windows they come in. Memory: one line, at most 16 MB. */
export class LineSplitter {
  /** Lines seen so far. */
  number = 0;
  private readonly carry = new GrowingBytes();
  private skipping = false;
  private ends = new Int32Array(0);

  constructor(
    private readonly handler: LineHandler,
    private readonly scan: LineScan = plainScan,
  ) {}

  push(bytes: Uint8Array): void {
    let from = 0;
    if (this.carry.length > 0 || this.skipping) {
      const end = bytes.indexOf(LF);
      if (end < 0) {
        this.keep(bytes);
        return;
      }
      this.keep(bytes.subarray(0, end));
      this.finish();
      from = end + 1;
    }
    const rest = this.wholeLines(bytes, from);
    if (rest < bytes.length) this.keep(bytes.subarray(rest));
  }

  /** What came after the last line feed: the end of a file is the end of its line. */
  end(): void {
    if (this.carry.length > 0 || this.skipping) this.finish();
  }

  private keep(bytes: Uint8Array): void {
    if (this.skipping) return;
    this.skipping = this.carry.length + bytes.length > MAX_LINE_BYTES;
    if (this.skipping) this.carry.clear();
    else this.carry.append(bytes);
  }

  private finish(): void {
    this.number++;
    if (this.skipping) {
      this.skipping = false;
      this.handler.tooLong(this.number);
    } else {
      const bytes = this.carry.view();
      this.carry.clear();
      this.handler.line(bytes, 0, bytes.length, this.number, holdsMarker(bytes, 0, bytes.length));
    }
  }

  /**
   * All whole lines from `from` on; returns where the last, unended one begins. A piece at a time, so that the lines are
   * given while they lie in the nearest cache.
   */
  private wholeLines(bytes: Uint8Array, from: number): number {
    const room = Math.min(SCAN_BYTES, bytes.length - from);
    if (this.ends.length < room) this.ends = new Int32Array(room);
    let start = from;
    while (start < bytes.length) {
      const to = Math.min(bytes.length, start + SCAN_BYTES);
      const count = this.scan(bytes, start, to, this.ends);
      if (count > 0) {
        start = this.giveLines(bytes, start, count);
        continue;
      }
      // Nothing ends in all of the piece.
      const end = bytes.indexOf(LF, to);
      if (end < 0) break;
      this.handler.line(bytes, start, end, ++this.number, holdsMarker(bytes, start, end));
      start = end + 1;
    }
    return start;
  }

  /** The lines that a scan from `from` on has found, in so many numbers; returns where the next begins. */
  private giveLines(bytes: Uint8Array, from: number, count: number): number {
    const { ends, handler } = this;
    let start = from;
    for (let i = 0; i < count; i++) {
      const found = ends[i]!;
      if (found < 0) {
        this.idleLines(bytes, start, -found);
        start = from + ends[++i]! + 1;
      } else {
        const end = from + (found >> 1);
        handler.line(bytes, start, end, ++this.number, (found & 1) !== 0);
        start = end + 1;
      }
    }
    return start;
  }

  /** So many lines that say nothing, unless the handler, which may change its mind with each it is given, wants them. */
  private idleLines(bytes: Uint8Array, from: number, count: number): void {
    let start = from;
    for (let left = count; left > 0; left--) {
      if (this.handler.skims) {
        this.number += left;
        this.handler.idle(left);
        return;
      }
      const end = bytes.indexOf(LF, start);
      this.handler.line(bytes, start, end, ++this.number, false);
      start = end + 1;
    }
  }
}

/** All bytes of a stream. `turn` is awaited between windows: it tells progress and gives back-pressure. */
export async function readLines(
  windows: Windows,
  reader: { push(bytes: Uint8Array): void },
  turn: (done: number) => Promise<void>,
): Promise<void> {
  for await (const window of windows) {
    reader.push(window.bytes);
    await turn(window.done);
  }
}
