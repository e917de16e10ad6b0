import { batch, computed, effect, signal } from '@preact/signals';
import type { Activity } from './activity';
import { uncovered } from './cover';
import type { ItemsPlace } from './items-place';
import type { MapState } from './map';
import { type Address, isStep, type LiveAddress, type Needs, readAddress, writeAddress } from './url';

export type Page = Address['page'];

/** Browsers allow about 100 changes of the address in 30 seconds; panning would make more. */
const SETTLE_MS = 400;

/** Keeps the address and the state equal, in both directions. A change of what is seen is a step for Back; moving about is not. */
export function createRouter(map: MapState, items: ItemsPlace, activity: Activity) {
  const page = signal<Page>('start');
  const url = signal<string | null>(null);
  const rest = signal<Address['rest']>([]);
  /** The snapshot that is wanted, until its world is there. */
  const snapshot = signal<string | null>(null);
  /** Of a link that holds what it shows: all of it. */
  const link = signal('');
  /** The server that is asked for, until its world is there. */
  const live = signal<Pick<LiveAddress, 'server' | 'relay' | 'token'>>({ server: null, relay: null });
  /** By world, the server it is watched on. */
  const lives = signal<ReadonlyMap<string, string>>(new Map());
  /** By world or pack, what whoever shared a link to it had. */
  const needs = signal<ReadonlyMap<string, Needs>>(new Map());
  /** What changes now takes the place of the address, and is no step. */
  let replacing = false;
  /** The last address that came from outside was written by a newer site. */
  const newer = signal(false);

  /** By world or pack, the address its log or zip can be fetched from: a link to it brings its world along. */
  const sources = signal<ReadonlyMap<string, string>>(new Map());

  /** By world, the address of the snapshot it can be read from. */
  const places = signal<ReadonlyMap<string, string>>(new Map());

  const address = computed<Address>(() => {
    const any = { url: url.value, rest: rest.value, newer: false, ...(snapshot.value === null ? {} : { snapshot: snapshot.value }) };
    if (page.value === 'items') {
      const [pack, ref] = [items.pack.value, items.ref.value];
      const from = pack === null ? url.value : (sources.value.get(pack) ?? null);
      const here = { pack, ref, tab: ref === null ? items.tab.value : null, language: items.language.value, query: items.query.value };
      return { page: 'items', ...any, url: from, ...here };
    }
    if (page.value === 'link') return { page: 'link', ...any, data: link.value };
    if (page.value === 'live') return { page: 'live', ...any, server: live.value.server, relay: live.value.relay };
    if (page.value !== 'map' || map.world.value === null) return { page: page.value === 'import' ? 'import' : 'start', ...any };
    return {
      page: 'map',
      ...any,
      url: sources.value.get(map.world.value) ?? null,
      snapshot: places.value.get(map.world.value) ?? null,
      live: lives.value.get(map.world.value) ?? null,
      world: map.world.value,
      surface: map.surfaceChoice.value ?? map.surface.value?.name ?? null,
      x: map.x.value,
      y: map.y.value,
      z: map.z.value,
      force: map.forceChoice.value,
      branch: map.branchChoice.value,
      base: map.baseChoice.value,
      on: map.overlayChoice.value,
      tick: map.tick.value,
      area: map.area.value,
    };
  });

  /** Puts an address from outside (a link, Back) into the state. */
  function apply(next: Address) {
    batch(() => {
      page.value = next.page;
      url.value = next.url;
      rest.value = next.rest;
      snapshot.value = next.page === 'map' ? null : (next.snapshot ?? null);
      newer.value = next.newer;
      if (next.page === 'link') link.value = next.data;
      if (next.page === 'live') live.value = { server: next.server, relay: next.relay, ...(next.token ? { token: next.token } : {}) };
      const about = next.page === 'map' ? next.world : next.page === 'items' ? next.pack : null;
      if (next.needs != null && about !== null) needs.value = new Map([...needs.value, [about, next.needs]]);
      if (next.page === 'items') {
        if (next.url !== null && next.pack !== null) comesFrom([next.pack], next.url);
        items.apply(next);
      }
      if (next.page !== 'map') return;
      if (next.url !== null) comesFrom([next.world], next.url);
      if (next.snapshot != null) liesAt(next.world, next.snapshot);
      if (next.live != null) isWatched(next.world, next.live);
      map.world.value = next.world;
      map.surfaceChoice.value = next.surface;
      map.x.value = next.x;
      map.y.value = next.y;
      map.z.value = next.z;
      map.forceChoice.value = next.force;
      map.branchChoice.value = next.branch;
      map.baseChoice.value = next.base;
      map.overlayChoice.value = next.on;
      map.tick.value = next.tick;
      map.area.value = next.area;
    });
  }

  function comesFrom(ids: string[], from: string) {
    sources.value = new Map([...sources.value, ...ids.map((id) => [id, from] as const)]);
  }

  function liesAt(world: string, at: string) {
    places.value = new Map([...places.value, [world, at]]);
  }

  /** null: no more. */
  function isWatched(world: string, on: string | null) {
    const others = [...lives.value].filter(([other]) => other !== world);
    lives.value = new Map(on === null ? others : [...others, [world, on] as const]);
  }

  /** What must not stay where others may read it: in the address, and in the browser's history. */
  function arrived(): Address {
    const here = readAddress(location.hash);
    if (here.page === 'live' && here.token !== undefined) history.replaceState(history.state, '', writeAddress(here));
    return here;
  }

  /** Goes elsewhere without a way back to here. */
  function replace(next: Address) {
    replacing = true;
    apply(next);
    replacing = false;
  }

  /** Begins: takes over the address of the page and keeps it up to date from then on. */
  function start() {
    apply(arrived());
    let written = address.peek();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let settled = () => {};
    /** Moved about since the address was written. */
    let moved: Address | null = null;
    /** What comes from the browser's history is in it already. */
    let arriving = false;

    addEventListener('popstate', () => {
      if (uncovered()) return;
      clearTimeout(timer);
      settled();
      moved = null;
      const here = arrived();
      if (!('token' in here) && writeAddress(here) === writeAddress(address.peek())) return;
      arriving = true;
      apply(here);
      arriving = false;
      written = address.peek();
    });

    effect(() => {
      const next = address.value;
      if (arriving || writeAddress(next) === writeAddress(written)) return;
      clearTimeout(timer);
      settled();
      if (replacing) {
        moved = null;
        history.replaceState(null, '', writeAddress(next));
        written = next;
        return;
      }
      if (isStep(written, next)) {
        // Back leads to where one was, and not to where one came from before moving about.
        if (moved !== null) history.replaceState(history.state, '', writeAddress(moved));
        moved = null;
        history.pushState(null, '', writeAddress(next));
        written = next;
        return;
      }
      moved = next;
      settled = activity.begin();
      timer = setTimeout(() => {
        settled();
        moved = null;
        history.replaceState(history.state, '', writeAddress(address.peek()));
        written = address.peek();
      }, SETTLE_MS);
    });
  }

  return { page, url, snapshot, places, newer, address, link, live, lives, needs, comesFrom, liesAt, isWatched, replace, start };
}

export type Router = ReturnType<typeof createRouter>;
