import type { Kind, Page, Related } from '../../../core/prototype/types';

/** Lists of more than that have slots, and a heading of their own. */
const FEW = 3;
export const SAME_NAME = 'samePrototypes';
/** Without pictures in the game: as slots nobody would know them. */
const NO_PICTURE: ReadonlySet<Kind | 'mod'> = new Set([
  'item-subgroup',
  'fuel-category',
  'ammo-category',
  'damage-type',
  'surface-property',
  'autoplace-control',
]);

/** A page's lists, by how they are shown. */
export function relatedOf(page: Page): { few: Related[]; many: Related[] } {
  const few: Related[] = [];
  const many: Related[] = [];
  for (const one of page.related) {
    if (one.refs.length === 0) continue;
    const rows =
      page.ref.kind !== 'mod' && (one.refs.length <= FEW || one.key === SAME_NAME || one.refs.every(({ kind }) => NO_PICTURE.has(kind)));
    (rows ? few : many).push(one);
  }
  return { few, many };
}
