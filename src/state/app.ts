import { batch, computed, effect, signal, untracked } from '@preact/signals';
import { keepSamples } from '../client/service-worker';
import { ok, type Problem } from '../core/result';
import type { WorldInfo } from '../core/world/types';
import { t } from '../texts';
import { hosted as words } from '../texts/hosted';
import { createActivity } from './activity';
import { createArrivals } from './arrivals';
import type { Client, LazyFiles } from './client';
import { createFind } from './find';
import { createFollow } from './follow';
import { createHosted } from './hosted';
import { createItemsLoader } from './items-loader';
import { createItemsPlace } from './items-place';
import { createJoined } from './joined';
import { createLink } from './link';
import { createLive } from './live';
import { textOf } from './live-target';
import { createLoader, type Opened, worldsOf } from './load';
import { createMap } from './map';
import { createMapSearch } from './map-search';
import { createMoment } from './moment';
import { createNotices } from './notices';
import { type OwnSnapshot, ownSnapshot } from './own-snapshot';
import { createPacks } from './packs';
import { createRouter } from './router';
import { SAMPLE, SAMPLE_WORLD } from './sample-world';
import { createShowAll } from './show-all';
import { createSite } from './site';
import { createStorage } from './storage';
import { createTheme } from './theme';
import { createTime } from './time';
import { createTracks } from './tracks';
import { type MapAddress, readAddress, writeAddress } from './url';
import { whenRead } from './when-read';
import { createWorlds } from './worlds';

const PLAIN_MAP: MapAddress = {
  ...{ page: 'map', url: null, rest: [], newer: false, world: '', surface: null, x: null, y: null, z: null, force: null },
  ...{ branch: null, base: null, on: null, tick: null, area: null },
};
const SAMPLE_PACK = './sample/Nordland.zip';

