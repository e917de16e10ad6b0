import type { Column } from './column';
import { isDense, isWordUnit } from './fold';
import type { Word, Words } from './query';

/** A shorter word with an error is another word. */
const LEAST = 4;
const LEAST_DENSE = 3;
/** Shorter words must begin where a word begins: within words too much looks like them. */
const LEAST_INSIDE = 6;
/** So short, a letter may be missing behind the first, and nothing else be wrong: "irn" is iron. */
export const SHORT = 3;

const mayErr = (word: string, least = LEAST): boolean => word.length >= (isDense(word) ? LEAST_DENSE : least);

/**
 * Tells of every name that has all words in it when one letter of each (of four letters and more) may be wrong, missing, too many or
 * swapped with its neighbour. Of a word with one error one half is right: so the halves are looked for as `match` looks for words, and only
 * where one stands is compared. `least` is 4, or SHORT where nothing else was found.
 */
export function matchWithTypos(column: Column, { words }: Words, tell: (row: number) => void, least = LEAST): void {
  const lead = words.reduce((longest, word) => (word.text.length > longest.text.length ? word : longest)).text;
  if (!mayErr(lead, least)) return;
  const half = lead.length >> 1;
  const head = lead.slice(0, half);
  const tail = lead.slice(half);
  // Both halves are wrong when the letters beside the cut are swapped.
  const swapped = lead.slice(0, half - 1) + lead[half] + lead[half - 1] + lead.slice(half + 1);
  const { text, starts } = column;
  const seen = new Uint8Array(starts.length - 1);
  const others = words.filter((word) => word.text !== lead);
  const look = (part: string, offsets: readonly number[]) => {
    let row = 0;
    let at = text.indexOf(part);
    while (at >= 0 && row < seen.length) {
      while (starts[row + 1]! <= at) row++;
      const from = starts[row]!;
      const to = starts[row + 1]! - 1;
      let after = at + 1;
      if (!seen[row] && offsets.some((offset) => at + offset >= from && endOf(text, from, to, at + offset, lead) >= 0)) {
        seen[row] = 1;
        if (others.length === 0 || hasAll(text.slice(from, to), others, least)) tell(row);
        after = to;
      }
      at = text.indexOf(part, after);
    }
  };
  look(head, [0]);
  look(tail, [-half - 1, -half, -half + 1]);
  look(swapped, [0]);
}

function hasAll(name: string, words: readonly Word[], least: number): boolean {
  return words.every((word) =>
    name.includes(word.text) ? !word.startsOnly || startsWord(name, word.text) : placeWithTypo(name, word.text, least) !== null,
  );
}

function startsWord(name: string, word: string): boolean {
  for (let at = name.indexOf(word); at >= 0; at = name.indexOf(word, at + 1)) {
    if (at === 0 || !isWordUnit(name.charCodeAt(at - 1))) return true;
  }
  return false;
}

/** Where a word stands in a folded name with one error at most; null: nowhere. */
export function placeWithTypo(name: string, word: string, least = LEAST): [from: number, to: number] | null {
  if (!mayErr(word, least)) return null;
  for (let at = 0; at < name.length; at++) {
    const end = endOf(name, 0, name.length, at, word);
    if (end >= 0) return [at, end];
  }
  return null;
}

/** Where `word`, begun at `at` with one error at most, ends; -1: it is not there. */
function endOf(text: string, from: number, to: number, at: number, word: string): number {
  if (word.length < LEAST_INSIDE && !isDense(word) && at > from && isWordUnit(text.charCodeAt(at - 1))) return -1;
  const { length } = word;
  let i = 0;
  while (i < length && at + i < to && text.charCodeAt(at + i) === word.charCodeAt(i)) i++;
  if (i === length) return at + length;
  const here = at + i;
  const fits = (place: number, rest: number): boolean => place + length - rest <= to && text.startsWith(word.slice(rest), place);
  if (length < LEAST && !isDense(word)) return i > 0 && fits(here + 1, i) ? at + length + 1 : -1;
  // Wrong, too many, missing in the query, swapped.
  if (fits(here + 1, i + 1)) return at + length;
  if (here <= to && fits(here, i + 1)) return at + length - 1;
  if (fits(here + 1, i)) return at + length + 1;
  const swapped = i + 1 < length && text.charCodeAt(here) === word.charCodeAt(i + 1) && text.charCodeAt(here + 1) === word.charCodeAt(i);
  return swapped && fits(here + 2, i + 2) ? at + length : -1;
}
