import type { Effort } from '../core/icon/types';
import type { PackDifference } from '../core/pack/compare';
import type { PackInfo } from '../core/pack/types';
import type { Kind, Page, Ref, Shown } from '../core/prototype/types';
import type { Problem } from '../core/result';

/** What the person chose: languages by preference; answers use the first that has a text, then English, then the internal name. */
export interface Tongue {
  languages: string[];
}

/** Kinds that have tabs above the grid. */
export type Tab =
  | 'item'
  | 'fluid'
  | 'recipe'
  | 'technology'
  | 'entity'
  | 'tile'
  | 'space-location'
  | 'quality'
  | 'equipment'
  | 'virtual-signal';

export interface GridGroup {
  group: Shown;
  /** In the game's order; a subgroup is what runs on together. */
  subgroups: { name: string; entries: Shown[] }[];
  count: number;
  hidden: number;
}
export interface Grid {
  tab: Tab;
  groups: GridGroup[];
}

export interface SearchFilter {
  kinds?: Tab[];
  mods?: string[];
  groups?: string[];
}
export interface SearchRow {
  ref: Shown;
  type: string;
  mod: string | null;
  /** Where the match is: in the label, or in another name that stands below with its language ("" is the internal name). */
  match: { text: string; language: string; ranges: [from: number, to: number][] };
}
export interface SearchAnswer {
  /** Best first, at most `limit`. */
  rows: SearchRow[];
  total: number;
  /** Of all matches, for the filters. */
  kinds: Partial<Record<Tab, number>>;
  mods: Record<string, number>;
  groups: { ref: Shown; count: number }[];
  /** false: only the person's languages, English and internal names were asked yet. */
  whole: boolean;
}

/** A pack as the item browser's frame needs it. */
export interface PackFrame {
  info: PackInfo;
  /** Every tab with its number of entries that are not hidden. */
  tabs: { tab: Tab; count: number }[];
  mods: { name: string; version: string | null; title: string; author: string; source: string; entries: number; picture: number | null }[];
  /** Those with texts. */
  languages: { code: string }[];
  /** Missing files of icon layers by mod: what to drop. */
  missing: { mod: string; files: number; examples: string[] }[];
}

/** Reads packs for the item browser: the search worker. Holds one or two packs whole. */
export interface PackApi {
  packs(): Promise<PackInfo[]>;
  frame(pack: string, tongue: Tongue): Promise<PackFrame | null>;
  grid(pack: string, tongue: Tongue, tab: Tab): Promise<Grid | null>;
  page(pack: string, tongue: Tongue, ref: Ref): Promise<Page | null>;
  /** For tooltips, the sidebar and links: null for what is not in the pack. */
  show(pack: string, tongue: Tongue, refs: Ref[]): Promise<(Shown | null)[]>;
  /** Things worth a look: not hidden, with a recipe or a technology; by a seed, so that "Another" is another. */
  discover(pack: string, tongue: Tongue, seed: number): Promise<Ref | null>;
  /** First from the person's languages, English and internal names; `all` asks the others too. */
  search(pack: string, tongue: Tongue, query: string, filter: SearchFilter, limit: number, all: boolean): Promise<SearchAnswer>;
  /** All fields that are kept of a prototype, as JSON with two spaces. */
  raw(pack: string, ref: Ref): Promise<{ type: string; json: string }[]>;
  /** Pretty name of a sheet's WebP bytes; null: not rendered yet. */
  sheet(pack: string, sheet: number): Promise<Blob | null>;
  /** What tells these packs apart, for the list: mods and counts that differ from the others. */
  differences(packs: string[]): Promise<PackDifference[]>;
  /** The pack that fits a world's mods best, and what does not match. */
  packOf(world: { gameVersion: string | null; mods: { name: string; version: string }[] }): Promise<PackMatch | null>;
  changed(pack: string | null): Promise<void>;
}
export interface PackMatch {
  pack: string;
  /** Everything known of both agrees. */
  exact: boolean;
  missing: string[];
  extra: string[];
  otherVersion: { name: string; world: string; pack: string }[];
}

/** Renders: several run side by side. */
export interface IconApi {
  /** Renders one sheet of a pack from the stored layers; WebP bytes, transferred. Problems are those of its layers. */
  sheet(pack: string, sheet: number, effort: Effort): Promise<{ webp: Uint8Array<ArrayBuffer>; problems: Problem[] }>;
  /** The union canvas of one prototype, for a page's head; null where it has no layers here. Transferred. */
  native(pack: string, kind: Kind, name: string): Promise<ImageBitmap | null>;
  changed(pack: string | null): Promise<void>;
}
