/** Which of all texts count. */
import type { Kind } from '../prototype/types';
import { byClaim, chosenList, claimedVersions, infoOf } from './claims';
import type { Evidence } from './evidence';
import { guessLanguage } from './guess-language';
import { NO_LANGUAGE } from './keys';
import { loadOrder } from './load-order';
import { byText } from './packing';
import type { Row, TextEvidence, TextRows } from './text-rows';
import type { DumpedTexts, LocaleTable, PackInfo, PackTexts } from './types';

/**
 * What names are made of: of mods that are on alone, since a folder holds others too. Dumps that name no language go to the one they look
 * like. Each language is put together when it is first read; `told`: the languages that come to something (PackInfo.languages), where that
 * is known, so that none needs to be read to find out.
 */
export function textsOf(
  texts: TextEvidence,
  evidence: Evidence,
  claims: PackInfo['claims'],
  told: readonly string[] | null = null,
): Map<string, PackTexts> {
  const claimed = claimedVersions(evidence);
  const on = new Set(['core', ...claims.mods.map(({ value }) => value.name)]);
  const info = infoOf(evidence, claimed);
  const order = loadOrder([...on], (mod) => info(mod)?.[4] ?? null, chosenList(evidence)?.[2]);

  const result = new Map<string, LanguageTexts>();
  for (const [language, rows] of texts)
    if (language !== NO_LANGUAGE) result.set(language, new LanguageTexts(language, rows, (tables) => chosenTables(tables, claimed, order)));
  const unnamed = texts.get(NO_LANGUAGE)?.dumped ?? [];
  if (unnamed.length > 0) {
    for (const [language, rows] of guessLanguage(unnamed, result)) {
      const known = result.get(language) ?? new LanguageTexts(language, { tables: [], dumped: [] }, () => []);
      known.more.push(...rows);
      result.set(language, known);
    }
  }
  const counts = ([language, of]: [string, PackTexts]) => told?.includes(language) ?? of.tables.length + of.dumped.length > 0;
  return new Map([...result].filter(counts).sort((a, b) => byText(a[0], b[0])));
}

class LanguageTexts implements PackTexts {
  /** Dumps that did not say that they are in this language. Before `dumped` is read. */
  readonly more: TextRows['dumped'] = [];
  private chosen: PackTexts['tables'] | null = null;
  private finished: DumpedTexts[] | null = null;

  constructor(
    private readonly language: string,
    private readonly rows: TextRows,
    private readonly choose: (rows: TextRows['tables']) => PackTexts['tables'],
  ) {}

  get tables(): PackTexts['tables'] {
    this.chosen ??= this.choose(this.rows.tables);
    return this.chosen;
  }

  get dumped(): DumpedTexts[] {
    this.finished ??= byKind(this.language, [...this.rows.dumped, ...this.more]);
    return this.finished;
  }
}

/** Of each mod the version that counts, its files by name, later ones win. */
function chosenTables(
  rows: TextRows['tables'],
  claimed: ReadonlyMap<string, string | null>,
  order: readonly string[],
): { mod: string; table: LocaleTable }[] {
  const byMod = new Map<string, TextRows['tables']>();
  for (const row of rows) {
    const before = byMod.get(row[0]);
    if (before) before.push(row);
    else byMod.set(row[0], [row]);
  }
  return order.flatMap((mod) => {
    const mine = byMod.get(mod);
    if (mine === undefined) return [];
    const version = [...new Set(mine.map((row) => row[1]))].sort(byClaim(claimed.get(mod)))[0];
    const table = new Map<string, string>();
    for (const [, of, , texts] of mine.sort((a, b) => byText(a[2], b[2])))
      if (of === version) for (const [key, text] of texts) table.set(key, text);
    return [{ mod, table }];
  });
}

/** One of each kind; of several texts for one name the one that sorts last, whichever came first. */
function byKind(language: string, rows: TextRows['dumped']): DumpedTexts[] {
  const kinds = new Map<Kind, { names: Map<string, string>; descriptions: Map<string, string> }>();
  for (const [kind, names, descriptions] of rows) {
    const of = kinds.get(kind) ?? { names: new Map(), descriptions: new Map() };
    kinds.set(kind, of);
    const put = (into: Map<string, string>, texts: Row[]) => {
      for (const [key, text] of texts) if (!into.has(key) || into.get(key)! < text) into.set(key, text);
    };
    put(of.names, names);
    put(of.descriptions, descriptions);
  }
  return [...kinds]
    .sort((a, b) => byText(a[0], b[0]))
    .map(([kind, of]) => ({ language: language === 'dump' ? null : language, kind, ...of }));
}
