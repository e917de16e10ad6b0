/**
 * When to send. What comes alone goes at once, with whatever comes in the same turn. What comes while a thousand were just served waits for
 * half as long as that took, so that something is left of the time for everything else, and lines which come fast go together.
 */
export class Pace {
  private immediate: NodeJS.Immediate | null = null;
  private timer: NodeJS.Timeout | null = null;
  /** When the last round ended, and how long one waits for the next (ms). */
  private ended = Number.NEGATIVE_INFINITY;
  private rest = 0;

  /** `most`: ms that anything waits. */
  constructor(
    private readonly round: () => void,
    private readonly most: number,
  ) {}

  /** There is something to send. */
  poke(): void {
    if (this.isDue) return;
    const wait = this.ended + this.rest - performance.now();
    if (wait < 1) this.immediate = setImmediate(() => this.run());
    else this.timer = setTimeout(() => this.run(), wait);
  }

  private get isDue(): boolean {
    return this.immediate !== null || this.timer !== null;
  }

  /** What waits is sent now. */
  now(): void {
    if (this.isDue) this.run();
  }

  stop(): void {
    if (this.immediate !== null) clearImmediate(this.immediate);
    if (this.timer !== null) clearTimeout(this.timer);
    this.immediate = this.timer = null;
  }

  private run(): void {
    this.stop();
    const began = performance.now();
    this.round();
    this.ended = performance.now();
    this.rest = Math.min(this.most, (this.ended - began) / 2);
  }
}
