/**
 * What a line of a log is, told by its bytes. In plain JavaScript: what the WASM module's scan is tested against, and does
 * its work where a file is only judged.
 */
import type { LineScan } from '../core/kernels/line-scan';
import { MARKER, TEXT_MARKER } from '../core/packet/schema';

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
  if (first !== 73 || second !== 110 || at + 15 >= end) return false;
  const file = bytes[at + 5]!;
  // AppManager.cpp tells of saves, AppManagerStates.cpp of nothing.
  return file === 65 ? bytes[at + 15] !== 46 : tellsNothing[file] === 1;
}

const LF = 10;
const MARKERS = [MARKER, TEXT_MARKER, 'KafkatorioPacket', 'FactorioEvent'].map((text) => new TextEncoder().encode(text));

/** Whether one of the packets' markers stands in a line. */
export function holdsMarker(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    // All begin with `Fa` or `Ka`.
    if ((byte === 70 || byte === 75) && bytes[at + 1] === 97 && isMarker(bytes, at, end)) return true;
  }
  return false;
}

function isMarker(bytes: Uint8Array, at: number, end: number): boolean {
  return MARKERS.some((marker) => at + marker.length <= end && marker.every((byte, i) => bytes[at + i] === byte));
}

export const plainScan: LineScan = (bytes, from, to, ends) => {
  let count = 0;
  let idle = 0;
  let start = from;
  for (let end = bytes.indexOf(LF, from); end >= 0 && end < to; end = bytes.indexOf(LF, start)) {
    const marked = holdsMarker(bytes, start, end);
    if (!marked && isIdle(bytes, start, end)) {
      if (idle++ === 0) count += 2;
      ends[count - 2] = -idle;
      ends[count - 1] = end - from;
    } else {
      idle = 0;
      ends[count++] = (end - from) * 2 + (marked ? 1 : 0);
    }
    start = end + 1;
  }
  return count;
};
