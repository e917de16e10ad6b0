import { MARKER, TEXT_MARKER } from '../core/packet/schema';
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
  /** Whether lines that `isIdle` knows need not be given, but are only counted. Asked after each line that is given. */
  readonly skims: boolean;
  /** So many of those passed since the last call of any of these. */
  idle(count: number): void;
}

/** First letters of the source files whose `Info File.cpp:123: …` lines say nothing: all but those `EngineReader` asks for. */
const tellsNothing = new Uint8Array(256).fill(1, 65, 91);
for (const letter of 'ACGMS') tellsNothing[letter.charCodeAt(0)] = 0;

/**
 * Where the text begins behind `  17.390 `, the engine's seconds since launch, right-aligned in eight columns or wider;
 * 0 when the line does not begin so.
 */
export function secondsEnd(bytes: Uint8Array, start: number, end: number): number {
  let dot = start + 4;
  while (bytes[dot] !== 46) if (++dot > start + 10) return 0;
  // Two digits beside the point stand for all: what looks like this is no other line.
  if (bytes[dot + 4] !== 32 || dot + 6 >= end || !isDigit(bytes[dot - 1]!) || !isDigit(bytes[dot + 3]!)) return 0;
  const first = bytes[start]!;
  return first === 32 || isDigit(first) ? dot + 5 : 0;
}

export const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;

/**
 * The commonest lines that say nothing, told by a few bytes: `  17.390 Script @…`, `Checksum …`, `Info HttpSharedState.cpp…`,
 * and indented ones without seconds, which are a mod's.
 */
function isIdle(bytes: Uint8Array, start: number, end: number): boolean {
  const at = secondsEnd(bytes, start, end);
  if (at === 0) return bytes[start] === 32;
  const first = bytes[at];
  const second = bytes[at + 1];
  if (first === 83) return second === 99;
  if (first === 67) return second === 104;
  if (first !== 73 || second !== 110) return false;
  const file = bytes[at + 5]!;
  // AppManager.cpp tells of saves, AppManagerStates.cpp of nothing.
  return file === 65 ? bytes[at + 15] !== 46 : tellsNothing[file] === 1;
}

/**
 * Whatever place in memory a marker begins at, one of its 4-byte words lies at an address that 8 divides. So lines are
 * searched for markers by every other word, in the same sweep that finds their ends; a word that looks right is compared
 * in full.
 */
const MARKERS = [MARKER, TEXT_MARKER, 'KafkatorioPacket', 'FactorioEvent'].map((text) => new TextEncoder().encode(text));
/** Where in each marker the 8 words begin that are looked for: such as few other lines hold. */
const FIRST_PLACE = [0, 0, 5, 2];
const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
/** 16 kB, which the fastest cache holds, and few words of ordinary text share a slot with a marker's. */
const SHIFT = 32 - 14;
const HASH = 0x9e3779b1 | 0;

const slots = new Uint8Array(1 << (32 - SHIFT));
/** Word to the markers it is in, and where. */
const words = new Map<number, { marker: Uint8Array; place: number }[]>();
MARKERS.forEach((marker, m) => {
  for (let place = FIRST_PLACE[m]!; place < FIRST_PLACE[m]! + 8; place++) {
    const word = wordAt(marker, place);
    words.set(word, [...(words.get(word) ?? []), { marker, place }]);
    slots[Math.imul(word, HASH) >>> SHIFT] = 1;
  }
});

