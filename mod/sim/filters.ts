/**
 * Event filters: "multiple filters are or-ed together by default; mode 'and' joins a filter to the one before it; invert
 * inverts it" (https://lua-api.factorio.com/latest/concepts/EventFilter.html).
 */
import type { Filter } from './api/script';
import { GameError } from './lua/values';
import { Entity } from './world/things';

const GHOSTS = ['entity-ghost', 'tile-ghost'];
const TESTS: Record<string, (entity: Entity, filter: Filter) => boolean> = {
  name: ({ facts }, filter) => facts.name === filter['name'],
  type: ({ facts }, filter) => facts.type === filter['type'],
  ghost: ({ facts }) => GHOSTS.includes(facts.type),
  'ghost-name': ({ ghost }, filter) => ghost === filter['name'],
  'ghost-type': () => false,
};

export function passes(filters: Filter[] | undefined, data: Record<string, unknown>): boolean {
  if (!filters || filters.length === 0) return true;
  const entity = data['entity'] ?? data['ghost'] ?? data['destination'];
  if (!(entity instanceof Entity)) return true;
  let result = false;
  for (const filter of filters) {
    const test = TESTS[String(filter['filter'])];
    if (!test) throw new GameError(`the simulated game has no event filter ${String(filter['filter'])}`);
    const fits = test(entity, filter) !== (filter['invert'] === true);
    result = filter['mode'] === 'and' ? result && fits : result || fits;
  }
  return result;
}
