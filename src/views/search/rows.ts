import type { Position } from '../../core/packet/schema';
import { fold } from '../../core/search/fold';
import type { Found } from '../../core/world/place-types';
import type { SearchRow } from '../../state/client';

/** Fields that are listed, at most. */
const FIELDS = 10;

/** One row of what was found: among the items, on the map, or the place that was typed. */
export type Row =
  | { key: string; type: 'item'; row: SearchRow }
  /** `also`: where others of the same name are, on the same surface. */
  | { key: string; type: 'map'; found: Found; also: Position[] }
  | { key: string; type: 'position'; at: Position; surface: string | null };

export function rowKey(found: Found): string {
  if (found.what === 'channel') return `map channel ${found.name}`;
  const which = found.what === 'player' ? found.player : found.what === 'stop' ? found.id : '';
  const at = found.what === 'entities' || found.what === 'player' ? '' : found.at.join();
  return `map ${found.what} ${found.surface} ${found.name} ${which} ${at}`;
}

/**
 * Map results come first on the map and last among the items; stops of one name are one row. `each`: rows of one
 * kind on the map, at most.
 */
export function together(
  items: readonly SearchRow[],
  found: readonly Found[],
  position: Row | null,
  { mapFirst, each }: { mapFirst: boolean; each: number },
): Row[] {
  const here = largestFields(found).reduce<(Row & { type: 'map' })[]>((rows, one) => {
    const twin = one.what === 'stop' ? rows.find((row) => sameStop(row.found, one)) : undefined;
    if (twin !== undefined && one.what === 'stop') twin.also.push(one.at);
    else rows.push({ key: rowKey(one), type: 'map', found: one, also: [] });
    return rows;
  }, []);
  const counts = new Map<Found['what'], number>();
  const some = here.filter(({ found: { what } }) => {
    counts.set(what, (counts.get(what) ?? 0) + 1);
    return (counts.get(what) ?? 0) <= each;
  });
  const there = items.map((row): Row => ({ key: `item ${row.ref.kind}/${row.ref.name}`, type: 'item', row }));
  const rows = [...(position === null ? [] : [position]), ...(mapFirst ? [...some, ...there] : [...there, ...some])];
  // Two tags may be called the same at one place: a key is one row's.
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const nth = seen.get(row.key) ?? 0;
    seen.set(row.key, nth + 1);
    return nth === 0 ? row : { ...row, key: `${row.key} ${nth}` };
  });
}

/** A field that is mined falls apart into many: the largest come first among them, and the crumbs are left out. */
function largestFields(found: readonly Found[]): Found[] {
  const fields = found.filter((one) => one.what === 'patch').sort((a, b) => b.amount - a.amount);
  const left = fields.slice(0, FIELDS);
  return found.flatMap((one): Found[] => (one.what === 'patch' ? left.splice(0, 1) : [one]));
}

/** Four stops of one name are one station. */
function sameStop(a: Found, b: Found): boolean {
  return a.what === 'stop' && b.what === 'stop' && a.name === b.name && a.surface === b.surface;
}

/** Where the words of a query are in a text, for those whose length folding leaves alone. */
export function rangesOf(text: string, query: string): [from: number, to: number][] {
  const folded = fold(text);
  if (folded.length !== text.length) return [];
  return fold(query)
    .split(' ')
    .filter((word) => word !== '')
    .flatMap((word): [number, number][] => {
      const at = folded.indexOf(word);
      return at < 0 ? [] : [[at, at + word.length]];
    });
}
