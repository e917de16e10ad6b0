/** What a raster worker answers about time. */
import type { World } from '../src/core/world/world';
import type { TimeApi } from '../src/worker-api/time-api';

/** `known` opens a world, and throws a Problem where there is none of that name. */
export function createTimeService(known: (world: string) => Promise<World>): TimeApi {
  return {
    timeline: async (world, branch) => await (await known(world)).times.timeline(branch),
    tracks: async (world, branch, from, to) => await (await known(world)).times.tracks(branch, from, to),
    event: async (world, branch, tick, step, groups) => await (await known(world)).times.event(branch, tick, step, groups),
  };
}
