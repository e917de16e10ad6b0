import { foldWithPlaces, isWordUnit } from './fold';
import type { Words } from './query';
import { placeWithTypo, SHORT } from './typo';

/** Which parts of a text the words of a query meet: in UTF-16 units of the text itself, in order, joined where they touch. */
export function marksOf(text: string, { words }: Words): [from: number, to: number][] {
  const folded = foldWithPlaces(text);
  const places: [number, number][] = [];
  for (const word of words) {
    const place = bestPlace(folded.text, word.text) ?? placeWithTypo(folded.text, word.text, SHORT);
    if (place !== null && place[1] > place[0]) places.push([folded.from[place[0]]!, folded.to[place[1] - 1]!]);
  }
  places.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const marks: [number, number][] = [];
  for (const [from, to] of places) {
    const last = marks.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else marks.push([from, to]);
  }
  return marks;
}

/** The first place where a word starts with it, else the first at all. */
function bestPlace(name: string, word: string): [number, number] | null {
  let first = -1;
  for (let at = name.indexOf(word); at >= 0; at = name.indexOf(word, at + 1)) {
    if (at === 0 || !isWordUnit(name.charCodeAt(at - 1))) return [at, at + word.length];
    if (first < 0) first = at;
  }
  return first < 0 ? null : [first, first + word.length];
}
