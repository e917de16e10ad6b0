import type { Kind } from '../../prototype/types';
import { createSearch } from '../search';
import type { Found, Search, SearchEntry, SearchNames, SearchQuery } from '../types';

/** A row of a test: kind and internal name, then names by language. */
export type Named = [id: string, names?: Record<string, string>, more?: Partial<Omit<SearchEntry, 'ref'>>];

export function searchOf(rows: readonly Named[]): {
  search: Search;
  find: (text: string, more?: Partial<SearchQuery>) => Found;
  ids: (found: Found) => string[];
} {
  const entries = rows.map(([id, , more]): SearchEntry => {
    const slash = id.indexOf('/');
    return { ref: { kind: id.slice(0, slash) as Kind, name: id.slice(slash + 1) }, mod: null, group: null, hidden: false, ...more };
  });
  const byLanguage = new Map<string, Map<string, string>>();
  for (const [id, names = {}] of rows) {
    for (const [language, name] of Object.entries(names)) {
      const table = byLanguage.get(language) ?? new Map<string, string>();
      byLanguage.set(language, table.set(id, name));
    }
  }
  const names: SearchNames = {
    languages: () => [...byLanguage.keys()],
    own: (language, ref) => byLanguage.get(language)?.get(`${ref.kind}/${ref.name}`) ?? null,
  };
  const search = createSearch(entries, names);
  return {
    search,
    find: (text, more) => search.find({ text, languages: [], all: false, limit: 50, ...more }),
    ids: (found) => found.hits.map(({ entry }) => rows[entry]![0]),
  };
}
