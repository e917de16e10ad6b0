/** Noise from integers alone: the same seed gives the same world on every machine. */

/** 32 well-mixed bits of up to three integers and a seed. */
export function hash(seed: number, x: number, y = 0, z = 0): number {
  let h = (seed ^ Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(z, 0x9e3779b1)) | 0;
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** In [0, 1). */
export const unit = (seed: number, x: number, y = 0, z = 0): number => hash(seed, x, y, z) / 4294967296;

/** A stream of numbers in [0, 1). */
export class Random {
  private at = 0;
  constructor(private readonly seed: number) {}
  next(): number {
    return unit(this.seed, this.at++);
  }
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }
  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }
  /** About a normal distribution: mean 0, deviation 1. */
  bell(): number {
    return (this.next() + this.next() + this.next() + this.next() - 2) * 1.732;
  }
}

/** A gradient's share of one corner: eight directions. */
function corner(seed: number, x: number, y: number, dx: number, dy: number): number {
  let h = (seed ^ Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1)) | 0;
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h ^= h >>> 13;
  const u = h & 1 ? dx : -dx;
  const v = h & 2 ? dy : -dy;
  return h & 4 ? u + v : (h & 8 ? u : v) * Math.SQRT2;
}

function value(seed: number, x: number, y: number): number {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const fx = x - x0;
  const fy = y - y0;
  const sx = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
  const sy = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
  const a = corner(seed, x0, y0, fx, fy);
  const b = corner(seed, x0 + 1, y0, fx - 1, fy);
  const c = corner(seed, x0, y0 + 1, fx, fy - 1);
  const d = corner(seed, x0 + 1, y0 + 1, fx - 1, fy - 1);
  const top = a + (b - a) * sx;
  const low = c + (d - c) * sx;
  return top + (low - top) * sy;
}

/** Octaves of noise; `wave` is the longest wavelength in tiles. Mean 0, deviation about 1. */
export function fractal(seed: number, wave: number, octaves: number, gain: number, x: number, y: number): number {
  let sum = 0;
  let power = 0;
  let amplitude = 1;
  let scale = 1 / wave;
  for (let i = 0; i < octaves; i++) {
    // Every octave on its own lattice, shifted, so that their zeros do not meet at the origin.
    sum += amplitude * value(seed + i * 101, x * scale + 17.37 * (i + 1), y * scale - 9.71 * (i + 1));
    power += amplitude * amplitude;
    amplitude *= gain;
    scale *= 2;
  }
  return (sum / Math.sqrt(power)) * 3.1;
}

const STEP = 4;
const SIDE = 32 / STEP + 1;

/** A field over one chunk, computed every four tiles and drawn straight between: 1,024 values, row by row. */
export function chunkField(cx: number, cy: number, at: (x: number, y: number) => number, out = new Float32Array(1024)): Float32Array {
  const corners = new Float32Array(SIDE * SIDE);
  for (let j = 0; j < SIDE; j++) for (let i = 0; i < SIDE; i++) corners[j * SIDE + i] = at(cx * 32 + i * STEP, cy * 32 + j * STEP);
  for (let y = 0; y < 32; y++) {
    const row = (y >> 2) * SIDE;
    const fy = (y & 3) / STEP;
    for (let x = 0; x < 32; x++) {
      const at = row + (x >> 2);
      const fx = (x & 3) / STEP;
      const top = corners[at]! + (corners[at + 1]! - corners[at]!) * fx;
      const low = corners[at + SIDE]! + (corners[at + SIDE + 1]! - corners[at + SIDE]!) * fx;
      out[y * 32 + x] = top + (low - top) * fy;
    }
  }
  return out;
}
