/** What a raster worker answers about places and things. */
import type { World } from '../src/core/world/world';
import type { PlaceApi } from '../src/worker-api/place-api';

/** `known` opens a world, and throws a Problem where there is none of that name. */
export function createPlaceService(known: (world: string) => Promise<World>): PlaceApi {
  return {
    audit: async (question) => await (await known(question.world)).places.audit(question),
    find: async (question) => await (await known(question.world)).places.find(question),
    standing: async (view, names, at) => await (await known(view.world)).places.standing(view, names, at),
    where: async (view, names, recipes, at, limit) => await (await known(view.world)).places.where(view, { names, recipes, at, limit }),
    entities: async (view, area, limit) => await (await known(view.world)).places.entities(view, area, limit),
  };
}
