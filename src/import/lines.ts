import { GrowingBytes } from './growing-bytes';
import type { Windows } from './windows';

/** Longer lines are skipped: no packet line is (JSONL, which alone may be long, ends at 16 MB too [P10]). */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

export interface LineHandler {
  /**
   * One line: `bytes` from `start` to `end`, without its line feed. `marked`: it may hold a packet marker; false: it holds none.
   * The bytes are only lent.
   */
  line(bytes: Uint8Array, start: number, end: number, number: number, marked: boolean): void;
  /** A line longer than 16 MB was skipped. */
  tooLong(number: number): void;
}

/**
 * Whatever place in memory a marker begins at, one of four neighbouring aligned 4-byte words lies whole inside it. So lines
 * are searched for markers word by word, in the same sweep that finds their ends, at well over 1 GB/s.
 * These are the words of "Factoscope", "KafkatorioPacket" and "FactorioEvent" that ordinary lines ("Factorio", "Packet") lack.
 */
const MARKER_WORDS = ['tosc', 'osco', 'scop', 'cope', 'rioP', 'ioPa', 'oPac', 'Pack', 'rioE', 'ioEv', 'oEve', 'Even'];
const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
const HASH_BITS = 10;
/** Odd, and such that few words of ordinary text share a slot with a marker's. */
const HASH = 0x9e3779b1;

const slots = new Uint8Array(1 << HASH_BITS);
for (const word of MARKER_WORDS) {
  const codes = [...word].map((letter) => letter.charCodeAt(0));
  if (!LITTLE_ENDIAN) codes.reverse();
  slots[Math.imul(codes[0]! | (codes[1]! << 8) | (codes[2]! << 16) | (codes[3]! << 24), HASH) >>> (32 - HASH_BITS)] = 1;
}

const LF = 10;
const LF_WORD = 0x0a0a0a0a;

/** Cuts bytes into lines, whatever windows they come in. Memory: one line, at most 16 MB. */
export class LineSplitter {
  /** Lines seen so far. */
  number = 0;
  private readonly carry = new GrowingBytes();
  private skipping = false;

  constructor(private readonly handler: LineHandler) {}

  push(bytes: Uint8Array): void {
    let from = 0;
    if (this.carry.length > 0 || this.skipping) {
      const end = bytes.indexOf(LF);
      if (end < 0) return this.keep(bytes);
      this.keep(bytes.subarray(0, end));
      this.finish();
      from = end + 1;
    }
    const rest = this.sweep(bytes, from);
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
      this.handler.line(bytes, 0, bytes.length, this.number, mayHoldMarker(bytes, 0, bytes.length));
    }
  }

  /** All whole lines from `from` on; returns where the last, unended one begins. */
  private sweep(bytes: Uint8Array, from: number): number {
    const handler = this.handler;
    let number = this.number;
    let start = from;
    let marked = false;
    let at = from;
    const aligned = Math.min(bytes.length, at + ((4 - ((bytes.byteOffset + at) & 3)) & 3));
    for (; at < aligned; at++) {
      if (bytes[at] !== LF) continue;
      handler.line(bytes, start, at, ++number, false);
      start = at + 1;
    }
    const view = new Int32Array(bytes.buffer, bytes.byteOffset + at, (bytes.length - at) >> 2);
    const count = view.length;
    const base = at;
    for (let i = 0; i < count; i++) {
      const word = view[i]!;
      if (slots[Math.imul(word, HASH) >>> (32 - HASH_BITS)] === 1) marked = true;
      // The well-known test for a zero byte, here for a line feed.
      const zero = word ^ LF_WORD;
      if (((zero - 0x01010101) & ~zero & 0x80808080) === 0) continue;
      for (let j = base + i * 4, end = j + 4; j < end; j++) {
        if (bytes[j] !== LF) continue;
        handler.line(bytes, start, j, ++number, marked);
        start = j + 1;
        marked = false;
      }
    }
    for (at = base + count * 4; at < bytes.length; at++) {
      if (bytes[at] !== LF) continue;
      handler.line(bytes, start, at, ++number, marked);
      start = at + 1;
      marked = false;
    }
    this.number = number;
    return start;
  }
}

/** The sweep's test for bytes that did not go through it; they may lie at any address. */
export function mayHoldMarker(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at + 4 <= end; at++) {
    const word = LITTLE_ENDIAN
      ? bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
      : (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
    if (slots[Math.imul(word, HASH) >>> (32 - HASH_BITS)] === 1) return true;
  }
  return false;
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
