import { fold, isDense } from './fold';

/** More than anyone types; a pasted page is cut. */
const MAX_TEXT = 200;
const MAX_WORDS = 8;

export interface Word {
  text: string;
  /** One letter of a script with spaces is looked for where words start only: within words it says nothing. */
  startsOnly: boolean;
}
export interface Words {
  words: Word[];
  /** All of them as they were typed, one space between. */
  phrase: string;
}

/** Null: nothing to look for. "[item=iron-plate]", as it is copied, means the name in it. */
export function readQuery(text: string): Words | null {
  const asked = text.trim().slice(0, MAX_TEXT);
  const tag = /^\[[a-z-]{1,30}[=.]([^\]]+)\]?$/.exec(asked);
  const typed = fold(tag ? tag[1]! : asked)
    .split(' ')
    .filter((word) => word !== '');
  if (typed.length === 0) return null;
  const words = [...new Set(typed)].slice(0, MAX_WORDS).map((word) => ({ text: word, startsOnly: word.length === 1 && !isDense(word) }));
  return { words, phrase: typed.join(' ') };
}
