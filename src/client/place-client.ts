/** Questions about places and things, as the page asks them. */
import type { Remote } from 'comlink';
import type { View } from '../core/world/types';
import type { PlaceApi } from '../worker-api/place-api';
import { stoppable } from './stoppable';
import type { PlaceClient } from './types';

type Ask<Work extends unknown[]> = <T>(
  world: string,
  question: unknown[],
  work: (api: Remote<PlaceApi>, ...more: Work) => Promise<T>,
  signal: AbortSignal | undefined,
) => Promise<T>;

/**
 * `heavy`: what may read a whole surface, beside all that is shown meanwhile; `light`: what is asked at every move of the map.
 * Equal questions are equal in JSON, so that one asked twice is answered once.
 */
export function createPlaceClient(heavy: Ask<[wanted: () => boolean]>, light: Ask<[]>, viewKey: (view: View) => unknown[]): PlaceClient {
  const long = <T>(
    world: string,
    question: unknown[],
    work: (api: Remote<PlaceApi>, ticket: number) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> =>
    heavy(
      world,
      question,
      (api, wanted) =>
        stoppable(
          (ticket) => work(api, ticket),
          (ticket) => api.stop(ticket),
          wanted,
        ),
      signal,
    );
  return {
    audit: (question, signal) => long(question.world, ['audit', question], (api, ticket) => api.audit(question, ticket), signal),
    find: (question, signal) => long(question.world, ['find', question], (api, ticket) => api.find(question, ticket), signal),
    standing: (view, names, at, signal) =>
      long(view.world, ['standing', viewKey(view), names, at], (api, ticket) => api.standing(view, names, at, ticket), signal),
    where: (view, names, recipes, at, limit, signal) => {
      const question = ['where', viewKey(view), names, recipes, at, limit];
      return long(view.world, question, (api, ticket) => api.where(view, names, recipes, at, limit, ticket), signal);
    },
    entities: (view, area, limit, signal, least = 0) =>
      light(view.world, ['entities', viewKey(view), area, limit, least], (api) => api.entities(view, area, limit, least), signal),
  };
}
