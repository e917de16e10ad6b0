/** Long work in slices, so that other questions to the same worker are answered in between. */

/** Milliseconds after which others have their turn. A timer costs some of its own. */
const SLICE = 12;

export class Turns {
  private began = performance.now();

  /** `stopped` throws when nobody wants the work any more. */
  constructor(private readonly stopped: () => void = () => {}) {}

  /** To be awaited wherever the work may pause. */
  async rest(): Promise<void> {
    if (performance.now() - this.began < SLICE) return;
    await new Promise<void>((resolve) => setTimeout(resolve));
    this.stopped();
    this.began = performance.now();
  }
}
