import type { Kind } from '../../core/prototype/types';
import type { ThingHere } from '../../core/world/types';

const TILE: readonly Kind[] = ['tile'];
const ENTITY: readonly Kind[] = ['entity'];

/** Under which kind a pack has what stands somewhere: deposits are entities too. */
export const kindsOf = (what: ThingHere['what']): readonly Kind[] => (what === 'tile' ? TILE : ENTITY);
