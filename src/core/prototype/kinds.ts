import type { Kind } from './types';

/**
 * Which kind a prototype's own type belongs to, for game versions 1.1 to 2.1, sorted as the game sorts its own dumps: all that
 * inherits ItemPrototype is `item`, EntityPrototype `entity`, and so on.
 * Source: lua-api.factorio.com, prototypes of 1.1.110, 2.0.76 and 2.1.9.
 */
const ENTITIES = `
accumulator agricultural-tower ammo-turret arithmetic-combinator arrow artillery-flare artillery-projectile artillery-turret artillery-wagon
assembling-machine asteroid asteroid-collector beacon beam boiler burner-generator capture-robot car cargo-bay cargo-landing-pad cargo-pod
cargo-wagon character character-corpse cliff combat-robot constant-combinator construction-robot container corpse curved-rail curved-rail-a
curved-rail-b decider-combinator deconstructible-tile-proxy display-panel electric-energy-interface electric-pole electric-turret
elevated-curved-rail-a elevated-curved-rail-b elevated-half-diagonal-rail elevated-straight-rail entity-ghost explosion fire fish
flame-thrower-explosion fluid-turret fluid-wagon flying-text furnace fusion-generator fusion-reactor gate generator half-diagonal-rail
heat-interface heat-pipe highlight-box infinity-cargo-wagon infinity-container infinity-pipe inserter item-entity item-request-proxy lab lamp
land-mine lane-splitter leaf-particle legacy-curved-rail legacy-straight-rail lightning lightning-attractor linked-belt linked-container loader
loader-1x1 locomotive logistic-container logistic-robot market mining-drill offshore-pump particle particle-source pipe pipe-to-ground plant
player-port power-switch programmable-speaker projectile proxy-container pump radar rail-chain-signal rail-ramp rail-remnants rail-signal
rail-support reactor resource roboport rocket-silo rocket-silo-rocket rocket-silo-rocket-shadow segment segmented-unit selector-combinator
simple-entity simple-entity-with-force simple-entity-with-owner smoke smoke-with-trigger solar-panel space-platform-hub speech-bubble spider-leg
spider-unit spider-vehicle splitter sticker storage-tank straight-rail stream temporary-container thruster tile-ghost train-stop transport-belt
tree turret underground-belt unit unit-spawner valve wall`;

const ITEMS = `
item ammo armor blueprint blueprint-book capsule copy-paste-tool deconstruction-item gun item-with-entity-data item-with-inventory
item-with-label item-with-tags mining-tool module rail-planner repair-tool selection-tool space-platform-starter-pack spidertron-remote tool
upgrade-item`;

const EQUIPMENT = `
active-defense-equipment battery-equipment belt-immunity-equipment electric-energy-interface-equipment energy-shield-equipment equipment-ghost
generator-equipment inventory-bonus-equipment movement-bonus-equipment night-vision-equipment roboport-equipment solar-panel-equipment`;

const ACHIEVEMENTS = `
achievement build-entity-achievement change-surface-achievement combat-robot-count-achievement complete-objective-achievement
construct-with-robots-achievement create-platform-achievement deconstruct-with-robots-achievement deliver-by-robots-achievement
deplete-resource-achievement destroy-cliff-achievement dont-build-entity-achievement dont-craft-manually-achievement
dont-kill-manually-achievement dont-research-before-researching-achievement dont-use-entity-in-energy-production-achievement
equip-armor-achievement finish-the-game-achievement group-attack-achievement kill-achievement module-transfer-achievement
place-equipment-achievement player-damaged-achievement produce-achievement produce-per-hour-achievement research-achievement
research-with-science-pack-achievement shoot-achievement space-connection-distance-traveled-achievement train-path-achievement
use-entity-in-energy-production-achievement use-item-achievement`;

/** Kinds whose prototypes have one type of the same name, or these. */
const OTHERS: [Kind, string][] = [
  ['fluid', 'fluid'],
  ['recipe', 'recipe'],
  ['technology', 'technology'],
  ['tile', 'tile'],
  ['space-location', 'planet space-location'],
  ['space-connection', 'space-connection'],
  ['asteroid-chunk', 'asteroid-chunk'],
  ['surface', 'surface'],
  ['quality', 'quality'],
  ['item-group', 'item-group'],
  ['item-subgroup', 'item-subgroup'],
  ['virtual-signal', 'virtual-signal'],
  ['shortcut', 'shortcut'],
  ['ammo-category', 'ammo-category'],
  ['damage-type', 'damage-type'],
  ['fuel-category', 'fuel-category'],
  ['airborne-pollutant', 'airborne-pollutant'],
  ['surface-property', 'surface-property'],
  ['autoplace-control', 'autoplace-control'],
  ['decorative', 'optimized-decorative'],
];

const TYPES: ReadonlyMap<Kind, readonly string[]> = new Map(
  ([['item', ITEMS], ['entity', ENTITIES], ['equipment', EQUIPMENT], ['achievement', ACHIEVEMENTS], ...OTHERS] as [Kind, string][]).map(
    ([kind, types]) => [kind, types.trim().split(/\s+/)],
  ),
);

const KINDS: ReadonlyMap<string, Kind> = new Map([...TYPES].flatMap(([kind, types]) => types.map((type): [string, Kind] => [type, kind])));

/** All kinds, in the order they are told. */
export const ALL_KINDS: readonly Kind[] = [...TYPES.keys()];

/** Null for what has no page: sounds, noise, particles, styles, categories without a name. */
export function kindOf(type: string): Kind | null {
  return KINDS.get(type) ?? null;
}

/** Own types of a kind. A name is used once a kind, so the order of types tells nothing. */
export function typesOf(kind: Kind | 'mod'): readonly string[] {
  return TYPES.get(kind as Kind) ?? [];
}

/**
 * Side in pixels that an icon of this type is expected to have: the default scale of a layer is (E / 2) / icon_size.
 * Source: IconData.scale in the prototype docs; a location's `starmap_icon` (512) and a shortcut's `small_icons` (24) are other fields.
 */
export function expectedSize(type: string): number {
  if (type === 'technology') return 256;
  const kind = kindOf(type);
  if (kind === 'achievement' || kind === 'item-group') return 128;
  return kind === 'shortcut' ? 32 : 64;
}
