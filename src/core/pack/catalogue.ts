/** The packs of a store as rows: listing, naming, the bin. Apart from what reads and writes packs, because every visit begins with it. */
import type { BlockStore } from '../world/block-store';
import { DATA, dataPrefix, endOf, infoKey } from './keys';
import { allRows, type PackRow, readRow, rowEntry, stale, tooNew } from './row';
import type { PackInfo } from './types';

const MAX_NAME = 120;

export class PackCatalogue {
  constructor(readonly store: BlockStore) {}

  /** Newest first; those in the bin have `deletedAt`. */
  async packs(): Promise<PackInfo[]> {
    const infos = (await allRows(this.store)).map((row): PackInfo => (tooNew(row) ? { ...row.info, tooNew: true } : row.info));
    return infos.sort((a, b) => b.changedAt - a.changedAt || (a.id < b.id ? -1 : 1));
  }

  /** Some were stored by an older version of the site: `PackLibrary.settle` reads them anew. */
  async unsettled(): Promise<boolean> {
    return (await allRows(this.store)).some(stale);
  }

  private async change(id: string, edit: (row: PackRow) => void): Promise<void> {
    const row = await readRow(this.store, id);
    // A newer site's row may mean something else, and an older one is written anew as a whole, at the start of a visit.
    if (row === null || tooNew(row) || stale(row)) return;
    edit(row);
    row.info.version += 1;
    await this.store.put({ set: [rowEntry(row)], remove: [] });
  }

  /** An empty name changes nothing. */
  rename(id: string, name: string): Promise<void> {
    return this.change(id, (row) => {
      const given = name.trim().slice(0, MAX_NAME);
      if (given === '') return;
      row.info.name = given;
      row.named = 1;
    });
  }

  /** Into the bin. */
  remove(id: string): Promise<void> {
    return this.change(id, ({ info }) => {
      info.deletedAt = Date.now();
    });
  }

  undelete(id: string): Promise<void> {
    return this.change(id, ({ info }) => {
      delete info.deletedAt;
    });
  }

  /** Says that it is the sample that comes with the site. */
  markSample(id: string): Promise<void> {
    return this.change(id, ({ info }) => {
      info.sample = true;
    });
  }

  /** Empties the bin and lets go of what a killed import left; returns how many packs went. */
  async purge(): Promise<number> {
    const rows = await allRows(this.store);
    const gone = rows.filter(({ info }) => info.deletedAt !== undefined).map(({ info }) => info.id);
    const kept = new Set(rows.map(({ info }) => info.id).filter((id) => !gone.includes(id)));
    for (const id of gone) await this.store.put({ set: [], remove: [infoKey(id), ...(await this.dataKeys(id))] });
    const left = (await this.store.keys(DATA, endOf(DATA))).filter((key) => !kept.has(key.slice(DATA.length).split('/')[0]!));
    if (left.length > 0) await this.store.put({ set: [], remove: left });
    return gone.length;
  }

  private dataKeys(id: string): Promise<string[]> {
    return this.store.keys(dataPrefix(id), endOf(dataPrefix(id)));
  }
}
