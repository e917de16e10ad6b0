/**
 * Weight of items, which decides how many a rocket lifts. Source: lua-api.factorio.com, auxiliary/item-weight: an item without a weight of
 * its own takes it from what it is made of.
 */
import type { Book } from './book-types';
import { num, text, texts, yes } from './fields';
import type { Process } from './process';

const FLUID_WEIGHT = 100;
const DEFAULT_WEIGHT = 100;
const DEFAULT_LIFT = 1_000_000;
const DEFAULT_COEFFICIENT = 0.5;

const constants = (book: Book) => book.raw.get('utility-constants')?.get('default') ?? null;

/** Grams that a rocket lifts. */
export const liftOf = (book: Book): number =>
  num(constants(book), 'rocket_lift_weight') ?? num(constants(book), 'default_rocket_lift_weight') ?? DEFAULT_LIFT;

const cache = new WeakMap<Book, Map<string, number>>();

/** Grams. */
export function weightOf(item: string, book: Book): number {
  let known = cache.get(book);
  if (!known) {
    known = new Map();
    cache.set(book, known);
  }
  return weigh(item, book, known, new Set());
}

/** Real chains are a dozen deep; a forged one ends in the default like a loop. */
const MAX_DEPTH = 200;

function weigh(item: string, book: Book, known: Map<string, number>, open: Set<string>): number {
  const before = known.get(item);
  if (before !== undefined) return before;
  const standard = num(constants(book), 'default_item_weight', DEFAULT_WEIGHT);
  const prototype = book.find({ kind: 'item', name: item })?.table ?? null;
  const own = num(prototype, 'weight');
  if (own !== null) return own;
  if (open.has(item) || open.size > MAX_DEPTH || !prototype) return standard;
  const flags = texts(prototype, 'flags');
  if (flags.includes('only-in-cursor') && flags.includes('spawnable')) return 0;
  const recipe = recipeFor(item, book);
  if (!recipe) return standard;
  open.add(item);
  const weight = byRecipe(
    recipe,
    num(prototype, 'stack_size', 1),
    num(prototype, 'ingredient_to_weight_coefficient', DEFAULT_COEFFICIENT),
    standard,
  );
  open.delete(item);
  known.set(item, weight);
  return weight;

  function byRecipe(process: Process, stack: number, coefficient: number, otherwise: number): number {
    let sum = 0;
    for (const part of process.ingredients)
      sum += part.amount * (part.kind === 'fluid' ? FLUID_WEIGHT : weigh(part.name, book, known, open));
    const count = process.products.reduce((total, part) => total + (part.kind === 'item' ? part.amount : 0), 0);
    if (sum === 0 || count === 0) return otherwise;
    const lift = liftOf(book);
    const each = (sum / count) * coefficient;
    if (each === 0) return otherwise;
    const table = book.find(process.ref)?.table ?? null;
    // What productivity cannot multiply fills a rocket by the stack, unless that were too light.
    if (!yes(table, 'allow_productivity') && lift / stack >= each) return lift / stack;
    const stacks = lift / each / stack;
    return stacks <= 1 ? each : lift / Math.floor(stacks) / stack;
  }
}

/** The game's choice: one named like the item first, then those it may be taken apart by, then by order. */
function recipeFor(item: string, book: Book): Process | null {
  const rank = (process: Process): number => {
    const table = book.find(process.ref)?.table ?? null;
    const wanted = text(table, 'main_product') === item || process.products.length === 1;
    return (process.ref.name === item ? 0 : 4) + (process.hidden ? 2 : 0) + (wanted ? 0 : 1);
  };
  const made = book.made({ kind: 'item', name: item }).filter((process) => {
    if (process.sort !== 'recipe') return false;
    const table = book.find(process.ref)?.table ?? null;
    return table !== null && table.allow_decomposition !== false;
  });
  return [...made].sort((a, b) => rank(a) - rank(b) || a.order - b.order)[0] ?? null;
}
