import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadKernels, REDUCED_AT, REDUCED_BYTES } from './kernels';
import type { PixelFormat, Raster, Side } from './raster';
import { expand565, expandIndexed, narrow565, plainRaster, reduceChunk } from './testing/reference';

const kernels = await loadKernels(new Uint8Array(readFileSync(new URL('build/kernels.wasm', import.meta.url))));

/** Bytes quickly and evenly spread: fast-check's own arrays of this length are slow and mostly small numbers. */
function noise(seed: number, length: number): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(length);
  let state = seed >>> 0;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    result[i] = state >>> 24;
  }
  return result;
}

const same = (a: Uint8Array | Uint8ClampedArray, b: Uint8Array | Uint8ClampedArray) =>
  Buffer.from(a.buffer, a.byteOffset, a.length).equals(Buffer.from(b.buffer, b.byteOffset, b.length));

type Alpha = 'any' | 'opaque' | 'clear' | 'extreme' | 'faint';
const alphas = fc.constantFrom<Alpha>('any', 'opaque', 'clear', 'extreme', 'faint');

function withAlpha(pixels: Uint8Array<ArrayBuffer>, alpha: Alpha): Uint8Array<ArrayBuffer> {
  for (let i = 3; i < pixels.length; i += 4) {
    const a = pixels[i]!;
    pixels[i] = { any: a, opaque: 255, clear: 0, extreme: a > 127 ? 255 : 0, faint: a >> 6 }[alpha];
  }
  return pixels;
}

const seeds = fc.integer({ min: 0, max: 0xffffffff });

describe('pixels of chunks', () => {
  it('[P20] all 65,536 RGB565 values become the RGBA that widening gives', () => {
    const all = new Uint8Array(new Uint16Array(65_536).map((_, i) => i).buffer);
    expect(kernels.expand565(all)).toEqual(expand565(all));
    // And by hand: white, black, pure red, the darkest blue.
    expect([...kernels.expand565(new Uint8Array([0xff, 0xff, 0, 0, 0, 0xf8, 1, 0]))]).toEqual([
      255, 255, 255, 255, 0, 0, 0, 255, 255, 0, 0, 255, 0, 0, 8, 255,
    ]);
  });

  it('any number of them, also beyond what fits the memory at once', () => {
    for (const count of [0, 1, 7, 9, 131_072, 131_073, 300_001]) {
      const source = noise(count, count * 2);
      expect(same(kernels.expand565(source), expand565(source))).toBe(true);
    }
    expect(() => kernels.expand565(new Uint8Array(3))).toThrow(RangeError);
  });

  it('indices become the colours of their table, and nothing beyond its end', () => {
    const table = new Uint32Array(noise(5, 4000).buffer);
    const source = noise(6, 2048 * 3);
    expect(same(kernels.expandIndexed(source, table), expandIndexed(source, table))).toBe(true);
    const shorter = table.subarray(0, 10);
    expect(same(kernels.expandIndexed(source, shorter), expandIndexed(source, shorter))).toBe(true);
    expect(() => kernels.expandIndexed(source, new Uint32Array(65_537))).toThrow(RangeError);
  });
});

describe('reduced copies', () => {
  it('are bit by bit those of the reference', () => {
    fc.assert(
      fc.property(seeds, alphas, (seed, alpha) => {
        const chunk = withAlpha(noise(seed, 4096), alpha);
        return same(kernels.reduce(chunk), reduceChunk(chunk));
      }),
      { numRuns: 300 },
    );
  });

  it('are right at halves: every sum of four alphas and neighbouring colours', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1, 2, 127, 128, 254, 255), { minLength: 16, maxLength: 16 }), (values) => {
        const chunk = new Uint8Array(4096).map((_, i) => values[(i + (i >> 7)) % 16]!);
        return same(kernels.reduce(chunk), reduceChunk(chunk));
      }),
      { numRuns: 500 },
    );
  });

  it('do not darken at transparent pixels', () => {
    const chunk = new Uint8Array(4096);
    chunk.set([200, 100, 50, 255]);
    const reduced = kernels.reduce(chunk);
    expect([...reduced.subarray(0, 8)]).toEqual([200, 100, 50, 64, 0, 0, 0, 0]);
    expect([...reduced.subarray(REDUCED_AT[4], REDUCED_AT[4]! + 4)]).toEqual([200, 100, 50, 4]);
  });

  it('of many chunks, of RGB565 and of indices, are those of each', () => {
    const table = new Uint32Array(noise(7, 65_536 * 4).buffer);
    for (const count of [0, 1, 63, 64, 65, 129, 200]) {
      const rgba = noise(count, count * 4096);
      const small = noise(count + 1, count * 2048);
      const each = (pixels: Uint8Array) =>
        Buffer.concat(Array.from({ length: count }, (_, n) => reduceChunk(pixels.subarray(n * 4096, n * 4096 + 4096))));
      expect(same(kernels.reduce(rgba), each(rgba))).toBe(true);
      expect(kernels.reduce565(small)).toEqual(narrow565(each(expand565(small))));
      expect(same(kernels.reduceIndexed(small, table), each(expandIndexed(small, table)))).toBe(true);
      expect(kernels.reduce(rgba).length).toBe(count * REDUCED_BYTES);
    }
  });
});

