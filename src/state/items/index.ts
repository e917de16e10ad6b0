import { batch, computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { PackDifference } from '../../core/pack/compare';
import type { PackInfo } from '../../core/pack/types';
import type { Page, Ref, Shown } from '../../core/prototype/types';
import type { WorldInfo } from '../../core/world/types';
import type { Activity } from '../activity';
import { answering } from '../answer';
import type { Client, Grid, ItemsClient, PackFrame, PackMatch, Tab, Tongue } from '../client';
import type { ItemsPlace } from '../items-place';
import type { Notices } from '../notices';
import type { Packs } from '../packs';
import type { Section } from '../url';
import { contentOf } from './content';
import { createLanguages } from './languages';
import { createLibrary } from './library';
import { createPins } from './pins';
import { createRendering } from './render';
import { createSearching } from './search';
import { createSheets } from './sheets';
import { storedSwitch } from './stored';

export type { ExportChoice, Exporting } from './library';

interface Services {
  client: Client;
  items: ItemsClient;
  activity: Activity;
  notices: Notices;
  packs: Packs;
  place: ItemsPlace;
  /** The item browser is what is shown. */
  shown: ReadonlySignal<boolean>;
  /** The world of the map, if one is open. */
  world: ReadonlySignal<WorldInfo | null>;
  download(file: Blob, name: string): void;
}

/** How many discoveries there are at once. */
const DISCOVERIES = 6;

/** The item browser: what is open of which pack, and all that a person does there. Comes when it is first needed. */
export function createItems(services: Services) {
  const { items, activity, packs, place, shown, world } = services;
  const pack = computed<PackInfo | null>(() => packs.list.value?.find(({ id }) => id === place.pack.value) ?? null);
  /** The link names a pack that is not in this browser. */
  const missing = computed(() => place.pack.value !== null && packs.list.value !== null && pack.value === null);
  const content = contentOf(pack);
  const languages = createLanguages(place);
  const showHidden = storedSwitch('factoscope-items-hidden');
  /** 1.1: which of a recipe's two modes is shown. */
  const expensive = storedSwitch('factoscope-items-expensive');
  const retries = signal(0);
  const seed = signal(Math.floor(Math.random() * 1_000_000));

  /** What every question is about; null while nothing of a pack is shown. */
  const subject = computed(() =>
    content.value === '' || pack.value === null || pack.value.tooNew === true || !shown.value
      ? null
      : { pack: pack.value.id, content: content.value, languages: languages.languages.value },
  );
  interface Asked<Q> {
    pack: string;
    tongue: Tongue;
    what: Q;
  }
  /** Keeps the answer about `about`; what is known of it stays until the pack, or what is asked of it, has another. */
  function ask<Q, V>(question: () => { about: unknown; what: Q } | null, load: (asked: Asked<Q>, signal: AbortSignal) => Promise<V>) {
    const wanted = () => {
      const [of, one] = [subject.value, question()];
      if (of === null || one === null) return null;
      const { pack: id, languages: order } = of;
      const detail = JSON.stringify([of.content, order, one.what, retries.value]);
      return { subject: JSON.stringify([id, one.about]), detail, ask: { pack: id, tongue: { languages: order }, what: one.what } };
    };
    return answering<Asked<Q>, V>(activity, wanted, load);
  }

  const frame = ask<null, PackFrame | null>(
    () => ({ about: 'frame', what: null }),
    ({ pack: id, tongue }, abort) => items.packs.frame(id, tongue, abort),
  );
  /** The list that is shown, or would be shown behind the page. */
  const tab = computed<Section | null>(() => place.tab.value ?? frame.value.value?.tabs.find(({ count }) => count > 0)?.tab ?? null);
  const grid = ask<Tab, Grid | null>(
    () => {
      const of = place.ref.value === null ? tab.value : null;
      return of === null || of === 'mod' ? null : { about: of, what: of };
    },
    ({ pack: id, tongue, what }, abort) => items.packs.grid(id, tongue, what, abort),
  );
  const page = ask<Ref, Page | null>(
    () => (place.ref.value === null ? null : { about: place.ref.value, what: place.ref.value }),
    ({ pack: id, tongue, what }, abort) => items.packs.page(id, tongue, what, abort),
  );

  const pins = createPins(place.pack);
  const shownOf = (about: string, refs: ReadonlySignal<Ref[]>) => {
    const answer = ask<Ref[], Shown[]>(
      () => ({ about, what: refs.value }),
      async ({ pack: id, tongue, what }, abort) => here(await items.packs.show(id, tongue, what, abort)),
    );
    return computed(() => answer.value.value ?? []);
  };
  const discovery = ask<number, Shown[]>(
    () => (place.ref.value === null ? { about: 'discovery', what: seed.value } : null),
    async ({ pack: id, tongue, what }, abort) => {
      const seeds = Array.from({ length: DISCOVERIES }, (_, i) => what + i);
      const found = await Promise.all(seeds.map((one) => items.packs.discover(id, tongue, one, abort)));
      const once = new Map(here(found).map((ref) => [JSON.stringify([ref.kind, ref.name]), ref]));
      return here(await items.packs.show(id, tongue, [...once.values()], abort));
    },
  );

  /** The pack that fits the world of the map, and what does not match. */
  const match = answering<WorldInfo, PackMatch | null>(
    activity,
    () => {
      const [info, list] = [world.value, packs.list.value];
      if (info === null || list === null || list.length === 0 || info.mods.length === 0) return null;
      const known = list.map(({ id, claims }) => [id, claims.gameVersion, claims.mods]);
      return { subject: info.id, detail: JSON.stringify([info.gameVersion, info.mods, known]), ask: info };
    },
    ({ gameVersion, mods }, abort) => items.packs.packOf({ gameVersion, mods }, abort),
  );
  /** What tells the packs in the list apart. */
  const differences = answering<string[], PackDifference[]>(
    activity,
    () => {
      const list = packs.list.value ?? [];
      if (!shown.value || list.length < 2) return null;
      const ask = list.map(({ id }) => id);
      return { subject: 'differences', detail: JSON.stringify([list.map(({ id, claims, counts }) => [id, claims, counts])]), ask };
    },
    (ask, abort) => items.packs.differences(ask, abort),
  );

  const search = createSearching(items, activity, place, subject);
  const sheets = createSheets(items, activity, pack);
  const rendering = createRendering(items, activity, place, () => void packs.refresh());
  const library = createLibrary({
    ...services,
    onRemoved: (id) => {
      rendering.cancelRendering(id);
      if (place.pack.peek() === id) openPack(null);
    },
  });

  let resumed: string | null = null;
  // What an earlier visit, or a cancel, left without pictures.
  effect(() => {
    if (!shown.value || pack.value === null || pack.value.unfinished === true) return;
    if (pack.value.icons.pending > 0 && resumed !== pack.value.id) {
      resumed = pack.value.id;
      void rendering.renderPending(pack.value.id);
    }
  });

  effect(() => {
    const found = page.value.value;
    // Untracked: what was visited is read to be written.
    if (found !== null) untracked(() => pins.visited(found.ref));
  });

  function openPack(id: string | null) {
    batch(() => {
      if (place.pack.value !== id) search.actions.closeSearch();
      place.pack.value = id;
      place.tab.value = null;
      place.ref.value = null;
    });
  }

  /** null: the pack's front page. */
  function setTab(next: Section | null) {
    batch(() => {
      place.tab.value = next;
      place.ref.value = null;
    });
  }

  function openRef({ kind, name }: Ref) {
    batch(() => {
      place.ref.value = { kind, name };
      search.state.open.value = false;
      place.query.value = '';
    });
  }

  /** Out of the search; else as the browser's Back, where that stays in the item browser; else up to the list, the front page, the packs. */
  function back() {
    if (search.state.open.value) return search.actions.closeSearch();
    if (place.ref.value !== null) return setTab(place.tab.value);
    if (place.tab.value !== null) return setTab(null);
    openPack(null);
  }

  const tongue = () => ({ languages: languages.languages.peek() });
  const open = () => place.pack.peek() ?? '';

  const state = {
    ...{ packs: packs.list, packsFailed: packs.failed, packId: place.pack as ReadonlySignal<string | null>, pack, missing },
    /** `section`: what the address names; `tab`: what that comes to. */
    ...{ frame: frame.value, frameFailed: frame.failed, tab, section: place.tab as ReadonlySignal<Section | null> },
    ...{ grid: grid.value, gridFailed: grid.failed },
    ...{ ref: place.ref as ReadonlySignal<Ref | null>, page: page.value, pageFailed: page.failed },
    /** The page was looked for, and is not in this pack. */
    pageMissing: computed(() => place.ref.value !== null && page.key.value !== null && page.value.value === null),
    languages: languages.languages,
    /** Its code among the frame's languages. */
    language: computed(() => languages.shownOf(frame.value.value?.languages.map(({ code }) => code) ?? [])),
    ...{ showHidden: showHidden.on, expensive: expensive.on },
    ...{ search: search.state, match: match.value, differences: differences.value, exporting: library.exporting },
    ...{ pins: pins.pins, recents: pins.recents, pinned: shownOf('pinned', pins.pins), recent: shownOf('recent', pins.recents) },
    ...{ discovery: discovery.value, sheets, rendering: place.rendering },
  };
  const actions = {
    ...{ openPack, openRef, setTab, back, setLanguage: languages.setLanguage },
    ...{ setShowHidden: showHidden.set, setExpensive: expensive.set },
    ...search.actions,
    ...{ pin: pins.pin, unpin: pins.unpin, togglePin: pins.togglePin, movePin: pins.movePin, isPinned: pins.isPinned },
    another: () => {
      seed.value += DISCOVERIES;
    },
    ...{ renamePack: library.renamePack, removePack: library.removePack },
    ...{ exportPack: library.exportPack, cancelExport: library.cancelExport, forgetExport: library.forgetExport },
    ...{ renderPending: rendering.renderPending, cancelRendering: rendering.cancelRendering },
    /** Asks anew what failed. */
    retry: async () => {
      retries.value += 1;
      search.actions.retrySearch();
      await packs.refresh();
    },
    /** For links, tooltips and rich text: what is not in the pack is null. */
    show: (refs: Ref[], abort?: AbortSignal) => activity.track(items.packs.show(open(), tongue(), refs, abort)),
    /** A page without opening it, for a tooltip. */
    peek: (ref: Ref, abort?: AbortSignal) => activity.track(items.packs.page(open(), tongue(), ref, abort)),
    raw: (ref: Ref, abort?: AbortSignal) => activity.track(items.packs.raw(open(), ref, abort)),
    /** The picture for a page's head; the asker closes it. */
    native: ({ kind, name }: Ref, abort?: AbortSignal): Promise<ImageBitmap | null> =>
      kind === 'mod' ? Promise.resolve(null) : activity.track(items.icons.native(open(), kind, name, abort)),
  };
  return { ...state, actions };
}

const here = <T>(found: readonly (T | null)[]): T[] => found.filter((one) => one !== null);

export type Items = ReturnType<typeof createItems>;
