import type { IconSpec } from '../../core/icon/types';
import type { DumpedPicture, DumpedTexts, LocaleTable, ModClaim, ModInfo, PackSink, Shelf } from '../../core/pack/types';
import type { RawTable } from '../../core/prototype/types';

/** Keeps all that readers give to packs. */
export class PackRecorder implements PackSink {
  readonly dumps: {
    file: string;
    prototypes: { type: string; name: string; table: RawTable }[];
    icons: { kind: string; name: string; spec: IconSpec }[];
    whole: boolean | null;
  }[] = [];
  readonly mods: { info: ModInfo; from: string }[] = [];
  readonly shelves: Shelf[] = [];
  readonly locales: { mod: string; language: string; table: LocaleTable; version: string | null | undefined; file: string | undefined }[] =
    [];
  readonly texted: { texts: DumpedTexts; from: string }[] = [];
  readonly pictures: DumpedPicture[] = [];
  readonly lists: { mods: ModClaim[]; from: string }[] = [];
  readonly set: { gameVersion: string | null; startup: Record<string, string | number | boolean>; from: string }[] = [];
  readonly versions: { version: string; from: string }[] = [];
  readonly snapshots: { entries: ReadonlyMap<string, Uint8Array>; from: string }[] = [];

  dump(file: string) {
    const dump: PackRecorder['dumps'][number] = { file, prototypes: [], icons: [], whole: null };
    this.dumps.push(dump);
    return {
      prototype: (type: string, name: string, table: RawTable) => void dump.prototypes.push({ type, name, table }),
      icon: (kind: string, name: string, spec: IconSpec) => void dump.icons.push({ kind, name, spec }),
      end: (whole: boolean) => {
        dump.whole = whole;
      },
    };
  }
  mod(info: ModInfo, from: string) {
    this.mods.push({ info, from });
  }
  shelf(shelf: Shelf) {
    this.shelves.push(shelf);
  }
  locale(mod: string, language: string, table: LocaleTable, version?: string | null, file?: string) {
    this.locales.push({ mod, language, table, version, file });
  }
  texts(texts: DumpedTexts, from: string) {
    this.texted.push({ texts, from });
  }
  picture(picture: DumpedPicture) {
    this.pictures.push(picture);
  }
  modList(mods: ModClaim[], from: string) {
    this.lists.push({ mods, from });
  }
  settings(gameVersion: string | null, startup: Record<string, string | number | boolean>, from: string) {
    this.set.push({ gameVersion, startup, from });
  }
  gameVersion(version: string, from: string) {
    this.versions.push({ version, from });
  }
  snapshot(entries: ReadonlyMap<string, Uint8Array>, from: string) {
    this.snapshots.push({ entries, from });
  }

  /** "item/iron-plate" … of the first dump. */
  get names(): string[] {
    return this.dumps[0]?.prototypes.map(({ type, name }) => `${type}/${name}`) ?? [];
  }
}
