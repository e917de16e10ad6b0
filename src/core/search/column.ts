import { isWordUnit } from './fold';
import type { Word, Words } from './query';

/** How well a text matches, best first. */
export const EXACT = 0;
export const PREFIX = 1;
export const WORD_START = 2;
export const INSIDE = 3;
export const TYPO = 4;

/** Before each text. No folded text holds it. */
const SEPARATOR = '\n';

/**
 * The folded names of one language as one long string, so that looking through all of them is one `indexOf` after another: a search
 * through 20,000 names costs what the engine takes to scan 400 kB. `starts[i]` is where the name of `owners[i]` begins.
 */
export interface Column {
  text: string;
  /** One more than there are names; the last is the end. */
  starts: Uint32Array;
  owners: Uint32Array;
}

export function createColumn(names: Iterable<[owner: number, folded: string]>): Column {
  const parts: string[] = [];
  const starts: number[] = [];
  const owners: number[] = [];
  let length = 0;
  for (const [owner, folded] of names) {
    parts.push(folded);
    starts.push(length + 1);
    owners.push(owner);
    length += folded.length + 1;
  }
  // One more separator, so that the last name ends like all others.
  return {
    text: parts.length === 0 ? '' : SEPARATOR + parts.join(SEPARATOR) + SEPARATOR,
    starts: Uint32Array.from([...starts, length + 1]),
    owners: Uint32Array.from(owners),
  };
}

/** Tells of every name that has all words in it, once. */
export function match(column: Column, { words, phrase }: Words, tell: (row: number, tier: number) => void): void {
  // The longest word is the rarest.
  const lead = words.reduce((longest, word) => (word.text.length > longest.text.length ? word : longest));
  const { text, starts } = column;
  const rows = starts.length - 1;
  let row = 0;
  let at = text.indexOf(lead.text);
  while (at >= 0 && row < rows) {
    while (starts[row + 1]! <= at) row++;
    const tier = tierOf(text, starts[row]!, starts[row + 1]! - 1, at, lead, words, phrase);
    if (tier >= 0) tell(row, tier);
    row++;
    at = row < rows ? text.indexOf(lead.text, starts[row]!) : -1;
  }
}

/** `at` is the first place of `lead` between `from` and `to`. -1: some word is missing. */
function tierOf(text: string, from: number, to: number, at: number, lead: Word, words: readonly Word[], phrase: string): number {
  let worst = wordTier(text, from, to, at, lead);
  if (worst < 0) return -1;
  if (words.length > 1) {
    const name = text.slice(from, to);
    for (const word of words) {
      if (word === lead) continue;
      const place = name.indexOf(word.text);
      const tier = place < 0 ? -1 : wordTier(name, 0, name.length, place, word);
      if (tier < 0) return -1;
      if (tier > worst) worst = tier;
    }
  }
  if (!text.startsWith(phrase, from)) return worst;
  return to - from === phrase.length ? EXACT : PREFIX;
}

function wordTier(text: string, from: number, to: number, first: number, word: Word): number {
  for (let at = first; at >= 0 && at + word.text.length <= to; at = text.indexOf(word.text, at + 1)) {
    if (at === from || !isWordUnit(text.charCodeAt(at - 1))) return WORD_START;
  }
  return word.startsOnly ? -1 : INSIDE;
}
