/**
 * The fewest technologies by which each item and fluid can be had, for all of them at once: a fixed point over all processes, since
 * everything is made of something that is made of something, and often in circles.
 */
import type { Book } from './book-types';
import { placesOfProcess } from './found';
import { keyOf } from './order';
import type { Process } from './process';
import type { Ref } from './types';

/** A set of technologies, a bit each by rank. Shared between things: never written to once it is known. */
export type Way = Uint32Array;

/** Words of all sets together; beyond it (forged data) what something is made of is not followed. */
const MAX_WORDS = 25_000_000;
/** Real data looks at each process four times. */
const LOOKS_EACH = 20;
const MAX_LOOKS = 10_000;

export class Ways {
  readonly free: Way;
  private readonly words: number;
  private readonly technologies = new Map<string, Way>();
  private readonly things = new Map<string, Way>();
  /** Processes by what they are made of, and machines by their items. */
  private readonly waiting = new Map<string, Process[]>();
  private readonly machinesOf = new Map<string, string[]>();
  /** Things that nothing gives: others may be made of them all the same (loot, scripts), they themselves are out of reach. */
  private readonly given = new Set<string>();
  private readonly travels = new Map<Process, Way | null>();
  /** What nobody says the place of counts as at hand: only for what cannot be had otherwise. */
  private lenient = false;
  private readonly follow: boolean;
  private readonly rank: ReadonlyMap<string, number>;

  constructor(private readonly book: Book) {
    const all = book.technologies.all;
    this.rank = new Map(all.map((entry, i) => [entry.name, i]));
    this.words = Math.ceil(all.length / 32);
    this.free = new Uint32Array(this.words);
    const processes = book.processes.filter((process) => !process.hidden && process.mode === undefined && process.products.length > 0);
    const keys = new Set(processes.flatMap((process) => [...process.products, ...process.ingredients].map(keyOf)));
    this.follow = (keys.size + all.length) * this.words <= MAX_WORDS;
    if (!this.follow) return;
    this.learnTechnologies();
    for (const process of processes) {
      for (const part of process.ingredients) push(this.waiting, keyOf(part), process);
    }
    for (const name of book.machines.keys())
      for (const item of book.placing({ kind: 'entity', name })) push(this.machinesOf, keyOf({ kind: 'item', name: item }), name);
    this.settle(processes);
    this.lenient = true;
    this.settle(processes.filter((process) => process.places?.length === 0));
    // What is only made of itself, or of nothing we know, is taken as given; then the rest follows.
    for (const key of keys) if (!this.things.has(key)) this.given.add(key);
    this.settle(processes);
  }

  /** Null: out of reach. */
  thing(ref: Ref): Way | null {
    if (this.follow) return this.things.get(keyOf(ref)) ?? null;
    const made = this.book.made(ref).filter((process) => !process.hidden && process.mode === undefined);
    return this.least(made.map((process) => this.process(process)));
  }

  /** With all it needs, and itself. */
  technology(name: string): Way {
    const known = this.technologies.get(name);
    if (known) return known;
    const way = this.free.slice();
    for (const needed of this.book.technologies.closure([name])) this.mark(way, needed);
    return way;
  }

  /** Each from those before it; what waits for itself waits for all that do. */
  private learnTechnologies(): void {
    const { technologies } = this.book;
    const order = technologies.closure(technologies.all.map((entry) => entry.name));
    const circle: string[] = [];
    for (const name of order) {
      const needs = technologies.prerequisites(name);
      if (needs.every((needed) => this.technologies.has(needed))) {
        const way = this.free.slice();
        for (const needed of needs) add(way, this.technologies.get(needed)!);
        this.mark(way, name);
        this.technologies.set(name, way);
      } else circle.push(name);
    }
    const together = this.free.slice();
    for (const name of circle) {
      this.mark(together, name);
      for (const needed of technologies.prerequisites(name)) add(together, this.technologies.get(needed) ?? this.free);
    }
    for (const name of circle) this.technologies.set(name, together);
  }

  private mark(way: Way, name: string): void {
    const rank = this.rank.get(name)!;
    way[rank >> 5]! |= 1 << (rank & 31);
  }

  all(names: readonly string[]): Way {
    return names.reduce<Way>((way, name) => union(way, this.technology(name)), this.free);
  }

  least(ways: readonly (Way | null)[]): Way | null {
    let best: Way | null = null;
    let fewest = 0;
    for (const way of ways) {
      if (!way) continue;
      const size = sizeOf(way);
      if (best && size >= fewest) continue;
      best = way;
      fewest = size;
    }
    return best;
  }