/** All that the page knows and can do. Views read the signals and call the actions; nothing else changes the state. */
export function createApp(client: Client) {
  const activity = createActivity();
  const notices = createNotices();
  const worlds = createWorlds(client, activity, notices);
  const storage = createStorage(client);
  const map = createMap(client, activity, worlds);
  const time = createTime(client, activity, map);
  const tracks = createTracks(client, activity, map, time);
  const moment = createMoment(client, activity, map, time);
  const find = createFind();
  const place = createItemsPlace();
  const packs = createPacks(client, activity);
  const router = createRouter(map, place, activity);
  // Every site has it, however it was opened here.
  router.comesFrom([SAMPLE_WORLD], SAMPLE);
  const openPack = () => packs.list.peek()?.find(({ id }) => id === place.pack.peek())?.id ?? null;
  const loader = createLoader({ client, activity, worlds, packs, openPack, base: document.baseURI });
  const follow = createFollow(client, activity, worlds, notices, loader.grown);
  const hosted = createHosted({
    ...{ client, activity, worlds, notices, base: document.baseURI, shown: map.world, liesAt: router.liesAt },
  });
  const link = createLink({ activity, loader, worlds, router });
  const live = createLive({
    ...{ client, activity, worlds, notices, base: document.baseURI, isWatched: router.isWatched, onWorld: openWatched },
  });
  const asked = signal<'picture' | 'film' | null>(null);
  const theme = createTheme();
  const site = createSite();
  /** What an earlier visit left half done, and what became of it. */
  const recovered = signal<Awaited<ReturnType<Client['import']['recover']>>>([]);

  // Whoever has opened one sample may open each of them without a network.
  const sampled = computed(
    () => worlds.list.value?.some(({ id }) => id === SAMPLE_WORLD) === true || packs.list.value?.some(({ sample }) => sample) === true,
  );
  effect(() => {
    if (sampled.value) keepSamples();
  });

  const withItems = createItemsLoader({
    ...{ client, activity, notices, packs, place },
    shown: computed(() => router.page.value === 'items'),
    world: map.info,
  });
  const joined = createJoined({ client, activity, packs, place, map, find, load: withItems.load });
  const openMap = () => {
    router.url.value = null;
    router.page.value = 'map';
  };
  const showing = createShowAll({ ...{ client, activity, map, find, notices }, openMap });
  const mapSearch = createMapSearch({
    ...{ client, activity, map, time, find, place, joined, openMap },
    languages: computed(() => withItems.items.value?.languages.value ?? [...navigator.languages]),
    shown: computed(() => (router.page.value === 'map' ? find.open.value : withItems.items.value?.search.open.value === true)),
  });
  const arrivals = createArrivals({
    ...{ activity, notices, packs, place, page: router.page, loader, items: withItems.load },
    ...{ open: openItems, join: joinPack },
  });

  /** null: the list of packs. */
  function openItems(id: string | null) {
    batch(() => {
      if (place.pack.value !== id) place.query.value = '';
      place.pack.value = id;
      place.tab.value = null;
      place.ref.value = null;
      router.url.value = null;
      router.page.value = 'items';
    });
  }

  function openWorld(id: string) {
    batch(() => {
      map.openWorld(id);
      router.url.value = null;
      router.page.value = 'map';
    });
  }

  /** A server's world has something to show: whoever waits for it sees it, at the place that a link names. */
  function openWatched({ id }: WorldInfo) {
    const address = router.address.peek();
    const on = router.lives.peek().get(id);
    if (on === undefined || address.page === 'start' || address.page === 'import' || address.page === 'items') return;
    if (address.page === 'map' && !(map.missing.peek() && address.live === on)) return;
    if (address.page === 'map') map.world.value = id;
    else if (address.page === 'live') router.replace(readAddress(writeAddress({ ...PLAIN_MAP, world: id, live: on })));
  }

  async function openLive(server: string, from: string | null, token: string | null = null) {
    const relay = await live.relayOf(from);
    if (relay === null) return;
    await live.start({ relay, server }, token);
    // What is here already is seen at once.
    const known = worlds.list.peek()?.find(({ id }) => id === live.now.peek()?.world);
    if (known === undefined) return;
    router.isWatched(known.id, textOf({ relay, server }, live.own));
    openWatched(known);
  }

  /** Back to a server that a world was watched on. */
  function goLive(world: string) {
    const source = live.serverOf(world);
    if (source === null) return;
    void live.start({ relay: source.relay, server: source.server });
    router.isWatched(world, textOf(source, live.own));
    if (router.page.peek() === 'map' && map.world.peek() === world) map.tick.value = null;
    else openWorld(world);
  }

  /** Another address of a server, or of a relay; null: the page's own. */
  function seekLive(server: string | null, relay: string | null) {
    batch(() => {
      router.url.value = null;
      router.live.value = { server, relay };
      router.page.value = 'live';
    });
  }

  /** `items`: where one was in the item browser. */
  function go(page: 'start' | 'import' | 'items') {
    router.url.value = null;
    router.page.value = page;
  }

  /** A link that waits for its world or pack keeps its place: the view opens as soon as that is here. */
  const waits = () => (router.page.value === 'map' && map.missing.value) || (router.page.value === 'items' && packMissing());
  const packMissing = () => place.pack.value !== null && openPack() === null;

  async function openFiles(files: Opened[], leftOut = 0, lazy?: LazyFiles) {
    if (!waits()) go('import');
    await loader.load(files, leftOut, lazy);
    settled();
    arrivals.arrived();
    await storage.refresh();
  }

  /** Gives the icons and texts that wait for it to a pack. */
  async function joinPack(id: string) {
    const name = packs.list.value?.find((pack) => pack.id === id)?.name;
    if (name === undefined) return;
    go('import');
    for (const drop of arrivals.drops()) {
      await loader.join(drop, id, name);
      arrivals.arrived();
    }
    await storage.refresh();
  }

  /** After a job: what an earlier visit had left half is whole now, if its log was in it. */
  function settled() {
    const { value: job } = loader.job;
    if (job === null || job.status !== 'done') return;
    const read = worldsOf(job);
    recovered.value = recovered.value.filter(({ world }) => !read.has(world));
  }

  /** Fetches a log or a pack, reads it, and opens its map as soon as there is one, else its items. Answers what packs it held. */
  async function openUrl(address: string): Promise<string[]> {
    if (!waits()) router.page.value = 'import';
    const mapped = (world: WorldInfo) => world.surfaces.some((surface) => surface.map);
    const stop = effect(() => {
      if (router.page.value !== 'import') return;
      const found = loader.job.value?.progress?.worlds.find(mapped);
      if (found === undefined || !loader.running()) return;
      router.comesFrom([found.id], address);
      openWorld(found.id);
    });
    await loader.loadUrl(address);
    stop();
    settled();
    const { value: job } = loader.job;
    if (job?.status === 'done') {
      // Also when nothing in it was new.
      const read = worldsOf(job);
      router.comesFrom([...read, ...(job.report?.packs ?? [])], address);
      const whole = worlds.list.value?.find((world) => read.has(world.id) && mapped(world));
      if (router.page.value === 'import' && whole !== undefined) openWorld(whole.id);
    }
    arrivals.arrived();
    await storage.refresh();
    return job?.status === 'done' ? (job.report?.packs ?? []) : [];
  }

  /** Opens a snapshot where it lies. `wanted`: the world a link names; of what lies there now, the same place is shown. */
  async function openHosted(address: string, wanted: string | null = null) {
    router.page.value = 'map';
    const before = map.world.value;
    const id = await hosted.open(address);
    if (id === null || router.page.value !== 'map' || map.world.value !== before) return;
    if (wanted === null) {
      router.snapshot.value = null;
      openWorld(id);
    } else if (wanted !== id) {
      map.world.value = id;
      notices.say('note', words.newer);
    }
    const { packBytes } = hosted.list.value.get(id)!;
    if (packBytes > 0 && joined.pack.value === null)
      notices.say('note', words.packOffer, [{ label: words.pack, run: () => void keepHostedPack(id) }]);
  }

  /** Fetches all of it, as any other file; from then on the world is read from this browser. */
  async function keepHosted(id: string) {
    const world = hosted.list.value.get(id);
    if (world === undefined) return;
    go('import');
    await loader.loadUrl(world.address);
    const { value: job } = loader.job;
    if (job?.status === 'done' && worldsOf(job).has(id)) hosted.close(id);
    await worlds.refresh();
    backToMap(id);
    arrivals.arrived();
    await storage.refresh();
  }

  /** From reading its file, when all went well and nobody has gone elsewhere. */
  function backToMap(id: string) {
    const { value: job } = loader.job;
    if (job?.status === 'done' && router.page.value === 'import' && map.world.value === id && map.info.value !== null)
      router.page.value = 'map';
  }

  async function keepHostedPack(id: string) {
    const world = hosted.list.value.get(id);
    if (world === undefined) return;
    const name = words.packName(world.info.name);
    go('import');
    await loader.loadFetched(name, async (onBytes, signal) => {
      try {
        const zip = await client.hosted.pack(id, ({ done, total }) => onBytes(done, total), signal);
        return ok(new File([zip], `${name}.zip`));
      } catch (problem) {
        return { ok: false, problem: problem as Problem };
      }
    });
    backToMap(id);
    arrivals.arrived();
    await storage.refresh();
  }

  /** For whoever gives a snapshot no ranges: all of it, kept here. */
  async function fetchHosted() {
    const address = hosted.opening.value?.address;
    hosted.giveUp();
    router.snapshot.value = null;
    if (address !== undefined) await openUrl(address);
  }

  /** What the page was put there to show. Where its host gives no parts of it, all of it is fetched: nobody is asked what they came for. */
  async function openOwn({ holds, address }: OwnSnapshot) {
    if (holds === 'pack') return void (await openUrl(address));
    await openHosted(address);
    if (hosted.opening.value?.problem?.code === 'no-ranges') await fetchHosted();
  }

  /** Back to the beginning, with nothing more of it. */
  function leaveHosted() {
    hosted.giveUp();
    router.snapshot.value = null;
    go('start');
  }

  async function openSamplePack() {
    if (packs.list.value === null) await packs.refresh();
    const sample = packs.list.value?.find((pack) => pack.sample === true && pack.unfinished !== true);
    if (sample !== undefined) {
      router.comesFrom([sample.id], SAMPLE_PACK);
      openItems(sample.id);
      return;
    }
    for (const id of await openUrl(SAMPLE_PACK)) await activity.track(client.import.markSample(id));
    await packs.refresh();
  }

  /** Without fetching or reading anything where it is here already, so without a network too. */
  async function openSample() {
    if (worlds.list.value === null) await worlds.refresh();
    const sample = worlds.list.value?.find(({ id }) => id === SAMPLE_WORLD);
    if (sample === undefined || sample.unfinished) await openUrl(SAMPLE);
    else openWorld(sample.id);
  }

  /** Where a newer File can be had, and not of what is packed: that does not grow. */
  function canFollow(name: string): boolean {
    const format = loader.job.value?.report?.files.find((file) => file.name === name)?.format ?? '';
    return loader.opened.get(name)?.entry !== undefined && !/^(gzip|zip)\b/.test(format);
  }

  /** A file that goes on filling a world would bring it back. */
  async function remove(id: string) {
    if (hosted.list.value.has(id)) return hosted.close(id);
    const { value: job } = loader.job;
    for (const { name } of follow.list.value)
      if (job?.report?.files.some((file) => file.name === name && file.worlds.includes(id))) follow.stop(name);
    recovered.value = recovered.value.filter(({ world }) => world !== id);
    await live.forget(id);
    await worlds.remove(id);
  }

  /** A newer version of the site is here: offered, and taken when the person says so and nothing is being read. */
  function offerUpdate(take: () => Promise<void>) {
    let asked = false;
    const run = () => {
      if (asked) return;
      asked = true;
      if (whenRead(loader.turns, () => void take())) notices.say('note', t.update.waits);
    };
    site.update.value = run;
    notices.say('note', t.update.ready, [{ label: t.update.reload, run }]);
  }

  /** Another tab took a newer version. What is read here goes on; what this page has not fetched yet is gone. */
  function renewed() {
    const run = () => void whenRead(loader.turns, () => location.reload());
    notices.say('note', t.update.renewed, [{ label: t.update.reload, run }]);
  }

  /** Begins a visit: mends what the last one left, lists the worlds, opens what the address asks for. */
  async function start() {
    const end = activity.begin();
    try {
      const query = new URLSearchParams(location.search);
      const lies = query.get('snapshot');
      if (lies !== null) {
        query.delete('snapshot');
        const search = query.size === 0 ? '' : `?${query}`;
        const here = readAddress(location.hash);
        history.replaceState(null, '', `${location.pathname}${search}${writeAddress({ ...here, snapshot: here.snapshot ?? lies })}`);
      }
      const asked = query.get('url');
      if (asked !== null) {
        // The address is kept in the hash alone, so that everything is written once.
        query.delete('url');
        const search = query.size === 0 ? '' : `?${query}`;
        history.replaceState(null, '', `${location.pathname}${search}${location.hash || `#/?url=${encodeURIComponent(asked)}`}`);
      }
      router.start();
      if (router.newer.value) notices.say('note', t.link.newer);
      client.onWorldChanged(() => {
        if (!loader.running()) void worlds.refresh();
      });
      client.onPackChanged(() => {
        if (!loader.running()) void packs.refresh();
      });
      try {
        recovered.value = await client.import.recover();
      } catch (error) {
        console.warn(error);
      }
      await Promise.all([worlds.refresh(), packs.refresh(), live.refresh()]);
      const url = router.url.value ?? router.address.value.url;
      const { value: page } = router.page;
      const isMissing = page === 'map' ? map.missing.value : page !== 'items' || place.pack.value === null || packMissing();
      if (url !== null && isMissing) void activity.track(openUrl(url));
      const snapshot = router.snapshot.peek();
      const own = ownSnapshot();
      if (page === 'start' && snapshot !== null) void openHosted(snapshot);
      else if (page === 'start' && url === null && own !== null) void activity.track(openOwn(own));
      // A link into the page's own world.
      const { value: wanted } = map.world;
      if (own?.holds === 'world' && wanted !== null && map.missing.value && url === null && !router.places.value.has(wanted))
        router.liesAt(wanted, own.address);
      effect(() => {
        const { value: data } = router.link;
        if (router.page.value === 'link') untracked(() => void link.open(data));
      });
      effect(() => {
        const { server, relay, token } = router.live.value;
        if (router.page.value === 'live' && server !== null) untracked(() => void openLive(server, relay, token ?? null));
      });
      // A link to a map that was watched when it was made.
      effect(() => {
        const { value: world } = map.world;
        const on = world === null ? undefined : router.lives.value.get(world);
        if (router.page.value === 'map' && on !== undefined) untracked(() => live.now.value?.world !== world && live.startBy(on));
      });
      // Also by a link that is followed later. What failed waits for the person.
      const tried = new Set<string>();
      effect(() => {
        const { value: world } = map.world;
        if (router.page.value !== 'map' || world === null || !map.missing.value) return;
        const at = router.places.value.get(world);
        if (at === undefined || tried.has(world)) return;
        tried.add(world);
        untracked(() => void openHosted(at, world));
      });
      await storage.refresh();
    } finally {
      end();
    }
  }

  const state = {
    /** The page shows a map inside of another page, and nothing round it. */
    embedded: new URLSearchParams(location.search).has('embed'),
    page: router.page,
    url: router.url,
    address: router.address,
    worlds: worlds.list,
    worldsFailed: worlds.failed,
    joinable: worlds.joinable,
    packs: packs.list,
    packsFailed: packs.failed,
    /** The rest of the item browser; null until its code is here (`loadItems`). */
    items: withItems.items,
    /** Of whatever pack is being rendered, for pages that are not the item browser. */
    rendering: place.rendering,
    /** Icons and texts that wait to be told which pack they belong to. */
    loose: arrivals.loose,
    job: loader.job,
    followed: follow.list,
    notices: notices.list,
    storage: storage.now,
    persistence: storage.answer,
    recovered,
    hosted,
    link,
    live,
    /** By world or pack that is not here: what whoever shared a link to it had. */
    needs: router.needs,
    /** Asked for by name beside the map: the dialog of the map's picture, or of its film. */
    asked,
    theme,
    site,
    map,
    time,
    tracks,
    moment,
    joined,
    /** All of a kind are being looked for. */
    showing: showing.showing,
    find,
    mapSearch,
    busy: activity.busy,
  };
  const actions = {
    go,
    openFiles,
    openUrl,
    openSample,
    openWorld,
    openHosted,
    keepHosted,
    keepHostedPack,
    fetchHosted,
    leaveHosted,
    openLive,
    goLive,
    seekLive,
    leaveLive: live.leave,
    openItems,
    showAll: showing.showAll,
    openSamplePack,
    loadItems: withItems.load,
    joinPack,
    retryPacks: packs.refresh,
    cancel: loader.cancel,
    follow: (name: string) => {
      const opened = loader.opened.get(name);
      if (opened !== undefined) follow.start(opened);
    },
    canFollow,
    unfollow: follow.stop,
    rename: worlds.rename,
    remove,
    join: worlds.join,
    split: worlds.split,
    retryWorlds: worlds.refresh,
    persist: storage.persist,
    say: notices.say,
    offerUpdate,
    renewed,
    install: site.install,
    declineInstall: site.decline,
    dismiss: notices.dismiss,
    forgetRecovered: () => {
      recovered.value = [];
    },
  };
  return { client, activity, notices, state, actions, start, idle: activity.idle };
}

export type App = ReturnType<typeof createApp>;
