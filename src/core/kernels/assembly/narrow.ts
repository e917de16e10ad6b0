import { OUTPUT } from './layout';

/** `count` opaque RGBA pixels in OUTPUT become RGB565 in place, each channel the nearest of its 32 or 64 steps. */
export function narrow565(count: i32): void {
  for (let i = 0; i < count; i++) {
    const v = load<u32>(OUTPUT + (<usize>i << 2));
    const r = ((v & 255) * 249 + 1014) >> 11;
    const g = (((v >> 8) & 255) * 253 + 505) >> 10;
    const b = (((v >> 16) & 255) * 249 + 1014) >> 11;
    store<u16>(OUTPUT + (<usize>i << 1), <u16>((r << 11) | (g << 5) | b));
  }
}
