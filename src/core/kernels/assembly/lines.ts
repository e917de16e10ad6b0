import { ENDS, LINES } from './layout';

// Lines of a log, in one sweep over its bytes: where they end, which hold a packet marker, and which say nothing. What each
// of that means is written down in src/import/plain-scan.ts, against which this is tested.

const LF: u8 = 10;

/** Bit i: byte i of the 16 at `at` is a line feed, F or K, as every marker begins: looked up by the byte's lower four bits. */
// @ts-ignore: decorator
@inline
function events(at: usize): u64 {
  const v = v128.load(at);
  const wanted = i8x16.swizzle(i8x16(-1, 0, 0, 0, 0, 0, 70, 0, 0, 0, 10, 75, 0, 0, 0, 0), v128.and(v, i8x16.splat(15)));
  return <u64>i8x16.bitmask(i8x16.eq(wanted, v));
}

/** Whether one of the markers begins at `at`. Its first letters are read as the little-endian numbers they are in memory. */
function isMarker(at: usize): bool {
  const first = load<u64>(at);
  // Factosco | pe: or pe-text:
  if (first == 0x6f63736f74636146) {
    if (load<u16>(at, 8) != 0x6570) return false;
    const next = load<u8>(at, 10);
    return next == 58 || (next == 45 && load<u32>(at, 11) == 0x74786574 && load<u8>(at, 15) == 58);
  }
  // Factorio | Even | t
  if (first == 0x6f69726f74636146) return load<u32>(at, 8) == 0x6e657645 && load<u8>(at, 12) == 116;
  // Kafkator | ioPacket
  return first == 0x726f74616b66614b && load<u64>(at, 8) == 0x74656b6361506f69;
}

// @ts-ignore: decorator
@inline
function isDigit(byte: u8): bool {
  return byte - 48 < 10;
}

/** Letters of source files that say nothing: A to Z but A, C, G, M, S. */
const QUIET: u32 = 0x03ffffff & ~((1 << 0) | (1 << 2) | (1 << 6) | (1 << 12) | (1 << 18));

function isIdle(start: usize, end: usize): bool {
  const first = load<u8>(start);
  let dot = start + 4;
  while (load<u8>(dot) != 46) if (++dot > start + 10) return first == 32;
  const seconds =
    dot + 6 < end && load<u8>(dot, 4) == 32 && isDigit(load<u8>(dot - 1)) && isDigit(load<u8>(dot, 3)) && (first == 32 || isDigit(first));
  if (!seconds) return first == 32;
  const pair = load<u16>(dot, 5);
  // Sc, Ch
  if (pair == 0x6353 || pair == 0x6843) return true;
  // In
  if (pair != 0x6e49 || dot + 20 >= end) return false;
  const file = load<u8>(dot, 10);
  if (file == 65) return load<u8>(dot, 20) != 46;
  const letter = <u32>file - 65;
  return letter < 26 && ((QUIET >> letter) & 1) != 0;
}

/**
 * The lines that end in the first `length` bytes of LINES, which begin with a line, into ENDS: as of `LineScan`. Returns how
 * many numbers. Overwrites 128 bytes after `length`.
 */
export function scanLines(length: i32): i32 {
  memory.fill(LINES + <usize>length, 0, 128);
  const last = LINES + <usize>length;
  let start = LINES;
  let to = ENDS;
  let marked = 0;
  let idle = 0;
  for (let at = LINES; at < last; at += 64) {
    let bits = events(at) | (events(at + 16) << 16) | (events(at + 32) << 32) | (events(at + 48) << 48);
    while (bits != 0) {
      const found = at + <usize>ctz(bits);
      bits &= bits - 1;
      if (load<u8>(found) != LF) {
        if (isMarker(found)) marked = 1;
        continue;
      }
      if (marked == 0 && isIdle(start, found)) {
        idle++;
      } else {
        if (idle != 0) {
          store<i32>(to, -idle);
          store<i32>(to, <i32>(start - 1 - LINES), 4);
          to += 8;
          idle = 0;
        }
        store<i32>(to, (<i32>(found - LINES) << 1) | marked);
        to += 4;
        marked = 0;
      }
      start = found + 1;
    }
  }
  if (idle != 0) {
    store<i32>(to, -idle);
    store<i32>(to, <i32>(start - 1 - LINES), 4);
    to += 8;
  }
  return <i32>(to - ENDS) >> 2;
}
