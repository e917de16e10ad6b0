import { computed, signal } from '@preact/signals';
import type { Area, Base, Overlay, View, WorldInfo } from '../core/world/types';
import type { Activity } from './activity';
import { answering } from './answer';
import { askCharted } from './charted';
import type { Client } from './client';
import {
  type Charted,
  chosenForce,
  openingBase,
  openingBranch,
  openingOverlays,
  openingSurface,
  plainView,
  surfaceByName,
} from './defaults';
import { ALL_FORCES } from './url';
import type { Worlds } from './worlds';

/** What is looked at: the choices of the person (null: left to the site), and what follows from them. */
export function createMap(client: Client, activity: Activity, worlds: Worlds) {
  const world = signal<string | null>(null);
  const branchChoice = signal<string | null>(null);
  const surfaceChoice = signal<string | null>(null);
  const forceChoice = signal<string | null>(null);
  const baseChoice = signal<Base | null>(null);
  const overlayChoice = signal<Overlay[] | null>(null);
  const tick = signal<number | null>(null);
  /** Whose history is shown, in tiles; null: of none. */
  const area = signal<Area | null>(null);
  /** Centre in tiles and log2 of pixels per tile; null: what fits. */
  const x = signal<number | null>(null);
  const y = signal<number | null>(null);
  const z = signal<number | null>(null);

  const info = computed<WorldInfo | null>(() => worlds.list.value?.find((one) => one.id === world.value) ?? null);
  /** The link names a world that is not in this browser. */
  const missing = computed(() => world.value !== null && worlds.list.value !== null && info.value === null);

  const branch = computed(() => {
    const known = info.value?.branches.find((one) => one.id === branchChoice.value);
    return known?.id ?? (info.value === null ? null : openingBranch(info.value));
  });
  const surface = computed(() => {
    if (info.value === null) return null;
    const named = surfaceChoice.value === null ? null : surfaceByName(info.value, surfaceChoice.value);
    return named ?? openingSurface(info.value);
  });

  const place = computed(() => {
    if (info.value === null || branch.value === null || surface.value === null) return null;
    return { world: info.value.id, branch: branch.value, surface: surface.value.index, version: info.value.version };
  });

  /** What is charted here at the latest, so that the base stays while time is gone through; `known` decides whether there is a choice of forces at all. */
  const charted = answering<View, Charted>(
    activity,
    () => {
      if (place.value === null || info.value === null) return null;
      const { world: id, branch: line, surface: index, version } = place.value;
      const ask = plainView(id, line, index, chosenForce(info.value, forceChoice.value), null);
      return { subject: JSON.stringify(ask), detail: String(version), ask };
    },
    (ask, abort) => askCharted(client, ask, abort),
  );

  /** null: all forces, chosen or because no log says what is charted. */
  const force = computed(() => {
    if (info.value === null || charted.value.value?.known === false) return null;
    return chosenForce(info.value, forceChoice.value);
  });
  /** What was chosen, unless the force has none of it here but has the other. */
  const base = computed<Base | null>(() => {
    const [has, choice] = [charted.value.value, baseChoice.value];
    if (has === null || choice === 'none') return choice;
    return choice !== null && (has[choice] || !(has.chart || has.terrain)) ? choice : openingBase(has);
  });
  const overlays = computed<Overlay[]>(() => overlayChoice.value ?? openingOverlays(base.value ?? 'chart'));

  const view = computed<View | null>(() => {
    if (place.value === null || base.value === null || charted.value.value === null) return null;
    const { world: id, branch: line, surface: index } = place.value;
    const on = overlays.value;
    return {
      ...plainView(id, line, index, force.value, tick.value),
      base: base.value,
      resources: on.includes('resources'),
      buildings: on.includes('buildings'),
    };
  });

  /**
   * All that can be drawn of the surface, whatever the base; null value: nothing, or not known yet (see `key`). What can be drawn
   * at the latest always belongs to it: a film that grows its world must not move the map.
   */
  const bounds = answering<View, Area | null>(
    activity,
    () => {
      if (view.value === null || place.value === null) return null;
      const ask: View = { ...view.value, base: base.value === 'terrain' ? 'terrain' : 'chart' };
      return {
        subject: JSON.stringify([ask.world, ask.branch, ask.surface, ask.force, ask.base]),
        detail: JSON.stringify([ask.tick, place.value.version]),
        ask,
      };
    },
    async (ask, abort) => {
      const [latest, then] = await Promise.all([
        client.raster.bounds({ ...ask, tick: null }, abort),
        ask.tick === null ? null : client.raster.bounds(ask, abort),
      ]);
      return around(latest, then);
    },
  );

  /** Where anything was known at any time: outside of it no moment has a picture. Asked when the map has its bounds. */
  const reach = answering<{ world: string; branch: string; surface: number }, Area | null>(
    activity,
    () => {
      if (place.value === null || bounds.key.value === null) return null;
      const { world: id, branch: line, surface: index, version } = place.value;
      return {
        subject: JSON.stringify([id, line, index]),
        detail: String(version),
        ask: { world: id, branch: line, surface: index },
      };
    },
    (ask, abort) => client.raster.reach(ask.world, ask.branch, ask.surface, abort),
  );

  /** Another world, with nothing chosen yet. */
  function openWorld(id: string) {
    world.value = id;
    branchChoice.value = null;
    tick.value = null;
    forceChoice.value = null;
    baseChoice.value = null;
    overlayChoice.value = null;
    openSurface(null);
  }

  /** Another surface, shown whole. */
  function openSurface(name: string | null) {
    surfaceChoice.value = name;
    x.value = null;
    y.value = null;
    z.value = null;
    area.value = null;
  }

  function chooseForce(name: string | null) {
    forceChoice.value = name ?? ALL_FORCES;
  }

  /** Ore and buildings come with the base unless it already shows them; the other overlays stay. */
  function chooseBase(next: Base) {
    baseChoice.value = next;
    if (overlayChoice.value === null) return;
    const drawn: Overlay[] = next === 'chart' ? [] : ['resources', 'buildings'];
    overlayChoice.value = [...drawn, ...overlayChoice.value.filter((one) => one !== 'resources' && one !== 'buildings')];
  }

  function toggle(overlay: Overlay) {
    const on = overlays.value;
    overlayChoice.value = on.includes(overlay) ? on.filter((one) => one !== overlay) : [...on, overlay];
  }

  return {
    ...{ world, branchChoice, surfaceChoice, forceChoice, baseChoice, overlayChoice, tick, area, x, y, z },
    ...{ info, missing, branch, surface, force, base, overlays, charted, view, bounds, reach },
    ...{ openWorld, openSurface, chooseForce, chooseBase, toggle },
  };
}

/** The smallest area that holds both. */
function around(a: Area | null, b: Area | null): Area | null {
  if (a === null || b === null) return a ?? b;
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

export type MapState = ReturnType<typeof createMap>;
