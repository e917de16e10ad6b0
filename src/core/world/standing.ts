/** How many of what stand where, with what machines make, and how much lies in the ground. */
import type { Position, SurfaceIndex } from '../packet/schema';
import { chunkAt } from './geometry';
import type { Charted } from './patches';
import type { Standing } from './place-types';
import type { Tables } from './tables';

interface Sum {
  count: number;
  amount: number | null;
  recipes: Map<number, number>;
  at: Position;
  far: number;
}

/** Counts one surface, region by region. */
export class StandingCount {
  private readonly sums = new Map<number, Sum>();

  constructor(
    private readonly tables: Tables,
    private readonly surface: SurfaceIndex,
    /** null: of everything. */
    private readonly names: ReadonlySet<string> | null,
    private readonly near: Position,
  ) {}

  take({ census, allowed }: Charted): void {
    const { names, starts, xs, ys, recipes, slots, ores } = census;
    names.forEach((name, group) => {
      if (!this.wanted(name)) return;
      const sum = this.sum(name, null);
      for (let i = starts[group]!; i < starts[group + 1]!; i++) {
        if (allowed && !allowed[slots[i]!]) continue;
        sum.count += 1;
        this.place(sum, xs[i]! / 256, ys[i]! / 256);
        const recipe = recipes[i]!;
        if (recipe) sum.recipes.set(recipe - 1, (sum.recipes.get(recipe - 1) ?? 0) + 1);
      }
    });
    const tile = (sum: Sum, slot: number, tile: number): void => {
      const [cx, cy] = chunkAt(census.rx, census.ry, slot, 0);
      sum.count += 1;
      this.place(sum, cx * 32 + (tile & 31) + 0.5, cy * 32 + (tile >> 5) + 0.5);
    };
    for (const ore of ores.chunks) {
      if (!this.wanted(ore.name) || (allowed && !allowed[ore.slot])) continue;
      const sum = this.sum(ore.name, 0);
      for (const one of ore.tiles) tile(sum, ore.slot, one);
      for (const amount of ore.amounts) sum.amount! += amount;
    }
    for (const wells of ores.wells) {
      if (!this.wanted(wells.name)) continue;
      const sum = this.sum(wells.name, 0);
      wells.slots.forEach((slot, i) => {
        if (allowed && !allowed[slot]) return;
        tile(sum, slot, wells.tiles[i]!);
        sum.amount! += wells.amounts[i]!;
      });
    }
  }

  /** The most first. */
  rows(): Standing[] {
    const { tables, surface } = this;
    return [...this.sums]
      .filter(([, { count }]) => count > 0)
      .map(([name, { count, amount, recipes, at }]) => ({
        name: tables.name(name),
        surface,
        count,
        // Defined, not assigned: a recipe may be called __proto__.
        recipes: Object.fromEntries([...recipes].map(([recipe, machines]) => [tables.name(recipe), machines])),
        ...(amount === null ? {} : { amount, color: parts(tables.entityColour(tables.name(name), false)) }),
        at,
      }))
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  }

  private wanted(name: number): boolean {
    return this.names === null || this.names.has(this.tables.name(name));
  }

  private sum(name: number, amount: number | null): Sum {
    let sum = this.sums.get(name);
    if (!sum) {
      sum = { count: 0, amount, recipes: new Map(), at: [0, 0], far: Number.POSITIVE_INFINITY };
      this.sums.set(name, sum);
    }
    sum.amount ??= amount;
    return sum;
  }

  private place(sum: Sum, x: number, y: number): void {
    const far = (x - this.near[0]) ** 2 + (y - this.near[1]) ** 2;
    if (far > sum.far || (far === sum.far && (y > sum.at[1] || (y === sum.at[1] && x >= sum.at[0])))) return;
    sum.far = far;
    sum.at = [x, y];
  }
}

/** Of a colour as pixels have it. */
const parts = (word: number): [number, number, number] => [word & 255, (word >> 8) & 255, (word >> 16) & 255];
