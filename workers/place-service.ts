/** What a raster worker answers about places and things. */
import type { World } from '../src/core/world/world';
import type { PlaceApi } from '../src/worker-api/place-api';
import { Tickets } from './tickets';

/** `known` opens a world, and throws a Problem where there is none of that name. */
export function createPlaceService(known: (world: string) => Promise<World>): PlaceApi {
  const tickets = new Tickets();
  return {
    audit: async (question, ticket) => {
      const { places } = await known(question.world);
      return await tickets.run(ticket, (stopped) => places.audit(question, stopped));
    },
    find: async (question, ticket) => {
      const { places } = await known(question.world);
      return await tickets.run(ticket, (stopped) => places.find(question, stopped));
    },
    standing: async (view, names, at, ticket) => {
      const { places } = await known(view.world);
      return await tickets.run(ticket, (stopped) => places.standing(view, names, at, stopped));
    },
    where: async (view, names, recipes, at, limit, ticket) => {
      const { places } = await known(view.world);
      return await tickets.run(ticket, (stopped) => places.where(view, { names, recipes, at, limit }, stopped));
    },
    entities: async (view, area, limit, least) => await (await known(view.world)).places.entities(view, area, limit, least),
    async stop(ticket) {
      tickets.stop(ticket);
    },
  };
}
