/** Processes as rows of a page: with labels, machines, who unlocks them, and how simple they are. */
import type { Book } from './book-types';
import type { Condition, Part, Process } from './process';
import type { Amount, MachineUse, RecipeRow, Ref, Shown, SurfaceCondition } from './types';

export type Show = (ref: Ref) => Shown;

const MINUTE = 60;
const OTHER_SORT = 1;
const NOT_BY_HAND = 5;
const ONCE = 10;
const CHANCE = 20;
const BACK = 40;
const EACH = 100;
const HIDDEN = 1_000_000;

/**
 * More is more complicated. Every ingredient and every product beyond the first counts 100; a product by chance 20; something that goes
 * in and comes out again (a catalyst, a cycle) 40; what cannot be done by hand 5; what is mined but once 10; what is no
 * recipe of the game 1. Hidden ones come last.
 * Ties stand in the game's order.
 */
export function simplicityOf(process: Process): number {
  const inputs = new Set(process.ingredients.map((part) => part.name));
  return (
    process.ingredients.length * EACH +
    Math.max(0, process.products.length - 1) * EACH +
    process.products.filter((part) => part.probability !== undefined).length * CHANCE +
    process.products.filter((part) => inputs.has(part.name)).length * BACK +
    (process.byHand ? 0 : NOT_BY_HAND) +
    (process.sort === 'recipe' ? 0 : OTHER_SORT) +
    // A rock or a wreck is mined once; only what machines mine has categories.
    (process.sort === 'mining' && process.categories.length === 0 ? ONCE : 0) +
    (process.hidden ? HIDDEN : 0)
  );
}

export const bySimplicity = (a: Process, b: Process): number =>
  simplicityOf(a) - simplicityOf(b) || Number(a.mode === 'expensive') - Number(b.mode === 'expensive') || a.order - b.order;

export function amountOf(part: Part, show: Show): Amount {
  const { kind, name, ...rest } = part;
  return { ref: show({ kind, name }), ...rest, amount: round(rest.amount) };
}

export function shownConditions(conditions: readonly Condition[], show: Show): SurfaceCondition[] {
  return conditions.map(({ property, min, max }) => ({ property: show({ kind: 'surface-property', name: property }), min, max }));
}

export function rowOf(process: Process, book: Book, show: Show): RecipeRow {
  const machines = book.machinesFor(process).filter(({ machine, tooSmall }) => !tooSmall && !machine.hidden);
  const unlockedBy = process.sort === 'recipe' ? book.technologies.unlocking(process.ref) : [];
  return {
    ref: show(process.ref),
    sort: process.sort,
    ingredients: process.ingredients.map((part) => amountOf(part, show)),
    products: process.products.map((part) => amountOf(part, show)),
    time: process.time,
    categories: process.categories,
    machines: machines.map(({ machine }) => show({ kind: 'entity', name: machine.name })),
    byHand: process.byHand,
    enabled: process.enabled,
    unlockedBy: unlockedBy.map((name) => show({ kind: 'technology', name })),
    simplicity: simplicityOf(process),
    ...(process.energy !== undefined && { energy: process.energy }),
    ...(process.mode && { mode: process.mode }),
    ...(process.conditions.length > 0 && { conditions: shownConditions(process.conditions, show) }),
    ...(process.hidden && { hidden: true as const }),
  };
}

/** Every machine at work on this, the too small ones too. None where no pace is known (growing, collecting). */
export function machineUses(process: Process, book: Book, show: Show): MachineUse[] {
  return book.machinesFor(process).flatMap(({ machine, tooSmall, perSecond }): MachineUse[] => {
    if (machine.hidden || perSecond === null || !(perSecond > 0)) return [];
    const perMinute = perSecond * MINUTE;
    const productive = process.sort === 'recipe' || process.sort === 'mining' ? machine.productivity : 0;
    return [
      {
        machine: show({ kind: 'entity', name: machine.name }),
        speed: process.time === null ? perSecond : machine.speed,
        time: 1 / perSecond,
        uses: process.ingredients.map((part) => ({ ref: show(part), perMinute: round(part.amount * perMinute) })),
        makes: process.products.map((part) => ({ ref: show(part), perMinute: round(withBonus(part, productive) * perMinute) })),
        power: machine.power,
        drain: machine.drain,
        modules: machine.modules,
        slots: machine.slots,
        productivity: machine.productivity,
        conditions: shownConditions(machine.conditions, show),
        ...(tooSmall && { tooSmall: true as const }),
        ...(machine.fuels.length > 0 && { fuels: machine.fuels }),
      },
    ];
  });
}

/** Productivity multiplies what is new: not a catalyst that comes back. */
const withBonus = (part: Part, productivity: number): number => part.amount + (part.amount - (part.catalyst ?? 0)) * productivity;

/** Away with the noise of binary fractions; rates are for eyes. */
const round = (value: number): number => Number(value.toPrecision(12));
