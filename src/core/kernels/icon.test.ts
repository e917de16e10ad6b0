import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawPlainly } from '../icon/testing/oracle';
import type { IconPart } from './icon';
import { loadKernels } from './kernels';

const { icon } = await loadKernels(new Uint8Array(readFileSync(new URL('build/kernels.wasm', import.meta.url))));

type Rgba = [number, number, number, number];
const white: Rgba = [1, 1, 1, 1];

function solid(color: Rgba, side: number, tint: Rgba = white, to = { left: 0, top: 0, width: side, height: side }): IconPart {
  const data = new Uint8Array(side * side * 4);
  for (let i = 0; i < data.length; i += 4) data.set(color, i);
  return { data, pitch: side, ready: false, x: 0, y: 0, width: side, height: side, to, tint };
}

/** Every pixel is this. */
function all(pixels: Uint8Array): number[] {
  const first = [...pixels.subarray(0, 4)];
  for (let i = 0; i < pixels.length; i++) expect(pixels[i]).toBe(first[i % 4]);
  return first;
}

describe('the blend, in numbers worked by hand', () => {
  it('opaque (200,100,50) under straight (255,255,255,128) with tint {1,.25,0,.5} is (255,107,37)', () => {
    expect(all(icon.draw(64, 64, [solid([200, 100, 50, 255], 64), solid([255, 255, 255, 128], 64, [1, 0.25, 0, 0.5])]))).toEqual([
      255, 107, 37, 255,
    ]);
  });

  it('opaque 120-grey under opaque white with tint {0,0,0,.75} is 30-grey', () => {
    expect(all(icon.draw(64, 64, [solid([120, 120, 120, 255], 64), solid([255, 255, 255, 255], 64, [0, 0, 0, 0.75])]))).toEqual([
      30, 30, 30, 255,
    ]);
  });

  it('a mask on nothing, straight white of alpha 255, tint {.5,.25,0,.5}, is straight (255,128,0,128)', () => {
    expect(all(icon.draw(64, 64, [solid([255, 255, 255, 255], 64, [0.5, 0.25, 0, 0.5])]))).toEqual([255, 128, 0, 128]);
  });

  it('a tint of alpha 0 adds', () => {
    expect(all(icon.draw(8, 8, [solid([100, 100, 100, 255], 8), solid([255, 255, 255, 255], 8, [0.2, 0, 1, 0])]))).toEqual([
      151, 100, 255, 255,
    ]);
    // On nothing it stays nothing: there is no such straight colour.
    expect(all(icon.draw(8, 8, [solid([255, 255, 255, 255], 8, [1, 1, 1, 0])]))).toEqual([0, 0, 0, 0]);
  });

  it('the same numbers where layers are resampled', () => {
    const to = { left: -3.25, top: -4.5, width: 40.5, height: 50.25 };
    const drawn = icon.draw(16, 16, [solid([200, 100, 50, 255], 64, white, to), solid([255, 255, 255, 128], 64, [1, 0.25, 0, 0.5], to)]);
    expect(all(drawn)).toEqual([255, 107, 37, 255]);
  });
});

describe('pixel for pixel', () => {
  it('one layer comes out as it went in, for every colour of every alpha', () => {
    const data = new Uint8Array(256 * 256 * 4);
    for (let a = 0; a < 256; a++)
      for (let c = 0; c < 256; c++) data.set(a === 0 ? [0, 0, 0, 0] : [c, 255 - c, (c * 7) & 255, a], (a * 256 + c) * 4);
    const whole = { left: 0, top: 0, width: 256, height: 256 };
    expect(
      Buffer.compare(
        icon.draw(256, 256, [{ data, pitch: 256, ready: false, x: 0, y: 0, width: 256, height: 256, to: whole, tint: white }]),
        data,
      ),
    ).toBe(0);
  });

  it('colours where nothing is seen are nothing', () => {
    expect(all(icon.draw(8, 8, [solid([255, 10, 10, 0], 8)]))).toEqual([0, 0, 0, 0]);
  });

  it('premultiplied pixels become straight', () => {
    expect(all(icon.draw(8, 8, [{ ...solid([64, 32, 0, 128], 8), ready: true }]))).toEqual([128, 64, 0, 128]);
  });
});

const noise = (seed: number, length: number): Uint8Array => {
  const result = new Uint8Array(length);
  let state = seed >>> 0;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    result[i] = state >>> 24;
  }
  return result;
};

/** Alpha all, none, or anything, as in pictures. */
function picture(seed: number, width: number, height: number): Uint8Array {
  const data = noise(seed, width * height * 4);
  for (let i = 3; i < data.length; i += 4) data[i] = data[i]! < 80 ? 0 : data[i]! > 160 ? 255 : data[i]!;
  return data;
}

