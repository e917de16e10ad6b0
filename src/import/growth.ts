import { fail, type Problem } from '../core/result';

/** So much deflate data at a time: it can become 16 MB at most. */
const STEP = 16_384;
/** At the beginning, and while what comes out looks like a bomb. */
const CAREFUL_STEP = 2_048;
/** Logs pack to a tenth or a twentieth, the same line again and again to a hundredth; deflate's most is 1,032. */
export const RATIO = 250;
/** Up to here nothing is judged. Less than a line may have, so that a bomb of one line is called what it is. */
export const FREE = 12 * 1024 * 1024;

/** Watches how packed data grows while it is inflated, so that a bomb is left after megabytes and not after gigabytes. */
export class Growth {
  private packed = 0;
  private total = 0;

  /** How many packed bytes to take next. */
  get step(): number {
    return this.packed === 0 || this.total > RATIO * this.packed ? CAREFUL_STEP : STEP;
  }

  took(packed: number): void {
    this.packed += packed;
  }

  gave(bytes: number): void {
    this.total += bytes;
  }

  get isBomb(): boolean {
    return this.total > FREE && this.total > RATIO * this.packed;
  }
}

export const bomb = (name: string): Problem =>
  fail(
    'zip-bomb',
    `"${name.slice(0, 200)}" inflates to more than ${RATIO} times its size, which no log does: it is a zip bomb. What came before is read, the rest is not.`,
    'If it is a log all the same, unpack it and drop what is in it.',
  ).problem;
