/** LuaEntity, LuaTrain and what belongs to them. Each member follows its text in typed-factorio's classes.d.ts. */
import type { BoundingBox, LuaEntity, LuaSpacePlatform, LuaTrain, UnitNumber } from 'factorio:runtime';
import { GameError, several } from '../lua/values';
import { type Entity, handle, inTable, maybe, type Platform, type Train } from '../world/things';
import type { Classes } from './members';
import { prototypeOf, recipeOf } from './prototypes';

/** "Can only be used if this is …": the game raises on any other entity. */
function only(entity: Entity, types: string[], member: string): Entity {
  if (!types.includes(entity.facts.type)) throw new GameError(`Entity is not ${types.join(' or ')}: ${member} of ${entity.facts.name}`);
  return entity;
}

/** In tiles, as it stands: turned by east and west. */
export function sizeOf(entity: Entity): [w: number, h: number] {
  const [w, h] = entity.facts.size;
  return entity.direction % 8 === 4 ? [h, w] : [w, h];
}
export function boxAround(entity: Entity): BoundingBox {
  const [w, h] = sizeOf(entity);
  const [x, y] = entity.position;
  // Collision boxes leave a tenth of a tile to their neighbours.
  return { left_top: { x: x - w / 2 + 0.1, y: y - h / 2 + 0.1 }, right_bottom: { x: x + w / 2 - 0.1, y: y + h / 2 - 0.1 } } as BoundingBox;
}

export function addEntity(classes: Classes): void {
  classes.add<LuaEntity, Entity>('LuaEntity', {
    valid: { get: (e) => e.valid },
    name: { get: (e) => e.facts.name },
    type: { get: (e) => e.facts.type as LuaEntity['type'] },
    prototype: { get: (e) => handle(prototypeOf('entity', e.facts.name)) },
    localised_name: { get: (e) => [`entity-name.${e.facts.name}`] },
    position: { get: (e) => inTable(e.position) },
    // "The current direction this entity is facing."
    direction: { get: (e) => e.direction as defines.direction },
    // 0 to 1, for what turns freely.
    orientation: { get: (e) => (e.direction / 16) as LuaEntity['orientation'] },
    mirroring: { get: () => false },
    surface: { get: (e) => handle(e.surface) },
    surface_index: { get: (e) => e.surface.index as LuaEntity['surface_index'] },
    force: { get: (e) => handle(e.force) },
    force_index: { get: (e) => e.force.index as LuaEntity['force_index'] },
    // "A unique number identifying this entity for the lifetime of the save. These are allocated sequentially, and not re-used."
    unit_number: { get: (e) => e.unitNumber as UnitNumber | undefined },
    health: { get: (e) => (e.facts.health === undefined ? undefined : e.health) },
    quality: { get: (e) => handle(prototypeOf('quality', e.quality)) },
    tile_width: { get: (e) => sizeOf(e)[0] },
    tile_height: { get: (e) => sizeOf(e)[1] },
    bounding_box: { get: boxAround },
    selection_box: { get: boxAround },
    last_user: { get: (e) => maybe(e.lastUser) },
    player: { get: (e) => maybe(e.player) },
    // "Count of resource units contained." Only of a resource.
    amount: { get: (e) => only(e, ['resource'], 'amount').amount },
    initial_amount: { get: (e) => only(e, ['resource'], 'initial_amount').initialAmount },
    // "Can only be used if this is EntityGhost".
    ghost_name: { get: (e) => only(e, ['entity-ghost'], 'ghost_name').ghost ?? '' },
    ghost_type: {
      get: (e, { world }) =>
        (world.content.entities.get(only(e, ['entity-ghost'], 'ghost_type').ghost ?? '')?.type ?? '') as LuaEntity['ghost_type'],
    },
    // "The name of this train stop, or of any other entity with a backer name."
    backer_name: { get: (e) => e.backerName },
    train: { get: (e) => maybe(e.train) },
    // "Get the current recipe and its quality"; "nil" where none is set.
    get_recipe: {
      call: (e) => {
        only(e, ['assembling-machine', 'furnace', 'rocket-silo'], 'get_recipe');
        return e.recipe === undefined ? several() : several(handle(recipeOf(e.force, e.recipe)), handle(prototypeOf('quality', 'normal')));
      },
    },
  });
  classes.add<LuaTrain, Train>('LuaTrain', {
    valid: { get: (t) => t.valid },
    id: { get: (t) => t.id },
    state: { get: (t) => t.state as defines.train_state },
    station: { get: (t) => maybe(t.station) },
    carriages: { get: (t) => t.carriages.map(handle) },
    manual_mode: { get: () => false },
    speed: { get: () => 0 },
    front_stock: { get: (t) => maybe(t.carriages[0]) },
  });
  classes.add<LuaSpacePlatform, Platform>('LuaSpacePlatform', {
    valid: { get: (p) => p.valid },
    index: { get: (p) => p.index },
    name: { get: (p) => p.name },
    force: { get: (p) => handle(p.force) },
    surface: { get: (p) => handle(p.surface) },
    hub: { get: (p) => maybe(p.hub) },
  });
}
