import type { Kind, Ref } from '../prototype/types';

/** What can be found. The place in the list given to createSearch is its number. */
export interface SearchEntry {
  ref: Ref;
  mod: string | null;
  /** Internal name of its item group. */
  group: string | null;
  hidden: boolean;
}

/** Names to search in, beside the internal ones; null where an entry has none of its own in that language. */
export interface SearchNames {
  languages(): string[];
  own(language: string, ref: Ref): string | null;
}

export interface SearchQuery {
  text: string;
  /** The person's, by preference. English and internal names are always asked. */
  languages: readonly string[];
  /** All other languages too. */
  all: boolean;
  /** Empty or absent: any. */
  kinds?: readonly (Kind | 'mod')[];
  mods?: readonly string[];
  groups?: readonly string[];
  limit: number;
}

export interface SearchHit {
  /** Number of the entry. */
  entry: number;
  /** `language` "" is the internal name; `text` is without rich-text tags. Ranges are in UTF-16 units of `text`, in order, apart. */
  match: { text: string; language: string; ranges: [from: number, to: number][] };
}

export interface Found {
  /** Best first. */
  hits: SearchHit[];
  total: number;
  /** Counts of all matches. Each leaves its own filter aside, so that another can be chosen beside it. */
  kinds: Map<Kind | 'mod', number>;
  mods: Map<string, number>;
  groups: Map<string, number>;
}

export interface Search {
  find(query: SearchQuery): Found;
  /** Reads a language's names ahead of the first search for them, so that this one is fast too. */
  prepare(language: string): void;
}
