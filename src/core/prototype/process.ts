/** Recipes and what works like one, before anybody's language: what goes in, what comes out, how long. */
import { entries, field, isTable, list, listOf, num, numberOf, table, text, texts, yes } from './fields';
import type { DataVersion, RawTable, RawValue, RecipeSort, Ref } from './types';

/** One item or fluid of a process. `amount` is the average of one run, probability included. */
export interface Part {
  kind: 'item' | 'fluid';
  name: string;
  amount: number;
  min?: number;
  max?: number;
  probability?: number;
  temperature?: [number | null, number | null];
  /** Of the amount, what productivity does not multiply. */
  catalyst?: number;
}

/** A bound of a surface property; null: none on that side. */
export interface Condition {
  property: string;
  min: number | null;
  max: number | null;
}

export interface Process {
  ref: Ref;
  sort: RecipeSort;
  ingredients: Part[];
  products: Part[];
  time: number | null;
  energy?: number;
  categories: string[];
  /** For other sorts than recipes: names of the entities that do it, with runs a second at work. */
  doers: { name: string; perSecond: number | null }[];
  byHand: boolean;
  enabled: boolean;
  hidden: boolean;
  mode?: 'expensive';
  conditions: Condition[];
  /** Sorts other than recipes: where it can be done at all, when it is bound to places; null: nowhere said. */
  places: string[] | null;
  order: number;
}

const MAX_PARTS = 1000;

/** The forms of a recipe's body: 1.1 may have one for each mode. */
export function modesOf(recipe: RawTable, version: DataVersion): { body: RawTable; mode?: 'expensive' }[] {
  if (version !== '1.1') return [{ body: recipe }];
  const normal = table(recipe, 'normal');
  const expensive = table(recipe, 'expensive');
  if (!normal && !expensive) return [{ body: recipe }];
  // A mode that is absent or `false` is read as the other one.
  const bodies: { body: RawTable; mode?: 'expensive' }[] = [{ body: normal ?? expensive! }];
  if (normal && expensive) bodies.push({ body: expensive, mode: 'expensive' });
  return bodies;
}

/** All forms: `{type, name, amount}`, `{name, amount}`, `["name", n]`. What has no name is left out. */
export function ingredientsOf(body: RawTable): Part[] {
  const parts: Part[] = [];
  for (const entry of list(body, 'ingredients').slice(0, MAX_PARTS)) {
    const short = shortForm(entry);
    if (short) parts.push(short);
    else if (isTable(entry)) {
      const name = text(entry, 'name');
      if (name === null) continue;
      const kind = text(entry, 'type') === 'fluid' ? 'fluid' : 'item';
      const part: Part = { kind, name, amount: num(entry, 'amount') ?? num(entry, '2') ?? 1 };
      if (kind === 'fluid') {
        const exact = num(entry, 'temperature');
        const from = exact ?? num(entry, 'minimum_temperature');
        const to = exact ?? num(entry, 'maximum_temperature');
        if (from !== null || to !== null) part.temperature = [from, to];
      }
      const catalyst = num(entry, 'ignored_by_productivity') ?? num(entry, 'ignored_by_stats') ?? num(entry, 'catalyst_amount');
      if (catalyst) part.catalyst = Math.min(catalyst, part.amount);
      parts.push(part);
    }
  }
  return parts;
}

/** `results`, or 1.1's `result` with `result_count`; also of `minable` and asteroid chunks. */
export function productsOf(body: RawTable | null, countKey = 'result_count'): Part[] {
  const results = listOf(field(body, 'results'));
  if (!results) {
    const name = text(body, 'result');
    return name === null ? [] : [{ kind: 'item', name, amount: num(body, countKey) ?? num(body, 'count') ?? 1 }];
  }
  const parts: Part[] = [];
  for (const entry of results.slice(0, MAX_PARTS)) {
    const part = shortForm(entry) ?? (isTable(entry) ? product(entry) : null);
    if (part) parts.push(part);
  }
  return parts;
}

