/** One drop's pieces of packs. */
import type { DumpedPicture, DumpedTexts, DumpSink, LocaleTable, ModClaim, ModInfo, PackSink, Shelf } from './types';
import type { OnFiles, PackReport, Workshop } from './workshop';

export class PackImporter implements PackSink {
  constructor(
    readonly workshop: Workshop,
    readonly job: string,
    readonly openPack: string | null,
  ) {}

  /** Nothing that belongs to a pack has come. */
  get empty(): boolean {
    return true;
  }

  dump(_file: string): DumpSink {
    return { prototype() {}, icon() {}, end() {} };
  }
  mod(_info: ModInfo, _from: string): void {}
  shelf(_shelf: Shelf): void {}
  locale(_mod: string, _language: string, _table: LocaleTable, _version?: string | null, _file?: string): void {}
  texts(_texts: DumpedTexts, _from: string): void {}
  picture(_picture: DumpedPicture): void {}
  modList(_mods: ModClaim[], _from: string): void {}
  settings(_gameVersion: string | null, _startup: Record<string, string | number | boolean>, _from: string): void {}
  gameVersion(_version: string, _from: string): void {}
  snapshot(_entries: ReadonlyMap<string, Uint8Array>, _from: string): void {}

  /**
   * Stores: reads what icon layers name from the shelves, a new pack or a change of one is whole or not there. Rejects with StoreFull (the
   * store is as it was) and when the signal says so.
   */
  async finish(_signal: AbortSignal, _onFiles?: OnFiles): Promise<PackReport> {
    return { packs: [], problems: [], loose: null };
  }
}
