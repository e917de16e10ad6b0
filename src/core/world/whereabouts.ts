/** Where things of some kind stand on a surface, one by one: for marking them all. */
import type { Position } from '../packet/schema';
import { Nearest } from './nearest';
import type { Charted } from './patches';
import type { Whereabouts } from './place-types';
import type { Tables } from './tables';

/** More places than this no map can show apart. */
const MOST_PLACES = 20_000;

export interface Wanted {
  /** Of these prototypes; null: of any. */
  names: readonly string[] | null;
  /** Only machines that are set to one of these; null: whatever they make. */
  recipes: readonly string[] | null;
  /** The nearest to it come first. */
  at: Position;
  limit: number;
}

/** Goes through one surface, region by region. */
export class WhereCount {
  private readonly names: ReadonlySet<string> | null;
  private readonly recipes: ReadonlySet<string> | null;
  private readonly found: Nearest;

  constructor(
    private readonly tables: Tables,
    { names, recipes, at, limit }: Wanted,
  ) {
    this.names = names && new Set(names);
    this.recipes = recipes && new Set(recipes);
    this.found = new Nearest(at, Math.max(0, Math.min(limit, MOST_PLACES)));
  }

  take({ census, allowed }: Charted): void {
    const { names, starts, xs, ys, recipes, slots } = census;
    names.forEach((name, group) => {
      if (this.names !== null && !this.names.has(this.tables.name(name))) return;
      for (let i = starts[group]!; i < starts[group + 1]!; i++) {
        if (allowed && !allowed[slots[i]!]) continue;
        if (this.recipes !== null && (recipes[i] === 0 || !this.recipes.has(this.tables.name(recipes[i]! - 1)))) continue;
        this.found.add(xs[i]! / 256, ys[i]! / 256);
      }
    });
  }

  answer(): Whereabouts {
    return { count: this.found.count, places: this.found.places() };
  }
}