const channel = fc.oneof(fc.constantFrom(0, 0.25, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true }));
const length = fc.integer({ min: 1, max: 40 });
const place = fc.oneof(fc.integer({ min: -10, max: 30 }), fc.double({ min: -10, max: 30, noNaN: true }));
const side = fc.oneof(length, fc.double({ min: 0.3, max: 60, noNaN: true }));
const parts = fc.array(
  fc
    .record({
      seed: fc.integer(),
      width: length,
      height: length,
      x: fc.integer({ min: 0, max: 5 }),
      y: fc.integer({ min: 0, max: 5 }),
      more: fc.constantFrom(0, 3, 200),
      ready: fc.boolean(),
      direct: fc.boolean(),
      to: fc.record({ left: place, top: place, width: side, height: side }),
      tint: fc.tuple(channel, channel, channel, channel),
    })
    .map(({ seed, width, height, x, y, more, ready, direct, to, tint }): IconPart => {
      const pitch = x + width + more;
      const data = picture(seed, pitch, y + height);
      const { left, top } = to;
      const at = direct ? { left: Math.round(left), top: Math.round(top), width, height } : to;
      return { data, pitch, ready, x, y, width, height, to: at, tint };
    }),
  { maxLength: 4 },
);

describe('beside the formulas in plain floats', () => {
  it('any layers anywhere: at most one step of a channel apart, where a float falls on the other side of a half', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 33 }), fc.integer({ min: 1, max: 33 }), (layers, width, height) => {
        const ours = icon.draw(width, height, layers);
        const plain = drawPlainly(width, height, layers);
        // Pixels of one colour fall on the same side: they count once.
        const apart = new Set<string>();
        for (let i = 0; i < plain.length; i++) {
          const off = Math.abs(ours[i]! - plain[i]!);
          // A colour of nearly no alpha is known to no more digits than that alpha is.
          if (off > (plain[i | 3]! <= 1 ? 255 : 1)) return false;
          if (off > 0) apart.add(`${i & 3}/${plain.subarray(i & ~3, (i & ~3) + 4).join()}`);
        }
        return apart.size <= 2 + plain.length / 50;
      }),
      { seed: 2, numRuns: 400 },
    );
  });

  it('canvases larger than one piece, sources larger than one input', () => {
    const whole = { left: 0, top: 0, width: 300, height: 140 };
    const wide: IconPart = {
      data: picture(7, 1000, 90),
      pitch: 1000,
      ready: false,
      x: 10,
      y: 3,
      width: 900,
      height: 80,
      to: whole,
      tint: white,
    };
    const tall: IconPart = {
      ...wide,
      data: picture(8, 30, 2000),
      pitch: 30,
      x: 0,
      y: 100,
      width: 30,
      height: 1800,
      to: { left: 120, top: -5.5, width: 20, height: 145 },
      tint: [1, 0.5, 1, 0.5],
    };
    const large: IconPart = {
      ...wide,
      data: picture(9, 200, 200),
      pitch: 200,
      x: 0,
      y: 0,
      width: 200,
      height: 200,
      to: { left: 60, top: -40, width: 200, height: 200 },
    };
    const layers = [wide, tall, large];
    const ours = icon.draw(300, 140, layers);
    const plain = drawPlainly(300, 140, layers);
    let most = 0;
    for (let i = 0; i < plain.length; i++) most = Math.max(most, Math.abs(ours[i]! - plain[i]!));
    expect(most).toBeLessThanOrEqual(1);
  });

  it('a source of 4,096 px on one pixel of the canvas', () => {
    const data = new Uint8Array(4096 * 4 * 8).fill(255);
    const line: IconPart = {
      data,
      pitch: 4096,
      ready: false,
      x: 0,
      y: 0,
      width: 4096,
      height: 8,
      to: { left: 2, top: 1, width: 1, height: 2 },
      tint: white,
    };
    const drawn = icon.draw(4, 4, [line]);
    for (let i = 0; i < 16; i++) expect(drawn[i * 4 + 3]).toBe(i === 6 || i === 10 ? 255 : 0);
  });

  it('refuses parts that are not there', () => {
    const part = solid([1, 2, 3, 4], 8);
    expect(() => icon.draw(8, 8, [{ ...part, width: 9 }])).toThrow(RangeError);
    expect(() => icon.draw(8, 8, [{ ...part, y: 1 }])).toThrow(RangeError);
    expect(() => icon.draw(8, 8, [{ ...part, to: { ...part.to, left: Number.NaN } }])).toThrow(RangeError);
  });
});
