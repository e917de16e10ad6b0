/** Where something can be had: planets and platforms. */
import type { Book } from './book-types';
import { keyOf } from './order';
import { conditionsOf, type Process } from './process';
import type { Ref } from './types';

/**
 * Planets and platforms where it can be made, mined or found; null: nothing restricts it. A way that starts from the thing itself, or from
 * what is made of it alone (a barrel of it), is no way to come by it and is passed over, and so are hidden ones.
 */
export function placesFor(ref: Ref, book: Book): Ref[] | null {
  if (ref.kind === 'item' || ref.kind === 'fluid') return placesOfThing(ref, book);
  if (ref.kind === 'recipe')
    return union(
      book.processesOf(ref).map((process) => placesOfProcess(process, book)),
      book,
    );
  const entry = book.find(ref);
  if (!entry) return null;
  if (ref.kind === 'entity' && book.placing(ref).length > 0) return book.places.where(conditionsOf(entry.table));
  const found = book.places.placesOf(ref);
  return found.length > 0 ? [...found] : null;
}

function placesOfThing(ref: Ref, book: Book): Ref[] | null {
  const made = book.made(ref).filter((process) => !process.hidden && process.mode === undefined);
  const first = made.filter((process) => !goesBack(process, ref, book));
  const known = (first.length > 0 ? first : made).filter((process) => process.places?.length !== 0);
  return known.length === 0
    ? null
    : union(
        known.map((process) => placesOfProcess(process, book)),
        book,
      );
}

/** Made of what is only made of it: a barrel of water gives no water that was not there. */
function goesBack(process: Process, ref: Ref, book: Book): boolean {
  const is = (part: Ref) => part.name === ref.name && part.kind === ref.kind;
  return process.ingredients.some((part) => {
    if (is(part)) return true;
    const ways = book.made(part).filter((other) => !other.hidden);
    return ways.length > 0 && ways.every((other) => other.ingredients.some(is));
  });
}

/** Where one way of making it can be done; null: anywhere. */
export function placesOfProcess(process: Process, book: Book): Ref[] | null {
  if (process.places) {
    const names = new Set(process.places);
    const bound = book.places.locations.map(({ ref }) => ref).filter((ref) => names.has(ref.name));
    return bound.length > 0 ? bound : null;
  }
  const own = book.places.where(process.conditions);
  const machines = book.machinesFor(process).filter(({ tooSmall, machine }) => !tooSmall && !machine.hidden);
  if (process.byHand || machines.length === 0) return own;
  const standing = union(
    machines.map(({ machine }) => book.places.where(machine.conditions)),
    book,
  );
  if (!own || !standing) return own ?? standing;
  const both = new Set(standing.map(keyOf));
  return own.filter((ref) => both.has(keyOf(ref)));
}

/** In the order of the places; null when one of them is bound to nothing. */
function union(lists: readonly (Ref[] | null)[], book: Book): Ref[] | null {
  const keys = new Set<string>();
  for (const list of lists) {
    if (!list) return null;
    for (const ref of list) keys.add(keyOf(ref));
  }
  if (lists.length === 0) return null;
  return book.places.locations.map(({ ref }) => ref).filter((ref) => keys.has(keyOf(ref)));
}
