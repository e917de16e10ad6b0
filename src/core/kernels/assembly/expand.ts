import { INPUT, OUTPUT, TABLE } from './layout';

/** Eight RGB565 pixels at `from` become 32 bytes RGBA at `to`. */
// @ts-ignore: decorator
@inline
export function expand8(from: usize, to: usize): void {
  const v = v128.load(from);
  // In each 16 bits: red below green, then blue below opaque.
  const red = v128.or(v128.and(i16x8.shr_u(v, 8), i16x8.splat(0xf8)), i16x8.shr_u(v, 13));
  const green = v128.or(v128.and(i16x8.shr_u(v, 3), i16x8.splat(0xfc)), v128.and(i16x8.shr_u(v, 9), i16x8.splat(3)));
  const blue = v128.or(v128.and(i16x8.shl(v, 3), i16x8.splat(0xf8)), v128.and(i16x8.shr_u(v, 2), i16x8.splat(7)));
  const low = v128.or(red, i16x8.shl(green, 8));
  const high = v128.or(blue, i16x8.splat(<i16>0xff00));
  v128.store(to, v128.shuffle<i16>(low, high, 0, 8, 1, 9, 2, 10, 3, 11));
  v128.store(to, v128.shuffle<i16>(low, high, 4, 12, 5, 13, 6, 14, 7, 15), 16);
}

/** One RGB565 pixel as RGBA. */
// @ts-ignore: decorator
@inline
export function expand1(v: u32): u32 {
  const red = ((v >> 8) & 0xf8) | (v >> 13);
  const green = ((v >> 3) & 0xfc) | ((v >> 9) & 3);
  const blue = ((v << 3) & 0xf8) | ((v >> 2) & 7);
  return red | (green << 8) | (blue << 16) | 0xff000000;
}

/** INPUT → OUTPUT, `count` pixels; writes up to 7 pixels more. */
export function expand565(count: i32): void {
  for (let i = 0; i < count; i += 8) expand8(INPUT + (<usize>i << 1), OUTPUT + (<usize>i << 2));
}

/** INPUT → OUTPUT through TABLE, `count` pixels. */
export function expandIndexed(count: i32): void {
  for (let i: usize = 0; i < <usize>count; i++) store<u32>(OUTPUT + (i << 2), load<u32>(TABLE + (<usize>load<u16>(INPUT + (i << 1)) << 2)));
}
