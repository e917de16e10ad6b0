import { signal } from '@preact/signals';
import type { PackInfo } from '../core/pack/types';
import type { Activity } from './activity';
import type { Client } from './client';

/** The packs in this browser. Small, since the start page has it; what is done with packs is in items.ts. */
export function createPacks(client: Client, activity: Activity) {
  /** null until the first answer. Those in the bin are not in it. */
  const list = signal<PackInfo[] | null>(null);
  const failed = signal(false);

  async function refresh() {
    try {
      const all = await activity.track(client.import.packs());
      list.value = newestFirst(all.filter((pack) => pack.deletedAt === undefined));
      failed.value = false;
    } catch (error) {
      console.warn(error);
      failed.value = true;
    }
  }

  /** Takes over what an import tells of packs, without asking the store again. */
  function merge(touched: PackInfo[]) {
    if (touched.length === 0) return;
    const byId = new Map((list.value ?? []).map((pack) => [pack.id, pack]));
    for (const pack of touched) {
      const known = byId.get(pack.id);
      if (known === undefined || known.version <= pack.version) byId.set(pack.id, pack);
    }
    list.value = newestFirst([...byId.values()]);
  }

  return { list, failed, refresh, merge };
}

export type Packs = ReturnType<typeof createPacks>;

const newestFirst = (packs: PackInfo[]) => [...packs].sort((a, b) => b.changedAt - a.changedAt);
