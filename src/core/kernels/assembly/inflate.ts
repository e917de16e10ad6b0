import { CODE_COUNTS, CODE_NEXT, CODE_SORTED, CODE_TABLES, INFLATED, LENGTHS, STREAM } from './layout';

// Deflate (RFC 1951), for streams of some hundred bytes: of those most time goes into setting up, so codes are looked up by few bits.

/** Bits that are looked up at once; longer codes are rare, and decoded bit by bit. */
const FAST: i32 = 9;
/** Codes of one kind: what is looked up, how many there are of each length, and their symbols in order. */
const LITERALS: i32 = 0;
const DISTANCES: i32 = 1;
const OF_LENGTHS: i32 = 2;

const LENGTH_BASE: usize = memory.data<u16>([
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258, 0, 0,
]);
const LENGTH_EXTRA: usize = memory.data<u8>([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0, 0, 0]);
const DISTANCE_BASE: usize = memory.data<u16>([
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385,
  24577, 0, 0,
]);
const DISTANCE_EXTRA: usize = memory.data<u8>([
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 0, 0,
]);
const LENGTH_ORDER: usize = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

// Where the next bits come from. Reading goes beyond the end and is found out afterwards: what follows there is only memory.
let at: usize = 0;
let held: u64 = 0;
let have: i32 = 0;

/** At least 56 bits are held then. */
// @ts-ignore: decorator
@inline
function refill(): void {
  held |= load<u64>(at) << (<u64>have);
  at += <usize>((63 - have) >> 3);
  have |= 56;
}

// @ts-ignore: decorator
@inline
function take(bits: i32): i32 {
  const value = <i32>(held & ((<u64>1 << (<u64>bits)) - 1));
  held >>= <u64>bits;
  have -= bits;
  return value;
}

/** Sets up a code by the lengths of its symbols. False: no such code. An entry is symbol << 4 | bits; 0: it is longer, or none. */
function setUp(kind: i32, lengths: usize, symbols: i32): bool {
  const counts = CODE_COUNTS + <usize>(kind * 32);
  const sorted = CODE_SORTED + <usize>(kind * 640);
  const table = CODE_TABLES + <usize>(kind * 1024);
  memory.fill(counts, 0, 32);
  for (let i = 0; i < symbols; i++) {
    const count = counts + ((<usize>load<u8>(lengths + <usize>i)) << 1);
    store<u16>(count, load<u16>(count) + 1);
  }
  store<u16>(counts, 0);
  let left = 1;
  let first = 0;
  let code = 0;
  for (let bits = 1; bits < 16; bits++) {
    const count = <i32>load<u16>(counts + (<usize>bits << 1));
    left = (left << 1) - count;
    if (left < 0) return false;
    code = code << 1;
    // Of each length: the place of its next symbol, and that symbol's code.
    store<u16>(CODE_NEXT + (<usize>bits << 2), <u16>first);
    store<u16>(CODE_NEXT + (<usize>bits << 2), <u16>code, 2);
    first += count;
    code += count;
  }
  memory.fill(table, 0, 1024);
  for (let i = 0; i < symbols; i++) {
    const bits = <i32>load<u8>(lengths + <usize>i);
    if (bits == 0) continue;
    const next = CODE_NEXT + (<usize>bits << 2);
    const place = load<u16>(next);
    const own = <u32>load<u16>(next, 2);
    store<u16>(next, place + 1);
    store<u16>(next, <u16>(own + 1), 2);
    store<u16>(sorted + (<usize>place << 1), <u16>i);
    if (bits > FAST) continue;
    // Codes come with their highest bit first.
    let turned: u32 = 0;
    for (let bit = 0; bit < bits; bit++) turned |= ((own >> bit) & 1) << (bits - 1 - bit);
    const entry = <u16>((i << 4) | bits);
    for (let to: u32 = turned; to < 512; to += 1 << bits) store<u16>(table + (<usize>to << 1), entry);
  }
  return true;
}

