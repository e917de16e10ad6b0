/** What a pack is told of and what it tells: plain values that cross worker borders as they are. */
import type { IconSpec } from '../icon/types';
import type { Kind, RawTable } from '../prototype/types';

/** Something said of a pack that its prototypes do not prove, and by what file. */
export interface Claim<T> {
  value: T;
  /** "mod-list.json", "base/info.json", "factorio-current.log". */
  source: string;
}
export interface ModClaim {
  name: string;
  /** null: on, but nobody said which. */
  version: string | null;
  title?: string;
  author?: string;
}

export interface PackInfo {
  /** "<readable>-<16 hex digits of the hash of its normalised prototypes>": the same data always has the same id. */
  id: string;
  /** Given by the person, else made from what is known. */
  name: string;
  /** Bumped by every change; views refetch when it changes. */
  version: number;
  claims: { gameVersion: Claim<string> | null; mods: Claim<ModClaim>[]; settings: Claim<Record<string, string | number | boolean>> | null };
  /** Prototypes by their own type, all that were in the dump: `recipe` is the number of recipe prototypes. */
  counts: Record<string, number>;
  /** Codes as the game's folders have them: "en", "de", "pt-BR". "dump" is a dumped locale whose language nobody named. */
  languages: string[];
  icons: {
    /** Prototypes whose every layer was found, or that came as a finished picture. */
    complete: number;
    incomplete: number;
    /** Distinct 64 px pictures, and the sheets they are in. */
    pictures: number;
    sheets: number;
    /** Sheets that are still to be rendered. */
    pending: number;
  };
  /** Bytes kept in the store. */
  bytes: number;
  files: string[];
  createdAt: number;
  changedAt: number;
  unfinished?: true;
  tooNew?: true;
  /** The sample that comes with the site. */
  sample?: true;
  deletedAt?: number;
}

/** A mod's `info.json`. */
export interface ModInfo {
  name: string;
  version: string | null;
  title: string;
  author: string;
  description: string;
  factorioVersion: string | null;
  dependencies: string[];
}

/** Files that icon layers may name, of one mod (or of core, base, a DLC), read when they are named. */
export interface Shelf {
  mod: string;
  version: string | null;
  /** For the person: "mods/bztin_2.1.14.zip". */
  from: string;
  /** `path` within the mod: "graphics/icons/tin.png". */
  has(path: string): boolean;
  /** All of its files, where somebody may want those that no prototype names (the command line does). */
  paths?(): Iterable<string>;
  /** Bytes of a file; null: not known before it is opened. */
  size?(path: string): number | null;
  /**
   * In the order asked; null where it is not there, cannot be read or is longer than `max` bytes, which is told before they are read (a
   * problem row says why).
   */
  read(paths: readonly string[], signal: AbortSignal, max?: number): Promise<(Uint8Array | null)[]>;
}

/** Keys and texts of one `.cfg`, "item-name.iron-plate" → text; keys without section stand alone. */
export type LocaleTable = ReadonlyMap<string, string>;

/** Finished texts of one kind in one language, as `--dump-prototype-locale` and others give them. */
export interface DumpedTexts {
  /** null: the file does not say. */
  language: string | null;
  kind: Kind;
  names: ReadonlyMap<string, string>;
  descriptions: ReadonlyMap<string, string>;
}

/** Texts of one language, as names are made of them. */
export interface PackTexts {
  /** In load order: later ones win. */
  tables: { mod: string; table: LocaleTable }[];
  dumped: DumpedTexts[];
}

/** A finished picture of one prototype. */
export interface DumpedPicture {
  kind: Kind;
  name: string;
  png: Uint8Array;
  /** The game's own dump holds premultiplied pixels; others straight ones. */
  premultiplied: boolean;
  /** `native`: the union canvas; `slot`: 64 px, fitted. */
  picture: 'native' | 'slot';
}

/** Where readers put what belongs to packs. Calls are synchronous; bytes handed over are the receiver's. */
export interface PackSink {
  /** A set of prototypes begins. */
  dump(file: string): DumpSink;
  mod(info: ModInfo, from: string): void;
  shelf(shelf: Shelf): void;
  /** One `.cfg`. `version` and `file` ("locale/de/items.cfg", its path in the mod) settle whose text counts when several came. */
  locale(mod: string, language: string, table: LocaleTable, version?: string | null, file?: string): void;
  texts(texts: DumpedTexts, from: string): void;
  picture(picture: DumpedPicture): void;
  /** mod-list.json, a log's "Loading mod", a save: the mods that were on. `inOrder`: as the game loaded them. */
  modList(mods: ModClaim[], from: string, inOrder?: boolean): void;
  /** mod-settings.dat. */
  settings(gameVersion: string | null, startup: Record<string, string | number | boolean>, from: string): void;
  gameVersion(version: string, from: string): void;
  /** A whole pack out of a snapshot (core/pack/container.ts): entry name → bytes. */
  snapshot(entries: ReadonlyMap<string, Uint8Array>, from: string): void;
}
export interface DumpSink {
  /** One prototype as it was parsed. */
  prototype(type: string, name: string, table: RawTable): void;
  /** Icons given apart from prototypes (an Item Browser export). */
  icon(kind: Kind, name: string, spec: IconSpec): void;
  /** false: it was cut, what came is kept. */
  end(whole: boolean): void;
}
