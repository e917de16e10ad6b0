/**
 * Search as one types: 20,000 entries with names in 50 languages (alphabets of five scripts), every prefix of 60 queries of one to three
 * words, some with a typo. The 95th percentile of one answer of 50 rows, marks and counts included.
 */
import UFuzzy from '@leeoniya/ufuzzy';
import { fold } from '../src/core/search/fold';
import { createSearch } from '../src/core/search/search';
import type { SearchEntry, SearchNames } from '../src/core/search/types';
import { type Row, row } from './row';

const ENTRIES = 20_000;
const LANGUAGES = 50;
const SCRIPTS = [
  'etaoinshrdlucmfwypvbgk',
  'eäösiénrtüalßogdåčž',
  'оеаинтсрвлкмдпуяы',
  'のトルをタ板鉄石油機械装置電力工場生産搬送',
  'αβγδεζηθικλμνξοπρσ',
];
const KINDS = ['item', 'recipe', 'entity', 'technology', 'fluid'] as const;

export async function run(): Promise<Row[]> {
  const random = generator(7);
  const languages = Array.from({ length: LANGUAGES }, (_, i) => (i === 0 ? 'en' : i === 1 ? 'de' : `l${i}`));
  const words = languages.map((_, i) => Array.from({ length: 1_500 }, () => wordOf(SCRIPTS[i < 2 ? i : i % SCRIPTS.length]!, random)));
  const names = languages.map((_, i) => Array.from({ length: ENTRIES }, () => nameOf(words[i]!, random)));
  const entries = Array.from(
    { length: ENTRIES },
    (_, i): SearchEntry => ({
      ref: { kind: KINDS[i % KINDS.length]!, name: `${names[0]![i]!.replaceAll(' ', '-')}-${i}` },
      mod: `mod-${i % 40}`,
      group: `group-${i % 12}`,
      hidden: i % 9 === 0,
    }),
  );
  const numbers = new Map(entries.map(({ ref }, i) => [ref.name, i]));
  const given: SearchNames = {
    languages: () => languages,
    own: (language, ref) => names[languages.indexOf(language)]![numbers.get(ref.name)!]!,
  };
  const search = createSearch(entries, given);

  const began = performance.now();
  for (const language of ['', ...languages]) search.prepare(language);
  const prepared = performance.now() - began;

  const queries: string[] = [];
  for (let i = 0; i < 60; i++) {
    const whole = names[i % 3 === 0 ? 0 : i % 3 === 1 ? 1 : 2 + (i % (LANGUAGES - 2))]![Math.floor(random() * ENTRIES)]!;
    const typed = i % 4 === 3 ? whole.slice(0, 3) + whole.slice(4) : whole;
    for (let length = 1; length <= Math.min(typed.length, 24); length++) queries.push(typed.slice(0, length));
  }
  const ask = (text: string, all: boolean) => search.find({ text, languages: ['de'], all, limit: 50 });
  const near = percentile95(queries, (text) => ask(text, false));
  const far = percentile95(queries, (text) => ask(text, true));
  // The same 60,000 names as a flat list, folded, asked of a library made for speed: one error a word, no filters, no counts.
  const flat = [...names[0]!, ...names[1]!, ...entries.map(({ ref }) => ref.name)].map(fold);
  const fuzzy = new UFuzzy({ intraMode: 1 });
  const library = percentile95(queries, (text) => fuzzy.search(flat, fold(text)));
  return [
    row(`names of ${LANGUAGES} languages × ${ENTRIES} entries made ready`, prepared, 'ms'),
    row(`search, own language, English and internal names, ${queries.length} queries, p95`, near, 'ms', {
      floor: library,
      against: 'uFuzzy',
      atMost: 10,
    }),
    row(`search, all ${LANGUAGES} languages, p95`, far, 'ms', { atMost: 100 }),
  ];
}

function percentile95(queries: readonly string[], work: (query: string) => unknown): number {
  for (const query of queries.slice(0, 100)) work(query);
  const taken = queries.map((query) => {
    const start = performance.now();
    work(query);
    return performance.now() - start;
  });
  return taken.sort((a, b) => a - b)[Math.floor(taken.length * 0.95)]!;
}

function wordOf(letters: string, random: () => number): string {
  const dense = letters.includes('鉄');
  const length = dense ? 1 + Math.floor(random() * 4) : 3 + Math.floor(random() * 8);
  return Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
}

function nameOf(words: readonly string[], random: () => number): string {
  return Array.from({ length: 1 + Math.floor(random() * 3) }, () => words[Math.floor(random() ** 2 * words.length)]!).join(' ');
}

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
