/** Questions about time, as the page asks them. */
import type { Remote } from 'comlink';
import type { TimeApi } from '../worker-api/time-api';
import type { TimeClient } from './types';

type Ask = <T>(
  world: string,
  question: unknown[],
  work: (api: Remote<TimeApi>) => Promise<T>,
  signal: AbortSignal | undefined,
) => Promise<T>;

/** All of them are asked while somebody drags or plays, so they are answered beside the rasters. */
export function createTimeClient(answer: Ask): TimeClient {
  return {
    timeline: (world, branch, signal) => answer(world, ['timeline', world, branch], (api) => api.timeline(world, branch), signal),
    tracks: (world, branch, from, to, signal) =>
      answer(world, ['tracks', world, branch, from, to], (api) => api.tracks(world, branch, from, to), signal),
    event: (world, branch, tick, step, groups, signal) =>
      answer(world, ['event', world, branch, tick, step, groups], (api) => api.event(world, branch, tick, step, groups), signal),
  };
}