/** Four bytes at any address as the processor reads them. */
function wordAt(bytes: Uint8Array, at: number): number {
  return LITTLE_ENDIAN
    ? bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
    : (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
}

/** Whether the word at `at` belongs to a marker. */
function isInMarker(bytes: Uint8Array, at: number, word: number): boolean {
  if (slots[Math.imul(word, HASH) >>> SHIFT] === 0) return false;
  return words.get(word)?.some(({ marker, place }) => isAt(bytes, at - place, marker)) ?? false;
}

function isAt(bytes: Uint8Array, at: number, marker: Uint8Array): boolean {
  if (at < 0) return false;
  for (let i = 0; i < marker.length; i++) if (bytes[at + i] !== marker[i]) return false;
  return true;
}

/** Words swept at once: they and what is found in them stay in the cache. */
const PIECE = 16_384;
const LF = 10;
const NO_WORDS = new Int32Array(0);
const LF_WORD = 0x0a0a0a0a;
const HIGH_BITS = 0x80808080 | 0;

/** Half of the well-known test for a zero byte, here for a line feed: has a high bit set where there is one, or no ASCII. */
function feeds(word: number): number {
  return ((word ^ LF_WORD) - 0x01010101) | 0;
}

/** Cuts bytes into lines, whatever windows they come in. Memory: one line, at most 16 MB. */
export class LineSplitter {
  /** Lines seen so far. */
  number = 0;
  private readonly carry = new GrowingBytes();
  private skipping = false;
  private readonly ends = new Int32Array(PIECE * 4 + 8);
  private count = 0;
  private marked = false;

  constructor(private readonly handler: LineHandler) {}

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

  /**
   * All whole lines from `from` on; returns where the last, unended one begins. A piece at a time: first the ends of all
   * its lines are found, in a loop that does nothing else, then the lines are given while they lie in the nearest cache.
   */
  private sweep(bytes: Uint8Array, from: number): number {
    this.marked = false;
    this.count = 0;
    // Up to the first whole word. A marker that begins here has a word of its own after it.
    const aligned = Math.min(bytes.length, from + ((8 - ((bytes.byteOffset + from) & 7)) & 7));
    this.findInBytes(bytes, from, aligned);
    // A window of a few bytes may end before a whole word begins.
    const view =
      bytes.length - aligned < 4 ? NO_WORDS : new Int32Array(bytes.buffer, bytes.byteOffset + aligned, (bytes.length - aligned) >> 2);
    let start = from;
    for (let at = 0; at < view.length; at += PIECE) {
      this.findEnds(bytes, view, aligned, at, Math.min(view.length, at + PIECE));
      start = this.giveLines(bytes, start);
    }
    this.findInBytes(bytes, aligned + view.length * 4, bytes.length);
    return this.giveLines(bytes, start);
  }

  /**
   * Offsets of the line feeds in the words `from` to `to` of `view` into `ends`, ~offset where the line is marked. The view
   * begins at `base` in `bytes`.
   */
  private findEnds(bytes: Uint8Array, view: Int32Array, base: number, from: number, to: number): void {
    const ends = this.ends;
    let count = this.count;
    let marked = this.marked;
    let i = from;
    // Four words at a time, with one branch between them.
    for (; i + 3 < to; i += 4) {
      const a = view[i]! | 0;
      const b = view[i + 1]! | 0;
      const c = view[i + 2]! | 0;
      const d = view[i + 3]! | 0;
      // `from` is even and the view begins at a multiple of 8: these are the words that 8 divides.
      const mark = slots[Math.imul(a, HASH) >>> SHIFT]! | slots[Math.imul(c, HASH) >>> SHIFT]!;
      const feed = (feeds(a) | feeds(b) | feeds(c) | feeds(d)) & HIGH_BITS;
      if ((feed | mark) === 0) continue;
      if (mark !== 0 || !LITTLE_ENDIAN) {
        this.count = count;
        this.marked = marked;
        this.findInWords(bytes, view, base, i, i + 4);
        count = this.count;
        marked = this.marked;
        continue;
      }
      for (let k = 0; k < 4; k++) {
        let bits = feeds(view[i + k]! | 0) & HIGH_BITS;
        while (bits !== 0) {
          const at = base + (i + k) * 4 + ((31 - Math.clz32(bits & -bits)) >> 3);
          bits &= bits - 1;
          if (bytes[at] !== LF) continue;
          ends[count++] = marked ? ~at : at;
          marked = false;
        }
      }
    }
    this.count = count;
    this.marked = marked;
    if (i < to) this.findInWords(bytes, view, base, i, to);
  }

  private findInWords(bytes: Uint8Array, view: Int32Array, base: number, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const word = view[i]! | 0;
      if (i % 2 === 0 && isInMarker(bytes, base + i * 4, word)) this.marked = true;
      if ((feeds(word) & HIGH_BITS) !== 0) this.findInBytes(bytes, base + i * 4, base + i * 4 + 4);
    }
  }

  private findInBytes(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      if (bytes[at] !== LF) continue;
      this.ends[this.count++] = this.marked ? ~at : at;
      this.marked = false;
    }
  }

  private giveLines(bytes: Uint8Array, from: number): number {
    const { ends, handler, count } = this;
    this.count = 0;
    let start = from;
    let idle = 0;
    // Only what is given can change it.
    let skims = handler.skims;
    for (let i = 0; i < count; i++) {
      const found = ends[i]!;
      const end = found < 0 ? ~found : found;
      this.number++;
      if (found >= 0 && skims && isIdle(bytes, start, end)) {
        idle++;
      } else {
        if (idle > 0) handler.idle(idle);
        idle = 0;
        handler.line(bytes, start, end, this.number, found < 0);
        skims = handler.skims;
      }
      start = end + 1;
    }
    if (idle > 0) handler.idle(idle);
    return start;
  }
}

/** The sweep's test for bytes that did not go through it; they may lie at any address. */
export function mayHoldMarker(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at + 4 <= end; at++) {
    const word = wordAt(bytes, at);
    if (isInMarker(bytes, at, word)) return true;
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
