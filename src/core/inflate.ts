import { inflateSync, Unzlib } from 'fflate';
import { fail, ok, type Result } from './result';

/** Up to here a stream is inflated in one go: deflate gives at most 1,032 bytes for one, so the work is bounded too. */
const AT_ONCE = 16_384;
const STEP = 4_096;
/** Longest output that goes through the shared scratch buffer. */
const SCRATCH = 1_048_576;

let scratch: Uint8Array | null = null;

/**
 * Inflates a zlib stream, never to more than `max` bytes. Errors: `bad-zlib`, `zip-bomb`.
 * Without a buffer of its own fflate allocates 128 kB for every call, which for lines of 300 bytes is most of the time.
 */
export function inflateBounded(bytes: Uint8Array, max: number): Result<Uint8Array> {
  // A zlib header: method 8, a multiple of 31, no preset dictionary; then the stream, then 4 bytes of checksum.
  const head = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  if (bytes.length < 8 || (head & 0x0f00) !== 0x0800 || head % 31 !== 0 || head & 0x20)
    return fail('bad-zlib', 'This is not a zlib stream.');
  return bytes.length <= AT_ONCE && max <= SCRATCH ? atOnce(bytes, max) : inSteps(bytes, max);
}

function atOnce(bytes: Uint8Array, max: number): Result<Uint8Array> {
  scratch ??= new Uint8Array(SCRATCH + 1);
  try {
    const out = inflateSync(bytes.subarray(2, -4), { out: scratch.subarray(0, max + 1) });
    return out.length > max ? tooLong(max) : ok(out.slice());
  } catch (error) {
    // fflate drops what does not fit, but a stored block that does not fit makes it throw.
    return error instanceof RangeError ? tooLong(max) : broken(error);
  }
}

function inSteps(bytes: Uint8Array, max: number): Result<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let total = 0;
  const stream = new Unzlib((piece) => {
    total += piece.length;
    if (total <= max) pieces.push(piece);
  });
  try {
    for (let at = 0; at < bytes.length; at += STEP) {
      stream.push(bytes.subarray(at, at + STEP), at + STEP >= bytes.length);
      if (total > max) return tooLong(max);
    }
  } catch (error) {
    return broken(error);
  }
  return ok(joined(pieces, total));
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
