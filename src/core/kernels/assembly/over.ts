/** Source-over of straight (not premultiplied) RGBA, rounded to nearest. */

/** x / 255 rounded to nearest, for eight x of at most 255². */
// @ts-ignore: decorator
@inline
function div255(x: v128): v128 {
  const biased = i16x8.add(x, i16x8.splat(128));
  return i16x8.shr_u(i16x8.add(biased, i16x8.shr_u(biased, 8)), 8);
}

// @ts-ignore: decorator
@inline
function channel(s: u32, d: u32, front: u32, back: u32, whole: u32): u32 {
  return (2 * (s * front + d * back) + whole) / (2 * whole);
}

/** One pixel onto the one at `to`. */
export function over1(s: u32, to: usize): void {
  const sa = s >> 24;
  if (sa == 0) return;
  const d = load<u32>(to);
  const da = d >> 24;
  if (sa == 255 || da == 0) {
    store<u32>(to, s);
    return;
  }
  // Weights in 1/255²; their sum is the alpha that results.
  const front = sa * 255;
  const back = da * (255 - sa);
  const whole = front + back;
  const red = channel(s & 255, d & 255, front, back, whole);
  const green = channel((s >> 8) & 255, (d >> 8) & 255, front, back, whole);
  const blue = channel((s >> 16) & 255, (d >> 16) & 255, front, back, whole);
  const alpha = (2 * whole + 255) / 510;
  store<u32>(to, red | (green << 8) | (blue << 16) | (alpha << 24));
}

/** Four pixels onto the four at `to`. */
// @ts-ignore: decorator
@inline
export function over4(s: v128, to: usize): void {
  const alpha = i32x4.splat(<i32>0xff000000);
  const sa = v128.and(s, alpha);
  if (!v128.any_true(sa)) return;
  if (i32x4.all_true(i32x4.eq(sa, alpha))) {
    v128.store(to, s);
    return;
  }
  const d = v128.load(to);
  if (i32x4.all_true(i32x4.eq(v128.and(d, alpha), alpha))) {
    // Onto opaque pixels, as most are, no division by the alpha that results is needed.
    const front = v128.shuffle<i8>(s, s, 3, 3, 3, 3, 7, 7, 7, 7, 11, 11, 11, 11, 15, 15, 15, 15);
    const back = v128.not(front);
    const opaque = v128.or(s, alpha);
    const low = i16x8.add(
      i16x8.mul(i16x8.extend_low_i8x16_u(opaque), i16x8.extend_low_i8x16_u(front)),
      i16x8.mul(i16x8.extend_low_i8x16_u(d), i16x8.extend_low_i8x16_u(back)),
    );
    const high = i16x8.add(
      i16x8.mul(i16x8.extend_high_i8x16_u(opaque), i16x8.extend_high_i8x16_u(front)),
      i16x8.mul(i16x8.extend_high_i8x16_u(d), i16x8.extend_high_i8x16_u(back)),
    );
    v128.store(to, i8x16.narrow_i16x8_u(div255(low), div255(high)));
    return;
  }
  over1(i32x4.extract_lane(s, 0), to);
  over1(i32x4.extract_lane(s, 1), to + 4);
  over1(i32x4.extract_lane(s, 2), to + 8);
  over1(i32x4.extract_lane(s, 3), to + 12);
}