function shortForm(entry: RawValue): Part | null {
  if (!Array.isArray(entry)) return null;
  return typeof entry[0] === 'string' ? { kind: 'item', name: entry[0], amount: numberOf(entry[1]) ?? 1 } : null;
}

function product(entry: RawTable): Part | null {
  const name = text(entry, 'name') ?? text(entry, 'research_item');
  if (name === null) return null;
  const fixed = num(entry, 'amount');
  const extra = num(entry, 'extra_count_fraction') ?? 0;
  const least = fixed ?? num(entry, 'amount_min') ?? 1;
  const most = Math.max(least, fixed ?? num(entry, 'amount_max') ?? least);
  const probability = probabilityOf(entry);
  const part: Part = {
    kind: text(entry, 'type') === 'fluid' ? 'fluid' : 'item',
    name,
    amount: ((least + most) / 2 + extra) * probability,
  };
  if (most > least || extra > 0) {
    part.min = least;
    part.max = extra > 0 ? most + 1 : most;
  }
  if (probability !== 1) part.probability = probability;
  const temperature = num(entry, 'temperature');
  if (part.kind === 'fluid' && temperature !== null) part.temperature = [temperature, temperature];
  const catalyst = num(entry, 'ignored_by_productivity') ?? num(entry, 'ignored_by_stats') ?? num(entry, 'catalyst_amount');
  if (catalyst) part.catalyst = Math.min(catalyst, part.amount);
  return part;
}

/** 2.1 has two tests that must both pass: a share of one common roll, and a roll of its own. */
function probabilityOf(entry: RawTable): number {
  const shared = table(entry, 'shared_probability');
  const range = shared ? (num(shared, 'max') ?? 1) - (num(shared, 'min') ?? 0) : 1;
  const own = num(entry, 'independent_probability') ?? num(entry, 'probability') ?? 1;
  return Math.min(1, Math.max(0, own * range));
}

export function categoriesOf(recipe: RawTable): string[] {
  const own = texts(recipe, 'categories');
  const all = [...(own.length > 0 ? own : [text(recipe, 'category') ?? 'crafting']), ...texts(recipe, 'additional_categories')];
  return [...new Set(all)];
}

export function conditionsOf(prototype: RawTable): Condition[] {
  return list(prototype, 'surface_conditions').flatMap((entry) => {
    const property = isTable(entry) ? text(entry, 'property') : null;
    return property === null ? [] : [{ property, min: num(entry as RawTable, 'min'), max: num(entry as RawTable, 'max') }];
  });
}

/** Name of what a recipe is mainly for, by its own word or as its only product; null: several. */
export function mainProductOf(body: RawTable, products: readonly Part[]): Part | null {
  const said = text(body, 'main_product');
  if (said === '') return null;
  if (said !== null) return products.find((part) => part.name === said) ?? null;
  return products.length === 1 ? products[0]! : null;
}

/** An effect is a number, or `{bonus}` in 1.1. */
export function effectOf(effects: RawTable | null, key: string): number | null {
  return num(effects, key) ?? num(table(effects, key), 'bonus');
}

/** Hidden by its own word, as 1.1 and 2.x say it; what mods use as a parameter of blueprints is not for the eye either. */
export function isHidden(prototype: RawTable, body: RawTable = prototype): boolean {
  return yes(prototype, 'hidden') || yes(body, 'hidden') || yes(prototype, 'parameter') || texts(prototype, 'flags').includes('hidden');
}

/** Pollutants by name with the amount a minute; 1.1 has one number for its only pollution. */
export function emissionsOf(source: RawTable | null): [string, number][] {
  const one = num(source, 'emissions_per_minute');
  if (one !== null) return [['pollution', one]];
  return entries(table(source, 'emissions_per_minute')).flatMap(([name, value]): [string, number][] =>
    typeof value === 'number' ? [[name, value]] : [],
  );
}
