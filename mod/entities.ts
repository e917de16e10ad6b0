/** Every way in which things come, change and go (runtime API, "Events"), as events of the chunk they stand in. */
import type { LuaEntity } from 'factorio:runtime';
import type { EntityState, How } from '../src/core/packet/schema';
import { depletedPacket, touchAmounts } from './chunks';
import { listen, listenAll } from './events';
import { type ChunkKey, keyAt } from './keys';
import { type Happened, hasMadeWay, pushEvent, pushThing } from './queue';
import { isTold } from './registry';
import { emptySums, fullHash, idHash, stateOf } from './sample';
import { hasRecipe, kindOf, stands } from './standing';
import { state } from './state';
import { touch } from './work';

const MODULUS = 4294967296;
/** A thing put in another's place makes that one go without an event of its own: soon after something was built, a look. */
const LOOK_AFTER = 300;

/** Keeps the sums of what stands in step with an event, so that the patrol sees only what none has told. `before`: of a change. */
function count(key: ChunkKey, thing: EntityState, kind: Happened['kind'], before: EntityState | undefined): void {
  const { sums } = state();
  let known = sums.get(key);
  if (known === undefined) {
    // Nothing was ever seen in this chunk, or it is a fresh one that is looked at anyway.
    if (kind !== 'built') return;
    known = emptySums();
    sums.set(key, known);
  }
  if (kind === 'changed') {
    known.full = before === undefined ? 0 : added(known.full, fullHash(thing) - fullHash(before));
    return;
  }
  const sign = kind === 'built' ? 1 : -1;
  known.ids = (known.ids + sign * idHash(thing) + MODULUS) % MODULUS;
  known.full = added(known.full, sign * fullHash(thing));
}
/** An unknown full sum stays unknown. */
const added = (full: number, more: number): number => (full === 0 ? 0 : (full + more + MODULUS) % MODULUS);

function tell(entity: LuaEntity, happened: Happened, before?: (this: void, now: EntityState) => EntityState | undefined): void {
  const thing = stateOf(entity);
  tellAt(keyAt(entity.surface_index, thing.at[0], thing.at[1]), thing, happened, before?.(thing));
}

export function tellAt(key: ChunkKey, thing: EntityState, happened: Happened, before?: EntityState): void {
  if (!isTold(key)) return;
  pushThing(key, thing, happened);
  count(key, thing, happened.kind, before);
}

/** Built, revived, cloned, grown. */
export function appeared(entity: LuaEntity, tick: number, how: How | undefined, by?: number): void {
  if (!entity.valid) return;
  const { type } = entity;
  if (kindOf(type) === 'resource') {
    const { x, y } = entity.position;
    touchAmounts(keyAt(entity.surface_index, x, y));
    return;
  }
  if (!stands(type)) return;
  const { x, y } = entity.position;
  const key = keyAt(entity.surface_index, x, y);
  tell(entity, { kind: 'built', tick, how: hasMadeWay(key, x, y, tick) ? 'upgraded' : how, by });
  if (isTold(key)) touch(key, LOOK_AFTER).check = true;
}

function changed(
  entity: LuaEntity,
  tick: number,
  how: How,
  by?: number,
  before?: (this: void, now: EntityState) => EntityState | undefined,
): void {
  if (entity.valid && stands(entity.type)) tell(entity, { kind: 'changed', tick, how, by }, before);
}

function removed(entity: LuaEntity, tick: number, how: How, by?: number, cause?: string): void {
  if (!entity.valid) return;
  const { type } = entity;
  if (kindOf(type) === 'resource') {
    const { x, y } = entity.position;
    const key = keyAt(entity.surface_index, x, y);
    if (isTold(key)) pushEvent(depletedPacket(key, entity.surface_index, entity.name, x, y, tick));
    return;
  }
  if (stands(type)) tell(entity, { kind: 'removed', tick, how, by, cause });
}

/** The name of who or what killed: a player's own, else the prototype's. */
export function nameOf(entity: LuaEntity | undefined): string | undefined {
  if (!entity?.valid) return undefined;
  const player = entity.type === 'character' ? entity.player : undefined;
  return player?.name ?? entity.name;
}

interface Event {
  tick: number;
  entity: LuaEntity;
  player_index?: number;
}
interface DiedEvent extends Event {
  cause?: LuaEntity;
  force?: { name: string };
}
interface TeleportedEvent extends Event {
  old_surface_index: number;
  old_position: { x: number; y: number };
}

listen<Event>('on_built_entity', ({ entity, tick, player_index }) => appeared(entity, tick, 'player', player_index));
listen<Event>('on_robot_built_entity', ({ entity, tick }) => appeared(entity, tick, 'robot'));
listen<Event>('on_space_platform_built_entity', ({ entity, tick }) => appeared(entity, tick, 'platform'));
listenAll<Event>(['script_raised_built', 'script_raised_revive', 'on_trigger_created_entity'], ({ entity, tick }) =>
  appeared(entity, tick, 'script'),
);
listen<Event>('on_biter_base_built', ({ entity, tick }) => appeared(entity, tick, undefined));
listen<{ tick: number; destination: LuaEntity }>('on_entity_cloned', ({ destination, tick }) => appeared(destination, tick, 'cloned'));
listen<{ tick: number; plant: LuaEntity }>('on_tower_planted_seed', ({ plant, tick }) => appeared(plant, tick, undefined));

listen<Event>('on_player_mined_entity', ({ entity, tick, player_index }) => removed(entity, tick, 'player', player_index));
listen<Event>('on_robot_mined_entity', ({ entity, tick }) => removed(entity, tick, 'robot'));
listen<Event>('on_space_platform_mined_entity', ({ entity, tick }) => removed(entity, tick, 'platform'));
listen<Event>('script_raised_destroy', ({ entity, tick }) => removed(entity, tick, 'script'));
listen<{ tick: number; plant: LuaEntity }>('on_tower_mined_plant', ({ plant, tick }) => removed(plant, tick, 'robot'));
listen<Event>('on_resource_depleted', ({ entity, tick }) => removed(entity, tick, 'died'));
listen<DiedEvent>('on_entity_died', ({ entity, tick, cause, force }) => {
  removed(entity, tick, 'died', undefined, nameOf(cause) ?? force?.name);
});

listen<Event & { previous_direction: number }>('on_player_rotated_entity', ({ entity, tick, player_index, previous_direction }) =>
  changed(entity, tick, 'rotated', player_index, (now) => ({ ...now, dir: previous_direction })),
);
listen<Event>('on_player_flipped_entity', ({ entity, tick, player_index }) => changed(entity, tick, 'rotated', player_index));
listen<{ tick: number; destination: LuaEntity; player_index: number }>(
  'on_entity_settings_pasted',
  ({ destination, tick, player_index }) => {
    // Of all that is pasted, a machine's recipe is what is told.
    if (destination.valid && hasRecipe(destination.type)) changed(destination, tick, 'recipe', player_index);
  },
);

listen<TeleportedEvent>('script_raised_teleported', ({ entity, tick, old_surface_index, old_position }) => {
  if (!entity.valid || !stands(entity.type)) return;
  const now = stateOf(entity);
  const before: EntityState = { ...now, at: [old_position.x, old_position.y] };
  tellAt(keyAt(old_surface_index, before.at[0], before.at[1]), before, { kind: 'removed', tick, how: 'moved' });
  tellAt(keyAt(entity.surface_index, now.at[0], now.at[1]), now, { kind: 'built', tick, how: 'moved' });
});
