/** What the search worker answers, without the worker. */

import { PackCatalogue } from '../src/core/pack/catalogue';
import { differences, packOf } from '../src/core/pack/compare';
import type { openPack, StoredPack } from '../src/core/pack/open';
import type { Ref } from '../src/core/prototype/types';
import type { Problem } from '../src/core/result';
import type { BlockStore } from '../src/core/world/block-store';
import type { PackApi } from '../src/worker-api/pack-api';
import { HeldPack } from './held-pack';
import { IdleWork } from './idle-work';

export interface SearchServices {
  store: BlockStore;
  open: typeof openPack;
}

/** Packs held whole. Two, for who compares; each may take a hundred megabytes. */
const HELD = 2;

export function createSearchService({ store, open }: SearchServices): PackApi {
  const held = new Map<string, Promise<HeldPack | null>>();
  /** Told to have changed since they were opened. */
  const old = new Set<string>();
  const ahead = new IdleWork();

  async function pack(id: string): Promise<HeldPack | null> {
    ahead.asked();
    const found = old.delete(id) || !held.has(id) ? load(id, held.get(id)) : held.get(id)!;
    // The one used last goes last.
    held.delete(id);
    held.set(id, found);
    for (const oldest of held.keys()) {
      if (held.size <= HELD) break;
      held.delete(oldest);
    }
    return await found;
  }

  function load(id: string, before: Promise<HeldPack | null> | undefined): Promise<HeldPack | null> {
    const loading = (async () => {
      const known = (await before?.catch(() => null)) ?? null;
      const stored = await open(store, id, known?.stored ?? null);
      if (stored === null) return null;
      return known === null ? await HeldPack.of(stored) : await known.renewed(stored);
    })();
    // Neither a failure nor "no such pack" is kept.
    const forget = () => {
      if (held.get(id) === loading) held.delete(id);
    };
    loading.then((found) => found === null && forget(), forget);
    return loading;
  }

  const library = new PackCatalogue(store);
  const here = async () => (await library.packs()).filter(({ deletedAt }) => deletedAt === undefined);

  return {
    packs: here,
    async frame(id, tongue) {
      const found = await pack(id);
      if (found === null) return null;
      const frame = found.frame(tongue);
      // Whoever opens a pack will search in it.
      ahead.begin(() => found.prepareNext(tongue));
      return frame;
    },
    grid: async (id, tongue, tab) => (await pack(id))?.pages(tongue).grid(tab) ?? null,
    page: async (id, tongue, ref) => (await pack(id))?.pages(tongue).page(ref) ?? null,
    async show(id, tongue, refs) {
      const pages = (await pack(id))?.pages(tongue);
      return refs.map((ref) => pages?.show(ref) ?? null);
    },
    discover: async (id, tongue, seed) => (await pack(id))?.pages(tongue).discover(seed) ?? null,
    search: async (id, tongue, query, filter, limit, all) => (await known(id)).search(tongue, query, filter, limit, all),
    raw: async (id, ref: Ref) => (await pack(id))?.pages({ languages: [] }).raw(ref) ?? [],
    async sheet(id, number) {
      const bytes = (await (await pack(id))?.stored.sheet(number)) ?? null;
      return bytes === null ? null : new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/webp' });
    },
    async differences(ids) {
      const wanted = new Set(ids);
      return differences((await here()).filter((info) => wanted.has(info.id)));
    },
    packOf: async (world) => packOf(world, await here()),
    async changed(id) {
      if (id === null) for (const one of held.keys()) old.add(one);
      else if (held.has(id)) old.add(id);
    },
  };

  async function known(id: string): Promise<HeldPack> {
    const found = await pack(id);
    if (found !== null) return found;
    throw noSuchPack;
  }
}

export type { StoredPack };

const noSuchPack: Problem = {
  code: 'no-such-pack',
  file: '',
  line: 0,
  detail: 'This pack is not in this browser.',
  tip: 'Drop its export again.',
};
