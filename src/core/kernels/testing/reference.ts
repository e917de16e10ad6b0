/** The kernels once more, one pixel at a time in plain TypeScript, for the tests. */
import type { PixelFormat, Raster } from '../raster';

const SIDE = 256;

export function expand565(source: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(source.length * 2);
  for (let i = 0; i < source.length >> 1; i++) {
    const v = source[2 * i]! | (source[2 * i + 1]! << 8);
    const r = v >> 11;
    const g = (v >> 5) & 63;
    const b = v & 31;
    result[4 * i] = (r << 3) | (r >> 2);
    result[4 * i + 1] = (g << 2) | (g >> 4);
    result[4 * i + 2] = (b << 3) | (b >> 2);
    result[4 * i + 3] = 255;
  }
  return result;
}

export function expandIndexed(source: Uint8Array, table: Uint32Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(source.length * 2);
  for (let i = 0; i < source.length >> 1; i++) {
    const color = table[source[2 * i]! | (source[2 * i + 1]! << 8)] ?? 0;
    for (let c = 0; c < 4; c++) result[4 * i + c] = color >>> (8 * c);
  }
  return result;
}

/** Nearest whole number to a / b, halves up, without fractions. */
const nearest = (a: number, b: number) => Math.floor((2 * a + b) / (2 * b));

/** Opaque RGBA → RGB565, each channel the nearest of its steps. */
export function narrow565(source: Uint8Array): Uint16Array {
  const step = (value: number, steps: number) => Math.round((value * steps) / 255);
  return Uint16Array.from(
    { length: source.length / 4 },
    (_, i) => (step(source[4 * i]!, 31) << 11) | (step(source[4 * i + 1]!, 63) << 5) | step(source[4 * i + 2]!, 31),
  );
}

/** One chunk of 32² RGBA → its reduced copies, each straight from the chunk's pixels. */
export function reduceChunk(chunk: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(341 * 4);
  let at = 0;
  for (let side = 16; side >= 1; side /= 2) {
    const step = 32 / side;
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        let r = 0;
        let g = 0;
        let b = 0;
        let a = 0;
        for (let py = y * step; py < (y + 1) * step; py++) {
          for (let px = x * step; px < (x + 1) * step; px++) {
            const i = (py * 32 + px) * 4;
            const alpha = chunk[i + 3]!;
            r += chunk[i]! * alpha;
            g += chunk[i + 1]! * alpha;
            b += chunk[i + 2]! * alpha;
            a += alpha;
          }
        }
        if (a > 0) {
          result[at] = nearest(r, a);
          result[at + 1] = nearest(g, a);
          result[at + 2] = nearest(b, a);
          result[at + 3] = nearest(a, step * step);
        }
        at += 4;
      }
    }
  }
  return result;
}

/** Straight source-over of four bytes at `from` onto the four at `to`. */
export function over(source: Uint8Array, from: number, target: Uint8ClampedArray, to: number): void {
  const sa = source[from + 3]!;
  const da = target[to + 3]!;
  const front = sa * 255;
  const back = da * (255 - sa);
  if (sa === 0) return;
  for (let c = 0; c < 3; c++) target[to + c] = nearest(source[from + c]! * front + target[to + c]! * back, front + back);
  target[to + 3] = nearest(front + back, 255);
}

/** A raster without WASM. */
export function plainRaster(): Raster {
  const picture = new Uint8ClampedArray(SIDE * SIDE * 4);
  let table = new Uint32Array(0);

  function put(source: Uint8Array, side: number, x: number, y: number, lay: boolean): void {
    for (let row = Math.max(0, -y); row < Math.min(side, SIDE - y); row++) {
      for (let column = Math.max(0, -x); column < Math.min(side, SIDE - x); column++) {
        const from = (row * side + column) * 4;
        const to = ((y + row) * SIDE + x + column) * 4;
        if (lay) over(source, from, picture, to);
        else for (let c = 0; c < 4; c++) picture[to + c] = source[from + c]!;
      }
    }
  }

  const draw: Record<PixelFormat, (source: Uint8Array, side: number, x: number, y: number) => void> = {
    rgb565: (source, _side, x, y) => put(expand565(source.subarray(0, 2048)), 32, x, y, false),
    indexed: (source, _side, x, y) => put(expandIndexed(source.subarray(0, 2048), table), 32, x, y, false),
    rgba: (source, side, x, y) => put(source, side, x, y, false),
    over: (source, side, x, y) => put(source, side, x, y, true),
  };

  return {
    begin: () => void picture.fill(0),
    setTable(colors) {
      table = colors.slice();
    },
    blit565: (source, x, y) => draw.rgb565(source, 32, x, y),
    blitIndexed: (source, x, y) => draw.indexed(source, 32, x, y),
    blitRgba: draw.rgba,
    overRgba: draw.over,
    blitMany(format, side, payloads, offsets, xs, ys) {
      for (let n = 0; n < offsets.length; n++) draw[format](payloads.subarray(offsets[n]), side, xs[n]!, ys[n]!);
    },
    fill(x, y, width, height, rgba) {
      const color = new Uint8Array([rgba, rgba >>> 8, rgba >>> 16, rgba >>> 24]);
      for (let py = Math.max(0, y); py < Math.min(SIDE, y + height); py++) {
        for (let px = Math.max(0, x); px < Math.min(SIDE, x + width); px++) over(color, 0, picture, (py * SIDE + px) * 4);
      }
    },
    take: () => picture.slice(),
  };
}
