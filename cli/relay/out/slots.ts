/** So much at once; what is more waits, and when too much waits, it is refused. */
export class Slots {
  private used = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly most: number,
    private readonly queue: number,
  ) {}

  /** null: come again. Else what gives the place back, once it is there. */
  take(): Promise<() => void> | null {
    if (this.used < this.most) {
      this.used += 1;
      return Promise.resolve(this.release());
    }
    if (this.waiting.length >= this.queue) return null;
    return new Promise((resolve) => this.waiting.push(() => resolve(this.release())));
  }

  private release(): () => void {
    let done = false;
    return () => {
      if (done) return;
      done = true;
      const next = this.waiting.shift();
      if (next === undefined) this.used -= 1;
      else next();
    };
  }
}
