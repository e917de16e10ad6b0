import { CANVAS, INPUT, LAID, OUTPUT, ROW, ROW_LAID, TAPS, TAPS_AT, TAPS_ROWS, TAPS_WEIGHTS } from './layout';

// Icons: premultiplied pixels of four f32, so that tints, soft edges and many layers lose nothing to rounding; one pixel a vector.

/** One RGBA pixel as r, g, b, a of 0..255. */
// @ts-ignore: decorator
@inline
function wide(pixel: u32): v128 {
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(i32x4.splat(<i32>pixel))));
}

/** Colours times alpha; `full` is what alpha has where it is full. */
// @ts-ignore: decorator
@inline
function premultiply(s: v128, ones: v128): v128 {
  const alpha = v128.shuffle<i32>(s, s, 3, 3, 3, 3);
  return f32x4.mul(s, v128.shuffle<i32>(f32x4.mul(alpha, f32x4.splat(1.0 / 255.0)), ones, 0, 1, 2, 4));
}

/** Source-over of a premultiplied, tinted pixel; what is above full is cut. */
// @ts-ignore: decorator
@inline
function over(s: v128, to: usize): void {
  const ones = f32x4.splat(1);
  const alpha = v128.shuffle<i32>(s, s, 3, 3, 3, 3);
  const under = f32x4.mul(v128.load(to), f32x4.sub(ones, alpha));
  v128.store(to, f32x4.pmin(f32x4.add(s, under), ones));
}

// @ts-ignore: decorator
@inline
function color(r: f32, g: f32, b: f32, a: f32): v128 {
  return f32x4.replace_lane(f32x4.replace_lane(f32x4.replace_lane(f32x4.splat(r), 1, g), 2, b), 3, a);
}

/** An empty piece of `pixels` pixels. */
export function iconBegin(pixels: i32): void {
  memory.fill(CANVAS, 0, <usize>pixels << 4);
}

/**
 * `width` × `height` pixels of INPUT, `pitch` from row to row, onto the piece from pixel `to` on, `stride` from row to row: pixel for pixel.
 * `ready`: they are premultiplied already.
 */
export function iconDirect(to: i32, stride: i32, width: i32, height: i32, pitch: i32, ready: bool, r: f32, g: f32, b: f32, a: f32): void {
  const tint = f32x4.mul(color(r, g, b, a), f32x4.splat(1.0 / 255.0));
  const ones = f32x4.splat(1);
  let source = INPUT;
  let target = CANVAS + (<usize>to << 4);
  for (let y = 0; y < height; y++) {
    const end = source + (<usize>width << 2);
    let at = target;
    for (let from = source; from < end; from += 4, at += 16) {
      const pixel = load<u32>(from);
      if (ready) {
        if (pixel != 0) over(f32x4.mul(wide(pixel), tint), at);
      } else if (pixel >> 24 != 0) {
        over(f32x4.mul(premultiply(wide(pixel), ones), tint), at);
      }
    }
    source += <usize>pitch << 2;
    target += <usize>stride << 4;
  }
}

/** Rows `first` … of a layer, `width` pixels each in INPUT, `pitch` from row to row: what each gives to the rows of LAID, by the taps. */
export function iconRows(first: i32, rows: i32, width: i32, pitch: i32, columns: i32, lines: i32, ready: bool): void {
  const ones = f32x4.splat(1);
  const starts = TAPS + TAPS_ROWS;
  const ats = starts + TAPS_AT;
  let line = 0;
  let source = INPUT;
  for (let row = first; row < first + rows; row++) {
    let pixel = ROW;
    for (let x = 0; x < width; x++, pixel += 16) {
      const s = wide(load<u32>(source + (<usize>x << 2)));
      v128.store(pixel, ready ? s : premultiply(s, ones));
    }
    source += <usize>pitch << 2;
    gather(columns);
    while (line < lines && load<i32>(starts + (line << 2)) + taps(ats, line) <= row) line++;
    for (let t = line; t < lines; t++) {
      const from = load<i32>(starts + (t << 2));
      if (from > row) break;
      const weight = f32x4.splat(load<f32>(starts + TAPS_WEIGHTS + ((load<i32>(ats + (t << 2)) + row - from) << 2)));
      let at = LAID + ((<usize>t * columns) << 4);
      const end = ROW_LAID + (<usize>columns << 4);
      for (let laid = ROW_LAID; laid < end; laid += 16, at += 16) {
        v128.store(at, f32x4.add(v128.load(at), f32x4.mul(v128.load(laid), weight)));
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function taps(ats: usize, n: i32): i32 {
  return load<i32>(ats + (n << 2), 4) - load<i32>(ats + (n << 2));
}

/** ROW → ROW_LAID, by the taps of columns. */
// @ts-ignore: decorator
@inline
function gather(columns: i32): void {
  for (let x = 0; x < columns; x++) {
    const start = load<i32>(TAPS + (x << 2));
    let weight = TAPS + TAPS_WEIGHTS + (load<i32>(TAPS + TAPS_AT + (x << 2)) << 2);
    const end = TAPS + TAPS_WEIGHTS + (load<i32>(TAPS + TAPS_AT + (x << 2), 4) << 2);
    let from = ROW + (<usize>start << 4);
    let sum = f32x4.splat(0);
    for (; weight < end; weight += 4, from += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(from), f32x4.splat(load<f32>(weight))));
    v128.store(ROW_LAID + (<usize>x << 4), sum);
  }
}

/** LAID, tinted, onto the piece from pixel `to` on; and LAID is empty again. */
export function iconLay(to: i32, stride: i32, columns: i32, lines: i32, r: f32, g: f32, b: f32, a: f32): void {
  const tint = f32x4.mul(color(r, g, b, a), f32x4.splat(1.0 / 255.0));
  let source = LAID;
  let target = CANVAS + (<usize>to << 4);
  for (let y = 0; y < lines; y++) {
    let at = target;
    for (let x = 0; x < columns; x++, source += 16, at += 16) over(f32x4.mul(v128.load(source), tint), at);
    target += <usize>stride << 4;
  }
  memory.fill(LAID, 0, <usize>(columns * lines) << 4);
}

/** One premultiplied pixel as straight r, g, b, a of 0..255 in i32; nothing where its alpha rounds to 0. */
// @ts-ignore: decorator
@inline
function straight(at: usize): v128 {
  const p = v128.load(at);
  const alpha = v128.shuffle<i32>(p, p, 3, 3, 3, 3);
  const by = v128.shuffle<i32>(f32x4.div(f32x4.splat(255), alpha), f32x4.splat(255), 0, 1, 2, 4);
  const rounded = i32x4.trunc_sat_f32x4_s(f32x4.pmin(f32x4.add(f32x4.mul(p, by), f32x4.splat(0.5)), f32x4.splat(255)));
  return v128.and(rounded, f32x4.ge(f32x4.mul(alpha, f32x4.splat(255)), f32x4.splat(0.5)));
}

/** The piece as straight RGBA in OUTPUT; `pixels` is rounded up to a multiple of four. */
export function iconTake(pixels: i32): void {
  let to = OUTPUT;
  const end = OUTPUT + (<usize>((pixels + 3) & ~3) << 2);
  for (let at = CANVAS; to < end; at += 64, to += 16) {
    const low = i16x8.narrow_i32x4_u(straight(at), straight(at + 16));
    const high = i16x8.narrow_i32x4_u(straight(at + 32), straight(at + 48));
    v128.store(to, i8x16.narrow_i16x8_u(low, high));
  }
}
