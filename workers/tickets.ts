import type { Problem } from '../src/core/result';

/** Work that may be stopped by a number its asker gave it. */
export class Tickets {
  private readonly running = new Map<number, { stopped: boolean }>();

  /** `stopped`, to be called now and then, throws a Problem once nobody wants the work any more. */
  async run<T>(ticket: number | undefined, work: (stopped: () => void) => Promise<T>): Promise<T> {
    if (ticket === undefined) return await work(() => {});
    const state = { stopped: false };
    this.running.set(ticket, state);
    try {
      return await work(() => {
        if (state.stopped) throw STOPPED;
      });
    } finally {
      this.running.delete(ticket);
    }
  }

  stop(ticket: number): void {
    const state = this.running.get(ticket);
    if (state) state.stopped = true;
  }
}

const STOPPED: Problem = { code: 'stopped', file: '', line: 0, detail: 'Nobody waits for this any more.', tip: '' };
