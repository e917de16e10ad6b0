import type { Page } from '../../../core/prototype/types';
import type { Standing } from '../../../core/world/place-types';

/** What of a page can stand on a map: what it is or places, what makes it, what it is mined from. Prototype names. */
export interface Wanted {
  entities: string[];
  recipes: string[];
  deposits: string[];
}

export function wantedOf(page: Page): Wanted {
  const { kind, name } = page.ref;
  const places = page.related.filter(({ key }) => key === 'places').flatMap(({ refs }) => refs);
  const own = kind === 'entity' ? [name] : places.filter((ref) => ref.kind === 'entity').map((ref) => ref.name);
  const isDeposit = page.type === 'resource';
  const mined = page.made.filter(({ sort }) => sort === 'mining').map(({ ref }) => ref.name);
  const made = kind === 'item' || kind === 'fluid' ? page.made.filter(({ sort, ref }) => sort === 'recipe' && ref.kind === 'recipe') : [];
  return {
    entities: isDeposit ? [] : unique(own),
    recipes: kind === 'recipe' ? [name] : unique(made.map(({ ref }) => ref.name)),
    deposits: isDeposit ? own : kind === 'item' || kind === 'fluid' ? unique(mined) : [],
  };
}

/** So much of it on one surface. */
export interface OnSurface {
  surface: number;
  /** Things; of deposits what is in them. */
  count: number;
  /** One of them. */
  at: [number, number];
}

/** By surface, the most first. */
export function onSurfaces(standing: readonly Standing[], { entities, recipes, deposits }: Wanted) {
  const [stands, makes, fields] = [new Map<number, OnSurface>(), new Map<number, OnSurface>(), new Map<number, OnSurface>()];
  const [named, mined] = [new Set(entities), new Set(deposits)];
  for (const one of standing) {
    if (one.amount !== undefined) {
      if (mined.has(one.name)) add(fields, one, one.amount);
      continue;
    }
    if (named.has(one.name)) add(stands, one, one.count);
    const set = recipes.reduce((sum, recipe) => sum + (Object.hasOwn(one.recipes, recipe) ? one.recipes[recipe]! : 0), 0);
    if (set > 0) add(makes, one, set);
  }
  const sorted = (of: Map<number, OnSurface>) => [...of.values()].sort((a, b) => b.count - a.count || a.surface - b.surface);
  return { stands: sorted(stands), makes: sorted(makes), fields: sorted(fields) };
}

function add(to: Map<number, OnSurface>, { surface, at }: Standing, count: number): void {
  const known = to.get(surface);
  if (known === undefined) to.set(surface, { surface, count, at: [at[0], at[1]] });
  else known.count += count;
}

const unique = (names: readonly string[]) => [...new Set(names)];
