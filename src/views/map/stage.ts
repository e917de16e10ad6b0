import { batch, computed, effect, untracked } from '@preact/signals';
import * as L from 'leaflet';
import type { App } from '../../state/app';
import { MAX_ZOOM, MIN_ZOOM } from '../../state/url';
import { Aim } from './leaflet/aim';
import { area, at, gameCrs } from './leaflet/crs';
import { ChunkGrid } from './leaflet/grid';
import { Marks } from './leaflet/marks';
import { MIN_RASTER_ZOOM, Rasters } from './leaflet/rasters';
import { marksOf } from './marks-of';
import type { StageState } from './stage-state';

/** A small world is not blown up to fill the screen. */
const FIT_MAX_ZOOM = 1;
const HOVER_REST_MS = 120;
const PAN_STEP = 120;

/** Free room at the edges, where panels lie: left, top, right, bottom in px. */
export type Margins = () => [number, number, number, number];

/** Joins Leaflet to the state. All it adds ends with `dispose`. */
export function createStage(container: HTMLElement, app: App, stage: StageState, margins: Margins) {
  const { state, client, activity } = app;
  const { map: chosen, moment } = state;
  const map = L.map(container, {
    crs: gameCrs,
    minZoom: MIN_ZOOM,
    maxZoom: MAX_ZOOM,
    zoomSnap: 1,
    attributionControl: false,
    zoomControl: false,
    keyboard: false,
    fadeAnimation: false,
    zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    inertia: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    center: at(0, 0),
    zoom: 0,
  });
  /** Fitted by itself: goes on fitting while the world grows, until somebody moves the map. */
  let fitted = false;
  let moving = false;

  const rasters = new Rasters(
    {
      ask: (z, x, y, signal) => {
        const view = chosen.view.peek();
        return view === null ? Promise.resolve(null) : client.raster.raster(view, z, x, y, signal);
      },
      begin: activity.begin,
    },
    { minZoom: MIN_ZOOM, maxZoom: MAX_ZOOM },
  );
  const grid = new ChunkGrid();
  const marks = new Marks(map);
  const aim = new Aim(map);
  const stops: (() => void)[] = [];

  function fit() {
    const box = chosen.bounds.value.peek();
    if (box === null) return;
    const [left, top, right, bottom] = margins();
    map.fitBounds(area(box), { paddingTopLeft: [left, top], paddingBottomRight: [right, bottom], maxZoom: FIT_MAX_ZOOM, animate: false });
    fitted = true;
  }

  // ---- the map moves the state ----
  map.on('moveend zoomend', () => {
    moving = false;
    stage.zoom.value = map.getZoom();
    if (chosen.view.peek() === null || (chosen.bounds.value.peek() === null && chosen.x.peek() === null)) return;
    const centre = map.getCenter();
    const round = (value: number) => Math.round(value * 10) / 10;
    batch(() => {
      chosen.x.value = round(centre.lng);
      chosen.y.value = round(centre.lat);
      chosen.z.value = map.getZoom();
    });
  });
  // Leaflet drops a zoom that is asked for while another is still moving.
  let wanted: number | null = null;
  map.on('zoomend', () => {
    if (wanted === map.getZoom()) wanted = null;
    else if (wanted !== null) map.setZoom(wanted);
  });
  map.on('movestart zoomstart', () => {
    moving = true;
  });
  const byHand = () => {
    fitted = false;
    wanted = null;
    stage.followed.value = null;
  };
  map.on('dragstart', byHand);
  container.addEventListener('wheel', byHand, { passive: true });

  // ---- the state moves the map ----
  // Of its own, so that moving about does not look like a reason to fit.
  const unplaced = computed(() => chosen.x.value === null || chosen.y.value === null);
  stops.push(
    effect(() => {
      const { x, y, z } = chosen;
      if (x.value === null || y.value === null) return;
      const zoom = Math.round(z.value ?? 0);
      const centre = map.getCenter();
      const off = Math.max(Math.abs(centre.lng - x.value), Math.abs(centre.lat - y.value)) * 2 ** zoom;
      if (moving || (off < 1 && map.getZoom() === zoom)) return;
      fitted = false;
      map.setView(at(x.value, y.value), zoom, { animate: false });
    }),
    effect(() => {
      const box = chosen.bounds.value.value;
      // Another force may have charted another part of the surface.
      const elsewhere = box !== null && !map.getBounds().intersects(area(box));
      if (box === null || !(unplaced.value || fitted || elsewhere)) return;
      untracked(fit);
    }),
  );

  // ---- pictures ----
  let shown = '';
  stops.push(
    effect(() => {
      const view = chosen.view.value;
      const version = chosen.info.value?.version;
      if (view === null || version === undefined) return;
      const subject = JSON.stringify([view.world, view.branch, view.surface]);
      if (subject !== shown) {
        shown = subject;
        if (map.hasLayer(rasters)) rasters.redraw();
        else rasters.addTo(map);
        stage.selected.value = null;
      } else rasters.refresh();
    }),
    effect(() => {
      // Zoomed out beyond what is painted, a thousand rasters fit on the screen, and nearly all lie outside of the world.
      const box = chosen.bounds.value.value;
      const far = stage.zoom.value < MIN_RASTER_ZOOM;
      rasters.limit(box !== null ? area(box) : far ? area([0, 0, 0, 0]) : null);
    }),
    effect(() => {
      const on = chosen.overlays.value.includes('grid');
      if (on !== map.hasLayer(grid)) on ? grid.addTo(map) : grid.remove();
    }),
    effect(() => {
      container.classList.toggle('is-enlarged', stage.zoom.value > 0);
    }),
    effect(() => {
      marks.set(marksOf(moment.now.value, chosen.view.value, chosen.overlays.value));
    }),
  );

  // ---- what is here ----
  let rest: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | null = null;
  map.on('mousemove', ({ latlng }) => {
    const [x, y] = [latlng.lng, latlng.lat];
    const same = stage.hover.peek();
    const stay = same !== null && Math.floor(same.x) === Math.floor(x) && Math.floor(same.y) === Math.floor(y);
    stage.hover.value = { x, y, name: stay ? same.name : '' };
    if (stay) return;
    clearTimeout(rest);
    asking?.abort();
    rest = setTimeout(async () => {
      const view = chosen.view.peek();
      if (view === null) return;
      asking = new AbortController();
      try {
        const [top] = await client.raster.here(view, x, y, asking.signal);
        const now = stage.hover.peek();
        if (now !== null && Math.floor(now.x) === Math.floor(x) && Math.floor(now.y) === Math.floor(y))
          stage.hover.value = { ...now, name: top?.name ?? '' };
      } catch {
        // The pointer went on, or the worker is being started again: the next rest asks anew.
      }
    }, HOVER_REST_MS);
  });
  map.on('mouseout', () => {
    clearTimeout(rest);
    stage.hover.value = null;
  });
  map.on('click', ({ latlng }) => select(latlng.lng, latlng.lat));

  let selecting: AbortController | null = null;
  let lastAsked = '';
  function select(x: number, y: number) {
    stage.selected.value = { x, y, things: null };
    if (stage.panel.peek() !== null || matchMedia('(max-width: 1100px)').matches) stage.panel.value = 'here';
  }
  stops.push(
    effect(() => {
      const selected = stage.selected.value;
      const view = chosen.view.value;
      // A new version may have changed what stands there.
      const version = chosen.info.value?.version;
      const top = selected?.things?.[0];
      const size = top?.size ?? [1, 1];
      if (selected === null) aim.set(null);
      else if (top?.what === 'entity') aim.set({ x: top.at[0], y: top.at[1], size });
      else aim.set({ x: Math.floor(selected.x) + 0.5, y: Math.floor(selected.y) + 0.5, size: [1, 1] });
      if (selected === null || view === null || version === undefined) return;
      const asked = JSON.stringify([selected.x, selected.y, view, version]);
      if (asked === lastAsked) return;
      lastAsked = asked;
      selecting?.abort();
      selecting = new AbortController();
      const { signal } = selecting;
      activity.track(client.raster.here(view, selected.x, selected.y, signal)).then(
        (things) => {
          if (!signal.aborted) stage.selected.value = { x: selected.x, y: selected.y, things };
        },
        () => {
          if (!signal.aborted) stage.selected.value = { x: selected.x, y: selected.y, things: [] };
        },
      );
    }),
  );

  // ---- going along with a player ----
  let along: number | null = null;
  stops.push(
    effect(() => {
      const index = stage.followed.value;
      const player = index === null ? undefined : moment.now.value?.players.find((one) => one.index === index);
      if (player?.at === undefined) {
        along = null;
        return;
      }
      const surface = chosen.info.value?.surfaces.find((one) => one.index === player.surface);
      untracked(() => {
        if (surface !== undefined && surface.index !== chosen.surface.value?.index) chosen.openSurface(surface.name);
        fitted = false;
        // Near enough at first; after that the zoom is the person's.
        goTo(player.at?.[0] ?? 0, player.at?.[1] ?? 0, along === player.index ? map.getZoom() : undefined);
        along = player.index;
      });
    }),
  );

  function goTo(x: number, y: number, zoom = Math.max(chosen.z.peek() ?? 0, 0)) {
    fitted = false;
    // What is still gliding would carry the map away again.
    map.stop();
    moving = false;
    wanted = null;
    batch(() => {
      chosen.x.value = x;
      chosen.y.value = y;
      chosen.z.value = zoom;
    });
  }

  const watcher = new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false }));
  watcher.observe(container);

  return {
    map,
    select,
    goTo,
    fit,
    zoomBy(steps: number) {
      fitted = false;
      wanted = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, (wanted ?? map.getZoom()) + steps));
      map.setZoom(wanted);
    },
    panBy(dx: number, dy: number) {
      byHand();
      map.panBy([dx * PAN_STEP, dy * PAN_STEP], { animate: true, duration: 0.15 });
    },
    /** Moves a point up out of the lower part, which a sheet covers from `free` px on. */
    uncover(x: number, y: number, free: number) {
      const point = map.latLngToContainerPoint(at(x, y));
      if (point.y <= free - 40) return;
      fitted = false;
      map.panBy([0, point.y - free / 2], { animate: true });
    },
    dispose() {
      for (const stop of stops) stop();
      clearTimeout(rest);
      asking?.abort();
      selecting?.abort();
      watcher.disconnect();
      container.removeEventListener('wheel', byHand);
      map.remove();
    },
  };
}

export type Stage = ReturnType<typeof createStage>;
