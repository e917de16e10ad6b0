import { INPUT, OUTPUT, REDUCED_BYTES, SUMS } from './layout';

// Every reduced copy is an average of the whole chunk's pixels, not of the copy before it: rounding does not add up.
// The sums are exact (1,024 × 255² < 2³²). A quotient of f32 rounds down right as long as numerator and denominator are
// exact (< 2²⁴) and the nearest quotient below a whole number is further from it than f32 can blur: so for up to 64
// pixels a sum. The last five pixels are divided as integers.

/** Where in SUMS and in the output the copies begin, in pixels: 16², 8², 4², 2², 1. */
const AT_8: usize = 256;
const AT_4: usize = 320;
const AT_2: usize = 336;
const AT_1: usize = 340;

/** Two pixels as eight u16 r, g, b, a become r·a, g·a, b·a, a. */
// @ts-ignore: decorator
@inline
function weighted(pixels: v128): v128 {
  const alpha = v128.shuffle<i16>(pixels, i16x8.splat(1), 3, 3, 3, 8, 7, 7, 7, 8);
  return i16x8.mul(pixels, alpha);
}

// @ts-ignore: decorator
@inline
function pair(two: v128): v128 {
  return i32x4.add(i32x4.extend_low_i16x8_u(two), i32x4.extend_high_i16x8_u(two));
}

/** 32² pixels at `source` → 16² sums of four. */
function sumPixels(source: usize): void {
  let sums = SUMS;
  for (let row = 0; row < 16; row++) {
    for (let i = 0; i < 8; i++) {
      const above = v128.load(source);
      const below = v128.load(source, 128);
      const left = i32x4.add(pair(weighted(i16x8.extend_low_i8x16_u(above))), pair(weighted(i16x8.extend_low_i8x16_u(below))));
      const right = i32x4.add(pair(weighted(i16x8.extend_high_i8x16_u(above))), pair(weighted(i16x8.extend_high_i8x16_u(below))));
      v128.store(sums, left);
      v128.store(sums, right, 16);
      sums += 32;
      source += 16;
    }
    source += 128;
  }
}

/** `side`² sums from the (2·side)² sums before them. */
// @ts-ignore: decorator
@inline
function sumSums(from: usize, to: usize, side: usize): void {
  let target = SUMS + (to << 4);
  const stride = side << 5;
  for (let row: usize = 0; row < side; row++) {
    let source = SUMS + (from << 4) + row * (stride << 1);
    for (let i: usize = 0; i < side; i++) {
      const above = i32x4.add(v128.load(source), v128.load(source, 16));
      const below = i32x4.add(v128.load(source + stride), v128.load(source + stride, 16));
      v128.store(target, i32x4.add(above, below));
      source += 32;
      target += 16;
    }
  }
}

/** One sum divided: r, g, b by the sum of alphas, alpha by the pixel count, to nearest; 0 where all is transparent. */
// @ts-ignore: decorator
@inline
function divide(sums: usize, pixels: v128): v128 {
  const sum = v128.load(sums);
  const by = v128.shuffle<i32>(sum, pixels, 3, 3, 3, 4);
  const above = f32x4.convert_i32x4_s(i32x4.add(i32x4.add(sum, sum), by));
  return i32x4.trunc_sat_f32x4_s(f32x4.div(above, f32x4.convert_i32x4_s(i32x4.add(by, by))));
}

// @ts-ignore: decorator
@inline
function divideAll(begin: usize, end: usize, pixels: i32, output: usize): void {
  const n = i32x4.splat(pixels);
  for (let i = begin; i < end; i += 4) {
    const sums = SUMS + (i << 4);
    const low = i16x8.narrow_i32x4_u(divide(sums, n), divide(sums + 16, n));
    const high = i16x8.narrow_i32x4_u(divide(sums + 32, n), divide(sums + 48, n));
    v128.store(output + (i << 2), i8x16.narrow_i16x8_u(low, high));
  }
}

function divideExactly(begin: usize, end: usize, pixels: u32, output: usize): void {
  for (let i = begin; i < end; i++) {
    const sums = SUMS + (i << 4);
    const alpha = load<u32>(sums, 12);
    const by = max(alpha, 1);
    const red = (2 * load<u32>(sums) + alpha) / (2 * by);
    const green = (2 * load<u32>(sums, 4) + alpha) / (2 * by);
    const blue = (2 * load<u32>(sums, 8) + alpha) / (2 * by);
    const opacity = (2 * alpha + pixels) / (2 * pixels);
    store<u32>(output + (i << 2), red | (green << 8) | (blue << 16) | (opacity << 24));
  }
}

/** `count` chunks of 32² RGBA in INPUT (`expanded`: in OUTPUT) → their reduced copies, 341 pixels each, in OUTPUT. */
export function reduce(count: i32, expanded: bool): void {
  for (let n = 0; n < count; n++) {
    // A chunk's copies are shorter than the chunk: within OUTPUT they never reach a chunk that is still to be read.
    const output = OUTPUT + <usize>(n * REDUCED_BYTES);
    sumPixels((expanded ? OUTPUT : INPUT) + <usize>(n * 4096));
    sumSums(0, AT_8, 8);
    sumSums(AT_8, AT_4, 4);
    sumSums(AT_4, AT_2, 2);
    sumSums(AT_2, AT_1, 1);
    divideAll(0, AT_8, 4, output);
    divideAll(AT_8, AT_4, 16, output);
    divideAll(AT_4, AT_2, 64, output);
    divideExactly(AT_2, AT_1, 256, output);
    divideExactly(AT_1, AT_1 + 1, 1024, output);
  }
}
