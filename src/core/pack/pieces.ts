/** What came beside prototypes, until it is known which pack it belongs to. Bounded: all of it is in memory. */
import { ALL_KINDS, kindOf } from '../prototype/kinds';
import type { Kind, RawData } from '../prototype/types';
import type { Problem } from '../result';
import { type Evidence, noEvidence, type Setting } from './evidence';
import { isLanguage, NO_LANGUAGE } from './keys';
import { byText, hashOf } from './packing';
import { refKey } from './plan';
import { sourceName, textFileName } from './source-name';
import { dumpedRows, joinedTexts, type TextEvidence, type TextRows, tableRows } from './text-rows';
import type { DumpedPicture, DumpedTexts, LocaleTable, ModClaim, ModInfo, Shelf } from './types';

/** Characters of texts and bytes of pictures; all of the game with fifty languages has 30 million and 60 MB. */
const MAX_TEXT = 300_000_000;
const MAX_PICTURES = 600_000_000;
/** Of one finished picture: the largest canvases are some hundred pixels a side. */
export const MAX_FILE = 16_000_000;
const MAX_MODS = 5_000;

const cut = (text: string, most = 200): string => text.slice(0, most);

interface LocaleTables {
  mod: string;
  language: string;
  version: string;
  file: string;
  table: LocaleTable;
}

export class Pieces {
  readonly shelves: Shelf[] = [];
  readonly evidence: Evidence = noEvidence();
  private readonly tables: LocaleTables[] = [];
  private readonly dumped: DumpedTexts[] = [];
  private readonly pictures: DumpedPicture[] = [];
  private readonly hashes = new Map<DumpedPicture, string>();
  private textSize = 0;
  private pictureSize = 0;
  readonly problems: Problem[] = [];
  private readonly told = new Set<string>();

  get empty(): boolean {
    const { infos, lists, settings, versions } = this.evidence;
    return this.texts + this.icons + infos.length + lists.length + settings.length + versions.length === 0;
  }
  /** How many pieces of texts, and of what icons are made of. */
  get texts(): number {
    return this.tables.length + this.dumped.length;
  }
  get icons(): number {
    return this.pictures.length + this.shelves.length;
  }

  add(other: Pieces): void {
    this.shelves.push(...other.shelves);
    for (const one of other.tables) this.tables.push(one);
    for (const one of other.dumped) this.dumped.push(one);
    for (const one of other.pictures) this.pictures.push(one);
    for (const [picture, hash] of other.hashes) this.hashes.set(picture, hash);
    this.textSize += other.textSize;
    this.pictureSize += other.pictureSize;
    const { evidence } = other;
    this.evidence.infos.push(...evidence.infos);
    this.evidence.lists.push(...evidence.lists);
    this.evidence.settings.push(...evidence.settings);
    this.evidence.versions.push(...evidence.versions);
    this.evidence.files.push(...evidence.files);
  }

  file(name: string): void {
    if (name !== '' && this.evidence.files.length < 10_000) this.evidence.files.push(sourceName(name));
  }

  mod({ name, version, title, author, dependencies }: ModInfo, from: string): void {
    if (this.evidence.infos.length >= MAX_MODS) return;
    const needs = dependencies.slice(0, 300).map((one) => cut(one));
    this.evidence.infos.push([cut(name), cut(version ?? '', 40), cut(title), cut(author), needs, sourceName(from)]);
  }

  locale(mod: string, language: string, table: LocaleTable, version: string, file: string): void {
    if (!isLanguage(language)) {
      this.tell('language', file || mod, `"${cut(language, 40)}" is no code of a language: its texts were left out.`);
      return;
    }
    for (const [key, text] of table) this.textSize += key.length + text.length;
    if (this.tooMuch(this.textSize > MAX_TEXT, 'texts')) return;
    this.tables.push({ mod: cut(mod), language, version: cut(version, 40), file: textFileName(file), table });
  }

  dumpedTexts(texts: DumpedTexts, from: string): void {
    // The game dumps names of noise expressions too, which have no pages.
    if (!ALL_KINDS.includes(texts.kind)) return;
    for (const [key, text] of [...texts.names, ...texts.descriptions]) this.textSize += key.length + text.length;
    if (this.tooMuch(this.textSize > MAX_TEXT, 'texts')) return;
    this.dumped.push(texts.language === null || isLanguage(texts.language) ? texts : { ...texts, language: null });
    this.file(from);
  }

