/**
 * Which things are told of: what stands where it was built or born. Vehicles, units, robots, characters and what flies or
 * burns are not; players are told by their own packets. Trees, rocks and cliffs are told where a setting says so: they are
 * many, and the chart shows them. The types are the game's own (defines.prototypes.entity).
 */
import { foldChain } from '../src/core/packet/write';
import { options } from './options';

const MOVING =
  'arrow artillery-flare artillery-projectile artillery-wagon asteroid beam capture-robot car cargo-pod cargo-wagon character ' +
  'character-corpse combat-robot construction-robot corpse deconstructible-tile-proxy entity-ghost explosion fire fish fluid-wagon ' +
  'highlight-box infinity-cargo-wagon item-entity item-request-proxy lightning locomotive logistic-robot particle-source projectile ' +
  'rail-remnants rocket-silo-rocket rocket-silo-rocket-shadow segment segmented-unit smoke-with-trigger speech-bubble spider-leg ' +
  'spider-unit spider-vehicle sticker stream temporary-container tile-ghost unit';
const NATURE = 'cliff plant simple-entity tree';

export type Kind = 'thing' | 'nature' | 'resource' | 'none';

const kindOfType = new LuaMap<string, Kind>();
for (const [type] of string.gmatch(MOVING, '%S+')) kindOfType.set(type!, 'none');
for (const [type] of string.gmatch(NATURE, '%S+')) kindOfType.set(type!, 'nature');
kindOfType.set('resource', 'resource');

export const kindOf = (type: string): Kind => kindOfType.get(type) ?? 'thing';

/** Whether a thing of this type is told as an entity. */
export function stands(type: string): boolean {
  const kind = kindOf(type);
  return kind === 'thing' || (kind === 'nature' && options().nature);
}

/** Crafting machines whose recipe somebody chooses; a furnace's follows from what it is fed. */
export const hasRecipe = (type: string): boolean => type === 'assembling-machine' || type === 'rocket-silo';

const hashes = new LuaMap<string, number>();
/** A number for a name, the same on all peers. */
export function nameHash(name: string): number {
  const known = hashes.get(name);
  if (known !== undefined) return known;
  const hash = foldChain(0, name);
  hashes.set(name, hash);
  return hash;
}

interface Searched {
  /** Types with anything to be found, resources among them. */
  types?: string[] | undefined;
  nature?: boolean;
}
const searched: Searched = {};

/** The types a search of a chunk asks for. */
export function searchedTypes(): string[] {
  const { nature } = options();
  if (searched.types !== undefined && searched.nature === nature) return searched.types;
  const types: string[] = [];
  const seen = new LuaSet<string>();
  for (const [, { type }] of prototypes.entity) {
    if (seen.has(type)) continue;
    seen.add(type);
    if (stands(type) || type === 'resource') types.push(type);
  }
  table.sort(types);
  searched.types = types;
  searched.nature = nature;
  return types;
}
