/** What the simulated game of the sample consists of: the palette's things, and the names of the made-up pack Nordland. */
import { nordland } from '../sample-pack/generate';
import type { Content, EntityFacts, Rgb } from '../sim/world/prototypes';
import { ENEMY, FRIEND, prototypes, RESOURCES, TREE, TREE_COVER } from './palette';
import { RESEARCH } from './story';

/** By the ground's cover: 1 and 2. */
export const TREE_NAME = 'oak';
export const CLIFF_NAME = 'cliff';
/** Who attacks. */
export const BITER = 'small-biter';

export function sampleContent(): Content {
  const told = prototypes();
  const entities = new Map<string, EntityFacts>();
  for (const [name, { type, size, color, friend, enemy }] of Object.entries(told.entities))
    entities.set(name, {
      name,
      type: type ?? 'simple-entity',
      size: size ?? [1, 1],
      health: 300,
      ...(color ? { color } : {}),
      ...(friend ? { friend } : {}),
      ...(enemy ? { enemy } : {}),
      ...(name in RESOURCES || name === CLIFF_NAME ? { ownerless: true } : {}),
    });
  entities.set(TREE_NAME, { name: TREE_NAME, type: 'tree', size: [1, 1], color: TREE, veil: TREE_COVER, ownerless: true });
  entities.set('character', { name: 'character', type: 'character', size: [1, 1], friend: FRIEND, health: 250 });
  entities.set(BITER, { name: BITER, type: 'unit', size: [1, 1], enemy: ENEMY, health: 15 });
  const { raw } = nordland();
  const names = (kind: string): string[] => [...(raw.get(kind)?.keys() ?? [])];
  return {
    entities,
    tiles: new Map(Object.entries(told.tiles) as [string, Rgb][]),
    recipes: new Map(names('recipe').map((name) => [name, { name, ingredients: [], result: name, seconds: 1 }])),
    items: names('item'),
    itemGroups: names('item-group'),
    fluids: names('fluid'),
    technologies: [...new Set([...names('technology'), ...RESEARCH])],
  };
}
