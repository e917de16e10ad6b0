/** Questions about places and things, as the page asks them. */
import type { Remote } from 'comlink';
import type { View } from '../core/world/types';
import type { PlaceApi } from '../worker-api/place-api';
import type { PlaceClient } from './types';

type Ask = <T>(
  world: string,
  question: unknown[],
  work: (api: Remote<PlaceApi>) => Promise<T>,
  signal: AbortSignal | undefined,
) => Promise<T>;

/**
 * `heavy`: what may read a whole surface, beside all that is shown meanwhile; `light`: what is asked at every move of the map.
 * Equal questions are equal in JSON, so that one asked twice is answered once.
 */
export function createPlaceClient(heavy: Ask, light: Ask, viewKey: (view: View) => unknown[]): PlaceClient {
  return {
    audit: (question, signal) => heavy(question.world, ['audit', question], (api) => api.audit(question), signal),
    find: (question, signal) => heavy(question.world, ['find', question], (api) => api.find(question), signal),
    standing: (view, names, at, signal) =>
      heavy(view.world, ['standing', viewKey(view), names, at], (api) => api.standing(view, names, at), signal),
    where: (view, names, recipes, at, limit, signal) => {
      const question = ['where', viewKey(view), names, recipes, at, limit];
      return heavy(view.world, question, (api) => api.where(view, names, recipes, at, limit), signal);
    },
    entities: (view, area, limit, signal) =>
      light(view.world, ['entities', viewKey(view), area, limit], (api) => api.entities(view, area, limit), signal),
  };
}
