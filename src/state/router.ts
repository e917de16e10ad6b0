import { batch, computed, effect, signal } from '@preact/signals';
import type { Activity } from './activity';
import type { MapState } from './map';
import { type Address, isStep, readAddress, writeAddress } from './url';

export type Page = Address['page'];

/** Browsers allow about 100 changes of the address in 30 seconds; panning would make more. */
const SETTLE_MS = 400;

/** Keeps the address and the state equal, in both directions. A change of what is seen is a step for Back; moving about is not. */
export function createRouter(map: MapState, activity: Activity) {
  const page = signal<Page>('start');
  const url = signal<string | null>(null);
  const rest = signal<[string, string][]>([]);
  /** The last address that came from outside was written by a newer site. */
  const newer = signal(false);

  const address = computed<Address>(() => {
    const any = { url: url.value, rest: rest.value, newer: false };
    if (page.value !== 'map' || map.world.value === null) return { page: page.value === 'import' ? 'import' : 'start', ...any };
    return {
      page: 'map',
      ...any,
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
    };
  });

  /** Puts an address from outside (a link, Back) into the state. */
  function apply(next: Address) {
    batch(() => {
      page.value = next.page;
      url.value = next.url;
      rest.value = next.rest;
      newer.value = next.newer;
      if (next.page !== 'map') return;
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
    });
  }

  /** Begins: takes over the address of the page and keeps it up to date from then on. */
  function start() {
    apply(readAddress(location.hash));
    let written = address.peek();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let settled = () => {};

    addEventListener('popstate', () => {
      clearTimeout(timer);
      settled();
      const here = readAddress(location.hash);
      if (writeAddress(here) === writeAddress(address.peek())) return;
      apply(here);
      written = address.peek();
    });

    effect(() => {
      const next = address.value;
      if (writeAddress(next) === writeAddress(written)) return;
      clearTimeout(timer);
      settled();
      if (isStep(written, next)) {
        history.pushState(null, '', writeAddress(next));
        written = next;
        return;
      }
      settled = activity.begin();
      timer = setTimeout(() => {
        settled();
        history.replaceState(null, '', writeAddress(address.peek()));
        written = address.peek();
      }, SETTLE_MS);
    });
  }

  return { page, url, rest, newer, address, apply, start };
}

export type Router = ReturnType<typeof createRouter>;