  picture(picture: DumpedPicture): void {
    if (picture.png.length > MAX_FILE) {
      this.tell('icon-file-too-large', picture.name, 'A finished icon of more than 16 MB was left out: no icon is that large.');
      return;
    }
    this.pictureSize += picture.png.length;
    if (!this.tooMuch(this.pictureSize > MAX_PICTURES, 'pictures')) this.pictures.push(picture);
  }

  modList(mods: readonly ModClaim[], from: string, inOrder: boolean): void {
    const claims = mods.slice(0, MAX_MODS).map(({ name, version, title, author }): ModClaim => {
      const claim: ModClaim = { name: cut(name), version: version === null ? null : cut(version, 40) };
      if (title) claim.title = cut(title);
      if (author) claim.author = cut(author);
      return claim;
    });
    // Twice in a list is once on.
    const names = new Map(claims.map((mod) => [mod.name, mod]));
    const sorted = [...names.values()].sort((a, b) => byText(a.name, b.name));
    this.evidence.lists.push(inOrder ? [sourceName(from), sorted, [...names.keys()]] : [sourceName(from), sorted]);
    this.file(from);
  }

  settings(gameVersion: string | null, startup: Readonly<Record<string, Setting>>, from: string): void {
    const rows = Object.entries(startup)
      .slice(0, 20_000)
      .map(([key, value]): [string, Setting] => [cut(key), typeof value === 'string' ? cut(value, 2_000) : value])
      .sort((a, b) => byText(a[0], b[0]));
    this.evidence.settings.push([sourceName(from), gameVersion === null ? null : cut(gameVersion, 40), rows]);
    this.file(from);
  }

  gameVersion(version: string, from: string): void {
    if (this.evidence.versions.length < 1_000) this.evidence.versions.push([cut(version, 40), sourceName(from)]);
  }

  /** What of the texts these prototypes need. */
  textsFor(needed: (key: string) => boolean): TextEvidence {
    const rows = new Map<string, TextRows>();
    const into = (language: string, { tables, dumped }: TextRows) => {
      const of = rows.get(language) ?? { tables: [], dumped: [] };
      of.tables.push(...tables);
      of.dumped.push(...dumped);
      rows.set(language, of);
    };
    for (const { mod, language, version, file, table } of this.tables) into(language, tableRows(mod, version, file, table, needed));
    for (const texts of this.dumped) into(texts.language ?? NO_LANGUAGE, dumpedRows(texts));
    return joinedTexts([rows]);
  }

  /** Pictures of prototypes that are there: what is said of them, and their bytes. */
  picturesFor(raw: RawData): { rows: Evidence['pictures']; files: Map<string, Uint8Array> } {
    const known = new Set<string>();
    for (const [type, named] of raw) {
      const kind = kindOf(type);
      if (kind !== null) for (const name of named.keys()) known.add(refKey(kind, name));
    }
    const rows: Evidence['pictures'] = [];
    const files = new Map<string, Uint8Array>();
    for (const picture of this.pictures) {
      if (!known.has(refKey(picture.kind, picture.name))) continue;
      const hash = this.hashes.get(picture) ?? hashOf(picture.png);
      this.hashes.set(picture, hash);
      files.set(hash, picture.png);
      rows.push([picture.kind as Kind, picture.name, picture.picture, picture.premultiplied ? 1 : 0, hash, picture.png.length]);
    }
    return { rows, files };
  }

  private tooMuch(much: boolean, what: string): boolean {
    if (much)
      this.tell('pack-too-large', '', `More ${what} than any set of mods has: the rest of them was left out.`, 'Drop fewer files at once.');
    return much;
  }

  /** Once each. */
  private tell(code: string, file: string, detail: string, tip = ''): void {
    const key = `${code} ${detail}`;
    if (this.told.has(key) || this.told.size >= 200) return;
    this.told.add(key);
    this.problems.push({ code, file, line: 0, detail, tip });
  }
}
