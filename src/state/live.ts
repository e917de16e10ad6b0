import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { LiveNow, Watching } from '../client/live/watch';
import type { ServerInfo } from '../core/live/wire';
import type { WorldInfo } from '../core/world/types';
import { live as words } from '../texts/live';
import type { Activity } from './activity';
import type { Client, Fed, FeedPlace } from './client';
import { News } from './live-news';
import { keepToken, type LiveTarget, ownRelay, targetOf, textOf, tokenOf } from './live-target';
import type { Notices } from './notices';
import type { Worlds } from './worlds';

/** A server that is watched, or was a moment ago. */
export interface Watched extends LiveNow {
  target: LiveTarget;
  name: string;
  /** Where its lines go; null: nothing of a world has come. */
  world: string | null;
}

/** The servers of a relay. */
export interface RelayServers {
  relay: string;
  /** null: not known yet. */
  list: ServerInfo[] | null;
  failed: boolean;
}

interface Services {
  client: Client;
  activity: Activity;
  worlds: Worlds;
  notices: Notices;
  base: string;
  /** Tells on which server a world is watched; null: on none any more. */
  isWatched(world: string, on: string | null): void;
  /** A world that is watched has something to show. */
  onWorld(world: WorldInfo): void;
}

/** Watching servers while they are played. Its code comes with the first. */
export function createLive({ client, activity, worlds, notices, base, isWatched, onWorld }: Services) {
  const own = ownRelay();
  const now = signal<Watched | null>(null);
  /** Servers that were watched here, the last first. */
  const places = signal<FeedPlace[]>([]);
  const servers = signal<RelayServers | null>(own === null ? null : { relay: own, list: null, failed: false });
  /** What is wrong with an address that was asked for. */
  const refused = signal<{ text: string; why: 'bad-address' | 'mixed'; url: string | null } | null>(null);
  const news = new News();
  let watching: { target: LiveTarget; handle: Promise<Watching> } | null = null;

  const code = () => import('../client/live/watch');
  const addresses = () => import('../client/live/address');

  /** null: it cannot be asked, and `refused` says why. */
  async function relayOf(text: string | null): Promise<string | null> {
    refused.value = null;
    if (text === null && own !== null) return own;
    const { relayAddress, isMixed } = await activity.track(addresses());
    const url = relayAddress(text ?? '', base);
    if (url === null) refused.value = { text: text ?? '', why: 'bad-address', url: null };
    else if (isMixed(url, base)) refused.value = { text: text ?? '', why: 'mixed', url: url.href };
    else return url.href;
    return null;
  }

  /** Asks a relay for its servers; null: the page's own. */
  async function find(text: string | null): Promise<void> {
    const relay = await relayOf(text);
    if (relay === null) return;
    if (servers.peek()?.relay !== relay) servers.value = { relay, list: null, failed: false };
    const { serversOf } = await activity.track(import('../client/live/servers'));
    const list = await activity.track(serversOf(relay));
    if (servers.peek()?.relay === relay) servers.value = { relay, list: list ?? servers.peek()?.list ?? null, failed: list === null };
  }

  async function refresh(): Promise<void> {
    try {
      places.value = await activity.track(client.import.feeds());
    } catch (error) {
      console.warn(error);
    }
  }

  /** Watches a server, in place of any other. */
  async function start(target: LiveTarget, token: string | null = null): Promise<void> {
    if (token !== null) keepToken(target, token);
    const same = watching?.target.relay === target.relay && watching.target.server === target.server;
    if (same && token === null && now.peek()?.status.at !== 'stopped') return;
    const before = watching;
    const mine = { target, handle: code().then(({ watch }) => begin(target, watch)) };
    watching = mine;
    const known = places.peek().find(({ source }) => source.relay === target.relay && source.server === target.server);
    now.value = {
      ...{ target, name: known?.source.name ?? target.server, world: known?.world ?? null },
      ...{ status: { at: 'connecting' }, server: null, thin: null, behindSince: null, heard: null },
    };
    void before?.handle.then((handle) => handle.leave()).catch(() => {});
    try {
      await activity.track(mine.handle);
    } catch (error) {
      console.warn(error);
      if (watching === mine) tell(target, { status: { at: 'stopped', why: 'store-failed' } });
    }
  }

  const isNow = (target: LiveTarget) => watching?.target === target;

  function begin(target: LiveTarget, watch: Awaited<ReturnType<typeof code>>['watch']): Watching {
    // Until it is known what became of it, the page is busy.
    const settled = activity.begin();
    return watch({ ...target, name: now.peek()?.name ?? target.server }, tokenOf(target), {
      feed: (part, lines) => client.import.feed(part, lines),
      feeds: () => client.import.feeds(),
      onNow: (next) => {
        const { at } = next.status;
        if (at === 'live' || at === 'waiting' || at === 'stopped' || at === 'elsewhere') settled();
        if (isNow(target)) tell(target, next);
      },
      onFed: (fed) => isNow(target) && took(target, fed),
    });
  }

  function tell(target: LiveTarget, next: Partial<LiveNow>) {
    const before = now.peek();
    if (before === null) return;
    now.value = { ...before, ...next, target, name: next.server?.name ?? before.name };
    if (next.status?.at === 'stopped' && next.status.why === 'store-full')
      notices.say('bad', `${words.why['store-full'].title}. ${words.why['store-full'].tip}`);
    // Another tab stores what comes.
    if (next.status?.at === 'elsewhere') {
      const world = worlds.list.peek()?.find(({ id }) => id === before.world);
      if (world !== undefined) shown(world);
    }
  }

  function took(target: LiveTarget, { place, worlds: changed, since }: Fed) {
    for (const { id, version } of changed) news.add(id, version, since);
    batch(() => {
      worlds.merge(changed);
      const before = now.peek();
      if (before === null) return;
      if (place.world !== before.world) {
        if (before.world !== null) isWatched(before.world, null);
        now.value = { ...before, world: place.world };
      }
      places.value = [place, ...places.peek().filter(({ source }) => source.relay !== target.relay || source.server !== target.server)];
    });
    const world = changed.find(({ id }) => id === place.world);
    if (world !== undefined) shown(world);
  }

  function shown(world: WorldInfo) {
    const target = now.peek()?.target;
    if (target !== undefined) isWatched(world.id, textOf(target, own));
    onWorld(world);
  }

  /** What came stays; resolves when all of it is stored. */
  async function leave(): Promise<void> {
    const before = watching;
    const { world } = now.peek() ?? { world: null };
    watching = null;
    batch(() => {
      now.value = null;
      if (world !== null) isWatched(world, null);
    });
    await activity.track(before?.handle.then((handle) => handle.leave()).catch(() => {}) ?? Promise.resolve());
    await worlds.refresh();
  }

  /** The server that a world was watched on last; null: on none. */
  const serverOf = (world: string): FeedPlace['source'] | null => places.value.find((place) => place.world === world)?.source ?? null;

  /** A world is deleted: what was kept of its server leads nowhere any more. */
  async function forget(world: string): Promise<void> {
    if (now.peek()?.world === world) await leave();
    const gone = places.peek().filter((place) => place.world === world);
    places.value = places.peek().filter((place) => place.world !== world);
    for (const { source } of gone) await client.import.forgetFeed(source.relay, source.server);
  }

  const view: ReadonlySignal<Watched | null> = computed(() => now.value);
  return {
    ...{ own, now: view, places, servers, refused, find, refresh, start, leave, forget, serverOf, relayOf },
    /** `text`: as it stands in the address of a map. */
    startBy: (text: string) => {
      const target = targetOf(text, own);
      if (target !== null) void start(target);
    },
    /** The last tick up to which a version of a world that is watched, and the newest, show the same; null: nobody knows. */
    heldUpTo: (world: string, version: number) => news.upTo(world, version),
    tryNow: () => void watching?.handle.then((handle) => handle.now()).catch(() => {}),
  };
}

export type LiveState = ReturnType<typeof createLive>;
