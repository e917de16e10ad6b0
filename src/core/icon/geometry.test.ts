import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nativePlacement, slotOfNative, slotPlacement } from './geometry';
import type { IconSpec, Layer } from './types';

function spec(expected: number, ...layers: Partial<Layer>[]): IconSpec {
  return {
    expected,
    layers: layers.map((layer) => {
      const { size = 64 } = layer;
      return { file: '__m__/a.png', size, scale: expected / 2 / size, shift: [0, 0], tint: [1, 1, 1, 1], floating: false, ...layer };
    }),
  };
}
const box = (left: number, top: number, side: number) => ({ left, top, side });

describe('the native canvas', () => {
  it('of one layer is that layer as its file has it', () => {
    expect(nativePlacement(spec(64, { size: 64, scale: 0.25, shift: [5, 5] }))).toEqual({ width: 64, height: 64, boxes: [box(0, 0, 64)] });
    expect(nativePlacement(spec(256, { size: 256 }))).toMatchObject({ width: 256, height: 256 });
    // util.empty_icon()
    expect(nativePlacement(spec(64, { size: 1 }))).toEqual({ width: 1, height: 1, boxes: [box(0, 0, 1)] });
    expect(nativePlacement({ expected: 64, layers: [] })).toEqual({ width: 0, height: 0, boxes: [] });
  });

  it('recycling recipe: the item is drawn 51 px large', () => {
    expect(nativePlacement(spec(64, {}, { scale: 0.5 * 0.8 }, {}))).toEqual({
      width: 64,
      height: 64,
      boxes: [box(0, 0, 64), box(6, 6, 51), box(0, 0, 64)],
    });
  });

  it('barrel: three layers on one place', () => {
    expect(nativePlacement(spec(64, {}, {}, {})).boxes).toEqual([box(0, 0, 64), box(0, 0, 64), box(0, 0, 64)]);
  });

  it.each([
    [[-8, -8], box(0, 0, 32)],
    [[7, 8], box(30, 32, 32)],
  ] as [[number, number], object][])('filling and emptying a barrel: the fluid 32 px large at %j', (shift, at) => {
    for (const size of [64, 32, 128, 120]) {
      const { width, height, boxes } = nativePlacement(spec(64, {}, { size, scale: 16 / size, shift }));
      expect([width, height, boxes[1]]).toEqual([64, 64, at]);
    }
  });

  it('technology with a badge: 292 × 292, not 256', () => {
    const badge = { size: 128, scale: 0.5, shift: [50, 50] as [number, number], floating: true };
    expect(nativePlacement(spec(256, { size: 256 }, badge))).toEqual({
      width: 292,
      height: 292,
      boxes: [box(0, 0, 256), box(164, 164, 128)],
    });
  });

  it('lane-splitter: the badge fills the upper right quarter', () => {
    expect(nativePlacement(spec(64, {}, { scale: 0.25, shift: [8, -8] }))).toEqual({
      width: 64,
      height: 64,
      boxes: [box(0, 0, 64), box(32, 0, 32)],
    });
  });

  it('space-connection: 66 × 66, two planets of 42 px', () => {
    for (const size of [64, 512]) {
      const planet = { size, scale: 0.333 * (64 / size) };
      const connection = spec(64, {}, { ...planet, shift: [-6, -6] }, { ...planet, shift: [6, 6] });
      expect(nativePlacement(connection)).toEqual({ width: 66, height: 66, boxes: [box(1, 1, 64), box(0, 0, 42), box(24, 24, 42)] });
    }
  });

  it('is bounded, whatever the layers say', () => {
    const { width, height, boxes } = nativePlacement(spec(64, {}, { shift: [4000, -4000], scale: 60 }));
    expect([width, height]).toEqual([2048, 2048]);
    for (const { left, top, side } of boxes) expect(left >= 0 && top >= 0 && left + side <= 2048.001 && top + side <= 2048.001).toBe(true);
  });
});

describe('the slot', () => {
  it('is the native canvas where that has its size', () => {
    const recycling = spec(64, {}, { scale: 0.4 }, {});
    expect(slotPlacement(recycling, 64).boxes).toEqual(nativePlacement(recycling).boxes);
  });

  it('one layer fills it, whatever its scale', () => {
    for (const scale of [0.1, 0.5, 3]) {
      const [only] = slotPlacement(spec(64, { scale, shift: [9, 9] }), 64).boxes;
      expect([only?.left, only?.top, only?.side].map((value) => Math.round(value! * 1e6) / 1e6 + 0)).toEqual([0, 0, 64]);
    }
  });

  it('a technology fits without its badge, which hangs over and is cut', () => {
    const badge = { size: 128, scale: 0.5, shift: [50, 50] as [number, number], floating: true };
    expect(slotPlacement(spec(256, { size: 256 }, badge), 64).boxes).toEqual([box(0, 0, 64), box(41, 41, 32)]);
  });

  it('all layers that do not float lie in it, centred; one direction is filled', () => {
    const layer = fc.record({
      size: fc.integer({ min: 1, max: 512 }),
      scale: fc.double({ min: 0.01, max: 4, noNaN: true }),
      shift: fc.tuple(fc.double({ min: -100, max: 100, noNaN: true }), fc.double({ min: -100, max: 100, noNaN: true })),
      floating: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(layer, { minLength: 1, maxLength: 5 }), fc.integer({ min: 16, max: 256 }), (layers, side) => {
        const of = spec(64, { size: 64 }, ...layers);
        const inside = slotPlacement(of, side).boxes.filter((_, i) => !of.layers[i]!.floating);
        const low = (key: 'left' | 'top') => Math.min(...inside.map((one) => one[key]));
        const high = (key: 'left' | 'top') => Math.max(...inside.map((one) => one[key] + one.side));
        for (const key of ['left', 'top'] as const) {
          expect(low(key)).toBeGreaterThan(-1e-6);
          expect(high(key)).toBeLessThan(side + 1e-6);
          expect(Math.abs(low(key) + high(key) - side)).toBeLessThanOrEqual(1 + 1e-6);
        }
        expect(Math.max(high('left') - low('left'), high('top') - low('top'))).toBeCloseTo(side, 6);
      }),
    );
  });
});

describe('the slot of a finished native picture', () => {
  it('leaves what floats outside, where its layers are known', () => {
    const badge = { size: 128, scale: 0.5, shift: [50, 50] as [number, number], floating: true };
    expect(slotOfNative(spec(256, { size: 256 }, badge), 292, 292, 64)).toEqual({ left: 0, top: 0, k: 0.25 });
  });

  it('is the whole picture, fitted, where they are not, or where it was made of others', () => {
    expect(slotOfNative(null, 292, 292, 64)).toEqual({ left: 0, top: 0, k: 64 / 292 });
    expect(slotOfNative(spec(64, {}, {}), 128, 64, 64)).toEqual({ left: 0, top: 16, k: 0.5 });
  });
});
