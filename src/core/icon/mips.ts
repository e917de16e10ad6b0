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

/**
 * By how much the game draws a layer off its place, px of the canvas, when it makes it 2, 4, 8 … times smaller without a copy in the file: it
 * first cuts the transparent border off, makes the smaller copies from that corner, and begins them at a whole pixel. Read from the one
 * lossless pair there is of such a layer (lane-splitter), where every pixel is the mean of the pixels 2n - 1 and 2n of a picture whose border
 * is odd.
 */
export function cropOffset(file: Pixels, { x, y, width, height }: Cut, to: number): [number, number] {
  const ratio = width / to;
  if (ratio < 2 || !Number.isInteger(Math.log2(ratio))) return [0, 0];
  let left = width;
  let top = height;
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * file.width + x) * 4 + 3;
    let column = 0;
    while (column < left && file.data[from + column * 4] === 0) column++;
    if (column < left) left = column;
    if (top === height && column < width && file.data[from + column * 4] !== 0) top = row;
  }
  const off = (border: number) => (border >= width ? 0 : Math.floor(border / ratio + 0.5) - border / ratio);
  return [off(left), off(top)];
}
