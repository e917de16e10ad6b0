/** All packs of a store: what the catalogue lists, sheets, the way out. */
import { PackCatalogue } from './catalogue';
import { planKey, sheetKey } from './keys';
import { sameBytes, unpackJson } from './packing';
import { isSheet } from './picture-bytes';
import { type Plan, planNumber } from './plan';
import { allRows, LADDER, type Ladder, type PackRow, readRow, rowEntry, stale, tooNew } from './row';
import { savePack } from './save';
import { loadState } from './state';
import type { PackInfo } from './types';
import { type Block, writeContainer } from './write-container';
import { type PackExportOptions, packBlocks } from './write-pack';

export class PackLibrary extends PackCatalogue {
  /** The plan that was asked for last. */
  private unpacked: { bytes: Uint8Array; plan: Plan } | null = null;

  /** At start: what an older version of the site stored is lifted and worked out anew. */
  async settle(ladder: Ladder = LADDER): Promise<PackInfo[]> {
    const settled: PackInfo[] = [];
    for (const row of await allRows(this.store, ladder)) {
      if (!stale(row)) continue;
      const { id } = row.info;
      settled.push((await savePack(this.store, id, await loadState(this.store, id, row.v, ladder), row, new Map())).row.info);
    }
    return settled;
  }

  private async plan(id: string): Promise<{ row: PackRow; plan: Plan } | null> {
    const row = await readRow(this.store, id);
    if (row === null || tooNew(row) || stale(row)) return null;
    const [bytes] = await this.store.get([planKey(id)]);
    if (bytes === undefined) return null;
    // Asked for with every sheet that is rendered; of a large pack unpacking takes longer than all else about it.
    if (!sameBytes(this.unpacked?.bytes, bytes)) this.unpacked = { bytes, plan: unpackJson(bytes) as Plan };
    return { row, plan: this.unpacked!.plan };
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
    if (of === null || key === undefined || planNumber(of.plan) !== plan || !isSheet(webp)) return false;
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
    const written = await this.packBlocks(id, options);
    return written === null ? [] : writeContainer(written.blocks, written.first);
  }

  /** The pack's part of a snapshot; null: there is no such pack. */
  async packBlocks(id: string, options: PackExportOptions): Promise<{ blocks: Block[]; first: string | null } | null> {
    const of = await this.plan(id);
    return of && (await packBlocks(this.store, of.row, of.plan, options));
  }
}
