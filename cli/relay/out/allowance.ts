/** So many in so long a time, and no more. */
export class Allowance {
  private left: number;
  private since = Date.now();

  constructor(
    private readonly most: number,
    /** Milliseconds. */
    private readonly per: number,
  ) {
    this.left = most;
  }

  /** false: it is used up. */
  take(): boolean {
    const now = Date.now();
    // A clock that is set back begins anew, too.
    if (now - this.since >= this.per || now < this.since) {
      this.left = this.most;
      this.since = now;
    }
    this.left -= 1;
    return this.left >= 0;
  }
}
