import type { DumpedTexts, LocaleTable } from '../../pack/types';

/** Texts of one language: locale tables in load order, of which the later win, and texts that were finished elsewhere. */
export interface TextsGiven {
  tables: readonly { mod: string; table: LocaleTable }[];
  dumped: readonly DumpedTexts[];
}
