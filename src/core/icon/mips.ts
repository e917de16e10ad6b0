/** Where in a file the picture lies: the square (0, 0, size, size), and to its right, top-aligned, copies each half as large. */
import type { Pixels } from './types';

/** Side of the square that can be cut, px: `size`, or what is there of it. */
export const cutSquare = ({ width, height }: Pixels, size: number): number => Math.min(size, width, height);

export interface Cut {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * How many half-size copies a file has: the width of those with copies is 1½, 1¾ … times the side, and their height is the side. A strip
 * of pictures is anything else.
 */
export function mipsOf({ width, height }: Pixels, side: number): number {
  if (height !== side) return 0;
  let x = side;
  let level = 0;
  while (x < width && side % 2 ** (level + 1) === 0) {
    level++;
    x += side >> level;
  }
  return x === width ? level : 0;
}

/** The copy to draw with `to` px a side: the smallest that is still as large, so that what remains is less than halving. */
export function mipFor(file: Pixels, side: number, to: number): Cut {
  const levels = mipsOf(file, side);
  let cut = { x: 0, y: 0, width: side, height: side };
  for (let level = 1; level <= levels && side >> level >= to; level++) {
    const half = side >> level;
    cut = { x: cut.x + cut.width, y: 0, width: half, height: half };
  }
  return cut;
}