  names(way: Way): string[] {
    return this.book.technologies.all.filter((_, rank) => (way[rank >> 5]! >> (rank & 31)) & 1).map((entry) => entry.name);
  }

  process(process: Process): Way | null {
    let way: Way | null = this.unlock(process);
    if (way && this.follow) {
      for (const part of process.ingredients) {
        const key = keyOf(part);
        const own = this.things.get(key) ?? (this.given.has(key) ? this.free : null);
        if (!own) return null;
        way = union(way, own);
      }
    }
    const there = way && this.travel(process);
    if (!way || !there) return null;
    way = union(way, there);
    return process.byHand ? way : this.withMachine(process, way);
  }

  /** To get to a place where it can be done: planets are unlocked, and so are platforms. Null: nobody says where that is. */
  private travel(process: Process): Way | null {
    const before = this.travels.get(process);
    if (before !== undefined) return before ?? (this.lenient ? this.free : null);
    let way: Way | null = this.free;
    if (process.places?.length === 0 && this.book.places.locations.length > 0) way = null;
    else {
      const places = placesOfProcess(process, this.book);
      if (places && places.length > 0) way = this.least(places.map((place) => this.reach(place)));
    }
    this.travels.set(process, way);
    return way ?? (this.lenient ? this.free : null);
  }

  private reach(place: Ref): Way {
    const { technologies } = this.book;
    const by =
      place.kind === 'surface' ? technologies.unlocking({ kind: 'effect', name: 'unlock-space-platforms' }) : technologies.unlocking(place);
    return by.length === 0 ? this.free : this.least(by.map((name) => this.technology(name)))!;
  }

  private unlock(process: Process): Way | null {
    const { technologies } = this.book;
    if (process.sort === 'recipe') {
      return process.enabled ? this.free : this.least(technologies.unlocking(process.ref).map((name) => this.technology(name)));
    }
    // 2.x: fluids reach drills after a technology that says so.
    const wet =
      process.sort === 'mining' && process.ingredients.length > 0
        ? technologies.unlocking({ kind: 'effect', name: 'mining-with-fluid' })
        : [];
    return wet.length > 0 ? this.least(wet.map((name) => this.technology(name))) : this.free;
  }

  /** A machine that no item places is given by the game; one whose item is out of reach is no help. */
  private withMachine(process: Process, way: Way): Way | null {
    let best: Way | null = null;
    let some = false;
    for (const { machine, tooSmall } of this.book.machinesFor(process)) {
      if (tooSmall || machine.hidden) continue;
      some = true;
      const items = this.book.placing({ kind: 'entity', name: machine.name });
      if (items.length === 0 || !this.follow) return way;
      best = this.least([best, ...items.map((name) => this.things.get(keyOf({ kind: 'item', name })) ?? null)]);
    }
    if (best) return union(way, best);
    // Nothing does it: no recipe of the game, but no reason to say more than its technology. Collecting and the like do need one.
    return !some && process.sort === 'recipe' ? way : null;
  }

  /** Looks again at what is made of a thing, and at what its machine makes, whenever there is a shorter way to it. */
  private settle(processes: readonly Process[]): void {
    const queue = [...processes];
    const queued = new Set(queue);
    const most = MAX_LOOKS + queue.length * LOOKS_EACH;
    for (let i = 0; i < queue.length && i < most; i++) {
      const process = queue[i]!;
      queued.delete(process);
      const way = this.process(process);
      if (!way) continue;
      const size = sizeOf(way);
      for (const part of process.products) {
        const key = keyOf(part);
        const before = this.things.get(key);
        if (before && (sizeOf(before) <= size || (this.lenient && process.places?.length === 0))) continue;
        this.things.set(key, way);
        const again = [
          ...(this.waiting.get(key) ?? []),
          ...(this.machinesOf.get(key) ?? []).flatMap((machine) => this.book.doneBy(machine)),
        ];
        for (const other of again) {
          if (queued.has(other) || other.hidden || other.mode !== undefined) continue;
          queued.add(other);
          queue.push(other);
        }
      }
    }
  }
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function add(to: Way, from: Way): void {
  for (let i = 0; i < to.length; i++) to[i]! |= from[i]!;
}

/** One of the two when it holds the other. */
function union(a: Way, b: Way): Way {
  if (a === b) return a;
  let more = false;
  let less = false;
  for (let i = 0; i < a.length; i++) {
    more ||= (b[i]! & ~a[i]!) !== 0;
    less ||= (a[i]! & ~b[i]!) !== 0;
  }
  if (!more) return a;
  if (!less) return b;
  return a.map((word, i) => word | b[i]!);
}

function sizeOf(way: Way): number {
  let size = 0;
  for (let word of way) for (; word !== 0; word &= word - 1) size++;
  return size;
}
