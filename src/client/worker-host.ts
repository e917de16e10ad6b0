import { type Remote, wrap } from 'comlink';
import type { Problem } from '../core/result';
import type { LifeApi } from '../worker-api/life';
import { asProblem, died, isDeath } from './problem';

interface Life<Api> {
  worker: Worker;
  api: Remote<Api & LifeApi>;
  /** Comlink never settles a call to a dead worker, so each call leaves here how to reject it. */
  calls: Set<(problem: Problem) => void>;
  ended: AbortController;
}

/** A script may come over a slow network; a worker that was ended before it answered once fires no event and holds no lock. */
const BIRTH_PATIENCE = 60_000;

/** One worker: started on first use, started anew after it died. Every call races its death. */
export class WorkerHost<Api> {
  private life: Life<Api> | null = null;
  private closed = false;

  constructor(
    /** For the person: "import worker". */
    private readonly label: string,
    private readonly start: () => Worker,
    /** Told before the first call, and again of each worker that follows one that died. */
    private readonly begun: (api: Remote<Api>) => void = () => {},
  ) {}

  get running(): boolean {
    return this.life !== null;
  }

  /** Has calls that are not answered yet. */
  get busy(): boolean {
    return this.life !== null && this.life.calls.size > 0;
  }

  /** Rejects with a plain Problem, `worker-died` when the worker went before it answered. */
  call<T>(work: (api: Remote<Api>) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const life = this.begin(reject);
      if (life === null) return;
      life.calls.add(reject);
      work(life.api as Remote<Api>)
        .then(resolve, (error) => reject(asProblem(error)))
        .finally(() => life.calls.delete(reject));
    });
  }

  /** A call that may be repeated: tried once more when the worker died of something. */
  async read<T>(work: (api: Remote<Api>) => Promise<T>, wanted: () => boolean = () => true): Promise<T> {
    try {
      return await this.call(work);
    } catch (error) {
      if (!isDeath(error) || this.closed || !wanted()) throw error;
      return await this.call(work);
    }
  }

  stop(why: string): void {
    if (this.life !== null) this.end(this.life, why);
  }

  /** For good. */
  close(): void {
    this.closed = true;
    this.stop('closed');
  }

  private begin(reject: (problem: Problem) => void): Life<Api> | null {
    if (this.life !== null) return this.life;
    if (this.closed) {
      reject(died(this.label, 'closed'));
      return null;
    }
    let worker: Worker;
    try {
      worker = this.start();
    } catch (error) {
      reject(died(this.label, `it did not start: ${error}`));
      return null;
    }
    const life: Life<Api> = { worker, api: wrap<Api & LifeApi>(worker), calls: new Set(), ended: new AbortController() };
    this.life = life;
    // An uncaught error, or a script that did not load. After the former it may live on, but in what state?
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.end(life, event.message || 'its script did not load');
    });
    worker.addEventListener('messageerror', () => this.end(life, 'a message could not be read'));
    this.begun(life.api as Remote<Api>);
    void this.watch(life);
    return life;
  }

  /** Waits for the lock that the worker holds as long as it lives. */
  private async watch(life: Life<Api>): Promise<void> {
    const timer = setTimeout(() => this.end(life, 'it did not start in time'), BIRTH_PATIENCE);
    life.ended.signal.addEventListener('abort', () => clearTimeout(timer));
    try {
      const lock = await life.api.alive();
      clearTimeout(timer);
      if (lock === null || !globalThis.navigator?.locks) return;
      await navigator.locks.request(lock, { signal: life.ended.signal }, () => this.end(life, 'the browser ended it'));
    } catch {
      // It ended by our own hand, or cannot be watched: then only its events tell.
      clearTimeout(timer);
    }
  }

  private end(life: Life<Api>, why: string): void {
    if (life.ended.signal.aborted) return;
    if (this.life === life) this.life = null;
    life.ended.abort();
    life.worker.terminate();
    const problem = died(this.label, why);
    for (const reject of life.calls) reject(problem);
    life.calls.clear();
  }
}
