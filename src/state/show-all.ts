import { batch, signal, untracked } from '@preact/signals';
import type { Position, SurfaceIndex } from '../core/packet/schema';
import type { Activity } from './activity';
import type { Client } from './client';
import { plainView } from './defaults';
import type { Find } from './find';
import type { MapState } from './map';
import type { Notices } from './notices';
import { MIN_ZOOM } from './url';

/** What is to be shown of a surface: prototypes, or machines by what they make. */
export interface ShowAll {
  /** As a person reads it. */
  title: string;
  /** null: any. */
  names: string[] | null;
  recipes: string[] | null;
  /** Deposits, which are told by their fields. */
  deposits?: boolean;
  surface: SurfaceIndex;
  /** In tiles: the nearest to it come first. */
  at: Position;
}

/** So many are marked; all are counted. */
const MARKED = 2000;
/** Near enough to know a machine by its icon, and what stands around it. */
const NEAR_ZOOM = 4;
/** The part of the window that panels leave free, about. */
const FREE = 0.5;

interface Services {
  client: Client;
  activity: Activity;
  map: MapState;
  find: Find;
  notices: Notices;
  /** Opens the map, where it is not open. */
  openMap(): void;
  /** Of the window, in px. */
  size?: () => [number, number];
}

/** Marks all things of a kind on the map, and leads to them. */
export function createShowAll({ client, activity, map, find, notices, openMap, size = () => [innerWidth, innerHeight] }: Services) {
  const busy = signal(false);
  let running: AbortController | null = null;

  async function places(of: ShowAll, signal: AbortSignal): Promise<{ count: number; places: Position[] } | null> {
    const [info, branch] = [map.info.peek(), map.branch.peek()];
    if (info === null || branch === null) return null;
    const view = plainView(info.id, branch, of.surface, map.force.peek(), map.tick.peek());
    if (of.deposits !== true) return await client.raster.where(view, of.names, of.recipes, of.at, MARKED, signal);
    const names = of.names ?? [];
    const found = await Promise.all(
      names.map((name) => client.raster.find({ ...view, at: of.at, text: name, names: [name], limit: MARKED }, signal)),
    );
    const fields = found.flat().filter((one) => one.what === 'patch' && one.surface === of.surface && names.includes(one.name));
    const at = fields.flatMap((one) => (one.what === 'patch' ? [one.at] : []));
    return { count: at.length, places: at };
  }

  /** `fly`: move the map to them too. Never rejects: a failure is told to the person. */
  async function showAll(of: ShowAll, { fly, failed }: { fly: boolean; failed: string }): Promise<void> {
    running?.abort();
    const controller = new AbortController();
    running = controller;
    busy.value = true;
    try {
      const found = await activity.track(places(of, controller.signal));
      if (controller.signal.aborted || found === null) return;
      untracked(() => mark(of, found, fly));
    } catch (error) {
      if (controller.signal.aborted) return;
      console.warn(error);
      notices.say('bad', failed);
    } finally {
      if (running === controller) {
        running = null;
        busy.value = false;
      }
    }
  }

  function mark(of: ShowAll, { count, places: at }: { count: number; places: Position[] }, fly: boolean): void {
    const info = map.info.peek();
    if (info === null) return;
    batch(() => {
      if (fly) {
        const surface = info.surfaces.find(({ index }) => index === of.surface);
        if (surface !== undefined && surface.index !== map.surface.peek()?.index) map.openSurface(surface.name);
        if (at.length > 0) [map.x.value, map.y.value, map.z.value] = placeOf(at, size());
        openMap();
      }
      find.marked.value = { title: of.title, world: info.id, surface: of.surface, places: at, count };
    });
  }

  return { showAll, showing: busy };
}

/** Centre and zoom at which all of these fit. */
export function placeOf(places: readonly Position[], [width, height]: [number, number]): [x: number, y: number, z: number] {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [x, y] of places) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const scale = Math.min((width * FREE) / Math.max(1, right - left), (height * FREE) / Math.max(1, bottom - top));
  return [(left + right) / 2, (top + bottom) / 2, Math.max(MIN_ZOOM, Math.min(NEAR_ZOOM, Math.floor(Math.log2(scale))))];
}
