/** Map colours and sizes as the game's prototypes give them (base and space-age 2.0: `map_color`, `chart` in utility-constants). */
import type { Color, EntityPrototype } from '../../src/core/packet/schema';

export const TILES = {
  'out-of-map': [0, 0, 0],
  'grass-1': [55, 53, 11],
  'grass-2': [66, 57, 15],
  'grass-3': [65, 52, 28],
  'grass-4': [59, 40, 18],
  'dirt-1': [141, 104, 60],
  'dirt-3': [133, 92, 53],
  'dirt-4': [103, 72, 43],
  'dirt-5': [91, 63, 38],
  'dirt-6': [80, 55, 31],
  'sand-1': [138, 103, 58],
  'sand-3': [115, 83, 47],
  'red-desert-0': [103, 70, 32],
  'red-desert-1': [116, 81, 39],
  'red-desert-2': [116, 84, 43],
  water: [51, 83, 95],
  deepwater: [38, 64, 73],
  concrete: [63, 61, 59],
  'refined-concrete': [49, 48, 45],
  'stone-path': [86, 82, 74],
  landfill: [57, 39, 26],
  'empty-space': [0, 0, 0],
  'space-platform-foundation': [63, 61, 59],
  lava: [150, 49, 30],
  'lava-hot': [255, 138, 57],
  'volcanic-cracks': [43, 42, 43],
  'volcanic-cracks-warm': [58, 38, 33],
  'volcanic-cracks-hot': [58, 33, 23],
  'volcanic-folds': [43, 43, 43],
  'volcanic-folds-warm': [65, 45, 45],
  'volcanic-ash-cracks': [67, 67, 67],
  'volcanic-ash-flats': [53, 53, 53],
  'volcanic-smooth-stone': [50, 50, 58],
  'volcanic-soil-dark': [48, 51, 43],
  'volcanic-soil-light': [58, 48, 43],
  'volcanic-jagged-ground': [58, 58, 48],
} as const satisfies Record<string, Color>;
export type TileName = keyof typeof TILES;
export const TILE_NAMES = Object.keys(TILES) as TileName[];
export const tileId = (name: TileName): number => TILE_NAMES.indexOf(name);
export const TILE_COLORS: readonly Color[] = TILE_NAMES.map((name) => [...TILES[name]] as Color);

const share = (...parts: number[]): Color => parts.map((part) => Math.round(part * 255)) as Color;
export const FRIEND: Color = share(0, 0.38, 0.57);
export const ENEMY: Color = share(1, 0.1, 0.1);
export const RAIL: Color = share(0.55, 0.55, 0.55);
export const CLIFF: Color = [144, 119, 87];
/** A tree covers the ground by this share. */
export const TREE: Color = share(0.19, 0.39, 0.19);
export const TREE_COVER = 0.4;

/** By prototype type; what is not here is FRIEND. */
const BY_TYPE: Record<string, Color> = {
  'ammo-turret': [202, 167, 24],
  'electric-turret': share(0.85, 0.18, 0.18),
  'transport-belt': share(0.8, 0.63, 0.28),
  splitter: share(1, 0.82, 0),
  'underground-belt': share(0.44, 0.36, 0),
  'solar-panel': share(0.12, 0.13, 0.14),
  accumulator: share(0.48, 0.48, 0.48),
  wall: share(0.8, 0.85, 0.8),
  gate: share(0.5, 0.5, 0.5),
  pipe: [69, 130, 165],
  'pipe-to-ground': [25, 103, 150],
  pump: [109, 154, 181],
  'storage-tank': [131, 166, 188],
  beacon: [7, 68, 104],
  generator: [0, 127, 160],
  'cargo-bay': [78, 146, 198],
  'cargo-landing-pad': [103, 178, 235],
  'space-platform-hub': [103, 178, 235],
  roboport: [211, 207, 136],
  'straight-rail': RAIL,
  'half-diagonal-rail': RAIL,
};