describe('the raster', () => {
  const sides = fc.constantFrom<Side>(1, 2, 4, 8, 16, 32);
  const place = fc.integer({ min: -40, max: 260 });
  const step = fc.oneof(
    fc.record({
      do: fc.constant('square' as const),
      format: fc.constantFrom<PixelFormat>('rgb565', 'indexed', 'rgba', 'over'),
      side: sides,
      alpha: alphas,
      seed: seeds,
      x: place,
      y: place,
    }),
    fc.record({
      do: fc.constant('fill' as const),
      x: place,
      y: place,
      width: fc.integer({ min: -3, max: 300 }),
      height: fc.integer({ min: 0, max: 300 }),
      rgba: seeds,
    }),
    fc.record({
      do: fc.constant('many' as const),
      format: fc.constantFrom<PixelFormat>('rgb565', 'indexed', 'rgba', 'over'),
      side: sides,
      alpha: alphas,
      seed: seeds,
      shift: fc.integer({ min: 0, max: 5 }),
      squares: fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), place, place), { maxLength: 40 }),
    }),
  );
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

  function play(raster: Raster, steps: Step[]): Uint8ClampedArray {
    raster.begin();
    raster.setTable(new Uint32Array(noise(9, 50_000 * 4).buffer));
    for (const it of steps) {
      if (it.do === 'fill') {
        raster.fill(it.x, it.y, it.width, it.height, it.rgba);
        continue;
      }
      const wide = it.format === 'rgba' || it.format === 'over';
      const side = wide ? it.side : 32;
      const bytes = wide ? side * side * 4 : 2048;
      if (it.do === 'square') {
        const pixels = wide ? withAlpha(noise(it.seed, bytes), it.alpha) : noise(it.seed, bytes);
        if (it.format === 'rgb565') raster.blit565(pixels, it.x, it.y);
        else if (it.format === 'indexed') raster.blitIndexed(pixels, it.x, it.y);
        else if (it.format === 'rgba') raster.blitRgba(pixels, side, it.x, it.y);
        else raster.overRgba(pixels, side, it.x, it.y);
        continue;
      }
      // Runs of neighbours, repeats, and (by shift) offsets that are no multiple of four.
      const payloads = noise(it.seed, 41 * bytes + 8);
      const offsets = Uint32Array.from(it.squares, ([n]) => n * bytes + it.shift);
      raster.blitMany(
        it.format,
        side,
        payloads,
        offsets,
        Int16Array.from(it.squares, (s) => s[1]),
        Int16Array.from(it.squares, (s) => s[2]),
      );
    }
    return raster.take();
  }

  it('is bit by bit that of the reference, whatever is drawn', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => same(play(kernels.raster, steps), play(plainRaster(), steps))),
      { numRuns: 200 },
    );
  });

  it('lays every alpha over every alpha as the reference does', () => {
    const plain = plainRaster();
    for (const raster of [kernels.raster, plain]) {
      raster.begin();
      // Below: alpha by column. Above: alpha by row.
      for (let x = 0; x < 256; x++) raster.fill(x, 0, 1, 256, ((x << 24) | 0x30c8ff) >>> 0);
      for (let y = 0; y < 256; y++) raster.fill(0, y, 256, 1, ((y << 24) | 0xf01080) >>> 0);
    }
    expect(same(kernels.raster.take(), plain.take())).toBe(true);
  });

  it('draws 65,536 one-pixel chunks, and more than fit the memory at once', () => {
    const plain = plainRaster();
    for (const [side, count] of [
      [1, 65_536],
      [1, 70_000],
      [32, 150],
    ] as const) {
      const payloads = noise(count, count * side * side * 4);
      const offsets = new Uint32Array(count).map((_, n) => ((n * 7919) % count) * side * side * 4);
      const xs = new Int16Array(count).map((_, n) => n % 256);
      const ys = new Int16Array(count).map((_, n) => (n >> 8) % 256);
      for (const raster of [kernels.raster, plain]) {
        raster.begin();
        raster.blitMany('rgba', side, payloads, offsets, xs, ys);
      }
      expect(same(kernels.raster.take(), plain.take())).toBe(true);
    }
  });

  it('draws nothing from far away, and refuses what is too short', () => {
    kernels.raster.begin();
    kernels.raster.blit565(noise(1, 2048), 65_536, 0);
    kernels.raster.fill(2 ** 40, -(2 ** 40), 10, 10, 0xffffffff);
    expect(kernels.raster.take().every((byte) => byte === 0)).toBe(true);
    kernels.raster.fill(-(2 ** 40), -(2 ** 40), 2 ** 41, 2 ** 41, 0xffffffff);
    expect(kernels.raster.take().every((byte) => byte === 255)).toBe(true);
    expect(() => kernels.raster.blit565(new Uint8Array(2047), 0, 0)).toThrow(RangeError);
    const positions = new Int16Array(1);
    expect(() => kernels.raster.blitMany('rgba', 32, new Uint8Array(4096), Uint32Array.of(4), positions, positions)).toThrow(RangeError);
    expect(() => kernels.raster.blitMany('rgb565', 16, new Uint8Array(4096), Uint32Array.of(0), positions, positions)).toThrow(RangeError);
    expect(() => kernels.raster.blitMany('rgba', 1, new Uint8Array(8), Uint32Array.of(0, 4), positions, positions)).toThrow(RangeError);
  });
});
