/** What a pack is called until somebody names it, and what its id begins with. */
import { dataVersionOf } from '../prototype/normalise';
import type { RawData } from '../prototype/types';
import type { PackInfo } from './types';

/** What comes with the game, and so needs no counting. */
const GAME = new Set(['base', 'core', 'space-age', 'quality', 'elevated-rails', 'recycler']);

/** "space-age-2.0-0123456789abcdef": from the prototypes alone, so that the same data always has the same. */
export function packId(raw: RawData, named: ReadonlySet<string>, identity: string): string {
  return `${slug(raw, named)}-${dataVersionOf(raw)}-${identity}`;
}

/** "Space Age 2.1.12 + 14 mods". */
export function packName(raw: RawData, named: ReadonlySet<string>, claims: PackInfo['claims']): string {
  const words = { 'space-age': 'Space Age', base: 'Base', pack: 'Pack' }[slug(raw, named)];
  const mods = claims.mods.filter(({ value }) => !GAME.has(value.name));
  const first = mods[0]?.value;
  const more = mods.length === 0 ? '' : mods.length === 1 ? ` + ${first!.title ?? first!.name}` : ` + ${mods.length} mods`;
  return `${words} ${claims.gameVersion?.value ?? dataVersionOf(raw)}${more}`.slice(0, 120);
}

function slug(raw: RawData, named: ReadonlySet<string>): 'space-age' | 'base' | 'pack' {
  if (named.has('space-age') || (raw.get('planet')?.size ?? 0) > 1) return 'space-age';
  return named.has('base') || raw.get('item')?.has('iron-plate') ? 'base' : 'pack';
}
