import { describe, expect, it } from 'vitest';
import { kernels } from '../../../cli/kernels';
import { drawFinished, drawIcon } from './draw';
import { cropOffset, mipFor, mipsOf } from './mips';
import type { IconSpec, Layer, Pixels } from './types';

const { icon: kernel } = await kernels();

type Rgba = [number, number, number, number];
const RED: Rgba = [255, 0, 0, 255];
const GREEN: Rgba = [0, 255, 0, 255];
const BLUE: Rgba = [0, 0, 255, 255];
const NONE: Rgba = [0, 0, 0, 0];

function paint(width: number, height: number, color: (x: number, y: number) => Rgba): Pixels {
  const data = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) data.set(color(i % width, Math.floor(i / width)), i * 4);
  return { width, height, data };
}
const solid = (side: number, color: Rgba) => paint(side, side, () => color);

function spec(...layers: Partial<Layer>[]): IconSpec {
  return {
    expected: 64,
    layers: layers.map((layer) => {
      const { size = 64 } = layer;
      return { file: 'a', size, scale: 32 / size, shift: [0, 0], tint: [1, 1, 1, 1], floating: false, ...layer };
    }),
  };
}
const at = ({ width, data }: Pixels, x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
const draw = (of: IconSpec, files: Record<string, Pixels>, size: number | 'native' = 'native') =>
  drawIcon(of, new Map(Object.entries(files)), kernel, size);

describe('an icon', () => {
  it('later layers are drawn on top, each where it belongs', () => {
    const { pixels, problems } = draw(spec({}, { file: 'b', scale: 0.25, shift: [8, -8] }), { a: solid(64, RED), b: solid(64, GREEN) });
    expect(problems).toEqual([]);
    expect([at(pixels!, 31, 0), at(pixels!, 32, 0), at(pixels!, 63, 31), at(pixels!, 63, 32)]).toEqual([RED, GREEN, GREEN, RED]);
  });

  it('floating layers widen the native canvas, and are cut in the slot', () => {
    const of = spec({}, { file: 'b', scale: 0.25, shift: [16, 16], floating: true });
    const files = { a: solid(64, RED), b: solid(64, BLUE) };
    const native = draw(of, files).pixels!;
    expect([native.width, native.height, at(native, 79, 79), at(native, 79, 0), at(native, 47, 47)]).toEqual([80, 80, BLUE, NONE, RED]);
    const slot = draw(of, files, 64).pixels!;
    expect([slot.width, slot.height, at(slot, 63, 63), at(slot, 47, 47), at(slot, 63, 0)]).toEqual([64, 64, BLUE, RED, RED]);
  });

  it('a layer without a file is left out and told; nothing is drawn where none has one', () => {
    const { pixels, problems } = draw(spec({}, { file: '__m__/gone.png' }), { a: solid(64, RED) });
    expect(at(pixels!, 5, 5)).toEqual(RED);
    expect(problems).toMatchObject([{ code: 'icon-file-missing', file: '__m__/gone.png' }]);
    expect(draw(spec({}), {})).toMatchObject({ pixels: null, problems: [{ code: 'icon-file-missing' }] });
  });

  it('a file smaller than it should be is drawn as large, and told', () => {
    const { pixels, problems } = draw(spec({}, { file: 'b' }), { a: solid(64, RED), b: paint(32, 40, (x) => (x < 16 ? GREEN : BLUE)) });
    expect([at(pixels!, 0, 0), at(pixels!, 63, 63)]).toEqual([GREEN, BLUE]);
    expect(problems).toMatchObject([{ code: 'icon-file-small', detail: expect.stringContaining('32 × 40') }]);
  });

  it('only the square at the upper left is the picture, whatever else the file holds', () => {
    const strip = paint(200, 70, (x, y) => (x < 64 && y < 64 ? RED : BLUE));
    const { pixels, problems } = draw(spec({}), { a: strip });
    expect(problems).toEqual([]);
    for (const [x, y] of [
      [0, 0],
      [63, 0],
      [63, 63],
    ] as const)
      expect(at(pixels!, x, y)).toEqual(RED);
  });

  it('icon_size 1 fills a slot, and is one pixel natively', () => {
    const dot = spec({ size: 1, scale: 32 });
    expect(draw(dot, { a: solid(1, RED) }).pixels).toEqual({ width: 1, height: 1, data: Uint8Array.of(...RED) });
    const slot = draw(dot, { a: solid(1, RED) }, 64).pixels!;
    for (const i of [0, 63]) expect(at(slot, i, 63 - i)).toEqual(RED);
  });

  it('made half as large or smaller it is drawn from the file’s own copy', () => {
    const withMips = paint(112, 64, (x, y) => (x < 64 ? RED : x < 96 && y < 32 ? GREEN : y < 16 ? BLUE : NONE));
    const of = (scale: number) => draw(spec({}, { file: 'b', scale }), { a: solid(64, NONE), b: withMips }).pixels!;
    expect(at(of(0.25), 32, 32)).toEqual(GREEN);
    expect(at(of(0.26), 32, 32)).toEqual(RED);
    expect(at(of(0.14), 32, 32)).toEqual(GREEN);
    expect(at(of(0.125), 32, 32)).toEqual(BLUE);
    expect(at(of(0.01), 31, 31)).toEqual(BLUE);
  });
});

describe('copies in a file', () => {
  it.each([
    [64, 64, 64, 0],
    [96, 64, 64, 1],
    [120, 64, 64, 3],
    [127, 64, 64, 6],
    [480, 256, 256, 3],
    [128, 64, 64, 0],
    [256, 64, 64, 0],
    [100, 64, 64, 0],
    [96, 65, 64, 0],
    [60, 33, 33, 0],
    [2, 1, 1, 0],
  ])('%d × %d px with a picture of %d px has %d', (width, height, side, levels) => {
    expect(mipsOf({ width, height, data: new Uint8Array(0) }, side)).toBe(levels);
  });

  it('lie to the right, each half as large', () => {
    const file = { width: 120, height: 64, data: new Uint8Array(0) };
    expect(mipFor(file, 64, 33)).toEqual({ x: 0, y: 0, width: 64, height: 64 });
    expect(mipFor(file, 64, 32)).toEqual({ x: 64, y: 0, width: 32, height: 32 });
    expect(mipFor(file, 64, 16)).toEqual({ x: 96, y: 0, width: 16, height: 16 });
    expect(mipFor(file, 64, 1)).toEqual({ x: 112, y: 0, width: 8, height: 8 });
  });

  it('where there are none, an odd border moves what is made half as large by half a pixel', () => {
    const framed = (left: number, top: number) => paint(64, 64, (x, y) => (x >= left && y >= top ? RED : NONE));
    const whole = { x: 0, y: 0, width: 64, height: 64 };
    expect(cropOffset(framed(5, 4), whole, 32)).toEqual([0.5, 0]);
    expect(cropOffset(framed(6, 7), whole, 32)).toEqual([0, 0.5]);
    expect(cropOffset(framed(6, 7), whole, 16)).toEqual([0.5, 0.25]);
    expect(cropOffset(framed(5, 5), whole, 33)).toEqual([0, 0]);
    expect(cropOffset(framed(5, 5), whole, 64)).toEqual([0, 0]);
    expect(cropOffset(solid(64, NONE), whole, 32)).toEqual([0, 0]);
  });
});

describe('a picture that came finished', () => {
  const how = { premultiplied: true, picture: 'native', spec: null } as const;

  it('premultiplied pixels become straight', () => {
    expect(at(drawFinished(solid(8, [64, 32, 0, 128]), how, kernel, 'native'), 3, 3)).toEqual([128, 64, 0, 128]);
    expect(at(drawFinished(solid(8, [64, 32, 0, 128]), { ...how, premultiplied: false }, kernel, 64), 33, 33)).toEqual([64, 32, 0, 128]);
  });

  it('gives the slot that its layers would give', () => {
    const of = spec({}, { file: 'b', scale: 0.25, shift: [16, 16], floating: true });
    const files = { a: solid(64, RED), b: solid(64, BLUE) };
    const slot = drawFinished(draw(of, files).pixels!, { ...how, premultiplied: false, spec: of }, kernel, 64);
    expect(slot).toEqual(draw(of, files, 64).pixels);
  });
});
