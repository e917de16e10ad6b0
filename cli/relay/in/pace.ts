/** So many bytes a second: whoever sends more waits, since nothing is read of it meanwhile. */
export class Pace {
  private room: number;
  private since = performance.now();

  /** As much as a second's may come at once. */
  constructor(private readonly perSecond: number) {
    this.room = perSecond;
  }

  /** Milliseconds to wait after so many bytes. */
  took(bytes: number): number {
    const now = performance.now();
    this.room = Math.min(this.perSecond, this.room + ((now - this.since) * this.perSecond) / 1000) - bytes;
    this.since = now;
    return this.room >= 0 ? 0 : (-this.room * 1000) / this.perSecond;
  }
}
