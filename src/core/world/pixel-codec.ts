/**
 * Chunk pictures of 16-bit values, packed by their palette: a chunk of the map has few colours, so a pixel takes a few bits.
 *
 * Form: bits a pixel (0 to 8, or 16 for values as they are), number of colours - 1, the colours, the pixels.
 * RGBA pictures (ground of which some is not known, reduced) are kept as they are behind a 32. A chart's pixels come as a
 * zlib stream and stay one, behind a 64: nothing is gained by packing them again.
 */
import { inflateBounded } from '../inflate';

const RAW = 16;
export const RGBA = 32;
const ZLIB = 64;

/** A zlib stream of little-endian values, as it is. */
export function keepPacked(stream: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + stream.length);
  bytes[0] = ZLIB;
  bytes.set(stream, 1);
  return bytes;
}

/** The stream in a value that is kept as one; null: it is packed another way. */
export const keptPacked = (value: Uint8Array): Uint8Array | null => (value.length > 1 && value[0] === ZLIB ? value.subarray(1) : null);

const place = new Uint16Array(65536);
const stamp = new Uint32Array(65536);
let round = 0;
const colours = new Uint16Array(256);

export function packPixels(values: Uint16Array): Uint8Array {
  round += 1;
  let count = 0;
  let last = -1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === last || stamp[value] === round) continue;
    last = value;
    if (count === 256) return packRaw(values);
    stamp[value] = round;
    place[value] = count;
    colours[count++] = value;
  }
  const bits = 32 - Math.clz32(count - 1);
  const size = 2 + count * 2 + Math.ceil((values.length * bits) / 8);
  if (size >= 2 + values.length * 2) return packRaw(values);
  const bytes = new Uint8Array(size);
  bytes[0] = bits;
  bytes[1] = count - 1;
  let at = 2;
  for (let i = 0; i < count; i++) {
    bytes[at++] = colours[i]! & 0xff;
    bytes[at++] = colours[i]! >> 8;
  }
  let held = 0;
  let have = 0;
  for (let i = 0; bits > 0 && i < values.length; i++) {
    held |= place[values[i]!]! << have;
    have += bits;
    if (have < 8) continue;
    bytes[at++] = held;
    held >>= 8;
    have -= 8;
  }
  if (have > 0) bytes[at] = held;
  return bytes;
}

function packRaw(values: Uint16Array): Uint8Array {
  const bytes = new Uint8Array(2 + values.length * 2);
  bytes[0] = RAW;
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), 2);
  return bytes;
}

/** A zlib stream into all of `into`; false where it gives not exactly that much, or cannot tell. */
export type InflateInto = (stream: Uint8Array, into: Uint8Array) => boolean;

/**
 * Writes `count` values at `at`; false for what is no packed picture of that many 16-bit values. `inflate`: a faster way for whoever
 * reads thousands.
 */
export function unpackPixels(
  bytes: Uint8Array,
  start: number,
  end: number,
  into: Uint16Array,
  at: number,
  count: number,
  inflate: InflateInto = () => false,
): boolean {
  if (end - start < 3) return false;
  const bits = bytes[start]!;
  if (bits === RAW) {
    if (end - start < 2 + count * 2) return false;
    new Uint8Array(into.buffer, into.byteOffset + at * 2, count * 2).set(bytes.subarray(start + 2, start + 2 + count * 2));
    return true;
  }
  if (bits === ZLIB) {
    const stream = bytes.subarray(start + 1, end);
    return inflate(stream, new Uint8Array(into.buffer, into.byteOffset + at * 2, count * 2)) || inflated(stream, into, at, count);
  }
  if (bits > 8) return false;
  const known = bytes[start + 1]! + 1;
  for (let i = 0, from = start + 2; i < known; i++, from += 2) colours[i] = bytes[from]! | (bytes[from + 1]! << 8);
  if (bits === 0) {
    into.fill(colours[0]!, at, at + count);
    return true;
  }
  const mask = (1 << bits) - 1;
  let from = start + 2 + known * 2;
  let held = 0;
  let have = 0;
  for (let i = at; i < at + count; i++) {
    if (have < bits) {
      held |= bytes[from++]! << have;
      have += 8;
    }
    into[i] = colours[held & mask]!;
    held >>= bits;
    have -= bits;
  }
  return true;
}

function inflated(stream: Uint8Array, into: Uint16Array, at: number, count: number): boolean {
  const values = inflateBounded(stream, count * 2);
  if (!values.ok || values.value.length !== count * 2) return false;
  new Uint8Array(into.buffer, into.byteOffset + at * 2, count * 2).set(values.value);
  return true;
}

/** A reduced copy: 16 bits where it is opaque, RGBA where some of it is not known. */
export function packRgba(rgba: Uint8Array): Uint8Array {
  const values = new Uint16Array(rgba.length / 4);
  for (let i = 0; i < values.length; i++) {
    if (rgba[i * 4 + 3] !== 255) {
      const bytes = new Uint8Array(2 + rgba.length);
      bytes[0] = RGBA;
      bytes.set(rgba, 2);
      return bytes;
    }
    values[i] = (to5(rgba[i * 4]!) << 11) | (to6(rgba[i * 4 + 1]!) << 5) | to5(rgba[i * 4 + 2]!);
  }
  return packPixels(values);
}

/** To the nearest of the 32 or 64 steps. */
const to5 = (value: number): number => (value * 249 + 1014) >> 11;
const to6 = (value: number): number => (value * 253 + 505) >> 10;
