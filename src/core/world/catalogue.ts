/** The worlds of a store as rows: listing, naming, the bin. Apart from what opens worlds, because every visit begins with it. */
import type { BlockStore } from './block-store';
import { joinable } from './joinable';
import { isTorn } from './snapshot/keep';
import { allStored, infoEntry, keysOf, readStored, STORED_VERSION, stale } from './stored-row';
import type { WorldInfo } from './types';

export class WorldCatalogue {
  constructor(readonly store: BlockStore) {}

  /** Newest first; those in the bin have `deletedAt`. */
  async worlds(): Promise<WorldInfo[]> {
    const infos = (await allStored(this.store)).map(
      (stored): WorldInfo => (stored.v > STORED_VERSION ? { ...stored.info, tooNew: true } : stored.info),
    );
    return infos.sort((a, b) => b.changedAt - a.changedAt);
  }

  /** Some were left half read, or stored by an older version of the site: `Library.settle` sets them right. */
  async unsettled(): Promise<boolean> {
    return (await allStored(this.store)).some((stored) => stale(stored) || isTorn(stored));
  }

  joinable(): Promise<[string, string][]> {
    return joinable(this.store);
  }

  private async change(id: string, edit: (info: WorldInfo) => void): Promise<void> {
    const stored = await readStored(this.store, id);
    if (!stored) return;
    edit(stored.info);
    await this.store.put({ set: [infoEntry(stored)], remove: [] });
  }

  rename(id: string, name: string): Promise<void> {
    return this.change(id, (info) => {
      info.name = name.trim().slice(0, 120) || info.name;
    });
  }

  /** Into the bin. */
  remove(id: string): Promise<void> {
    return this.change(id, (info) => {
      info.deletedAt = Date.now();
    });
  }

  undelete(id: string): Promise<void> {
    return this.change(id, (info) => {
      delete info.deletedAt;
    });
  }

  /** Empties the bin; returns how many worlds went. */
  async purge(): Promise<number> {
    const gone = (await allStored(this.store)).filter((stored) => stored.info.deletedAt !== undefined);
    for (const stored of gone) await this.store.put({ set: [], remove: await keysOf(this.store, stored.info.id) });
    return gone.length;
  }
}
