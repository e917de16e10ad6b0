/**
 * When to send. What comes alone goes at once. What comes while a thousand were just served waits as long as that took, so that lines
 * which come fast go together and half of the time is left for everything else.
 */
export class Pace {
  private timer: NodeJS.Timeout | null = null;
  /** When the last round ended, and what it took (ms). */
  private ended = Number.NEGATIVE_INFINITY;
  private took = 0;

  /** `most`: ms that anything waits. */
  constructor(
    private readonly round: () => void,
    private readonly most: number,
  ) {}

  /** There is something to send. */
  poke(): void {
    if (this.timer !== null) return;
    const wait = Math.min(this.most, this.ended + this.took - performance.now());
    if (wait <= 0) this.run();
    else this.timer = setTimeout(() => this.run(), Math.ceil(wait));
  }

  /** What waits is sent now. */
  now(): void {
    if (this.timer !== null) this.run();
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private run(): void {
    this.stop();
    const began = performance.now();
    this.round();
    this.ended = performance.now();
    this.took = this.ended - began;
  }
}
