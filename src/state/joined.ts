import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { packOf } from '../core/pack/compare';
import type { PackInfo } from '../core/pack/types';
import type { Kind, Shown } from '../core/prototype/types';
import { prototypeTitle } from '../texts/format';
import type { Activity } from './activity';
import type { Client } from './client';
import type { Find } from './find';
import type { Items } from './items';
import type { Joining } from './items/joining';
import type { ItemsPlace } from './items-place';
import type { MapState } from './map';
import type { Packs } from './packs';
import { writeAddress } from './url';

/** What a bare name on the map may be of, the likeliest first. */
export const ANY_KIND: readonly Kind[] = ['entity', 'item', 'fluid', 'recipe', 'tile', 'technology', 'space-location', 'virtual-signal'];

interface Services {
  client: Client;
  activity: Activity;
  packs: Packs;
  place: ItemsPlace;
  map: MapState;
  find: Find;
  /** Fetches the item browser's state. */
  load(): Promise<Items>;
}

/**
 * Joins the open world with the pack it was played with: names, pictures and pages for what stands on the map. All of it is read from
 * signals, so whoever renders a name renders it anew when more is known; until then, and without a pack, a name is made readable.
 */
export function createJoined({ client, activity, packs, place, map, find, load }: Services) {
  /** The pack that fits the world's mods best; where its log names none, the one the person opened in this visit. */
  const match = computed(() => {
    const [info, list] = [map.info.value, packs.list.value];
    return info === null || list === null || info.mods.length === 0 ? null : packOf(info, list);
  });
  const pack = computed<PackInfo | null>(() => {
    if (map.info.value === null) return null;
    const id = match.value?.pack ?? place.pack.value;
    const found = packs.list.value?.find((one) => one.id === id) ?? null;
    return found?.tooNew === true ? null : found;
  });

  const begun = signal(false);
  const more = signal<Joining | null>(null);
  let loading = false;

  effect(() => {
    if (!(begun.value || find.open.value) || pack.value === null || loading) return;
    loading = true;
    const making = Promise.all([import('./items/joining'), client.items(), load()]).then(([{ createJoining }, items, state]) => {
      more.value = createJoining({ client: items, items: state, activity, pack, place, searching: find.open });
    });
    activity.track(making).catch((error) => {
      // Without it the map is as before; a later pack or another look at it asks again.
      loading = false;
      console.warn(error);
    });
  });

  /** The first of these kinds that has such a name; null: none has, or it is not known yet. */
  function iconOf(name: string, kinds: readonly Kind[] = ANY_KIND): Shown | null {
    return more.value?.names.find(name, kinds) ?? null;
  }
  /** In the person's language, "Montagemaschine 2"; without a pack made readable, "Assembling machine 2". */
  function titleOf(name: string, kinds: readonly Kind[] = ANY_KIND): string {
    return iconOf(name, kinds)?.label ?? prototypeTitle(name);
  }
  /** The address of its page; null: there is none. */
  function pageOf(name: string, kinds: readonly Kind[] = ANY_KIND): string | null {
    const found = iconOf(name, kinds);
    if (found === null || pack.value === null) return null;
    const ref = { kind: found.kind, name: found.name };
    return writeAddress({
      page: 'items',
      url: null,
      rest: [],
      newer: false,
      query: '',
      pack: pack.value.id,
      tab: null,
      ref,
      language: null,
    });
  }

  return {
    pack: pack as ReadonlySignal<PackInfo | null>,
    match,
    more: more as ReadonlySignal<Joining | null>,
    titleOf,
    iconOf,
    pageOf,
    /** To be called when the first picture is there: nothing of a pack is fetched before. */
    begin: () => {
      begun.value = true;
    },
  };
}

export type Joined = ReturnType<typeof createJoined>;
