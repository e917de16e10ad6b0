import { batch, computed, effect, untracked } from '@preact/signals';
import * as L from 'leaflet';
import type { App } from '../../state/app';
import { MAX_ZOOM, MIN_ZOOM } from '../../state/url';
import { type Place, placeAt } from '../../state/whereabouts';
import { showEntityIcons } from './entity-icons';
import { crispZoom, fitZoom, stepZoom } from './fit';
import { followPointer } from './hover';
import { Aim } from './leaflet/aim';
import { area, at, gameCrs } from './leaflet/crs';
import { Glide } from './leaflet/glide';
import { ChunkGrid } from './leaflet/grid';
import { Marks } from './leaflet/marks';
import { MIN_RASTER_ZOOM, Rasters } from './leaflet/rasters';
import { Trails } from './leaflet/trails';
import { Turns } from './leaflet/turns';
import { marksOf } from './marks-of';
import type { StageState } from './stage-state';
import { playersAt, trailsAt } from './time/film-players';

const PAN_STEP = 120;

/** Free room at the edges, where panels lie: left, top, right, bottom in px. */
export type Margins = () => [number, number, number, number];

/** Joins Leaflet to the state. All it adds ends with `dispose`. */
export function createStage(container: HTMLElement, app: App, stage: StageState, margins: Margins) {
  const { state, client, activity } = app;
  const { map: chosen, moment, time, tracks } = state;
  const map = L.map(container, {
    crs: gameCrs,
    minZoom: MIN_ZOOM,
    maxZoom: MAX_ZOOM,
    zoomSnap: 1,
    // The size is watched below; Leaflet's own watch asks a map that is gone.
    trackResize: false,
    attributionControl: false,
    zoomControl: false,
    keyboard: false,
    fadeAnimation: false,
    zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    inertia: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    center: at(0, 0),
    zoom: 0,
  });
  /** Shows everything: goes on fitting while the world or the window grows, until somebody moves the map. Then x, y and z are null. */
  let fitted = false;
  let moving = false;
  /** The map is being moved by the code below and not by hand. */
  let placing = false;

  /** What the picture is asked of: while time runs, of the moment it has come to. */
  const pictured = () => {
    const view = chosen.view.peek();
    return view === null ? null : { ...view, tick: time.pictured.peek() };
  };
  const turns = new Turns();
  const rasters = new Rasters(
    {
      now: () => {
        const view = pictured();
        // Another version of the world may have another past.
        return view === null
          ? null
          : { of: JSON.stringify({ ...view, tick: null }), tick: view.tick, version: chosen.info.peek()?.version };
      },
      held: ({ version }) => {
        const world = chosen.info.peek()?.id;
        return world === undefined || version === undefined ? undefined : (state.live.heldUpTo(world, version) ?? undefined);
      },
      ask: (z, x, y, signal, shown) => {
        const view = pictured();
        return view === null ? Promise.resolve(null) : client.raster.raster(view, z, x, y, signal, shown);
      },
      turn: () => (time.playing.peek() ? turns.next() : null),
      begin: activity.begin,
    },
    { minZoom: MIN_ZOOM, maxZoom: MAX_ZOOM },
  );
  map.on('dragstart zoomanim zoomend moveend', () => turns.rest());
  // Names and icons come after the first picture.
  rasters.once('load', () => app.state.joined.begin());
  const grid = new ChunkGrid(MIN_ZOOM);
  const marks = new Marks(map);
  const trails = new Trails(map);
  const glide = new Glide((key, x, y) => {
    marks.move(key, x, y);
    if (key === `player ${stage.followed.peek()}`) untracked(() => alongside(x, y));
  });
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const aim = new Aim(map);
  const stops: (() => void)[] = [];

  function showAll() {
    const box = chosen.bounds.value.peek();
    if (box === null) return;
    const [left, top, right, bottom] = margins();
    const { x: width, y: height } = map.getSize();
    const zoom = Math.max(
      MIN_ZOOM,
      fitZoom(box[2] - box[0], box[3] - box[1], [width - left - right, height - top - bottom], devicePixelRatio),
    );
    fitted = true;
    batch(() => {
      chosen.x.value = null;
      chosen.y.value = null;
      chosen.z.value = null;
    });
    const aside = (a: number, b: number) => (b - a) / 2 / 2 ** zoom;
    place((box[0] + box[2]) / 2 + aside(left, right), (box[1] + box[3]) / 2 + aside(top, bottom), zoom);
  }

  /** At this very zoom, also between two steps. */
  function place(x: number, y: number, zoom: number) {
    exactly(() => map.setView(at(x, y), zoom, { animate: false }));
  }

  /** Leaflet rounds the zoom on the way through nearly everything. */
  function exactly(move: () => void) {
    placing = true;
    map.options.zoomSnap = 0;
    move();
    map.options.zoomSnap = 1;
    placing = false;
  }

  // ---- the map moves the state ----
  map.on('moveend zoomend', () => {
    moving = false;
    const centre = map.getCenter();
    stage.zoom.value = map.getZoom();
    stage.centre.value = { x: centre.lng, y: centre.lat };
    if (!fitted && chosen.view.peek() !== null && (chosen.bounds.value.peek() !== null || chosen.x.peek() !== null)) tell();
  });
  // Also while two fingers zoom. What is shrunk is smoothed at its edges too.
  map.on('zoom', () => {
    const zoom = map.getZoom();
    container.classList.toggle('is-between', !Number.isInteger(zoom) || zoom < MIN_RASTER_ZOOM);
  });
  function tell() {
    const centre = map.getCenter();
    const round = (value: number) => Math.round(value * 10) / 10;
    batch(() => {
      chosen.x.value = round(centre.lng);
      chosen.y.value = round(centre.lat);
      chosen.z.value = map.getZoom();
    });
  }
  // Leaflet drops a zoom that is asked for while another is still moving.
  let wanted: number | null = null;
  map.on('zoomend', () => {
    if (wanted === map.getZoom()) wanted = null;
    else if (wanted !== null) map.setZoom(wanted);
  });
  map.on('movestart zoomstart', () => {
    moving = true;
    if (placing) return;
    stage.tip.value = null;
    // From the first moment on, so that a world that grows meanwhile does not pull the map away.
    if (fitted) {
      fitted = false;
      tell();
    }
  });
  const byHand = () => {
    wanted = null;
    stage.followed.value = null;
  };
  map.on('dragstart', byHand);
  container.addEventListener('wheel', byHand, { passive: true });

  // ---- the state moves the map ----
  // Of its own, so that moving about does not look like a reason to fit.
  let seen: { surface: number | undefined; force: number | null } | null = null;
  const unplaced = computed(() => chosen.x.value === null || chosen.y.value === null);
  stops.push(
    effect(() => {
      const { x, y, z } = chosen;
      if (x.value === null || y.value === null) return;
      const zoom = crispZoom(z.value ?? 0, devicePixelRatio);
      const centre = map.getCenter();
      const off = Math.max(Math.abs(centre.lng - x.value), Math.abs(centre.lat - y.value)) * 2 ** zoom;
      // An address has one digit of it.
      if (moving || (off < 1 && Math.abs(map.getZoom() - zoom) < 0.06)) return;
      fitted = false;
      place(x.value, y.value, zoom);
    }),
    effect(() => {
      const box = chosen.bounds.value.value;
      const here = { surface: chosen.surface.value?.index, force: chosen.force.value };
      if (box === null) return;
      // Another force may have charted another part of the surface.
      const other = seen !== null && seen.surface === here.surface && seen.force !== here.force;
      const elsewhere = other && !map.getBounds().intersects(area(box));
      seen = here;
      if (!(unplaced.value || fitted || elsewhere)) return;
      untracked(showAll);
    }),
  );

  // ---- pictures ----
  let shown = '';
  // Until it is known what to look at, rasters of some other place would be painted for nothing.
  const past = computed(() => time.tick.value !== null);
  const aimed = computed(() => !unplaced.value || chosen.bounds.key.value !== null || chosen.bounds.failed.value);
  stops.push(
    effect(() => {
      const view = chosen.view.value;
      const version = chosen.info.value?.version;
      void time.pictured.value;
      if (view === null || version === undefined || !aimed.value) return;
      const subject = JSON.stringify([view.world, view.branch, view.surface]);
      if (subject !== shown) {
        shown = subject;
        if (map.hasLayer(rasters)) rasters.redraw();
        else rasters.addTo(map);
        stage.selected.value = null;
      } else rasters.refresh(time.playing.peek() && !time.held.peek());
    }),
    effect(() => {
      // Zoomed out beyond what is painted, a thousand rasters fit on the screen, and nearly all lie outside of the world.
      const box = chosen.bounds.value.value;
      const far = stage.zoom.value < MIN_RASTER_ZOOM;
      if (box === null && chosen.bounds.key.value !== null) app.state.joined.begin();
      const reach = chosen.reach.value.value;
      // What was deleted since lies outside of what there is.
      if (past.value && !far) rasters.limit(reach === null ? null : area(reach));
      else rasters.limit(box !== null ? area(box) : far ? area([0, 0, 0, 0]) : null);
    }),
    effect(() => {
      const on = chosen.overlays.value.includes('grid');
      if (on !== map.hasLayer(grid)) on ? grid.addTo(map) : grid.remove();
    }),
    effect(() => {
      container.classList.toggle('is-enlarged', stage.zoom.value > -rasters.finer);
    }),
    effect(() => {
      const now = moment.now.value;
      const film = now === null ? null : { ...now, players: playersAt(now.players, tracks.value, time.tick.peek()) };
      const shown = marksOf(film, chosen.view.value, chosen.overlays.value);
      marks.set(shown);
      // Of a world that is watched the latest moves on by itself: who moves in it is seen to move.
      const live = chosen.info.value?.id === state.live.now.value?.world && time.tick.value === null && !still;
      glide.set(live && now !== null ? shown.filter(({ kind }) => kind === 'player') : [], now?.tick ?? 0);
    }),
    () => glide.stop(),
    // What lists show changes the page as much as some rasters do.
    effect(() => {
      void [moment.now.value, moment.chat.value, moment.events.value];
      turns.rest();
    }),
  );

  stops.push(showEntityIcons(map, app, stage));

  // ---- what is here ----
  stops.push(followPointer(map, container, client, time.view, stage));
  map.on('click', ({ latlng }) => select(latlng.lng, latlng.lat));

  let selecting: AbortController | null = null;
  let lastAsked = '';
  function select(x: number, y: number) {
    stage.tip.value = null;
    // The very same place once more is asked about once more.
    lastAsked = '';
    stage.selected.value = { x, y, things: null };
    if (stage.panel.peek() !== null || matchMedia('(max-width: 1100px)').matches) stage.panel.value = 'here';
  }
  stops.push(
    effect(() => {
      const selected = stage.selected.value;
      const view = time.view.value;
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
      // Of the film each frame is gone along with, below.
      if (past.value && tracks.value?.some((track) => track.player === index)) return;
      const player = index === null ? undefined : moment.now.value?.players.find((one) => one.index === index);
      if (player?.at === undefined) {
        along = null;
        return;
      }
      const surface = chosen.info.value?.surfaces.find((one) => one.index === player.surface);
      untracked(() => {
        if (surface !== undefined && surface.index !== chosen.surface.value?.index) chosen.openSurface(surface.name);
        fitted = false;
        // Who glides is gone along with in each frame.
        if (along === player.index && glide.glides(`player ${player.index}`)) return;
        // Near enough at first; after that the zoom is the person's.
        goTo(player.at?.[0] ?? 0, player.at?.[1] ?? 0, along === player.index ? map.getZoom() : undefined);
        along = player.index;
      });
    }),
  );

  // ---- the film: with each frame only who moves is moved ----
  stops.push(
    effect(() => {
      const [tick, known, view, now] = [time.tick.value, tracks.value, chosen.view.value, moment.now.value];
      if (tick === null || known === null || view === null || now === null) return trails.set([]);
      const followed = stage.followed.value;
      for (const track of known) {
        const where = placeAt(track, tick);
        if (where === null) continue;
        marks.move(`player ${track.player}`, where.x, where.y);
        if (track.player === followed) untracked(() => goAlong(track.player, where));
      }
      trails.set(time.playing.value && !still ? trailsAt(now.players, known, view, tick, time.speed.value) : []);
    }),
  );
  /** With who is followed at the latest, once the map is there. */
  function alongside(x: number, y: number) {
    if (along === stage.followed.peek() && !moving) place(x, y, map.getZoom());
  }
  function goAlong(player: number, where: Place) {
    const surface = chosen.info.value?.surfaces.find((one) => one.index === where.surface);
    if (surface !== undefined && surface.index !== chosen.surface.value?.index) chosen.openSurface(surface.name);
    else if (along === player && !moving) return place(where.x, where.y, map.getZoom());
    goTo(where.x, where.y, along === player ? map.getZoom() : undefined);
    along = player;
  }

  function goTo(x: number, y: number, zoom = Math.max(chosen.z.peek() ?? 0, 0)) {
    fitted = false;
    // What is still gliding would carry the map away again.
    exactly(() => map.stop());
    moving = false;
    wanted = null;
    batch(() => {
      chosen.x.value = x;
      chosen.y.value = y;
      chosen.z.value = zoom;
    });
  }

  const refit = () => {
    placing = true;
    map.invalidateSize({ animate: false, pan: false });
    placing = false;
    if (fitted) showAll();
  };
  const watcher = new ResizeObserver(refit);
  watcher.observe(container);

  return {
    map,
    select,
    goTo,
    fit: showAll,
    /** To be called when what lies over the map has changed its place. */
    refit,
    zoomBy(steps: number) {
      wanted = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, stepZoom(wanted ?? map.getZoom(), steps)));
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
      map.panBy([0, point.y - free / 2], { animate: true });
    },
    dispose() {
      // Nobody watches any more.
      time.release();
      time.pause();
      for (const stop of stops) stop();
      selecting?.abort();
      watcher.disconnect();
      container.removeEventListener('wheel', byHand);
      map.remove();
      // A timer of Leaflet's may still tell of a move; nobody is to ask the map where it is then.
      map.off();
    },
  };
}

export type Stage = ReturnType<typeof createStage>;
