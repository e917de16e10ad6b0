/** A question is mostly followed by another: so long nothing was asked, ms. Workers are not told of idle time as pages are. */
const QUIET = 100;

/** Work ahead of questions, a piece at a time, while none is asked. */
export class IdleWork {
  private step: (() => boolean) | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `step` does a piece of some milliseconds and tells whether there is more. Replaces what was under way. */
  begin(step: () => boolean): void {
    this.step = step;
    this.later();
  }

  /** Something is asked: the next piece waits. */
  asked(): void {
    if (this.step !== null) this.later();
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.work(), QUIET);
  }

  private work(): void {
    let more = false;
    try {
      more = this.step?.() ?? false;
    } catch (error) {
      // Whoever asks for it meets the same, and is told; a worker that throws here would be taken for dead.
      console.warn(error);
    }
    if (!more) this.step = null;
    // In a task of its own, so that a question that came meanwhile is answered before.
    else this.timer = setTimeout(() => this.work());
  }
}
