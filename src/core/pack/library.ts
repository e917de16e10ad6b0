/** All packs of a store: listing, naming, the bin, sheets, the way out. */
import type { BlockStore } from '../world/block-store';
import type { PackInfo } from './types';

export interface PackExportOptions {
  /** Codes; all when absent. */
  languages?: string[];
  icons: boolean;
  /** Rendered anew with another effort, by number of sheet; absent: those stored. */
  sheets?: Uint8Array[];
  /** With the files that pictures are drawn from, so that large ones can be drawn there too. */
  native: boolean;
}

export class PackLibrary {
  constructor(readonly store: BlockStore) {}

  /** Newest first; those in the bin have `deletedAt`. */
  async packs(): Promise<PackInfo[]> {
    return [];
  }
  async rename(_id: string, _name: string): Promise<void> {}
  /** Into the bin. */
  async remove(_id: string): Promise<void> {}
  async undelete(_id: string): Promise<void> {}
  /** Empties the bin and lets go of what a killed import left; returns how many packs went. */
  async purge(): Promise<number> {
    return 0;
  }
  /** At start: what an older version of the site stored is read anew. */
  async settle(): Promise<PackInfo[]> {
    return [];
  }
  async pendingSheets(_id: string): Promise<{ plan: number; sheets: number[] }> {
    return { plan: 0, sheets: [] };
  }
  /** false: the pack has another plan by now, or these bytes are no WebP. */
  async putSheet(_id: string, _plan: number, _sheet: number, _webp: Uint8Array): Promise<boolean> {
    return false;
  }
  /** The pack as one zip (docs/snapshot.md), in pieces that follow each other. Empty: there is no such pack. */
  async exportPack(_id: string, _options: PackExportOptions): Promise<Uint8Array<ArrayBuffer>[]> {
    return [];
  }
}
