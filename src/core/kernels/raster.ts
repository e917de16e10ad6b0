import { type Exports, INPUT_BYTES } from './module';

/** Pixels on a raster's side. */
export const RASTER_SIDE = 256;

/** How the pixels of a chunk are given. `over` is RGBA that is laid over what is there; the others take its place. */
export type PixelFormat = 'rgb565' | 'indexed' | 'rgba' | 'over';

/** A square's side in pixels: a chunk's 32, or that of a reduced copy. */
export type Side = 1 | 2 | 4 | 8 | 16 | 32;

/**
 * A 256 × 256 picture of straight RGBA. Everything drawn is clipped at its edges; x and y are pixels from its north-west
 * corner. Colours are RGBA in memory order: 0xAABBGGRR as a number.
 */
export interface Raster {
  /** Clears it to transparent. */
  begin(): void;
  /** What the indices of indexed chunks look like from now on, at most 65,536; the rest is transparent. */
  setTable(colors: Uint32Array): void;
  /** One chunk of 32 × 32 RGB565 little-endian, opaque. */
  blit565(source: Uint8Array, x: number, y: number): void;
  /** One chunk of 32 × 32 u16 little-endian indices, as `setTable` (or an `expandIndexed` since) said. */
  blitIndexed(source: Uint8Array, x: number, y: number): void;
  /** side² RGBA pixels, in place of what is there, transparent ones too. */
  blitRgba(source: Uint8Array, side: Side, x: number, y: number): void;
  /** side² RGBA pixels laid over what is there. */
  overRgba(source: Uint8Array, side: Side, x: number, y: number): void;
  /**
   * Many squares in few calls, in order: the n-th begins at byte `offsets[n]` of `payloads` and is put at `xs[n]`, `ys[n]`.
   * `side` is 32 for RGB565 and indices. Throws a RangeError, having drawn some, when a square lies outside of `payloads`.
   */
  blitMany(format: PixelFormat, side: Side, payloads: Uint8Array, offsets: Uint32Array, xs: Int16Array, ys: Int16Array): void;
  /** A rectangle of one colour laid over what is there; all in whole pixels. */
  fill(x: number, y: number, width: number, height: number, rgba: number): void;
  /** A copy of the picture, 262,144 bytes. */
  take(): Uint8ClampedArray<ArrayBuffer>;
}

/** Runs of bytes shorter than this are copied by words: calling `set` costs more. */
const SHORT = 256;
const FAR = 0x3fffffff;

const clamp = (value: number) => Math.max(-FAR, Math.min(FAR, Math.trunc(value)));

export function rasterOf(wasm: Exports, input: Uint8Array, setTable: (colors: Uint32Array) => void): Raster {
  const { buffer } = wasm.memory;
  const picture = new Uint8ClampedArray(buffer, wasm.pictureAt(), RASTER_SIDE * RASTER_SIDE * 4);
  const words = new Uint32Array(buffer, input.byteOffset, INPUT_BYTES / 4);
  const xsIn = new Int16Array(buffer, wasm.xsAt(), 65_536);
  const ysIn = new Int16Array(buffer, wasm.ysAt(), 65_536);

  const draw: Record<PixelFormat, (count: number, side: number) => void> = {
    rgb565: wasm.blit565,
    indexed: wasm.blitIndexed,
    rgba: wasm.blitRgba,
    over: wasm.overRgba,
  };

  function bytesOf(format: PixelFormat, side: Side): number {
    if (format === 'rgba' || format === 'over') return side * side * 4;
    if (side !== 32) throw new RangeError(`${format} squares have 32 pixels a side, not ${side}`);
    return 2048;
  }

  function one(format: PixelFormat, side: Side, source: Uint8Array, x: number, y: number): void {
    const bytes = bytesOf(format, side);
    if (source.length < bytes) throw new RangeError(`${source.length} bytes: ${format} of side ${side} has ${bytes}`);
    // Positions are 16 bits; what is that far away is not on the raster.
    if (Math.abs(x) > 512 || Math.abs(y) > 512) return;
    input.set(source.length === bytes ? source : source.subarray(0, bytes));
    xsIn[0] = x;
    ysIn[0] = y;
    draw[format](1, side);
  }

  /** Single pixels at multiples of four; false (and to be done otherwise) when one is not, or outside. */
  function gatherPixels(payloads: Uint8Array, offsets: Uint32Array, from: number, to: number): boolean {
    const source = new Uint32Array(payloads.buffer, payloads.byteOffset, payloads.length >> 2);
    for (let n = from; n < to; n++) {
      const offset = offsets[n]!;
      if (offset % 4 !== 0 || offset >>> 2 >= source.length) return false;
      words[n - from] = source[offset >>> 2]!;
    }
    return true;
  }

  /** Squares `from`..`to` one after another into the module's input; neighbours in `payloads` are copied together. */
  function gather(payloads: Uint8Array, offsets: Uint32Array, bytes: number, from: number, to: number): void {
    const aligned = payloads.byteOffset % 4 === 0;
    // Single pixels are many and rarely neighbours.
    if (bytes === 4 && aligned && gatherPixels(payloads, offsets, from, to)) return;
    const source = aligned ? new Uint32Array(payloads.buffer, payloads.byteOffset, payloads.length >> 2) : words;
    let at = 0;
    for (let n = from; n < to; ) {
      const offset = offsets[n]!;
      let end = offset + bytes;
      for (n++; n < to && offsets[n] === end; n++) end += bytes;
      if (end > payloads.length) throw new RangeError(`a square at byte ${offset} of ${payloads.length}`);
      if (end - offset >= SHORT || !aligned || offset % 4 !== 0) input.set(payloads.subarray(offset, end), at);
      else for (let word = offset >> 2, target = at >> 2; word < end >> 2; ) words[target++] = source[word++]!;
      at += end - offset;
    }
  }

  return {
    begin: wasm.begin,
    setTable,
    blit565: (source, x, y) => one('rgb565', 32, source, x, y),
    blitIndexed: (source, x, y) => one('indexed', 32, source, x, y),
    blitRgba: (source, side, x, y) => one('rgba', side, source, x, y),
    overRgba: (source, side, x, y) => one('over', side, source, x, y),
    blitMany(format, side, payloads, offsets, xs, ys) {
      if (xs.length < offsets.length || ys.length < offsets.length) throw new RangeError('fewer positions than squares');
      const bytes = bytesOf(format, side);
      const room = INPUT_BYTES / bytes;
      for (let from = 0; from < offsets.length; from += room) {
        const to = Math.min(from + room, offsets.length);
        gather(payloads, offsets, bytes, from, to);
        xsIn.set(xs.subarray(from, to));
        ysIn.set(ys.subarray(from, to));
        draw[format](to - from, side);
      }
    },
    fill(x, y, width, height, rgba) {
      wasm.fill(clamp(x), clamp(y), clamp(x + width), clamp(y + height), rgba);
    },
    take: () => picture.slice(),
  };
}
