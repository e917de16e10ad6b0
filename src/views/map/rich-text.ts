import { type Place, parsePosition } from './parse-position';

export type Part =
  | { type: 'text'; text: string }
  | { type: 'place'; text: string; place: Place }
  | { type: 'thing'; text: string; tag: string };

const TAG = /\[(\/?[a-z-]{1,30})(?:=([^\]]{0,200}))?\]/g;
/** Tags that only change how the text after them looks. */
const STYLE = new Set(['color', '/color', '.color', 'font', '/font', '.font']);

/** Takes the game's rich text apart: places become links, things their names, colours and fonts nothing. All the rest is text. */
export function richText(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  const plain = (part: string) => {
    if (part === '') return;
    const last = parts.at(-1);
    if (last?.type === 'text') last.text += part;
    else parts.push({ type: 'text', text: part });
  };
  for (const match of text.matchAll(TAG)) {
    const [whole, name = '', value] = match;
    plain(text.slice(from, match.index));
    from = match.index + whole.length;
    if (STYLE.has(name)) continue;
    const place = name === 'gps' ? parsePosition(whole) : null;
    if (place !== null && place !== 'outside') parts.push({ type: 'place', text: whole, place });
    else if (value === undefined || name === 'gps') plain(whole);
    else parts.push({ type: 'thing', text: value.split(/[,/]/)[value.includes('/') ? 1 : 0] ?? value, tag: name });
  }
  plain(text.slice(from));
  return parts;
}
