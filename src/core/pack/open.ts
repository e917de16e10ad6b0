/** A stored pack as its readers see it: the item browser's worker, the icon workers, the export, the command line. */
import type { IconSpec } from '../icon/types';
import type { Kind, RawData, Ref } from '../prototype/types';
import type { BlockStore } from '../world/block-store';
import type { DumpedTexts, LocaleTable, PackInfo } from './types';

/** Texts of one language, as names are made of them. */
export interface PackTexts {
  /** In load order: later ones win. */
  tables: { mod: string; table: LocaleTable }[];
  dumped: DumpedTexts[];
}

/** What a picture is made of. */
export type PictureSource =
  | { type: 'spec'; spec: IconSpec }
  /** A finished picture that was dropped; its bytes are a PNG under `hash`. */
  | { type: 'dumped'; hash: string; premultiplied: boolean; picture: 'native' | 'slot' };

export interface SheetPlan {
  /** By cell, row by row. */
  pictures: PictureSource[];
  /** Of the layers' files that are stored: file as the layer names it → hash of its bytes. What is not in here has no file. */
  files: ReadonlyMap<string, string>;
}

export interface StoredPack {
  readonly info: PackInfo;
  /** Prototypes, normalised. Read on first use, then kept. */
  raw(): Promise<RawData>;
  /** By language. Read on first use, then kept. */
  texts(): Promise<ReadonlyMap<string, PackTexts>>;
  /** Number of its 64 px picture; null: it has none. */
  pictureOf(ref: Ref): number | null;
  /** Files that its layers name and that are not here. */
  missing(ref: Ref): readonly string[];
  /** The same of the whole pack, by mod, most files first; at most five examples each. */
  missingByMod(): { mod: string; files: number; examples: string[] }[];
  /** Names the list of pictures: sheets of another plan do not fit. */
  readonly plan: number;
  readonly sheets: number;
  /** WebP bytes; null: not rendered yet. */
  sheet(n: number): Promise<Uint8Array | null>;
  /** null: this sheet came finished with a snapshot, or there is no such sheet. */
  sheetPlan(n: number): SheetPlan | null;
  /** What the large picture of a prototype is made of; null where nothing of it is here. */
  native(kind: Kind, name: string): SheetPlan | null;
  /** Bytes of stored files by hash, in the order asked; null: not here. */
  layers(hashes: readonly string[]): Promise<(Uint8Array | null)[]>;
}

/** null: there is none, or a newer version of the site has stored it. */
export async function openPack(_store: BlockStore, _id: string): Promise<StoredPack | null> {
  return null;
}
