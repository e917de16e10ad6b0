/** The order pictures are numbered in: as the grid shows them, so that what is seen together lies in one sheet. */
import { text, yes } from '../prototype/fields';
import { ALL_KINDS, kindOf, typesOf } from '../prototype/kinds';
import type { Kind, RawData, RawTable } from '../prototype/types';
import { byText } from './packing';

export interface Placed {
  kind: Kind;
  type: string;
  name: string;
}

/** Kinds that have tabs come first. */
const FIRST: readonly Kind[] = ['item', 'fluid', 'recipe', 'technology', 'entity', 'tile', 'space-location'];

/** Every prototype with a kind, by kind, group, subgroup, order and name. */
export function pictureOrder(raw: RawData): Placed[] {
  const rows = [...raw].flatMap(([type, named]) => {
    const kind = kindOf(type);
    return kind === null ? [] : [...named].map(([name, prototype]) => ({ kind, type, name, key: sortKey(raw, kind, name, prototype) }));
  });
  return rows.sort((a, b) => byText(a.key, b.key) || byText(a.type, b.type)).map(({ kind, type, name }) => ({ kind, type, name }));
}

function sortKey(raw: RawData, kind: Kind, name: string, prototype: RawTable): string {
  const place = FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length + ALL_KINDS.indexOf(kind);
  const subgroup = text(prototype, 'subgroup') ?? subgroupOfItem(raw, kind, name) ?? '';
  const sub = raw.get('item-subgroup')?.get(subgroup);
  const group = text(sub, 'group') ?? '';
  const order = (of: RawTable | undefined) => text(of, 'order') ?? '';
  const parts = [order(raw.get('item-group')?.get(group)), group, order(sub), subgroup, order(prototype), name];
  // What hides comes behind all that shows.
  const hidden = yes(prototype, 'hidden') ? 1 : 0;
  return [String(place).padStart(2, '0'), hidden, ...parts.map((part) => part.slice(0, 300))].join('\0');
}

/** Entities and recipes without a group stand with the item of their name. */
function subgroupOfItem(raw: RawData, kind: Kind, name: string): string | null {
  if (kind !== 'entity' && kind !== 'recipe') return null;
  for (const type of typesOf('item')) {
    const item = raw.get(type)?.get(name);
    if (item !== undefined) return text(item, 'subgroup');
  }
  return null;
}
