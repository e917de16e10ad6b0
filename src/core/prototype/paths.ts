/** What must be researched before something can be had at all. */
import type { Book } from './book-types';
import { keyOf } from './order';
import { conditionsOf, type Process } from './process';
import type { Ref } from './types';

/**
 * Names of technologies, in an order in which they can be researched; []: none; null: never available by research (only hidden recipes,
 * or none at all). Of several ways the one with the fewest technologies counts. A recipe needs one of those that unlock it, and a machine;
 * what mines, spoils, burns or grows needs what it starts from, and a machine where hands will not do.
 */
export function pathTo(ref: Ref, book: Book): string[] | null {
  const found = new Walk(book).to(ref);
  return found && book.technologies.closure([...found]);
}

type Way = ReadonlySet<string>;
const FREE: Way = new Set();
/** A chain of things that spoil into or are planted from each other is short; forged ones need not be followed. */
const MAX_DEPTH = 12;

class Walk {
  private readonly open = new Set<string>();
  private readonly known = new Map<string, Way | null>();
  /** Technologies with all they need, by the name of the last. */
  private readonly closures = new Map<string, Way>();

  constructor(private readonly book: Book) {}

  to(ref: Ref): Way | null {
    switch (ref.kind) {
      case 'technology':
        return new Set(this.book.technologies.prerequisites(ref.name));
      case 'recipe':
        return this.best(this.book.processesOf(ref).filter((process) => process.sort === 'recipe'));
      case 'space-location':
      case 'quality':
        return this.unlocked(ref);
      case 'item':
      case 'fluid':
        return this.thing(ref);
      case 'entity':
      case 'tile':
      case 'equipment':
        return this.placed(ref);
      default:
        return FREE;
    }
  }

  /** By the items that place it; what stands in nature needs nothing. */
  private placed(ref: Ref): Way | null {
    const items = this.book.placing(ref);
    if (items.length === 0) return FREE;
    return this.least(items.map((name) => this.thing({ kind: 'item', name })));
  }

  private unlocked(ref: Ref): Way | null {
    const by = this.book.technologies.unlocking(ref);
    return by.length === 0 ? FREE : this.least(by.map((name) => this.closureOf(name)));
  }

  private thing(ref: Ref): Way | null {
    const key = keyOf(ref);
    if (this.known.has(key)) return this.known.get(key)!;
    // On the way to itself: this way round leads nowhere.
    if (this.open.has(key) || this.open.size > MAX_DEPTH) return null;
    this.open.add(key);
    const way = this.best(this.book.made(ref).filter((process) => !process.hidden && process.mode === undefined));
    this.open.delete(key);
    if (this.open.size === 0 || way) this.known.set(key, way);
    return way;
  }

  private best(processes: readonly Process[]): Way | null {
    return this.least(processes.map((process) => this.process(process)));
  }

  private process(process: Process): Way | null {
    const technologies = this.book.technologies;
    if (process.sort === 'recipe') {
      if (process.hidden && process.ref.kind !== 'recipe') return null;
      const own = process.enabled ? FREE : this.least(technologies.unlocking(process.ref).map((name) => this.closureOf(name)));
      return own && (process.byHand ? own : this.withMachine(process, own));
    }
    let way: Way | null = FREE;
    if (process.sort === 'mining') {
      // 2.0: fluids reach drills after a technology that says so.
      const wet = process.ingredients.some((part) => part.kind === 'fluid')
        ? technologies.unlocking({ kind: 'effect', name: 'mining-with-fluid' })
        : [];
      if (wet.length > 0) way = this.least(wet.map((name) => this.closureOf(name)));
    } else {
      for (const part of process.ingredients) way = join(way, this.thing({ kind: part.kind, name: part.name }));
    }
    if (process.byHand || !way) return way;
    return process.doers.length === 0 ? null : this.withMachine(process, way);
  }

  /** The machine must be had too; its own recipe is often unlocked by the same technology. */
  private withMachine(process: Process, way: Way): Way | null {
    const machines = this.book.machinesFor(process).filter(({ tooSmall, machine }) => !tooSmall && !machine.hidden);
    if (machines.length === 0) return way;
    const extra = this.least(machines.map(({ machine }) => this.built(machine.name)));
    // A machine that cannot be had by research is given by the game or the scenario.
    return extra ? join(way, extra) : way;
  }

  private built(name: string): Way | null {
    const items = this.book.placing({ kind: 'entity', name });
    return items.length === 0 ? null : this.least(items.map((item) => this.thing({ kind: 'item', name: item })));
  }

  private closureOf(name: string): Way {
    let way = this.closures.get(name);
    if (!way) {
      way = new Set(this.book.technologies.closure([name]));
      this.closures.set(name, way);
    }
    return way;
  }

  private least(ways: readonly (Way | null)[]): Way | null {
    let best: Way | null = null;
    for (const way of ways) if (way && (!best || way.size < best.size)) best = way;
    return best;
  }
}

function join(a: Way | null, b: Way | null): Way | null {
  if (!a || !b) return null;
  if (b.size === 0) return a;
  return a.size === 0 ? b : new Set([...a, ...b]);
}

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

function goesBack(process: Process, ref: Ref, book: Book): boolean {
  const is = (part: Ref) => part.name === ref.name && part.kind === ref.kind;
  return process.ingredients.some((part) => {
    if (is(part)) return true;
    const ways = book.made(part).filter((other) => !other.hidden);
    return ways.length > 0 && ways.every((other) => other.ingredients.some(is));
  });
}

function placesOfProcess(process: Process, book: Book): Ref[] | null {
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
