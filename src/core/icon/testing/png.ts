/** PNGs of every kind the format has, and broken ones, for tests. Source: PNG specification, third edition. */
import { deflateSync } from 'node:zlib';

/** Colour types. */
export const GREY = 0;
export const RGB = 2;
export const PALETTE = 3;
export const GREY_ALPHA = 4;
export const RGBA = 6;

export interface PngKind {
  width: number;
  height: number;
  type: number;
  /** Bits a sample. */
  depth: number;
  interlaced?: boolean;
  /** RGB of each entry. */
  palette?: [number, number, number][];
  /** tRNS: alphas of a palette, or the one grey or RGB that is transparent. */
  transparent?: number[];
}

const CHANNELS: Readonly<Record<number, number>> = { [GREY]: 1, [RGB]: 3, [PALETTE]: 1, [GREY_ALPHA]: 2, [RGBA]: 4 };
/** x0, y0, dx, dy of the seven passes. */
const ADAM7: readonly (readonly [number, number, number, number])[] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/** `sample(x, y, channel)` in the range of `depth`. */
export function png(kind: PngKind, sample: (x: number, y: number, channel: number) => number): Uint8Array<ArrayBuffer> {
  const { width, height, type, depth, interlaced = false, palette, transparent } = kind;
  const rows: Uint8Array[] = [];
  for (const [x0, y0, dx, dy] of interlaced ? ADAM7 : ([[0, 0, 1, 1]] as const)) {
    const columns = Math.ceil((width - x0) / dx);
    if (columns <= 0) continue;
    for (let y = y0; y < height; y += dy) rows.push(line(columns, type, depth, (n, channel) => sample(x0 + n * dx, y, channel)));
  }
  const parts = [chunk('IHDR', head(width, height, depth, type, interlaced))];
  if (palette !== undefined) parts.push(chunk('PLTE', Uint8Array.from(palette.flat())));
  if (transparent !== undefined) parts.push(chunk('tRNS', type === PALETTE ? Uint8Array.from(transparent) : words(transparent)));
  parts.push(chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', new Uint8Array(0)));
  return joined(parts);
}

/** Eight bits RGBA. */
export const rgbaPng = (width: number, height: number, pixels: Uint8Array): Uint8Array<ArrayBuffer> =>
  png({ width, height, type: RGBA, depth: 8 }, (x, y, channel) => pixels[(y * width + x) * 4 + channel]!);

/** A file that says it has so many px, and has nothing of them. */
export const emptyPng = (width: number, height: number, type = RGBA, depth = 8): Uint8Array<ArrayBuffer> =>
  joined([
    chunk('IHDR', head(width, height, depth, type, false)),
    chunk('IDAT', deflateSync(new Uint8Array(100))),
    chunk('IEND', new Uint8Array(0)),
  ]);

function line(columns: number, type: number, depth: number, sample: (n: number, channel: number) => number): Uint8Array {
  const channels = CHANNELS[type]!;
  const result = new Uint8Array(1 + Math.ceil((columns * channels * depth) / 8));
  for (let n = 0; n < columns; n++) {
    for (let channel = 0; channel < channels; channel++) {
      const value = sample(n, channel);
      const at = n * channels + channel;
      if (depth === 16) result.set([value >> 8, value & 255], 1 + at * 2);
      else if (depth === 8) result[1 + at] = value;
      else result[1 + ((at * depth) >> 3)]! |= value << (8 - depth - ((at * depth) & 7));
    }
  }
  return result;
}

function head(width: number, height: number, depth: number, type: number, interlaced: boolean): Uint8Array {
  const result = new Uint8Array(13);
  const view = new DataView(result.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  result.set([depth, type, 0, 0, interlaced ? 1 : 0], 8);
  return result;
}

const words = (values: readonly number[]) => Uint8Array.from(values.flatMap((value) => [value >> 8, value & 255]));

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat([Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10), ...chunks]));
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}

/** node:zlib has it since 20.15 alone. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
