/**
 * The pixel work, and the search for lines, in WASM SIMD (sources in assembly/). The bytes of the module are handed in by whoever runs: a worker
 * fetches them, Node reads the file. The module's memory is fixed and holds one raster; its views never go stale.
 */
import { type IconKernel, iconKernelOf } from './icon';
import { type LineScan, lineScanOf } from './line-scan';
import { type Exports, INFLATED_BYTES, INPUT_BYTES, STREAM_BYTES, TABLE_LENGTH } from './module';
import { type Raster, rasterOf } from './raster';

/** Straight (not premultiplied) RGBA, four bytes a pixel, row by row. */
export type Rgba = Uint8Array<ArrayBuffer>;

/** Bytes of the reduced copies of one chunk: 16², 8², 4², 2² and 1 pixels RGBA. */
export const REDUCED_PIXELS = 341;
export const REDUCED_BYTES = REDUCED_PIXELS * 4;
/** Where among them the copy of a side begins, in bytes. */
export const REDUCED_AT: Readonly<Record<number, number>> = { 16: 0, 8: 1024, 4: 1280, 2: 1344, 1: 1360 };

export interface Kernels {
  /** RGB565 little-endian → opaque RGBA, five and six bits widened by repeating their upper ones. Any number of pixels. */
  expand565(source: Uint8Array): Rgba;
  /** u16 little-endian, each an index into `table`, → what stands there. An index beyond the table is transparent. */
  expandIndexed(source: Uint8Array, table: Uint32Array): Rgba;
  /**
   * Chunks of 32² RGBA (4,096 bytes each) → for each its reduced copies (REDUCED_BYTES): 16², 8², 4², 2² and 1 pixels.
   * Every copy is the average of the chunk's own pixels, weighted by alpha, so that transparent ones do not darken; alpha is
   * the average alpha; both rounded to nearest.
   */
  reduce(source: Uint8Array): Rgba;
  /** RGB565 chunks (2,048 bytes each) → their reduced copies in RGB565 (REDUCED_PIXELS each), to the nearest steps. */
  reduce565(source: Uint8Array): Uint16Array;
  /** The same of indexed chunks (2,048 bytes each). */
  reduceIndexed(source: Uint8Array, table: Uint32Array): Rgba;
  /**
   * Deflate (RFC 1951) into all of `into`. False when it is broken, gives not exactly that many bytes, or is more than goes in at once
   * (512 kB, and 2 MB of what it gives): ask another then; `into` holds anything. For the 2 kB of a chunk's chart six times as fast
   * as plain JavaScript.
   */
  inflate(deflated: Uint8Array, into: Uint8Array): boolean;
  /** The same of a zlib stream, whose checksum is not looked at. */
  inflateZlib(stream: Uint8Array, into: Uint8Array): boolean;
  /** The one 256 × 256 picture in this module's memory: draw and take without awaiting anything in between. */
  raster: Raster;
  /** Finds the lines of a log. */
  scanLines: LineScan;
  /** Lays the layers of an icon over each other. */
  icon: IconKernel;
}

const CHUNK_PIXELS = 1024;
/** Inflating reads and writes some bytes beyond the end. */
const SLACK = 512;

/** Compiles the module; rejects when the bytes are none, or the engine has no SIMD. */
export async function loadKernels(wasm: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<Kernels> {
  const { exports } = await WebAssembly.instantiate(await WebAssembly.compile(wasm));
  return kernelsOf(exports as unknown as Exports);
}

function kernelsOf(wasm: Exports): Kernels {
  const { buffer } = wasm.memory;
  const input = new Uint8Array(buffer, wasm.inputAt(), INPUT_BYTES);
  const output = new Uint8Array(buffer, wasm.outputAt(), 2 * INPUT_BYTES);
  const table = new Uint32Array(buffer, wasm.tableAt(), TABLE_LENGTH);
  const stream = new Uint8Array(buffer, wasm.streamAt(), STREAM_BYTES);
  const inflated = new Uint8Array(buffer, wasm.inflatedAt(), INFLATED_BYTES);

  function setTable(colors: Uint32Array): void {
    if (colors.length > TABLE_LENGTH) throw new RangeError(`a table of ${colors.length} colours: at most ${TABLE_LENGTH}`);
    table.set(colors);
    table.fill(0, colors.length);
  }

  /** Windows of `source` through INPUT and OUTPUT; an item is `from` bytes and becomes `to`. */
  function map(source: Uint8Array, from: number, to: number, run: (items: number) => void): Rgba {
    if (source.length % from !== 0) throw new RangeError(`${source.length} bytes are no multiple of ${from}`);
    const items = source.length / from;
    const room = Math.floor(INPUT_BYTES / from);
    const result = new Uint8Array(items * to);
    for (let done = 0; done < items; done += room) {
      const count = Math.min(room, items - done);
      input.set(source.subarray(done * from, (done + count) * from));
      run(count);
      result.set(output.subarray(0, count * to), done * to);
    }
    return result;
  }

  function inflate(deflated: Uint8Array, into: Uint8Array): boolean {
    if (deflated.length > STREAM_BYTES - SLACK || into.length > INFLATED_BYTES - SLACK) return false;
    stream.set(deflated);
    if (wasm.inflate(deflated.length, into.length) !== into.length) return false;
    into.set(inflated.subarray(0, into.length));
    return true;
  }

  return {
    expand565: (source) => map(source, 2, 4, wasm.expand565),
    expandIndexed(source, colors) {
      setTable(colors);
      return map(source, 2, 4, wasm.expandIndexed);
    },
    reduce: (source) => map(source, 4 * CHUNK_PIXELS, REDUCED_BYTES, (chunks) => wasm.reduce(chunks, 0)),
    reduce565(source) {
      const bytes = map(source, 2 * CHUNK_PIXELS, REDUCED_PIXELS * 2, (chunks) => {
        wasm.expand565(chunks * CHUNK_PIXELS);
        wasm.reduce(chunks, 1);
        wasm.narrow565(chunks * REDUCED_PIXELS);
      });
      return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
    },
    reduceIndexed(source, colors) {
      setTable(colors);
      return map(source, 2 * CHUNK_PIXELS, REDUCED_BYTES, (chunks) => {
        wasm.expandIndexed(chunks * CHUNK_PIXELS);
        wasm.reduce(chunks, 1);
      });
    },
    inflate,
    inflateZlib(bytes, into) {
      const head = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
      // Method 8, a multiple of 31, no preset dictionary; at the end 4 bytes of checksum.
      return bytes.length >= 8 && (head & 0x0f00) === 0x0800 && head % 31 === 0 && !(head & 0x20) && inflate(bytes.subarray(2, -4), into);
    },
    raster: rasterOf(wasm, input, setTable),
    scanLines: lineScanOf(wasm),
    icon: iconKernelOf(wasm),
  };
}
