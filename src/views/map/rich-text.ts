import { richTokens } from '../../core/prototype/locale/rich-text';
import type { Kind } from '../../core/prototype/types';
import { type Place, parsePosition } from './parse-position';

export type Part =
  | { type: 'text'; text: string }
  | { type: 'place'; text: string; place: Place }
  /** `kind`: of a prototype, where it is one. */
  | { type: 'thing'; text: string; tag: string; kind?: Kind };

/** Takes the rich text of chat and tags apart: places become links, things their names, colours and fonts nothing. All the rest is text. */
export function richText(text: string): Part[] {
  const parts: Part[] = [];
  const plain = (part: string) => {
    if (part === '') return;
    const last = parts.at(-1);
    if (last?.type === 'text') last.text += part;
    else parts.push({ type: 'text', text: part });
  };
  for (const token of richTokens(text)) {
    if (token.type === 'text') plain(token.text);
    else if (token.type === 'place') {
      const place = parsePosition(token.text);
      if (place !== null && place !== 'outside') parts.push({ type: 'place', text: token.text, place });
      else plain(token.text);
    } else if (token.type === 'icon') parts.push({ type: 'thing', text: token.name, tag: token.tag, kind: token.kind });
    else parts.push({ type: 'thing', text: token.value.split(/[,/]/)[token.value.includes('/') ? 1 : 0] || token.value, tag: token.tag });
  }
  return parts;
}
