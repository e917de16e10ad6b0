/**
 * Texts as they are compared: no case, no accents, no width or script of kana, `-`, `_` and any white space as one space.
 * "Eisen-Träger" → "eisen trager", "ß" → "ss", "ё" → "е", "ｶﾞ" → "が".
 */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase().replace(/[-_\s]/g, ' ');
  return bare(text.normalize('NFKC'));
}

/** Nothing to be done but case and separators. */
const PLAIN = /^[\x20-\x7e]*$/;
/** Accents of Latin, Greek and Cyrillic; vowel points of Hebrew and Arabic. Not the marks that make other kana or Thai vowels. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]|\p{Default_Ignorable_Code_Point}/gu;

const LETTERS: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ł', 'l'],
  ['ħ', 'h'],
  ['ı', 'i'],
  ['ŋ', 'n'],
  ['ς', 'σ'],
]);
const SPECIAL = /[ßæœøđðþłħıŋς]/g;

function bare(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(SPECIAL, (letter) => LETTERS.get(letter)!)
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/[-_\s\u2010-\u2015]/g, ' ');
}

/** A folded text, and of each of its units where the piece it came from begins and ends in the original. */
export interface Folded {
  text: string;
  from: number[];
  to: number[];
}

/**
 * Folds piece by piece, a letter with all its marks at a time, so that places in the folded text lead back to the original. Agrees with
 * `fold` (a test holds them together); this one is for the few texts that are shown.
 */
export function foldWithPlaces(text: string): Folded {
  const folded: Folded = { text: '', from: [], to: [] };
  for (const match of text.matchAll(PIECE)) {
    const piece = fold(match[0]);
    for (let i = 0; i < piece.length; i++) {
      folded.from.push(match.index);
      folded.to.push(match.index + match[0].length);
    }
    folded.text += piece;
  }
  return folded;
}

/** A letter and what joins it: marks, the half-width voicing marks of kana, jamo of one Hangul syllable. */
const PIECE = /(?:[\u1100-\u11ff]+|[\uffa0-\uffdc]+|[\s\S])(?:[\p{M}\uff9e\uff9f]|\p{Default_Ignorable_Code_Point})*/gu;

/** Whether a unit is part of a word: letters, digits, marks of any script. For word starts. */
export function isWordUnit(unit: number): boolean {
  if (unit < 128) return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90);
  // Surrogates are parts of letters too rare to matter otherwise.
  return (unit >= 0xd800 && unit <= 0xdfff) || /[\p{L}\p{N}\p{M}]/u.test(String.fromCharCode(unit));
}

/** Scripts written without spaces, where a word may start anywhere and one letter says much: kana, Han, Hangul, Thai, Lao, Khmer, Burmese. */
export const isDense = (text: string): boolean =>
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(text);
