import { batch, computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Position } from '../core/packet/schema';
import { fold } from '../core/search/fold';
import type { Found } from '../core/world/place-types';
import type { WorldInfo } from '../core/world/types';
import { type Activity, nextFrame } from './activity';
import type { Client, SearchRow } from './client';
import type { Find } from './find';
import type { ItemsPlace } from './items-place';
import type { Joined } from './joined';
import type { MapState } from './map';
import { placeOf } from './show-all';
import type { Time } from './time';

/** Rows that are asked for; more than anybody reads. */
const LIMIT = 200;
/** Prototypes that the words may mean. */
const NAMES = 60;
const MAX_QUERY = 200;
/** Near enough to see what stands there. */
const NEAR_ZOOM = 1;

interface Services {
  client: Client;
  activity: Activity;
  map: MapState;
  time: Pick<Time, 'listed' | 'seek'>;
  find: Find;
  place: Pick<ItemsPlace, 'query'>;
  joined: Pick<Joined, 'pack'>;
  /** The person's, in their order. */
  languages: ReadonlySignal<string[]>;
  /** Somebody looks at what is found. */
  shown: ReadonlySignal<boolean>;
  /** Opens the map, where it is not open. */
  openMap(): void;
  frame?: () => Promise<void>;
  size?: () => [number, number];
}

/**
 * The search on the map as one types, in the box that searches items too: the same rules (createSearching). Names in the languages of
 * the world's pack are found by the pack's own search first; without a pack internal names are.
 */
export function createMapSearch(services: Services) {
  const { client, activity, map, time, find, place, joined, languages, shown, openMap } = services;
  const { frame = nextFrame, size = () => [innerWidth, innerHeight] } = services;
  const rows = signal<Found[] | null>(null);
  /** What was typed when `rows` were found. */
  const answered = signal('');
  /** By prototype: how the pack calls it, and where the words are in that. */
  const names = signal<ReadonlyMap<string, SearchRow>>(new Map());
  const failed = signal(false);
  const busy = signal(false);
  let running: AbortController | null = null;
  let of: string | null = null;

  const question = computed(() => {
    const query = place.query.value.trim().slice(0, MAX_QUERY);
    const [info, branch, surface] = [map.info.value, map.branch.value, map.surface.value];
    if (!shown.value || query === '' || info === null || branch === null || surface === null) return null;
    return {
      ...{ query, version: info.version, pack: joined.pack.value?.id ?? null, languages: languages.value },
      ask: { world: info.id, branch, tick: time.listed.value, force: map.force.value, surface: surface.index },
    };
  });
  // Equal questions are one: an import bumps other things of a world all the time.
  const key = computed(() => (question.value === null ? null : JSON.stringify(question.value)));

  effect(() => {
    const asked = key.value;
    running?.abort();
    running = null;
    if (asked === null) {
      batch(() => {
        rows.value = null;
        answered.value = '';
        failed.value = false;
        busy.value = false;
      });
      return;
    }
    const now = untracked(() => question.value);
    if (now === null) return;
    if (of !== now.ask.world) rows.value = null;
    of = now.ask.world;
    const controller = new AbortController();
    running = controller;
    busy.value = true;
    void activity.track(ask(now, controller));
  });

  async function ask(asked: NonNullable<typeof question.value>, controller: AbortController) {
    const { signal: abort } = controller;
    await frame();
    try {
      if (abort.aborted) return;
      const called = await named(asked, abort);
      if (abort.aborted) return;
      const at: Position = [map.x.peek() ?? 0, map.y.peek() ?? 0];
      const found = await client.raster.find({ ...asked.ask, at, text: fold(asked.query), names: [...called.keys()], limit: LIMIT }, abort);
      if (abort.aborted) return;
      batch(() => {
        names.value = called;
        rows.value = found;
        answered.value = asked.query;
        failed.value = false;
      });
    } catch (error) {
      if (abort.aborted) return;
      console.warn(error);
      failed.value = true;
    } finally {
      if (running === controller) {
        running = null;
        busy.value = false;
      }
    }
  }

  /** Entities that the pack calls so in any language. A pack that does not answer leaves the internal names. */
  async function named({ pack, query, languages: order }: NonNullable<typeof question.value>, abort: AbortSignal) {
    const called = new Map<string, SearchRow>();
    if (pack === null) return called;
    try {
      const { packs } = await client.items();
      const found = await packs.search(pack, { languages: order }, query, { kinds: ['entity'] }, NAMES, true, abort);
      for (const row of found.rows) called.set(row.ref.name, row);
    } catch (error) {
      if (!abort.aborted) console.warn(error);
    }
    return called;
  }

  /** Leads to it on the map, and marks it. `title`: what it is, as the person reads it; `also`: other places to mark with it. */
  function go(found: Found, title: string, also: readonly Position[] = []): void {
    const info = map.info.peek();
    if (info === null) return;
    batch(() => {
      if (found.what === 'channel') time.seek(found.last);
      else {
        const places = found.what === 'entities' ? found.places : [found.at, ...also];
        fly(info, found, places);
        const count = found.what === 'entities' ? found.count : places.length;
        if (places.length > 0) find.marked.value = { title, world: info.id, surface: found.surface, places, count };
      }
      openMap();
    });
  }

  function fly(info: WorldInfo, found: Exclude<Found, { what: 'channel' }>, places: Position[]): void {
    const surface = info.surfaces.find(({ index }) => index === found.surface);
    if (surface !== undefined && surface.index !== map.surface.peek()?.index) map.openSurface(surface.name);
    const corners: Position[] =
      found.what === 'patch'
        ? [
            [found.area[0], found.area[1]],
            [found.area[2], found.area[3]],
          ]
        : places;
    if (corners.length === 0) return;
    const [x, y, z] = placeOf(corners, size());
    [map.x.value, map.y.value, map.z.value] = [x, y, corners.length === 1 ? Math.max(NEAR_ZOOM, map.z.peek() ?? NEAR_ZOOM) : z];
  }

  /** To a position of a surface (null: the one shown). */
  function goTo(title: string, at: Position, surface: string | null): void {
    const info = map.info.peek();
    if (info === null) return;
    batch(() => {
      if (surface !== null && surface !== map.surface.peek()?.name) map.openSurface(surface);
      [map.x.value, map.y.value, map.z.value] = [at[0], at[1], Math.max(NEAR_ZOOM, map.z.peek() ?? NEAR_ZOOM)];
      const index = map.surface.peek()?.index;
      if (index !== undefined) find.marked.value = { title, world: info.id, surface: index, places: [at], count: 1 };
      openMap();
    });
  }

  function close(): void {
    find.open.value = false;
    place.query.value = '';
  }

  function setQuery(text: string): void {
    place.query.value = text;
  }

  const query = place.query as ReadonlySignal<string>;
  return { query, rows, answered, names, failed, busy, go, goTo, setQuery, close };
}

export type MapSearch = ReturnType<typeof createMapSearch>;
