import { expand1, expand8 } from './expand';
import { INPUT, PICTURE, SIDE, STRIDE, TABLE, XS, YS } from './layout';
import { over1, over4 } from './over';

export function begin(): void {
  memory.fill(PICTURE, 0, SIDE * STRIDE);
}

// @ts-ignore: decorator
@inline
function at(x: i32, y: i32): usize {
  return PICTURE + <usize>(y * STRIDE + x * 4);
}

// What is clipped: columns and rows from..to of a square of `side` pixels put at x or y.
// @ts-ignore: decorator
@inline
function first(x: i32): i32 {
  return max(0, -x);
}
// @ts-ignore: decorator
@inline
function last(x: i32, side: i32): i32 {
  return min(side, SIDE - x);
}

/** The positions in XS and YS belong to the chunks that lie one after another in INPUT: 32 × 32 RGB565. */
export function blit565(count: i32): void {
  for (let n = 0; n < count; n++) {
    const x = <i32>load<i16>(XS + (<usize>n << 1));
    const y = <i32>load<i16>(YS + (<usize>n << 1));
    const from = first(x);
    const to = last(x, 32);
    const bottom = last(y, 32);
    const source = INPUT + <usize>(n * 2048);
    for (let row = first(y); row < bottom; row++) {
      const pixels = source + <usize>(row * 64);
      if (from == 0 && to == 32) {
        for (let i = 0; i < 32; i += 8) expand8(pixels + (<usize>i << 1), at(x + i, y + row));
      } else {
        for (let i = from; i < to; i++) store<u32>(at(x + i, y + row), expand1(load<u16>(pixels + (<usize>i << 1))));
      }
    }
  }
}

/** The same for 32 × 32 u16, each an index into TABLE. */
export function blitIndexed(count: i32): void {
  for (let n = 0; n < count; n++) {
    const x = <i32>load<i16>(XS + (<usize>n << 1));
    const y = <i32>load<i16>(YS + (<usize>n << 1));
    const from = first(x);
    const to = last(x, 32);
    const bottom = last(y, 32);
    const source = INPUT + <usize>(n * 2048);
    for (let row = first(y); row < bottom; row++) {
      const pixels = source + <usize>(row * 64);
      for (let i = from; i < to; i++) {
        store<u32>(at(x + i, y + row), load<u32>(TABLE + (<usize>load<u16>(pixels + (<usize>i << 1)) << 2)));
      }
    }
  }
}

/** The same for squares of RGBA with `side` pixels, put in place of what is there. */
export function blitRgba(count: i32, side: i32): void {
  if (side == 1) {
    for (let n = 0; n < count; n++) {
      const x = <i32>load<i16>(XS + (<usize>n << 1));
      const y = <i32>load<i16>(YS + (<usize>n << 1));
      if (<u32>x < <u32>SIDE && <u32>y < <u32>SIDE) store<u32>(at(x, y), load<u32>(INPUT + (<usize>n << 2)));
    }
    return;
  }
  for (let n = 0; n < count; n++) {
    const x = <i32>load<i16>(XS + (<usize>n << 1));
    const y = <i32>load<i16>(YS + (<usize>n << 1));
    const from = first(x);
    const width = last(x, side) - from;
    if (width <= 0) continue;
    const bottom = last(y, side);
    const source = INPUT + <usize>(n * side * side * 4);
    for (let row = first(y); row < bottom; row++) {
      const pixels = source + <usize>((row * side + from) * 4);
      const target = at(x + from, y + row);
      let i = 0;
      for (; i + 4 <= width; i += 4) v128.store(target + (<usize>i << 2), v128.load(pixels + (<usize>i << 2)));
      for (; i < width; i++) store<u32>(target + (<usize>i << 2), load<u32>(pixels + (<usize>i << 2)));
    }
  }
}

/** The same, laid over what is there. */
export function overRgba(count: i32, side: i32): void {
  for (let n = 0; n < count; n++) {
    const x = <i32>load<i16>(XS + (<usize>n << 1));
    const y = <i32>load<i16>(YS + (<usize>n << 1));
    const from = first(x);
    const width = last(x, side) - from;
    if (width <= 0) continue;
    const bottom = last(y, side);
    const source = INPUT + <usize>(n * side * side * 4);
    for (let row = first(y); row < bottom; row++) {
      const pixels = source + <usize>((row * side + from) * 4);
      const target = at(x + from, y + row);
      let i = 0;
      for (; i + 4 <= width; i += 4) over4(v128.load(pixels + (<usize>i << 2)), target + (<usize>i << 2));
      for (; i < width; i++) over1(load<u32>(pixels + (<usize>i << 2)), target + (<usize>i << 2));
    }
  }
}

/** A rectangle of one colour laid over what is there; its edges may be anywhere (the caller hands in exact integers of i32). */
export function fill(left: i32, top: i32, right: i32, bottom: i32, rgba: u32): void {
  const x0 = max(0, left);
  const y0 = max(0, top);
  const width = min(SIDE, right) - x0;
  const y1 = min(SIDE, bottom);
  const four = i32x4.splat(rgba);
  for (let y = y0; y < y1; y++) {
    const target = at(x0, y);
    let i = 0;
    for (; i + 4 <= width; i += 4) over4(four, target + (<usize>i << 2));
    for (; i < width; i++) over1(rgba, target + (<usize>i << 2));
  }
}
