import { languageFor } from '../prototype/locale/language';
import { withoutTags } from '../prototype/locale/rich-text';
import type { Kind } from '../prototype/types';
import { type Column, createColumn, match, TYPO } from './column';
import { fold } from './fold';
import { marksOf } from './marks';
import { readQuery, type Words } from './query';
import type { Found, Search, SearchEntry, SearchHit, SearchNames, SearchQuery } from './types';
import { matchWithTypos, SHORT } from './typo';

/** Typos are thought of when there are fewer names than this without. */
const FEW = 8;

/** What is asked for most, first; kinds that are not here come after. */
const KIND_ORDER: readonly (Kind | 'mod')[] = [
  'item',
  'fluid',
  'recipe',
  'technology',
  'entity',
  'equipment',
  'tile',
  'space-location',
  'quality',
];

/** How near a language is to the asker. */
const OWN = 0;
const ENGLISH = 1;
const INTERNAL = 2;
const FOREIGN = 3;

/** Not more than the room for an entry's number in a rank. */
const MAX_ENTRIES = 2 ** 20;
const MAX_LANGUAGES = 250;

/** Entries are in the game's order, which decides last. */
export function createSearch(entries: readonly SearchEntry[], names: SearchNames): Search {
  const count = Math.min(entries.length, MAX_ENTRIES);
  const columns = new Map<string, Column>();
  // What is the same of an entry in every search: hidden after not hidden, then the kind.
  const weights = Float64Array.from(entries.slice(0, count), ({ ref, hidden }) => {
    const kind = KIND_ORDER.indexOf(ref.kind);
    return (hidden ? 32 : 0) + (kind < 0 ? KIND_ORDER.length : kind);
  });

  const nameOf = (language: string, entry: number): string | null => {
    const { ref } = entries[entry]!;
    const name = language === '' ? ref.name : names.own(language, ref);
    return name === null || language === '' ? name : withoutTags(name);
  };
  const column = (language: string): Column => {
    let made = columns.get(language);
    if (made === undefined) {
      made = createColumn(folded(language));
      columns.set(language, made);
    }
    return made;
  };
  function* folded(language: string): Generator<[number, string]> {
    for (let entry = 0; entry < count; entry++) {
      const name = nameOf(language, entry);
      const text = name === null ? '' : fold(name).replace(/ {2,}/g, ' ').trim();
      if (text !== '') yield [entry, text];
    }
  }

  /** Rank of the best name of each entry, infinite for those that do not match, and number of the language it is in. */
  const best = new Float64Array(count);
  const via = new Uint8Array(count);

  function rankAll(words: Words, asked: readonly { language: string; nearness: number }[]): void {
    best.fill(Number.POSITIVE_INFINITY);
    let matched = 0;
    const teller = (number: number): ((row: number, tier: number) => void) => {
      const { language, nearness } = asked[number]!;
      const { starts, owners } = column(language);
      return (row, tier) => {
        const entry = owners[row]!;
        const length = Math.min(255, starts[row + 1]! - starts[row]!);
        const rank = (((tier * 64 + weights[entry]!) * 4 + nearness) * 256 + length) * MAX_ENTRIES + entry;
        if (best[entry] === Number.POSITIVE_INFINITY) matched++;
        if (rank < best[entry]!) {
          best[entry] = rank;
          via[entry] = number;
        }
      };
    };
    asked.forEach(({ language }, number) => {
      match(column(language), words, teller(number));
    });
    if (matched >= FEW) return;
    const withTypos = (least?: number) =>
      asked.forEach(({ language, nearness }, number) => {
        if (least !== undefined && nearness === FOREIGN) return;
        const tell = teller(number);
        matchWithTypos(column(language), words, (row) => tell(row, TYPO), least);
      });
    withTypos();
    // In fifty languages anything looks like three letters.
    if (matched === 0) withTypos(SHORT);
  }

  function askedOf({ languages, all }: SearchQuery): { language: string; nearness: number }[] {
    const known = names.languages();
    const asked = new Map<string, number>();
    for (const each of languages) {
      const language = languageFor(each, known);
      if (language !== null) asked.set(language, OWN);
    }
    if (!asked.has('en')) asked.set('en', ENGLISH);
    asked.set('', INTERNAL);
    // A dumped locale whose language nobody named is the person's own as far as anyone knows.
    if (known.includes('dump')) asked.set('dump', OWN);
    if (all) for (const language of known) if (!asked.has(language) && asked.size < MAX_LANGUAGES) asked.set(language, FOREIGN);
    return [...asked].map(([language, nearness]) => ({ language, nearness }));
  }

  return {
    prepare: (language) => void column(language),
    find(query) {
      const found: Found = { hits: [], total: 0, kinds: new Map(), mods: new Map(), groups: new Map() };
      const words = readQuery(query.text);
      if (words === null) return found;
      const asked = askedOf(query);
      rankAll(words, asked);
      const ranks = filtered(entries, best, query, found);
      found.hits = Array.from(ranks.subarray(0, Math.max(0, query.limit)), (rank): SearchHit => {
        const entry = rank % MAX_ENTRIES;
        const { language } = asked[via[entry]!]!;
        const text = nameOf(language, entry)!;
        return { entry, match: { text, language, ranges: marksOf(text, words) } };
      });
      return found;
    },
  };
}

/** Ranks of what the filters leave, sorted; counts go into `found`. */
function filtered(entries: readonly SearchEntry[], best: Float64Array, query: SearchQuery, found: Found): Float64Array {
  const kinds = chosen(query.kinds);
  const mods = chosen(query.mods);
  const groups = chosen(query.groups);
  const ranks = new Float64Array(best.length);
  for (let entry = 0; entry < best.length; entry++) {
    if (best[entry] === Number.POSITIVE_INFINITY) continue;
    const { ref, mod, group } = entries[entry]!;
    const kindFits = kinds === null || kinds.has(ref.kind);
    const modFits = mods === null || (mod !== null && mods.has(mod));
    const groupFits = groups === null || (group !== null && groups.has(group));
    if (modFits && groupFits) add(found.kinds, ref.kind);
    if (mod !== null && kindFits && groupFits) add(found.mods, mod);
    if (group !== null && kindFits && modFits) add(found.groups, group);
    if (kindFits && modFits && groupFits) ranks[found.total++] = best[entry]!;
  }
  return ranks.subarray(0, found.total).sort();
}

const chosen = <T>(values: readonly T[] | undefined): ReadonlySet<T> | null => (values && values.length > 0 ? new Set(values) : null);

const add = <T>(counts: Map<T, number>, key: T): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
