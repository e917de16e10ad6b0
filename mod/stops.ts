/** Train stops and their names. */
import type { LuaEntity } from 'factorio:runtime';
import type { StopState, StopsPacket, SurfaceIndex, Tick } from '../src/core/packet/schema';
import { forgetStop, seeStop } from './chunks';
import { listen, listenAll } from './events';
import { keyAt } from './keys';
import { pushEvent } from './queue';
import { isTold } from './registry';
import { stopState } from './sample';

const TYPE = 'train-stop';

function tell(entity: LuaEntity, state: StopState, tick: Tick): void {
  const { x, y } = entity.position;
  const key = keyAt(entity.surface_index, x, y);
  if (!isTold(key)) return;
  if (state.gone) forgetStop(key, state.id);
  else seeStop(key, state.id);
  tellFrom(entity.surface_index, state, tick);
}

function tellFrom(surface: SurfaceIndex, state: StopState, tick: Tick): void {
  const packet: StopsPacket = { kind: 'stops', tick, surface, list: [state] };
  pushEvent(packet);
}

const isStop = (entity: LuaEntity | undefined): entity is LuaEntity => entity?.valid === true && entity.type === TYPE;

interface Event {
  entity: LuaEntity;
  tick: number;
}

interface Moved extends Event {
  old_surface_index: SurfaceIndex;
  old_position: { x: number; y: number };
}

listenAll<Event>(
  [
    'on_built_entity',
    'on_robot_built_entity',
    'on_space_platform_built_entity',
    'script_raised_built',
    'script_raised_revive',
    'on_entity_renamed',
  ],
  ({ entity, tick }) => {
    if (isStop(entity)) tell(entity, stopState(entity), tick);
  },
);
listen<Moved>('script_raised_teleported', ({ entity, tick, old_surface_index, old_position }) => {
  if (!isStop(entity)) return;
  const { x, y } = entity.position;
  const from = keyAt(old_surface_index, old_position.x, old_position.y);
  if (isTold(keyAt(entity.surface_index, x, y))) forgetStop(from, entity.unit_number!);
  else if (isTold(from)) tellFrom(old_surface_index, { id: entity.unit_number!, gone: true }, tick);
  tell(entity, stopState(entity), tick);
});
listen<{ destination: LuaEntity; tick: number }>('on_entity_cloned', ({ destination, tick }) => {
  if (isStop(destination)) tell(destination, stopState(destination), tick);
});
// The name is pasted with the other settings.
listen<{ destination: LuaEntity; tick: number }>('on_entity_settings_pasted', ({ destination, tick }) => {
  if (isStop(destination)) tell(destination, stopState(destination), tick);
});
listenAll<Event>(
  ['on_player_mined_entity', 'on_robot_mined_entity', 'on_space_platform_mined_entity', 'script_raised_destroy', 'on_entity_died'],
  ({ entity, tick }) => {
    if (isStop(entity)) tell(entity, { id: entity.unit_number!, gone: true }, tick);
  },
);
