/** Forces: created, merged, their names and colours. */
import type { LuaForce } from 'factorio:runtime';
import type { ForceState, ForcesPacket, Tick } from '../src/core/packet/schema';
import { touchThings } from './chunks';
import { listen, listenAll } from './events';
import { options } from './options';
import { rgbOf } from './players';
import { pushEvent } from './queue';
import { state } from './state';

export const forceState = (force: LuaForce): ForceState => ({ index: force.index, name: force.name, color: rgbOf(force.color) });

const packetOf = (list: ForceState[], tick: Tick): ForcesPacket => ({ kind: 'forces', tick, list });

function tellForce(force: LuaForce, tick: Tick): void {
  const { forces } = state();
  const now = forceState(force);
  const said = forces.get(now.index);
  if (said !== undefined && said.name === now.name && isSame(said.color, now.color)) return;
  forces.set(now.index, now);
  pushEvent(packetOf([now], tick));
}

const isSame = (a: ForceState['color'], b: ForceState['color']): boolean =>
  a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1] && a[2] === b[2];

/** No event tells of a new colour. */
export function lookAtForces(tick: Tick): void {
  for (const [, force] of game.forces) tellForce(force, tick);
}

listenAll<{ force: LuaForce; tick: number }>(['on_force_created', 'on_force_reset'], ({ force, tick }) => tellForce(force, tick));

listen<{ source_index: number; destination: LuaForce; tick: number }>('on_forces_merged', ({ source_index, destination, tick }) => {
  state().forces.delete(source_index);
  tellForce(destination, tick);
  pushEvent(packetOf([{ index: source_index, gone: true }], tick));
  // What was the one's is the other's now, without an event for each.
  for (const [key] of state().sums) touchThings(key, options().resources);
});
