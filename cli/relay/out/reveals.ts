/** Chunks that a force charts while it is watched: what stands there was not told when it came, so it is told then. */
import type { LiveView } from '../../../src/core/live/view';
import type { Revealed } from '../../../src/import/live/thin';
import type { Hub } from '../hub';

/** Told at once. */
const GROUP = 256;
/** Waiting; when more are charted a keyframe says it shorter. */
const MOST = 8192;

export interface RevealSink {
  /** Local lines. */
  lines(lines: Uint8Array): void;
  /** They cannot be told one by one. */
  lost(): void;
}

export class Reveals {
  private readonly waiting = new Map<string, Revealed>();
  private telling = false;
  private closed = false;

  constructor(
    private readonly hub: Pick<Hub, 'state'>,
    private readonly view: LiveView,
    private readonly sink: RevealSink,
  ) {}

  /** By lines that are in the log. */
  add(revealed: readonly Revealed[]): void {
    if (revealed.length === 0 || this.closed) return;
    for (const one of revealed) this.waiting.set(`${one.surface}/${one.at[0]}/${one.at[1]}`, one);
    if (this.waiting.size > MOST) this.sink.lost();
    else if (!this.telling) void this.tell();
  }

  close(): void {
    this.closed = true;
    this.waiting.clear();
  }

  private async tell(): Promise<void> {
    this.telling = true;
    try {
      while (this.waiting.size > 0) {
        const group = [...this.waiting].slice(0, GROUP);
        for (const [key] of group) this.waiting.delete(key);
        const lines = await this.hub.state.restated(
          this.view,
          group.map(([, one]) => one),
        );
        if (this.closed) return;
        if (lines.length > 0) this.sink.lines(lines);
      }
    } catch {
      if (!this.closed) this.sink.lost();
    } finally {
      this.telling = false;
    }
  }
}
