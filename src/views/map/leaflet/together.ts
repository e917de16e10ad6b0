/** Longer than this nobody who is here waits for the others, in ms. */
const PATIENCE = 100;

/**
 * Lets pictures of one moment go to the screen together. A frame in which one of them changes costs the browser nearly as much as one
 * in which all do, and takes the time from the workers that paint the rest.
 */
export class Together {
  private underWay = 0;
  private waiting: (() => void)[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** One is asked for; what comes of it is `here` or `over`. */
  begin(): void {
    this.underWay += 1;
  }

  /** Resolves when none is under way any more, or some have waited long enough. */
  here(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.timer ??= setTimeout(() => this.release(), PATIENCE);
      this.over();
    });
  }

  /** It failed, or there is nothing to show. */
  over(): void {
    this.underWay -= 1;
    if (this.underWay === 0) this.release();
  }

  private release(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { waiting } = this;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
