import { inflateSync, Unzlib } from 'fflate';
import { fail, ok, type Result } from './result';

/** Up to here a stream is inflated in one go: deflate gives at most 1,032 bytes for one, so the work is bounded too. */
const AT_ONCE = 16_384;
const STEP = 1_024;
/** Longest output that goes through the shared scratch buffer. */
const SCRATCH = 1_048_576;

let scratch: Uint8Array | null = null;

/**
 * Inflates a zlib stream, never to more than `max` bytes. Errors: `bad-zlib`, `zip-bomb`.
 * Without a buffer of its own fflate allocates 128 kB for every call, which for lines of 300 bytes is most of the time.
 */
export function inflateBounded(bytes: Uint8Array, max: number): Result<Uint8Array> {
  return inflateMeasured(bytes, max, AT_ONCE).result;
}

/** The same, and about how many bytes it came to in doing so, those of what failed too. Longer streams than `atOnce` go in steps. */
export function inflateMeasured(bytes: Uint8Array, max: number, atOnce: number): { result: Result<Uint8Array>; work: number } {
  // A zlib header: method 8, a multiple of 31, no preset dictionary; then the stream, then 4 bytes of checksum.
  const head = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  if (bytes.length < 8 || (head & 0x0f00) !== 0x0800 || head % 31 !== 0 || head & 0x20)
    return { result: fail('bad-zlib', 'This is not a zlib stream.'), work: 0 };
  // No packer makes more of its input than this; what does is a bomb, or meant to be slow.
  if (bytes.length > max + (max >> 8) + 64) return { result: tooLong(max), work: 0 };
  return bytes.length <= atOnce && max <= SCRATCH ? inOneGo(bytes, max) : inSteps(bytes, max);
}

function inOneGo(bytes: Uint8Array, max: number): { result: Result<Uint8Array>; work: number } {
  scratch ??= new Uint8Array(SCRATCH + 1);
  for (let at = max; at > 0; at >>= 2) scratch[at] = UNTOUCHED;
  try {
    const out = inflateSync(bytes.subarray(2, -4), { out: scratch.subarray(0, max + 1) });
    return out.length > max ? { result: tooLong(max), work: MOST * bytes.length } : { result: ok(out.slice()), work: out.length };
  } catch (error) {
    // fflate drops what does not fit, but a stored block that does not fit makes it throw; and what is damaged may have been a
    // bomb up to there.
    const over = error instanceof RangeError || scratch[max] !== UNTOUCHED;
    return over ? { result: tooLong(max), work: MOST * bytes.length } : { result: broken(error), work: touched(scratch, max) };
  }
}

/** Deflate gives so many bytes for one at most. */
const MOST = 1_032;
/** Stands at places of the scratch buffer that are looked at afterwards; nobody can know it and write it there himself. */
const UNTOUCHED = Math.floor(Math.random() * 256);

/** How far something was written, within a factor of four. */
function touched(buffer: Uint8Array, max: number): number {
  let at = max;
  while (at > 0 && buffer[at] === UNTOUCHED) at >>= 2;
  return Math.min(max, at * 4);
}

function inSteps(bytes: Uint8Array, max: number): { result: Result<Uint8Array>; work: number } {
  const pieces: Uint8Array[] = [];
  let total = 0;
  const stream = new Unzlib((piece) => {
    total += piece.length;
    if (total <= max) pieces.push(piece);
  });
  try {
    for (let at = 0; at < bytes.length; at += STEP) {
      stream.push(bytes.subarray(at, at + STEP), at + STEP >= bytes.length);
      if (total > max) return { result: tooLong(max), work: total };
    }
  } catch (error) {
    return { result: broken(error), work: total };
  }
  return { result: ok(joined(pieces, total)), work: total };
}

export function joined(pieces: readonly Uint8Array[], total: number): Uint8Array {
  const result = new Uint8Array(total);
  let at = 0;
  for (const piece of pieces) {
    result.set(piece, at);
    at += piece.length;
  }
  return result;
}

const tooLong = (max: number) => fail('zip-bomb', `It inflates to more than ${max.toLocaleString('en')} bytes.`);
const broken = (error: unknown) => fail('bad-zlib', `The packed data is damaged (${error instanceof Error ? error.message : 'unknown'}).`);
