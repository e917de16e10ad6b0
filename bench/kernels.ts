/** The WASM kernels beside the same work in good plain JavaScript (colour table, words, no allocation). */
import { readFile } from 'node:fs/promises';
import { buildKernels } from '../scripts/kernels.mjs';
import { loadKernels, REDUCED_BYTES } from '../src/core/kernels/kernels';
import { median, type Row, row } from './row';

const against = 'plain JavaScript';
const CHUNKS = 64;
const SIDE = 256;

export async function run(): Promise<Row[]> {
  await buildKernels();
  const bytes = await readFile(new URL('../src/core/kernels/build/kernels.wasm', import.meta.url));
  const kernels = await loadKernels(new Uint8Array(bytes));
  const { raster } = kernels;
  const rows: Row[] = [];

  const add = async (work: string, fast: () => unknown, plain: () => unknown, atMost?: number) => {
    const measured = await median(101, fast);
    rows.push(row(work, measured, 'ms', { floor: await median(101, plain), against, ...(atMost === undefined ? {} : { atMost }) }));
  };

  // ---- one raster of 64 chunks ----
  const charts = noise(CHUNKS * 2048);
  const offsets = Uint32Array.from({ length: CHUNKS }, (_, n) => ((n * 37) % CHUNKS) * 2048);
  const xs = Int16Array.from({ length: CHUNKS }, (_, n) => (n % 8) * 32);
  const ys = Int16Array.from({ length: CHUNKS }, (_, n) => (n >> 3) * 32);
  const picture = new Uint32Array(SIDE * SIDE);
  const wide = Uint32Array.from({ length: 65_536 }, (_, v) => widened(v));
  const paint = (format: 'rgb565' | 'indexed') => () => {
    raster.begin();
    raster.blitMany(format, 32, charts, offsets, xs, ys);
    return raster.take();
  };
  const paintPlainly = () => {
    picture.fill(0);
    const pixels = new Uint16Array(charts.buffer);
    for (let n = 0; n < CHUNKS; n++) blitPlainly(pixels, offsets[n]! / 2, wide, picture, ys[n]! * SIDE + xs[n]!);
    return picture.slice();
  };
  await add('256 × 256 raster of 64 RGB565 chunks', paint('rgb565'), paintPlainly, 0.3);
  raster.setTable(wide);
  await add('256 × 256 raster of 64 indexed chunks', paint('indexed'), paintPlainly, 0.3);

  // ---- the whole world on one raster ----
  const pixels = noise(65_536 * 4);
  const places = Uint32Array.from({ length: 65_536 }, (_, n) => ((n * 7919) % 65_536) * 4);
  const allX = Int16Array.from({ length: 65_536 }, (_, n) => n % SIDE);
  const allY = Int16Array.from({ length: 65_536 }, (_, n) => n >> 8);
  await add(
    '256 × 256 raster of 65,536 one-pixel copies',
    () => {
      raster.begin();
      raster.blitMany('rgba', 1, pixels, places, allX, allY);
      return raster.take();
    },
    () => {
      picture.fill(0);
      const words = new Uint32Array(pixels.buffer);
      for (let n = 0; n < 65_536; n++) picture[allY[n]! * SIDE + allX[n]!] = words[places[n]! >> 2]!;
      return picture.slice();
    },
  );

  // ---- laying one over another ----
  const layer = noise(CHUNKS * 4096);
  const layerOffsets = offsets.map((offset) => offset * 2);
  await add(
    '64 half-transparent chunks laid over a raster',
    () => raster.blitMany('over', 32, layer, layerOffsets, xs, ys),
    () => {
      for (let n = 0; n < CHUNKS; n++) overPlainly(layer, layerOffsets[n]!, picture, ys[n]! * SIDE + xs[n]!);
    },
  );

  // ---- reduced copies ----
  const many = 10_000;
  const chunks = noise(many * 4096);
  const reduced = await median(3, () => kernels.reduce(chunks));
  const out = new Uint8Array(many * REDUCED_BYTES);
  const plain = await median(3, () => {
    for (let n = 0; n < many; n++) reducePlainly(chunks, n * 4096, out, n * REDUCED_BYTES);
  });
  rows.push(row('reduced copies of 10,000 chunks', reduced, 'ms', { floor: plain, against, atMost: 60 }));
  return rows;
}

function noise(length: number): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(length);
  let state = length;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    result[i] = state >>> 24;
  }
  return result;
}

function widened(v: number): number {
  const red = ((v >> 8) & 0xf8) | (v >> 13);
  const green = ((v >> 3) & 0xfc) | ((v >> 9) & 3);
  const blue = ((v << 3) & 0xf8) | ((v >> 2) & 7);
  return (red | (green << 8) | (blue << 16) | 0xff000000) >>> 0;
}

function blitPlainly(pixels: Uint16Array, from: number, table: Uint32Array, picture: Uint32Array, to: number): void {
  for (let row = 0; row < 32; row++, from += 32, to += SIDE) for (let i = 0; i < 32; i++) picture[to + i] = table[pixels[from + i]!]!;
}

function overPlainly(source: Uint8Array, from: number, picture: Uint32Array, to: number): void {
  const bytes = new Uint8Array(picture.buffer);
  for (let row = 0; row < 32; row++, to += SIDE) {
    for (let i = 0; i < 32; i++, from += 4) {
      const front = source[from + 3]! * 255;
      const at = (to + i) * 4;
      const back = bytes[at + 3]! * (255 - source[from + 3]!);
      const whole = front + back;
      if (front === 0) continue;
      for (let c = 0; c < 3; c++) bytes[at + c] = (source[from + c]! * front + bytes[at + c]! * back + (whole >> 1)) / whole;
      bytes[at + 3] = (whole + 127) / 255;
    }
  }
}

const sums = new Uint32Array(1024 * 4);

function reducePlainly(source: Uint8Array, from: number, target: Uint8Array, to: number): void {
  for (let i = 0; i < 4096; i += 4) {
    const alpha = source[from + i + 3]!;
    sums[i] = source[from + i]! * alpha;
    sums[i + 1] = source[from + i + 1]! * alpha;
    sums[i + 2] = source[from + i + 2]! * alpha;
    sums[i + 3] = alpha;
  }
  for (let side = 16, count = 4; side >= 1; side >>= 1, count *= 4) {
    const below = side * 8;
    for (let y = 0, at = 0; y < side; y++) {
      for (let x = 0; x < side; x++, at += 4, to += 4) {
        const up = y * 2 * below + x * 8;
        for (let c = 0; c < 4; c++) sums[at + c] = sums[up + c]! + sums[up + 4 + c]! + sums[up + below + c]! + sums[up + below + 4 + c]!;
        const alpha = sums[at + 3]!;
        if (alpha === 0) continue;
        for (let c = 0; c < 3; c++) target[to + c] = (sums[at + c]! + (alpha >> 1)) / alpha;
        target[to + 3] = (alpha + (count >> 1)) / count;
      }
    }
  }
}
