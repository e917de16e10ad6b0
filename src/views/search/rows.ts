import type { Position } from '../../core/packet/schema';
import { fold } from '../../core/search/fold';
import type { Found } from '../../core/world/place-types';
import type { SearchRow } from '../../state/client';

/** One row of what was found: among the items, on the map, or the place that was typed. */
export type Row =
  | { key: string; type: 'item'; row: SearchRow }
  | { key: string; type: 'map'; found: Found }
  | { key: string; type: 'position'; at: Position; surface: string | null };

export function rowKey(found: Found): string {
  if (found.what === 'channel') return `map channel ${found.name}`;
  const which = found.what === 'player' ? found.player : found.what === 'stop' ? found.id : '';
  const at = found.what === 'entities' || found.what === 'player' ? '' : found.at.join();
  return `map ${found.what} ${found.surface} ${found.name} ${which} ${at}`;
}

/** Map results come first on the map and last among the items. */
export function together(items: readonly SearchRow[], found: readonly Found[], position: Row | null, mapFirst: boolean): Row[] {
  const here = found.map((one): Row => ({ key: rowKey(one), type: 'map', found: one }));
  const there = items.map((row): Row => ({ key: `item ${row.ref.kind}/${row.ref.name}`, type: 'item', row }));
  const rows = [...(position === null ? [] : [position]), ...(mapFirst ? [...here, ...there] : [...there, ...here])];
  // Two tags may be called the same at one place: a key is one row's.
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const nth = seen.get(row.key) ?? 0;
    seen.set(row.key, nth + 1);
    return nth === 0 ? row : { ...row, key: `${row.key} ${nth}` };
  });
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
