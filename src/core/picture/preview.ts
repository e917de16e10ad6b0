/** A world as one picture of a given size, for whoever only sees a link to it. */
import { LEVELS } from '../world/geometry';
import type { Area, Picture, View } from '../world/types';
import type { World } from '../world/world';
import { type Scale, sizeOf } from './draw';
import { FrameMaker, GROUND_PIXEL } from './film';

const SCALES: readonly Scale[] = [
  ...[4, 3, 2].map((times) => ({ times, level: 0 })),
  ...Array.from({ length: LEVELS + 1 }, (_, level) => ({ times: 1, level })),
];

/** Opaque. As large as all of it fits; what fits at no scale is its middle. null: there is nothing to see. */
export async function previewOf(world: World, view: View, [width, height]: readonly [number, number]): Promise<Picture | null> {
  const bounds = await world.bounds(view);
  if (bounds === null) return null;
  const fits = (scale: Scale) => {
    const [w, h] = sizeOf(bounds, scale);
    return w <= width && h <= height;
  };
  const scale = SCALES.find(fits) ?? SCALES.at(-1)!;
  const area = middle(bounds, [(width * 2 ** scale.level) / scale.times, (height * 2 ** scale.level) / scale.times]);
  const maker = new FrameMaker(world, { view, area, scale, grid: false }, () => []);
  const frame = await maker.frame(view.tick ?? world.info.ticks?.[1] ?? 0);
  if (!maker.drawn) return null;
  const pixels = new Uint8ClampedArray(width * height * 4);
  new Uint32Array(pixels.buffer).fill(GROUND_PIXEL);
  const [left, top] = [Math.floor((width - frame.width) / 2), Math.floor((height - frame.height) / 2)];
  for (let y = Math.max(0, -top); y < Math.min(frame.height, height - top); y++) {
    const [from, to] = [Math.max(0, -left), Math.min(frame.width, width - left)];
    const row = frame.pixels.subarray((y * frame.width + from) * 4, (y * frame.width + to) * 4);
    pixels.set(row, ((y + top) * width + left + from) * 4);
  }
  return { width, height, pixels };
}

/** Of an area, so many tiles around its middle. */
function middle([x0, y0, x1, y1]: Area, [wide, high]: [number, number]): Area {
  const [dx, dy] = [Math.max(0, (x1 - x0 - wide) / 2), Math.max(0, (y1 - y0 - high) / 2)];
  return [Math.ceil(x0 + dx), Math.ceil(y0 + dy), Math.floor(x1 - dx), Math.floor(y1 - dy)];
}
