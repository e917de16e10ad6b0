/** What must be researched before something can be had at all. */
import type { Book } from './book-types';
import type { Process } from './process';
import type { Ref } from './types';
import { type Way, Ways } from './ways';

const known = new WeakMap<Book, Ways>();

/**
 * Names of technologies, in an order in which they can be researched, nearest to the start first. []: none; null: never by research (hidden
 * recipes alone, no recipe, or locked without a technology that unlocks it). Of several ways the one with the fewest technologies counts:
 * that of the recipe, of the machine it needs where hands will not do, and of everything it is made of. Science packs are not followed:
 * that a technology can be paid for is for its prerequisites to say.
 */
export function pathTo(ref: Ref, book: Book): string[] | null {
  let ways = known.get(book);
  if (!ways) {
    ways = new Ways(book);
    known.set(book, ways);
  }
  const way = wayTo(ref, book, ways);
  return way && book.technologies.closure(ways.names(way));
}

function wayTo(ref: Ref, book: Book, ways: Ways): Way | null {
  switch (ref.kind) {
    case 'technology':
      return ways.all(book.technologies.prerequisites(ref.name));
    case 'recipe':
      return ways.least(book.processesOf(ref).map((process: Process) => ways.process(process)));
    case 'space-location':
    case 'quality': {
      const by = book.technologies.unlocking(ref);
      return by.length === 0 ? ways.free : ways.least(by.map((name) => ways.technology(name)));
    }
    case 'item':
    case 'fluid':
      return ways.thing(ref);
    case 'entity':
    case 'tile':
    case 'equipment': {
      const items = book.placing(ref);
      if (items.length > 0) return ways.least(items.map((name) => ways.thing({ kind: 'item', name })));
      // What stands in nature needs nothing, but a way to it: an ore of another planet, and a drill for it.
      const mined = book.processesOf(ref);
      return mined.length > 0 ? ways.least(mined.map((process) => ways.process(process))) : ways.free;
    }
    default:
      return ways.free;
  }
}