/** Prototype type, width, height facing north. */
const KINDS = {
  'transport-belt': ['transport-belt', 1, 1],
  'fast-transport-belt': ['transport-belt', 1, 1],
  'underground-belt': ['underground-belt', 1, 1],
  splitter: ['splitter', 2, 1],
  inserter: ['inserter', 1, 1],
  'fast-inserter': ['inserter', 1, 1],
  'assembling-machine-1': ['assembling-machine', 3, 3],
  'assembling-machine-2': ['assembling-machine', 3, 3],
  'assembling-machine-3': ['assembling-machine', 3, 3],
  'chemical-plant': ['assembling-machine', 3, 3],
  'oil-refinery': ['assembling-machine', 5, 5],
  foundry: ['assembling-machine', 5, 5],
  crusher: ['assembling-machine', 2, 3],
  'stone-furnace': ['furnace', 2, 2],
  'electric-furnace': ['furnace', 3, 3],
  'electric-mining-drill': ['mining-drill', 3, 3],
  'big-mining-drill': ['mining-drill', 5, 5],
  pumpjack: ['mining-drill', 3, 3],
  lab: ['lab', 3, 3],
  'rocket-silo': ['rocket-silo', 9, 9],
  beacon: ['beacon', 3, 3],
  roboport: ['roboport', 4, 4],
  radar: ['radar', 3, 3],
  'small-electric-pole': ['electric-pole', 1, 1],
  'medium-electric-pole': ['electric-pole', 1, 1],
  'big-electric-pole': ['electric-pole', 2, 2],
  substation: ['electric-pole', 2, 2],
  'steel-chest': ['container', 1, 1],
  'solar-panel': ['solar-panel', 3, 3],
  accumulator: ['accumulator', 2, 2],
  boiler: ['boiler', 3, 2],
  'steam-engine': ['generator', 3, 5],
  'offshore-pump': ['offshore-pump', 1, 2],
  'nuclear-reactor': ['reactor', 5, 5],
  'heat-exchanger': ['boiler', 3, 2],
  'steam-turbine': ['generator', 3, 5],
  pipe: ['pipe', 1, 1],
  'pipe-to-ground': ['pipe-to-ground', 1, 1],
  'storage-tank': ['storage-tank', 3, 3],
  'stone-wall': ['wall', 1, 1],
  gate: ['gate', 1, 1],
  'gun-turret': ['ammo-turret', 2, 2],
  'laser-turret': ['electric-turret', 2, 2],
  'straight-rail': ['straight-rail', 2, 2],
  'half-diagonal-rail': ['half-diagonal-rail', 2, 2],
  'train-stop': ['train-stop', 2, 2],
  'rail-signal': ['rail-signal', 1, 1],
  'biter-spawner': ['unit-spawner', 5, 5],
  'spitter-spawner': ['unit-spawner', 5, 5],
  'small-worm-turret': ['turret', 2, 2],
  'medium-worm-turret': ['turret', 2, 2],
  'space-platform-hub': ['space-platform-hub', 8, 8],
  'cargo-bay': ['cargo-bay', 4, 4],
  'asteroid-collector': ['asteroid-collector', 3, 3],
  thruster: ['thruster', 4, 5],
} as const satisfies Record<string, readonly [string, number, number]>;
export type EntityName = keyof typeof KINDS;

export const RESOURCES: Record<string, Color> = {
  'iron-ore': share(0.415, 0.525, 0.58),
  'copper-ore': share(0.803, 0.388, 0.215),
  coal: [0, 0, 0],
  stone: share(0.69, 0.611, 0.427),
  'uranium-ore': share(0, 0.7, 0),
  'crude-oil': share(0.78, 0.2, 0.77),
  'tungsten-ore': share(0.3828125, 0.3359375, 0.5859375),
  calcite: share(0.8, 0.7, 0.7),
};
export const RESOURCE_NAMES = Object.keys(RESOURCES);

export const friendColor = (name: EntityName): Color => BY_TYPE[KINDS[name][0]] ?? FRIEND;
/** Width and height as it stands. */
export function sizeOf(name: EntityName, dir: number): [number, number] {
  const [, w, h] = KINDS[name];
  return dir % 8 === 4 ? [h, w] : [w, h];
}

/** What the mod tells of prototypes so that the site can draw. */
export function prototypes(): { tiles: Record<string, Color>; entities: Record<string, EntityPrototype> } {
  const entities: Record<string, EntityPrototype> = {};
  for (const [name, [type, w, h]] of Object.entries(KINDS)) {
    const hostile = type === 'unit-spawner' || type === 'turret';
    entities[name] = { type, size: [w, h], friend: hostile ? FRIEND : friendColor(name as EntityName), enemy: ENEMY };
  }
  for (const [name, color] of Object.entries(RESOURCES))
    entities[name] = { type: 'resource', color, size: name === 'crude-oil' ? [3, 3] : [1, 1] };
  entities.cliff = { type: 'cliff', color: CLIFF, size: [1, 1] };
  return { tiles: Object.fromEntries(TILE_NAMES.map((name) => [name, [...TILES[name]] as Color])), entities };
}

/** RGB565 as the chart holds it. */
export const to565 = (r: number, g: number, b: number): number => ((r >> 3) << 11) | ((g >> 2) << 5) | (b >> 3);
export const TILE_565 = TILE_COLORS.map(([r, g, b]) => to565(r, g, b));
