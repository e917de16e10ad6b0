import type { DumpedPicture, DumpedTexts, DumpSink, LocaleTable, ModClaim, ModInfo, PackSink, Shelf } from '../../core/pack/types';

/** Counts what goes into packs on the way, to say of a file what was in it. */
export class PackCount implements PackSink {
  private prototypes = 0;
  private pictures = 0;
  private names = 0;
  private mods = 0;
  private listed = 0;
  private other = 0;
  private readonly languages = new Set<string>();

  constructor(private readonly sink: PackSink) {}

  /** Something was there. */
  get any(): boolean {
    return this.prototypes + this.pictures + this.names + this.mods + this.listed + this.other > 0;
  }

  /** "9,120 prototypes, 24 names."; '' when there was nothing. */
  get note(): string {
    const parts = [
      some(this.prototypes, 'prototype'),
      some(this.pictures, 'icon'),
      some(this.mods, 'mod'),
      some(this.listed, 'mod on the list', 'mods on the list'),
      some(this.names, 'text'),
      this.languages.size > 1 ? `${this.languages.size} languages` : '',
    ].filter((part) => part !== '');
    return parts.length === 0 ? '' : `${parts.join(', ')}.`;
  }

  dump(file: string): DumpSink {
    const dump = this.sink.dump(file);
    return {
      prototype: (type, name, table) => {
        this.prototypes++;
        dump.prototype(type, name, table);
      },
      icon: (kind, name, spec) => dump.icon(kind, name, spec),
      end: (whole) => dump.end(whole),
    };
  }
  mod(info: ModInfo, from: string): void {
    this.mods++;
    this.sink.mod(info, from);
  }
  shelf(shelf: Shelf): void {
    this.other++;
    this.sink.shelf(shelf);
  }
  locale(mod: string, language: string, table: LocaleTable, version?: string | null, file?: string): void {
    this.languages.add(language);
    this.names += table.size;
    this.sink.locale(mod, language, table, version, file);
  }
  texts(texts: DumpedTexts, from: string): void {
    if (texts.language !== null) this.languages.add(texts.language);
    this.names += texts.names.size + texts.descriptions.size;
    this.sink.texts(texts, from);
  }
  picture(picture: DumpedPicture): void {
    this.pictures++;
    this.sink.picture(picture);
  }
  modList(mods: ModClaim[], from: string, inOrder?: boolean): void {
    this.listed += mods.length;
    this.sink.modList(mods, from, inOrder);
  }
  settings(gameVersion: string | null, startup: Record<string, string | number | boolean>, from: string): void {
    this.other++;
    this.sink.settings(gameVersion, startup, from);
  }
  gameVersion(version: string, from: string): void {
    this.other++;
    this.sink.gameVersion(version, from);
  }
  snapshot(entries: ReadonlyMap<string, Uint8Array>, from: string): void {
    this.other++;
    this.sink.snapshot(entries, from);
  }
}

const some = (count: number, one: string, many = `${one}s`): string =>
  count === 0 ? '' : `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
