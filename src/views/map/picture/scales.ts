import { MAX_SIDE, type Scale, scaleOf, sizeOf } from '../../../core/picture/draw';
import { LEVELS } from '../../../core/world/geometry';
import type { Area } from '../../../core/world/types';

/** The largest first: enlarged four times, down to a pixel for 32 tiles. */
export const SCALES: readonly Scale[] = [
  { times: 4, level: 0 },
  { times: 2, level: 0 },
  ...Array.from({ length: LEVELS + 1 }, (_, level) => ({ times: 1, level })),
];

export function fits(area: Area, scale: Scale): boolean {
  const [width, height] = sizeOf(area, scale);
  return width <= MAX_SIDE && height <= MAX_SIDE;
}

/** The largest scale up to `most` px a tile at which a picture of the area may be drawn; else the smallest there is. */
export function scaleFor(area: Area, most: number): Scale {
  const smallest = SCALES.at(-1)!;
  return SCALES.find((scale) => (scaleOf(scale) <= most || scale === smallest) && fits(area, scale)) ?? smallest;
}

/** The part of a view that has something to show, in whole tiles; null: none of it. */
export function seen(view: Area, known: Area | null): Area | null {
  if (known === null) return null;
  const box: Area = [
    Math.max(Math.floor(view[0]), known[0]),
    Math.max(Math.floor(view[1]), known[1]),
    Math.min(Math.ceil(view[2]), known[2]),
    Math.min(Math.ceil(view[3]), known[3]),
  ];
  return box[0] < box[2] && box[1] < box[3] ? box : null;
}

/** "Nordhafen-nauvis-6739204.png"; names are strangers', and no system takes all signs in a file's. */
export function fileName(parts: readonly (string | number)[], ending: string): string {
  const safe = parts
    .map((part) =>
      String(part)
        .replace(/[^\p{L}\p{N}._ -]+/gu, '-')
        .replace(/^[. -]+|[. -]+$/g, ''),
    )
    .filter((part) => part !== '');
  return `${(safe.join('-') || 'map').slice(0, 120)}.${ending}`;
}
