import type { Kind } from '../types';

/**
 * A piece of rich text. Views draw these; no piece is ever HTML.
 * Source: wiki.factorio.com/Rich_text.
 */
export type RichToken =
  | { type: 'text'; text: string; color?: string; font?: string }
  /** `[item=iron-plate]`, `[img=item/iron-plate]`: a picture, or its name. */
  | { type: 'icon'; tag: string; kind: Kind; name: string; quality?: string; color?: string }
  /** `[gps=…]`, as it was written. */
  | { type: 'place'; text: string; color?: string }
  /** Tags of things that have no prototype: `[train=7]`, `[img=utility/danger_icon]`. */
  | { type: 'other'; tag: string; value: string; text: string; color?: string };

const TAG = /\[([/.]?[a-z-]{1,30})(?:=([^\]]{0,400}))?\]/g;
/** Far more than any text nests. */
const MAX_NESTED = 32;

/** Tags, and sprite classes of `[img=…]`, by the kind they name. */
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['item', 'item'],
  ['fluid', 'fluid'],
  ['entity', 'entity'],
  ['technology', 'technology'],
  ['recipe', 'recipe'],
  ['tile', 'tile'],
  ['planet', 'space-location'],
  ['space-location', 'space-location'],
  ['quality', 'quality'],
  ['virtual-signal', 'virtual-signal'],
  ['equipment', 'equipment'],
  ['item-group', 'item-group'],
  ['achievement', 'achievement'],
  ['asteroid-chunk', 'asteroid-chunk'],
  ['shortcut', 'shortcut'],
  ['decorative', 'decorative'],
]);

/** The game's own colour names. */
const COLORS: ReadonlyMap<string, string> = new Map([
  ['default', '#ffe6c0'],
  ['red', '#ff2a2a'],
  ['green', '#33ff33'],
  ['blue', '#66aaff'],
  ['orange', '#ff9a33'],
  ['yellow', '#ffff00'],
  ['pink', '#ff8fd0'],
  ['purple', '#c080ff'],
  ['white', '#ffffff'],
  ['black', '#000000'],
  ['gray', '#999999'],
  ['grey', '#999999'],
  ['brown', '#a0744c'],
  ['cyan', '#55ffff'],
  ['acid', '#b5ff33'],
]);

/** Takes rich text apart. What is no tag of the game's stays text. Colours are "#rrggbb", whatever way they were written. */
export function richTokens(text: string): RichToken[] {
  const tokens: RichToken[] = [];
  const colors: (string | null)[] = [];
  const fonts: string[] = [];
  let from = 0;
  const style = () => {
    const color = colors.findLast((each) => each !== null);
    const font = fonts.at(-1);
    return { ...(color ? { color } : {}), ...(font ? { font } : {}) };
  };
  const plain = (part: string) => {
    if (part === '') return;
    const last = tokens.at(-1);
    const { color, font } = style() as { color?: string; font?: string };
    if (last?.type === 'text' && last.color === color && last.font === font) last.text += part;
    else tokens.push({ type: 'text', text: part, ...style() });
  };
  for (const match of text.matchAll(TAG)) {
    const [whole, tag = '', value] = match;
    plain(text.slice(from, match.index));
    from = match.index + whole.length;
    const { font: _, ...color } = style() as { color?: string; font?: string };
    if (tag === '/color' || tag === '.color') colors.pop();
    else if (tag === '/font' || tag === '.font') fonts.pop();
    else if (tag === '/tooltip' || tag === '.tooltip') continue;
    else if (value === undefined || value === '') plain(whole);
    else if (tag === 'color') push(colors, colorOf(value));
    else if (tag === 'font') push(fonts, value);
    else if (tag === 'gps') tokens.push({ type: 'place', text: whole, ...color });
    // "[tooltip=shown,key of what is told]": nothing here tells it.
    else if (tag === 'tooltip') plain(value.split(',')[0]!);
    else if (/^[/.]/.test(tag)) plain(whole);
    else tokens.push({ ...thing(tag, value, whole), ...color });
  }
  plain(text.slice(from));
  return tokens;
}

/** Rich text without its tags: "Route to [planet=gleba]Gleba" → "Route to Gleba". For searching, sorting and titles. */
export function withoutTags(text: string): string {
  if (!text.includes('[')) return text;
  return richTokens(text)
    .map((token) => (token.type === 'text' ? token.text : ''))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

function push<T>(stack: T[], value: T): void {
  if (stack.length < MAX_NESTED) stack.push(value);
}

function thing(tag: string, value: string, text: string): RichToken {
  const other: RichToken = { type: 'other', tag, value, text };
  if (tag === 'img') {
    const [, word = '', name = ''] = /^([a-z-]+)[/.](.+)$/.exec(value) ?? [];
    const kind = KINDS.get(word);
    return kind === undefined ? other : { type: 'icon', tag, kind, name };
  }
  const kind = KINDS.get(tag);
  if (kind === undefined) return other;
  const [name = '', ...rest] = value.split(',');
  const quality = rest.find((part) => part.startsWith('quality='))?.slice('quality='.length);
  return { type: 'icon', tag, kind, name, ...(quality ? { quality } : {}) };
}

/** "red", "#ff0000", "#ff0000ff" (alpha first is the game's order), "1,0,0", "255,0,0"; null: no colour. */
export function colorOf(value: string): string | null {
  const named = COLORS.get(value.trim().toLowerCase());
  if (named !== undefined) return named;
  const hex = /^#(?:[0-9a-f]{2})?([0-9a-f]{6})$/i.exec(value.trim());
  if (hex) return `#${hex[1]!.toLowerCase()}`;
  const parts = value.split(',').slice(0, 3).map(Number);
  if (parts.length < 3 || !parts.every((part) => Number.isFinite(part) && part >= 0)) return null;
  // As in the game: when any is above 1, all are of 255.
  const scale = parts.some((part) => part > 1) ? 1 : 255;
  return `#${parts.map((part) => hexOf(part * scale)).join('')}`;
}

const hexOf = (value: number): string => Math.min(255, Math.round(value)).toString(16).padStart(2, '0');
