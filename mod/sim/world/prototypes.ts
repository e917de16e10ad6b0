/** The prototypes of the simulated game: few, but of every sort that a world's packets tell apart. Colours are 0–255. */

/** Everything the mods of a game define, as far as the simulated one needs it. */
export interface Content {
  entities: ReadonlyMap<string, EntityFacts>;
  tiles: ReadonlyMap<string, Rgb>;
  recipes: ReadonlyMap<string, RecipeFacts>;
  items: readonly string[];
  itemGroups: readonly string[];
  fluids: readonly string[];
  technologies: readonly string[];
}

export type Rgb = readonly [r: number, g: number, b: number];

export interface EntityFacts {
  name: string;
  type: string;
  /** Width and height in tiles, facing north. */
  size: readonly [w: number, h: number];
  color?: Rgb;
  friend?: Rgb;
  enemy?: Rgb;
  health?: number;
  /** Share of the ground's colour that this takes on the map, as trees do; all of it where nothing is said. */
  veil?: number;
  /** Has no owner and so no unit number. */
  ownerless?: true;
}

const works = { friend: [0, 96, 145] as const, enemy: [255, 26, 26] as const, health: 300 };

const entity = (type: string, name: string, size: readonly [number, number], rest: Partial<EntityFacts> = works): EntityFacts => ({
  type,
  name,
  size,
  ...rest,
});
const resource = (name: string, color: Rgb, size: readonly [number, number] = [1, 1]): EntityFacts =>
  entity('resource', name, size, { color, ownerless: true });

const ENTITIES: ReadonlyMap<string, EntityFacts> = new Map(
  [
    entity('tree', 'tree-01', [1, 1], { color: [19, 48, 19], health: 50, ownerless: true }),
    entity('simple-entity', 'big-rock', [2, 2], { color: [129, 105, 78], health: 500, ownerless: true }),
    entity('cliff', 'cliff', [4, 2], { color: [144, 119, 87], ownerless: true }),
    entity('fish', 'fish', [1, 1], { health: 20, ownerless: true }),
    resource('iron-ore', [106, 134, 148]),
    resource('copper-ore', [205, 99, 55]),
    resource('coal', [0, 0, 0]),
    resource('crude-oil', [199, 51, 196], [3, 3]),
    entity('character', 'character', [1, 1], { health: 250 }),
    entity('furnace', 'stone-furnace', [2, 2]),
    entity('assembling-machine', 'assembling-machine-1', [3, 3]),
    entity('assembling-machine', 'assembling-machine-2', [3, 3]),
    entity('transport-belt', 'transport-belt', [1, 1]),
    entity('transport-belt', 'fast-transport-belt', [1, 1]),
    entity('splitter', 'splitter', [2, 1]),
    entity('inserter', 'inserter', [1, 1]),
    entity('electric-pole', 'small-electric-pole', [1, 1]),
    entity('container', 'wooden-chest', [1, 1]),
    entity('radar', 'radar', [3, 3]),
    entity('straight-rail', 'straight-rail', [2, 2]),
    entity('train-stop', 'train-stop', [2, 2]),
    entity('locomotive', 'locomotive', [2, 6]),
    entity('cargo-wagon', 'cargo-wagon', [2, 6]),
    entity('car', 'car', [2, 2]),
    entity('ammo-turret', 'gun-turret', [2, 2]),
    entity('wall', 'stone-wall', [1, 1]),
    entity('rocket-silo', 'rocket-silo', [9, 9]),
    entity('cargo-landing-pad', 'cargo-landing-pad', [8, 8]),
    entity('space-platform-hub', 'space-platform-hub', [8, 8]),
    entity('asteroid-collector', 'asteroid-collector', [3, 3]),
    entity('unit', 'small-biter', [1, 1], { enemy: [255, 26, 26], health: 15 }),
    entity('unit-spawner', 'biter-spawner', [5, 5], { enemy: [255, 26, 26], health: 350 }),
    entity('entity-ghost', 'entity-ghost', [1, 1], {}),
    entity('item-entity', 'item-on-ground', [1, 1], { ownerless: true }),
  ].map((facts) => [facts.name, facts]),
);

const TILES: ReadonlyMap<string, Rgb> = new Map<string, Rgb>([
  ['grass-1', [55, 53, 11]],
  ['sand-1', [138, 104, 58]],
  ['dirt-1', [141, 104, 60]],
  ['water', [51, 83, 95]],
  ['deepwater', [38, 64, 73]],
  ['landfill', [57, 39, 26]],
  ['stone-path', [86, 82, 74]],
  ['concrete', [63, 61, 59]],
  ['refined-concrete', [49, 48, 45]],
  ['space-platform-foundation', [57, 57, 57]],
  ['empty-space', [5, 5, 5]],
]);

export interface RecipeFacts {
  name: string;
  ingredients: readonly (readonly [name: string, amount: number])[];
  result: string;
  seconds: number;
}
const RECIPES: ReadonlyMap<string, RecipeFacts> = new Map(
  (
    [
      { name: 'iron-gear-wheel', ingredients: [['iron-plate', 2]], result: 'iron-gear-wheel', seconds: 0.5 },
      { name: 'copper-cable', ingredients: [['copper-plate', 1]], result: 'copper-cable', seconds: 0.5 },
      { name: 'iron-plate', ingredients: [['iron-ore', 1]], result: 'iron-plate', seconds: 3.2 },
    ] satisfies RecipeFacts[] as RecipeFacts[]
  ).map((facts) => [facts.name, facts]),
);
const ITEMS = ['iron-ore', 'copper-ore', 'coal', 'iron-plate', 'copper-plate', 'iron-gear-wheel', 'copper-cable'] as const;
const TECHNOLOGIES = ['automation', 'logistics', 'rocket-silo', 'mining-productivity-1'] as const;

/** What there is where a game says nothing of its own. */
export const CONTENT: Content = {
  entities: ENTITIES,
  tiles: TILES,
  recipes: RECIPES,
  items: ITEMS,
  itemGroups: ['logistics'],
  fluids: ['water', 'crude-oil'],
  technologies: TECHNOLOGIES,
};
