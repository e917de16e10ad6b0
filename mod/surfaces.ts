/** Surfaces: created, renamed, cleared, deleted; their time of day, and a platform's name, which no event tells. */
import type { LuaSurface } from 'factorio:runtime';
import type { SurfaceState, SurfacesPacket, Tick } from '../src/core/packet/schema';
import { forgetChunk, loseStops } from './chunks';
import { listen, listenAll } from './events';
import { surfaceAt } from './lookup';
import { pushEvent } from './queue';
import { chunksOf } from './registry';
import { state } from './state';

/** A day has this many steps as told: more would say something new at every look. */
const STEPS = 1000;

export function surfaceState(surface: LuaSurface): SurfaceState {
  const told: SurfaceState = {
    index: surface.index,
    name: surface.name,
    daytime: math.floor(surface.daytime * STEPS + 0.5) / STEPS,
  };
  const { planet, platform } = surface;
  if (planet != null) told.planet = planet.name;
  if (platform != null) told.platform = platform.name;
  return told;
}

const packetOf = (list: SurfaceState[], tick: Tick): SurfacesPacket => ({ kind: 'surfaces', tick, list });

/** Tells a surface's news, or all of it when it was never told of. */
function tellSurface(surface: LuaSurface, tick: Tick): void {
  const { surfaces } = state();
  const now = surfaceState(surface);
  const said = surfaces.get(now.index);
  surfaces.set(now.index, now);
  if (said === undefined) {
    pushEvent(packetOf([now], tick));
    return;
  }
  const news: SurfaceState = { index: now.index };
  let isNew = false;
  for (const [key, value] of pairs(now))
    if (said[key] !== value) {
      (news as unknown as Record<string, unknown>)[key] = value;
      isNew = true;
    }
  if (isNew) pushEvent(packetOf([news], tick));
}

/** At its interval: an eternal day says nothing. */
export function lookAtSurfaces(tick: Tick): void {
  for (const [, surface] of game.surfaces) tellSurface(surface, tick);
}

interface SurfaceEvent {
  surface_index: number;
  tick: number;
}

listenAll<SurfaceEvent>(['on_surface_created', 'on_surface_imported', 'on_surface_renamed'], ({ surface_index, tick }) => {
  const surface = surfaceAt(surface_index);
  if (surface !== undefined) tellSurface(surface, tick);
});

function forget(surface: number, tick: Tick): void {
  for (const key of chunksOf(surface)) {
    loseStops(key, tick);
    forgetChunk(key);
  }
}

listen<SurfaceEvent>(
  'on_surface_cleared',
  ({ surface_index, tick }) => {
    forget(surface_index, tick);
    pushEvent(packetOf([{ index: surface_index, cleared: true }], tick));
  },
  true,
);
listen<SurfaceEvent>(
  'on_surface_deleted',
  ({ surface_index, tick }) => {
    forget(surface_index, tick);
    state().surfaces.delete(surface_index);
    pushEvent(packetOf([{ index: surface_index, gone: true }], tick));
  },
  true,
);
