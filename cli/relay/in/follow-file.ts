/** A log that the game writes, followed as it grows. */
import type { Problem } from '../../../src/core/result';
import { fail, isProblem } from '../../../src/core/result';
import { Alarm } from './alarm';
import { Follower } from './follower';
import type { InCounts, Inlet } from './inlet';
import { noCounts } from './inlet';

export interface FollowOptions {
  signal: AbortSignal;
  /** What keeps it from reading, when that has changed; it goes on trying. null: it reads again. */
  onError?: (problem: Problem | null) => void;
  counts?: InCounts;
  /** Milliseconds between two looks; where the system tells of changes it looks at once. */
  every?: number;
}

const EVERY = 100;
/** Resolves when the signal says so. */
export async function followFile(path: string, inlet: Inlet, options: FollowOptions): Promise<void> {
  const { signal, onError = () => {}, counts = noCounts, every = EVERY } = options;
  const follower = new Follower(path, inlet, counts, signal);
  const alarm = new Alarm(path);
  let before = null as Problem | null;
  try {
    while (!signal.aborted) {
      const problem: Problem | null = await follower.look().catch((error: unknown) => asProblem(error, path));
      if (problem?.code !== before?.code) onError(problem);
      before = problem;
      await alarm.wait(every, signal);
    }
  } finally {
    alarm.close();
    await follower.close();
  }
}

/** What may pass by itself. Bugs are thrown. */
function asProblem(error: unknown, path: string): Problem {
  if (isProblem(error)) return error;
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (code === undefined || (syscall === undefined && code !== 'EISDIR')) throw error;
  return fail('log-unreadable', `The file cannot be read: ${message}.`, 'It is tried again until it can be.', path).problem;
}
