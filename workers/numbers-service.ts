/** What a raster worker answers about quantities through time. */
import type { World } from '../src/core/world/world';
import type { NumbersApi } from '../src/worker-api/numbers-api';

/** `known` opens a world, and throws a Problem where there is none of that name. */
export function createNumbersService(known: (world: string) => Promise<World>): NumbersApi {
  return {
    numbers: async (question) => await (await known(question.world)).numbers.numbers(question),
  };
}
