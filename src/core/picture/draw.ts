/** An area of a map, strip by strip, so that a large one takes little memory. */
import { RASTER } from '../world/geometry';
import type { Area, View } from '../world/types';
import type { World } from '../world/world';
import { drawGrid, drawMarks, type Mark } from './marks';

/** Pixels along a side, at most: what viewers and printers take. */
export const MAX_SIDE = 16_384;

/** Pixels a tile: a whole number enlarges, 1/2 … 1/32 take the reduced copies. */
export interface Scale {
  /** Of a pixel of the level. */
  times: number;
  level: number;
}

export interface Drawing {
  /** In tiles. */
  area: Area;
  scale: Scale;
  marks: readonly Mark[];
  grid: boolean;
}

/** Takes a picture's rows from the top, some at a time. */
export interface RowSink {
  /** Straight RGBA of whole rows. Resolves when there is room for more. */
  rows(pixels: Uint8ClampedArray): Promise<void>;
}

export const scaleOf = ({ times, level }: Scale): number => times / 2 ** level;

/** Width and height of the picture of an area. */
export function sizeOf(area: Area, scale: Scale): [width: number, height: number] {
  const [left, top, right, bottom] = inPixels(area, scale.level);
  return [(right - left) * scale.times, (bottom - top) * scale.times];
}

/** In pixels of the level: what is only touched belongs to it. */
export function inPixels([x0, y0, x1, y1]: Area, level: number): Area {
  const step = 2 ** level;
  return [Math.floor(x0 / step), Math.floor(y0 / step), Math.ceil(x1 / step), Math.ceil(y1 / step)];
}

/** Answers false when all of it is transparent. */
export async function draw(
  world: World,
  view: View,
  { area, scale, marks, grid }: Drawing,
  sink: RowSink,
  onRows: (done: number, total: number) => void = () => {},
): Promise<boolean> {
  const { times, level } = scale;
  const step = 2 ** level;
  const [left, top, right, bottom] = inPixels(area, level);
  const [width, total] = sizeOf(area, scale);
  const seen: Area = [left * step, top * step, right * step, bottom * step];
  let drawn = marks.length > 0;
  for (let y = top; y < bottom; ) {
    // A strip ends where a row of rasters does, so that none is drawn twice.
    const end = Math.min(bottom, (Math.floor(y / RASTER) + 1) * RASTER);
    const { pixels } = await world.area(view, [seen[0], y * step, seen[2], end * step], level);
    drawn ||= pixels.some((value) => value !== 0);
    const rows = Math.max(1, Math.floor(RASTER / times));
    for (let from = y; from < end; from += rows) {
      const count = Math.min(rows, end - from);
      const part = pixels.subarray((from - y) * (right - left) * 4, (from - y + count) * (right - left) * 4);
      const strip = { width, top: (from - top) * times, height: count * times, pixels: enlarged(part, right - left, times) };
      if (grid) drawGrid(strip, seen, scaleOf(scale));
      drawMarks(strip, marks, seen, scaleOf(scale));
      await sink.rows(strip.pixels);
      onRows(strip.top + strip.height, total);
    }
    y = end;
  }
  return drawn;
}

/** Each pixel as a square of `times`². */
export function enlarged(pixels: Uint8ClampedArray, width: number, times: number): Uint8ClampedArray {
  if (times === 1) return pixels;
  const source = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
  const wide = width * times;
  const target = new Uint32Array(source.length * times * times);
  for (let y = 0; y < source.length / width; y++) {
    const at = y * times * wide;
    for (let x = 0; x < width; x++) target.fill(source[y * width + x]!, at + x * times, at + (x + 1) * times);
    for (let row = 1; row < times; row++) target.copyWithin(at + row * wide, at, at + wide);
  }
  return new Uint8ClampedArray(target.buffer);
}
