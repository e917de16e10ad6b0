/** Waits for a file to change: until the system tells of it where it can, or a time has passed where it cannot. */
import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

export class Alarm {
  private watcher: FSWatcher | null = null;
  private rung = false;
  private wake: (() => void) | null = null;

  constructor(path: string) {
    const name = basename(path);
    try {
      this.watcher = watch(dirname(path), { persistent: false }, (_event, changed) => {
        if (changed === null || changed === name) this.ring();
      });
      // The folder is gone, or is on a drive that cannot tell: looking every now and then is enough.
      this.watcher.on('error', () => this.close());
    } catch {
      this.watcher = null;
    }
  }

  private ring(): void {
    this.rung = true;
    this.wake?.();
  }

  /** At once when something has changed since the last wait. `most`: in ms. */
  async wait(most: number, signal: AbortSignal): Promise<void> {
    if (!this.rung && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, most);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
        signal.addEventListener('abort', this.wake, { once: true });
      });
      if (this.wake !== null) signal.removeEventListener('abort', this.wake);
      this.wake = null;
    }
    this.rung = false;
  }

  close(): void {
    this.watcher?.close();
    this.watcher = null;
  }
}
