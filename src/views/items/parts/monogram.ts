/** What says nothing of its own in so few letters. */
const SMALL = new Set(['of', 'the', 'to', 'and', 'from', 'in', 'with', 'for', 'by']);
/** Written without spaces: two of its signs say more than one. */
const DENSE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

/**
 * Up to `most` letters that stand for a label where there is no picture: "Electronic circuit" → "EC", "Boiler" → "Boi",
 * "Speed module 2" → "SM2", "Iron plate (recycling)" → "IPR".
 */
export function monogram(label: string, most: 2 | 3 = 3): string {
  const words = label.match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? [];
  const told = words.filter((word) => !SMALL.has(word.toLowerCase()));
  const parts = told.length > 0 ? told : words;
  const [only] = parts;
  if (only === undefined) return [...label.trim()].slice(0, 1).join('') || '?';
  if (parts.length === 1 || DENSE.test(only)) {
    const letters = [...only].slice(0, DENSE.test(only) ? 2 : most);
    return (letters[0]?.toUpperCase() ?? '') + letters.slice(1).join('').toLowerCase();
  }
  const last = parts.at(-1) ?? '';
  // Numbers tell the tiers of a thing apart: they are kept, whole where they are short.
  const tier = /^\p{N}/u.test(last) ? [...last].slice(0, 2).join('') : '';
  const rest = (tier === '' ? parts : parts.slice(0, -1)).slice(0, most - (tier === '' ? 0 : 1));
  return rest.map((word) => [...word][0]?.toUpperCase() ?? '').join('') + tier;
}
