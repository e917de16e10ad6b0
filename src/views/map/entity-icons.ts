import { effect, signal } from '@preact/signals';
import type * as L from 'leaflet';
import type { Area, ThingHere, View } from '../../core/world/types';
import type { App } from '../../state/app';
import { EntityIcons } from './leaflet/entity-icons';
import type { StageState } from './stage-state';

/** From so many pixels of the screen a tile on. */
const FROM_ZOOM = 3;
/** What is smaller on the screen, in px, has no room for a picture. */
const SMALLEST = 24;
/** More of them no screen shows apart; the largest come first. */
const MOST = 2000;
/** Beyond each edge of the screen, as a part of it: what is dragged in has its icons already. */
const BEYOND = 0.15;
/** What can be asked for at once, in tiles. */
const MOST_SIDE = 512;

const ENTITY = ['entity'] as const;
const RECIPE = ['recipe'] as const;

interface Wanted {
  key: string;
  view: View;
  area: Area;
  scale: number;
  /** What has fewer tiles a side has no room for a picture. */
  least: number;
}

/** Near enough, entities carry their icons out of the world's pack, and machines what they make. Answers how to stop. */
export function showEntityIcons(map: L.Map, app: App, stage: StageState): () => void {
  const { client, activity, state } = app;
  const { map: chosen, joined, time } = state;
  const pane = map.createPane('icons');
  pane.style.zIndex = '300';
  pane.style.pointerEvents = 'none';
  const layer = new EntityIcons('icons');
  const shown = signal<(Wanted & { things: ThingHere[] }) | null>(null);
  /** Bumped when the map came to rest somewhere else. */
  const moved = signal(0);
  const settled = () => {
    moved.value += 1;
  };
  map.on('moveend zoomend resize', settled);

  function wanted(): Wanted | null {
    const view = chosen.view.value;
    void moved.value;
    const version = chosen.info.value?.version;
    const zoom = stage.zoom.value;
    if (view === null || joined.more.value === null || !chosen.overlays.value.includes('icons') || zoom < FROM_ZOOM) return null;
    const now: View = { ...view, tick: time.pictured.value };
    const bounds = map.getBounds().pad(BEYOND);
    // Leaflet's south has the lower number, which is the game's north.
    const [x0, x1] = within(bounds.getWest(), bounds.getEast());
    const [y0, y1] = within(bounds.getSouth(), bounds.getNorth());
    const area: Area = [x0, y0, x1, y1];
    const scale = 2 ** zoom * devicePixelRatio;
    return { key: JSON.stringify([now, version, area, zoom]), view: now, area, scale, least: SMALLEST / 2 ** zoom };
  }

  let running: AbortController | null = null;
  /** While the film runs, questions come faster than answers: only the newest waits. */
  let next: Wanted | null = null;
  let asked = '';

  async function ask(question: Wanted): Promise<void> {
    const controller = new AbortController();
    running = controller;
    const end = activity.begin();
    try {
      const things = await client.raster.entities(question.view, question.area, MOST, controller.signal, question.least);
      if (!controller.signal.aborted) shown.value = { ...question, things };
    } catch (error) {
      if (!controller.signal.aborted) console.warn(error);
    } finally {
      if (running === controller) {
        running = null;
        const waiting = next;
        next = null;
        if (waiting !== null) void ask(waiting);
      }
      end();
    }
  }

  const stops = [
    effect(() => {
      const question = wanted();
      if (question === null) {
        running?.abort();
        running = null;
        next = null;
        asked = '';
        if (shown.peek() !== null) shown.value = null;
        return;
      }
      if (question.key === asked) return;
      asked = question.key;
      if (running === null) void ask(question);
      else next = question;
    }),
    effect(() => {
      const of = shown.value;
      const more = joined.more.value;
      if (of === null || more === null) {
        if (map.hasLayer(layer)) layer.remove();
        return;
      }
      const pictureOf = (name: string, kinds: readonly ['entity'] | readonly ['recipe']) =>
        more.pictures.get(joined.iconOf(name, kinds)?.picture ?? null);
      const icons = of.things.flatMap(({ name, at: [x, y], size: [w, h] = [1, 1], recipe }) => {
        const side = Math.min(w, h);
        return [{ x, y, side, picture: pictureOf(name, ENTITY), over: recipe === undefined ? null : pictureOf(recipe, RECIPE) }];
      });
      if (!map.hasLayer(layer)) layer.addTo(map);
      layer.paint(of.area, of.scale, icons);
    }),
  ];

  return () => {
    for (const stop of stops) stop();
    running?.abort();
    map.off('moveend zoomend resize', settled);
    layer.remove();
  };
}

/** Whole tiles that hold a span; of one that is too long, its middle. */
function within(from: number, to: number): [number, number] {
  const start = Math.floor(Math.max(from, (from + to - MOST_SIDE) / 2));
  return [start, Math.min(Math.ceil(to), start + MOST_SIDE)];
}
