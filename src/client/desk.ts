interface Asker {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

interface Job {
  key: string;
  lane: Lane;
  work: (wanted: () => boolean) => Promise<unknown>;
  copy: ((value: never) => Promise<unknown>) | undefined;
  drop: ((value: never) => void) | undefined;
  askers: Set<Asker>;
}

interface Lane {
  waiting: Job[];
  running: number;
}

export interface Question<T> {
  /** Equal keys are one and the same work. */
  key: string;
  lane: number;
  /** `wanted` tells whether anybody still asks. */
  work: (wanted: () => boolean) => Promise<T>;
  signal?: AbortSignal | undefined;
  /** For answers that can be used only once (an ImageBitmap that is drawn by handing it over): one for each asker. */
  copy?: (value: T) => Promise<T>;
  /** What to do with an answer nobody waits for any more. */
  drop?: (value: T) => void;
}

/**
 * Where work for the workers waits. What is asked twice is done once and dropped when the last asker leaves; each lane does
 * few things at once and the newest first, since what was asked last is what is on the screen. Nothing is kept: neither
 * answers nor failures.
 */
export class Desk {
  private readonly jobs = new Map<string, Job>();
  private readonly lanes: Lane[];
  private readonly waitingForQuiet = new Set<() => void>();

  constructor(
    lanes: number,
    /** Two: while one waits for the disk the other works. */
    private readonly atOnce = 2,
  ) {
    this.lanes = Array.from({ length: lanes }, () => ({ waiting: [], running: 0 }));
  }

  ask<T>(question: Question<T>): Promise<T> {
    const { signal } = question;
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise<T>((resolve, reject) => {
      const job = this.jobs.get(question.key) ?? this.take(question);
      const leave = () => {
        job.askers.delete(asker);
        if (job.askers.size === 0) this.forget(job);
        reject(signal?.reason);
      };
      const settled =
        <V>(settle: (value: V) => void) =>
        (value: V) => {
          signal?.removeEventListener('abort', leave);
          settle(value);
        };
      const asker: Asker = { resolve: settled(resolve as (value: unknown) => void), reject: settled(reject) };
      signal?.addEventListener('abort', leave, { once: true });
      job.askers.add(asker);
    });
  }

  /** Resolves when nothing waits or is under way, and no later than in so many ms. */
  async quiet(most: number): Promise<void> {
    // What is asked in the same go counts.
    await null;
    if (this.jobs.size === 0) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.waitingForQuiet.delete(end);
        resolve();
      };
      const timer = setTimeout(end, most);
      this.waitingForQuiet.add(end);
    });
  }

  private done(job: Job): void {
    this.jobs.delete(job.key);
    if (this.jobs.size === 0) for (const end of [...this.waitingForQuiet]) end();
  }

  private take<T>(question: Question<T>): Job {
    const lane = this.lanes[question.lane % this.lanes.length]!;
    const job: Job = { key: question.key, lane, work: question.work, copy: question.copy, drop: question.drop, askers: new Set() };
    this.jobs.set(job.key, job);
    lane.waiting.push(job);
    // After this task: what is asked in one go is sent newest first as well.
    queueMicrotask(() => this.advance(lane));
    return job;
  }

  /** Nobody wants it: what is not sent yet never is. What is under way may still find an asker before it ends. */
  private forget(job: Job): void {
    const at = job.lane.waiting.indexOf(job);
    if (at < 0) return;
    job.lane.waiting.splice(at, 1);
    this.done(job);
  }

  private advance(lane: Lane): void {
    while (lane.running < this.atOnce) {
      const job = lane.waiting.pop();
      if (job === undefined) return;
      lane.running += 1;
      void this.run(job).finally(() => {
        lane.running -= 1;
        this.advance(lane);
      });
    }
  }

  private async run(job: Job): Promise<void> {
    try {
      const value = await job.work(() => job.askers.size > 0);
      this.done(job);
      const [first, ...others] = job.askers;
      if (first === undefined) return job.drop?.(value as never);
      // Copies first: whoever gets the original may use it up.
      const copies = await Promise.all(others.map(() => (job.copy === undefined ? value : job.copy(value as never))));
      first.resolve(value);
      for (const [i, asker] of others.entries()) asker.resolve(copies[i]);
    } catch (error) {
      this.done(job);
      for (const asker of job.askers) asker.reject(error);
    }
  }
}
