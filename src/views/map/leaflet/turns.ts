/** So many pictures may go to the screen in one frame while the film plays: a canvas costs the frame it changes in. */
const A_FRAME = 2;

/** Lets what arrives all at once go to the screen over some frames. */
export class Turns {
  private readonly waiting: (() => void)[] = [];
  private running = false;
  /** 'rested': the frame before was left out, so that none waits for ever. */
  private rests: 'no' | 'next' | 'rested' = 'no';

  constructor(private readonly nextFrame: (run: () => void) => void = (run) => void requestAnimationFrame(run)) {}

  /** Resolves in the frame whose turn it is. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      if (this.running) return;
      this.running = true;
      this.nextFrame(() => this.frame());
    });
  }

  /** Much else changes with the next frame: it goes without pictures. */
  rest(): void {
    if (this.rests === 'no') this.rests = 'next';
  }

  private frame(): void {
    const rests = this.rests === 'next';
    this.rests = rests ? 'rested' : 'no';
    if (!rests) for (const resolve of this.waiting.splice(0, A_FRAME)) resolve();
    this.running = this.waiting.length > 0;
    if (this.running) this.nextFrame(() => this.frame());
  }
}
