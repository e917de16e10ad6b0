/** A log that the game writes, followed through whatever becomes of its file. */
import type { Problem } from '../../../src/core/result';
import type { InCounts, Inlet } from './inlet';

export interface FollowOptions {
  signal: AbortSignal;
  /** What keeps it from reading, when that has changed; it goes on trying. null: it reads again. */
  onError?: (problem: Problem | null) => void;
  counts?: InCounts;
  /** Milliseconds between two looks. */
  every?: number;
}

/** Resolves when the signal says so. */
export async function followFile(_path: string, _inlet: Inlet, _options: FollowOptions): Promise<void> {}
