/** A server's lines from somewhere in its log on: out of the log as far as it goes, then as they come. */
import { setImmediate } from 'node:timers/promises';
import type { Hub } from '../hub';
import { linesFrom } from '../whole-lines';

/** Lines are read from the log in stretches of so much, so that others have their turn. */
const STRETCH = 1024 * 1024;

export class Tail {
  private readonly stop = new AbortController();
  private readonly unlisten: () => void;
  private announced: number;
  private reading = false;

  /**
   * `take` gets whole lines and the offset behind them, in order, never before this returns; it must not throw. `lost`: they cannot be
   * read, as when the log's beginning is dropped before they were.
   */
  constructor(
    private readonly hub: Pick<Hub, 'log' | 'onLines'>,
    /** Behind what was handed out. */
    public position: number,
    private readonly take: (lines: Uint8Array, end: number) => void,
    private readonly lost: () => void,
  ) {
    this.announced = hub.log.end;
    this.unlisten = hub.onLines((lines, end) => this.came(lines, end));
    if (position < this.announced) void this.catchUp();
  }

  close(): void {
    this.unlisten();
    this.stop.abort();
  }

  private came(lines: Uint8Array, end: number): void {
    this.announced = Math.max(this.announced, end);
    if (this.reading) return;
    if (end - lines.length === this.position) {
      this.position = end;
      this.take(lines, end);
    } else void this.catchUp();
  }

  private async catchUp(): Promise<void> {
    this.reading = true;
    try {
      while (this.position < this.announced) {
        await setImmediate();
        if (this.stop.signal.aborted) return;
        await this.read();
      }
    } catch {
      if (!this.stop.signal.aborted) this.lost();
    } finally {
      this.reading = false;
    }
  }

  private async read(): Promise<void> {
    const lines = await linesFrom(this.hub.log, this.position, STRETCH, this.announced);
    if (this.stop.signal.aborted) return;
    this.position += lines.length;
    this.take(lines, this.position);
  }
}
