/** Texts of a pack as they came: of each mod, version and file, in sets. */
import type { Kind } from '../prototype/types';
import { union } from './evidence';
import { isLanguage, NO_LANGUAGE } from './keys';
import { byText } from './packing';
import type { DumpedTexts, LocaleTable } from './types';

export type Row = [key: string, text: string];

/** Of one language, or of none that was named. */
export interface TextRows {
  tables: [mod: string, version: string, file: string, texts: Row[]][];
  dumped: [kind: Kind, names: Row[], descriptions: Row[]][];
}
/** By language; NO_LANGUAGE where nobody named it. */
export type TextEvidence = ReadonlyMap<string, TextRows>;

/** Beyond any real pack: base has 50 languages, mods a dozen files each. */
const MOST_ROWS = 50_000;
const MOST_LANGUAGES = 200;

export const rowsOf = (table: ReadonlyMap<string, string>, keep: (key: string) => boolean = () => true): Row[] =>
  [...table].filter(([key]) => keep(key)).sort((a, b) => byText(a[0], b[0]));

export function tableRows(mod: string, version: string, file: string, table: LocaleTable, keep: (key: string) => boolean): TextRows {
  const texts = rowsOf(table, keep);
  return { tables: texts.length === 0 ? [] : [[mod, version, file, texts]], dumped: [] };
}

export function dumpedRows({ kind, names, descriptions }: DumpedTexts): TextRows {
  return { tables: [], dumped: names.size + descriptions.size === 0 ? [] : [[kind, rowsOf(names), rowsOf(descriptions)]] };
}

export function joinedTexts(all: readonly TextEvidence[]): TextEvidence {
  const gathered = new Map<string, TextRows[]>();
  for (const evidence of all) {
    for (const [language, rows] of evidence) {
      if (rows.tables.length + rows.dumped.length === 0 || (language !== NO_LANGUAGE && !isLanguage(language))) continue;
      const before = gathered.get(language);
      if (before) before.push(rows);
      else gathered.set(language, [rows]);
    }
  }
  const languages = [...gathered.keys()].sort().slice(0, MOST_LANGUAGES);
  return new Map(
    languages.map((language) => {
      const rows = gathered.get(language)!;
      const tables = union(
        rows.flatMap((each) => each.tables),
        [],
        MOST_ROWS,
      );
      return [
        language,
        {
          tables,
          dumped: union(
            rows.flatMap((each) => each.dumped),
            [],
            MOST_ROWS,
          ),
        },
      ];
    }),
  );
}

/** Mods that name prototypes: only texts that the pack's prototypes need are in here. */
export function namingMods(texts: TextEvidence): string[] {
  const mods = new Set<string>();
  for (const { tables } of texts.values())
    for (const [mod, , , rows] of tables) if (!mods.has(mod) && rows.some(([key]) => NAME.test(key))) mods.add(mod);
  return [...mods];
}
const NAME = /^(?!mod-)[a-z-]+-name\./;
