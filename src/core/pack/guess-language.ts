/** The game's dumps of locale do not say which language they are in. */
import type { Row, TextRows } from './text-rows';
import type { PackTexts } from './types';

type Dumped = TextRows['dumped'];

/** So many names must be comparable, and so much of them equal: names like "Radar" are the same in many languages. */
const LEAST = 5;
const EQUAL = 0.6;
/** Of English names so much is just the internal name with spaces. */
const ENGLISH = 0.25;

/**
 * By language. Each file is compared with the locale tables that are here; without any like it, names that read as the internal ones are
 * English. What tells nothing goes with the rest when that agrees, else to `dump`.
 */
export function guessLanguage(dumped: Dumped, known: ReadonlyMap<string, PackTexts>): Map<string, Dumped> {
  const guesses = dumped.map(([kind, names]) => byTables(kind, names, known) ?? (isEnglish(names) ? 'en' : null));
  const agreed = new Set(guesses.filter((guess) => guess !== null));
  const otherwise = agreed.size === 1 ? [...agreed][0]! : 'dump';
  const result = new Map<string, Dumped>();
  for (const [i, rows] of dumped.entries()) {
    const language = guesses[i] ?? otherwise;
    result.set(language, [...(result.get(language) ?? []), rows]);
  }
  return result;
}

function byTables(kind: string, names: readonly Row[], known: ReadonlyMap<string, PackTexts>): string | null {
  let best: { language: string; equal: number } | null = null;
  for (const [language, { tables }] of known) {
    let compared = 0;
    let equal = 0;
    for (const [name, text] of names) {
      const key = `${kind}-name.${name}`;
      const there = tables.findLast(({ table }) => table.has(key))?.table.get(key);
      // A text with parameters is written differently when it is finished.
      if (there === undefined || there.includes('__')) continue;
      compared++;
      if (there.trim() === text.trim()) equal++;
    }
    if (compared < LEAST || equal < compared * EQUAL) continue;
    if (best === null || equal > best.equal) best = { language, equal };
  }
  return best?.language ?? null;
}

function isEnglish(names: readonly Row[]): boolean {
  const equal = names.filter(([name, text]) => name.replaceAll(/[-_]/g, ' ').toLowerCase() === text.trim().toLowerCase()).length;
  return equal >= LEAST && equal >= names.length * ENGLISH;
}
