/** All packs of a store: listing, naming, the bin, sheets, the way out. */
import type { BlockStore } from '../world/block-store';
import { DATA, dataPrefix, endOf, infoKey, planKey, sheetKey } from './keys';
import { unpackJson } from './packing';
import { isWebp } from './picture-bytes';
import { type Plan, planNumber } from './plan';
import { allRows, DERIVED_VERSION, PACK_VERSION, type PackRow, readRow, rowEntry, tooNew } from './row';
import { savePack } from './save';
import { loadState } from './state';
import type { PackInfo } from './types';
import { type PackExportOptions, writePack } from './write-pack';

const MAX_NAME = 120;

export class PackLibrary {
  constructor(readonly store: BlockStore) {}

  /** Newest first; those in the bin have `deletedAt`. */
  async packs(): Promise<PackInfo[]> {
    const infos = (await allRows(this.store)).map((row): PackInfo => (tooNew(row) ? { ...row.info, tooNew: true } : row.info));
    return infos.sort((a, b) => b.changedAt - a.changedAt || (a.id < b.id ? -1 : 1));
  }

  private async change(id: string, edit: (row: PackRow) => void): Promise<void> {
    const row = await readRow(this.store, id);
    // A newer site's row may mean something else.
    if (row === null || tooNew(row)) return;
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

  /** At start: what an older version of the site stored is read anew. */
  async settle(): Promise<PackInfo[]> {
    const settled: PackInfo[] = [];
    for (const row of await allRows(this.store)) {
      if (tooNew(row) || (row.v === PACK_VERSION && row.derived === DERIVED_VERSION)) continue;
      settled.push((await savePack(this.store, row.info.id, await loadState(this.store, row.info.id), row, new Map())).row.info);
    }
    return settled;
  }

  private async plan(id: string): Promise<{ row: PackRow; plan: Plan } | null> {
    const row = await readRow(this.store, id);
    if (row === null || tooNew(row)) return null;
    const [plan] = await this.store.get([planKey(id)]);
    return plan === undefined ? null : { row, plan: unpackJson(plan) as Plan };
  }

  /** Sheets that are still to be rendered, and the plan they belong to. */
  async pendingSheets(id: string): Promise<{ plan: number; sheets: number[] }> {
    const of = await this.plan(id);
    if (of === null) return { plan: 0, sheets: [] };
    const done = new Set(of.row.sheets.map(([key]) => key));
    const first = of.plan.given.sheets.length;
    return { plan: planNumber(of.plan), sheets: of.plan.sheets.flatMap((key, i) => (done.has(key) ? [] : [first + i])) };
  }

  /** false: the pack has another plan by now, or these bytes are no WebP. Rejects with StoreFull. */
  async putSheet(id: string, plan: number, sheet: number, webp: Uint8Array): Promise<boolean> {
    const of = await this.plan(id);
    const key = of?.plan.sheets[sheet - of.plan.given.sheets.length];
    if (of === null || key === undefined || planNumber(of.plan) !== plan || !isWebp(webp)) return false;
    const { row } = of;
    const before = row.sheets.find(([other]) => other === key)?.[1] ?? 0;
    row.sheets = [...row.sheets.filter(([other]) => other !== key), [key, webp.length] as [string, number]].sort((a, b) =>
      a[0] < b[0] ? -1 : 1,
    );
    row.info.icons.pending = of.plan.sheets.length - row.sheets.length;
    row.info.bytes += webp.length - before;
    row.info.version += 1;
    await this.store.put({ set: [[sheetKey(id, key), webp], rowEntry(row)], remove: [] });
    return true;
  }

  /** The pack as one zip (docs/snapshot.md), in pieces that follow each other. Empty: there is no such pack. */
  async exportPack(id: string, options: PackExportOptions): Promise<Uint8Array<ArrayBuffer>[]> {
    const of = await this.plan(id);
    return of === null ? [] : await writePack(this.store, of.row, of.plan, options);
  }
}