/** A code that is longer than what is looked up; -1: there is none. */
function longer(kind: i32): i32 {
  const counts = CODE_COUNTS + <usize>(kind * 32);
  let code = 0;
  let first = 0;
  let place = 0;
  for (let bits = 1; bits < 16; bits++) {
    code |= take(1);
    const count = <i32>load<u16>(counts + (<usize>bits << 1));
    if (code - count < first) return <i32>load<u16>(CODE_SORTED + <usize>(kind * 640) + (<usize>(place + code - first) << 1));
    place += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  return -1;
}

// @ts-ignore: decorator
@inline
function symbol(kind: i32): i32 {
  const entry = <i32>load<u16>(CODE_TABLES + <usize>(kind * 1024) + ((<usize>(held & 511)) << 1));
  if (entry == 0) return longer(kind);
  take(entry & 15);
  return entry >> 4;
}

function fixed(): bool {
  memory.fill(LENGTHS, 8, 144);
  memory.fill(LENGTHS + 144, 9, 112);
  memory.fill(LENGTHS + 256, 7, 24);
  memory.fill(LENGTHS + 280, 8, 8);
  memory.fill(LENGTHS + 288, 5, 32);
  return setUp(LITERALS, LENGTHS, 288) && setUp(DISTANCES, LENGTHS + 288, 32);
}

function dynamic(): bool {
  refill();
  const literals = take(5) + 257;
  const distances = take(5) + 1;
  const lengths = take(4) + 4;
  if (literals > 286) return false;
  memory.fill(LENGTHS, 0, 19);
  for (let i = 0; i < lengths; i++) {
    refill();
    store<u8>(LENGTHS + <usize>load<u8>(LENGTH_ORDER + <usize>i), <u8>take(3));
  }
  if (!setUp(OF_LENGTHS, LENGTHS, 19)) return false;
  const all = literals + distances;
  for (let i = 0; i < all; ) {
    refill();
    const what = symbol(OF_LENGTHS);
    if (what < 0) return false;
    if (what < 16) {
      store<u8>(LENGTHS + <usize>i, <u8>what);
      i++;
      continue;
    }
    if (what == 16 && i == 0) return false;
    const value = what == 16 ? load<u8>(LENGTHS + <usize>(i - 1)) : 0;
    const times = what == 16 ? 3 + take(2) : what == 17 ? 3 + take(3) : 11 + take(7);
    if (i + times > all) return false;
    memory.fill(LENGTHS + <usize>i, value, <usize>times);
    i += times;
  }
  // Without an end of the block there is no end.
  if (load<u8>(LENGTHS + 256) == 0) return false;
  return setUp(LITERALS, LENGTHS, literals) && setUp(DISTANCES, LENGTHS + <usize>literals, distances);
}

/** `length` bytes of deflate in STREAM into INFLATED, no more than `most` (some more are overwritten). How many; -1: broken, or more. */
export function inflate(length: i32, most: i32): i32 {
  const end = STREAM + <usize>length;
  const full = INFLATED + <usize>most;
  let to = INFLATED;
  at = STREAM;
  held = 0;
  have = 0;
  let last = 0;
  while (last == 0) {
    if (at > end + 8) return -1;
    refill();
    last = take(1);
    const kind = take(2);
    if (kind == 0) {
      take(have & 7);
      // Back to the first byte that is not used.
      at -= <usize>(have >> 3);
      held = 0;
      have = 0;
      if (at + 4 > end) return -1;
      const count = <i32>load<u16>(at);
      if ((count ^ <i32>load<u16>(at, 2)) != 0xffff) return -1;
      at += 4;
      if (at + <usize>count > end || to + <usize>count > full) return -1;
      memory.copy(to, at, <usize>count);
      to += <usize>count;
      at += <usize>count;
      continue;
    }
    if (kind == 3 || !(kind == 1 ? fixed() : dynamic())) return -1;
    while (true) {
      if (at > end + 8) return -1;
      refill();
      let what = symbol(LITERALS);
      // Most are literals, and three of them are at most 45 bits.
      while (<u32>what < 256) {
        if (to >= full) return -1;
        store<u8>(to, <u8>what);
        to++;
        refill();
        what = symbol(LITERALS);
        if (at > end + 8) return -1;
      }
      if (what == 256) break;
      if (what < 0 || what > 285) return -1;
      const long = <i32>load<u16>(LENGTH_BASE + (<usize>(what - 257) << 1)) + take(<i32>load<u8>(LENGTH_EXTRA + <usize>(what - 257)));
      const far = symbol(DISTANCES);
      if (far < 0 || far > 29) return -1;
      refill();
      const back = <usize>load<u16>(DISTANCE_BASE + (<usize>far << 1)) + <usize>take(<i32>load<u8>(DISTANCE_EXTRA + <usize>far));
      if (back > to - INFLATED || to + <usize>long > full) return -1;
      copy(to, back, long);
      to += <usize>long;
    }
  }
  return at - <usize>(have >> 3) > end ? -1 : <i32>(to - INFLATED);
}

/** What lies `back` bytes before once more; up to 7 bytes after it are overwritten. */
// @ts-ignore: decorator
@inline
function copy(to: usize, back: usize, length: i32): void {
  const until = to + <usize>length;
  if (back >= 8) {
    for (let from = to - back; to < until; to += 8, from += 8) store<u64>(to, load<u64>(from));
  } else if (back == 1 || back == 2 || back == 4) {
    let eight: u64 = back == 4 ? <u64>load<u32>(to - 4) : back == 2 ? <u64>load<u16>(to - 2) : <u64>load<u8>(to - 1);
    if (back == 1) eight |= eight << 8;
    if (back <= 2) eight |= eight << 16;
    eight |= eight << 32;
    for (; to < until; to += 8) store<u64>(to, eight);
  } else {
    for (; to < until; to++) store<u8>(to, load<u8>(to - back));
  }
}
