/** What a snapshot says of its pack, row by row: rows that are none are left out, the rest is as the union wants it. */
import { ALL_KINDS } from '../prototype/kinds';
import type { Kind } from '../prototype/types';
import { checkedSpec } from './checked-spec';
import { type Evidence, noEvidence, type Setting } from './evidence';
import { byText } from './packing';
import { sourceName, textFileName } from './source-name';
import type { Row, TextRows } from './text-rows';
import type { ModClaim } from './types';

export const isText = (value: unknown, most = 300): value is string => typeof value === 'string' && value.length <= most;
export const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
/** Below `end`. */
export const isCount = (value: unknown, end: number): value is number => isWhole(value) && value < end;
export const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
const isKind = (value: unknown): value is Kind => ALL_KINDS.includes(value as Kind);
const isSetting = (value: unknown): value is Setting => isText(value, 2_000) || typeof value === 'boolean' || Number.isFinite(value);

/** Rows of a list that `read` makes something of. */
function list<T>(value: unknown, most: number, read: (row: unknown[]) => T | null): T[] {
  if (!Array.isArray(value)) return [];
  const rows: T[] = [];
  for (const row of value as unknown[]) {
    if (rows.length >= most) break;
    const made = Array.isArray(row) ? read(row) : null;
    if (made !== null) rows.push(made);
  }
  return rows;
}

const strings = (value: unknown, most: number, longest = 200): string[] =>
  Array.isArray(value) ? (value as unknown[]).slice(0, most).filter((one): one is string => isText(one, longest)) : [];

export function readEvidence(value: unknown): Evidence {
  if (typeof value !== 'object' || value === null) return noEvidence();
  const of = value as Partial<Record<keyof Evidence, unknown>>;
  return {
    ...noEvidence(),
    whole: of.whole === 1 ? 1 : 0,
    name: isText(of.name, 120) ? of.name : '',
    counts: list(of.counts, 2_000, ([type, count]) => (isText(type, 1_000) && isWhole(count) ? [type, count] : null)),
    infos: list(of.infos, 5_000, ([mod, version, title, author, dependencies, from]) =>
      isText(mod) && isText(version) && isText(title) && isText(author) && isText(from)
        ? [mod, version, title, author, strings(dependencies, 300), sourceName(from)]
        : null,
    ),
    lists: list(of.lists, 20, ([from, mods, order]) => {
      if (!isText(from)) return null;
      const read = readMods(mods);
      const names = new Set(read.map(({ name }) => name));
      const said = [...new Set(strings(order, 5_000, 300))].filter((name) => names.has(name));
      return said.length === 0 ? [sourceName(from), read] : [sourceName(from), read, said];
    }),
    settings: list(of.settings, 20, ([from, version, startup]) =>
      isText(from) && (version === null || isText(version, 40))
        ? [
            sourceName(from),
            version,
            list(startup, 20_000, ([key, to]): [string, Setting] | null => (isText(key) && isSetting(to) ? [key, to] : null)),
          ]
        : null,
    ),
    versions: list(of.versions, 200, ([version, from]) => (isText(version, 40) && isText(from) ? [version, sourceName(from)] : null)),
    used: strings(of.used, 5_000),
    icons: list(of.icons, 500_000, ([kind, name, spec]) => {
      const checked = checkedSpec(spec);
      return isKind(kind) && isText(name, 1_000) && checked !== null ? [kind, name, checked] : null;
    }),
    found: list(of.found, 500_000, ([mod, version, path, hash, size]) =>
      isText(mod) && isText(version) && isText(path, 1_000) && isHash(hash) && isWhole(size) ? [mod, version, path, hash, size] : null,
    ),
    pictures: list(of.pictures, 500_000, ([kind, name, picture, premultiplied, hash, size]) =>
      isKind(kind) && isText(name, 1_000) && (picture === 'native' || picture === 'slot') && isHash(hash) && isWhole(size)
        ? [kind, name, picture, premultiplied === 1 ? 1 : 0, hash, size]
        : null,
    ),
  };
}

function readMods(value: unknown): ModClaim[] {
  if (!Array.isArray(value)) return [];
  const mods = new Map<string, ModClaim>();
  for (const of of (value as unknown[]).slice(0, 5_000)) {
    if (typeof of !== 'object' || of === null) continue;
    const { name, version, title, author } = of as Record<string, unknown>;
    if (!isText(name) || !(version === null || isText(version, 40))) continue;
    const mod: ModClaim = { name, version };
    if (isText(title) && title !== '') mod.title = title;
    if (isText(author) && author !== '') mod.author = author;
    mods.set(name, mod);
  }
  return [...mods.values()].sort((a, b) => byText(a.name, b.name));
}

const readRow = ([key, text]: unknown[]): Row | null => (isText(key, 1_000) && isText(text, 20_000) ? [key, text] : null);
const readRows = (value: unknown): Row[] => list(value, 500_000, readRow).sort((a, b) => byText(a[0], b[0]));

export function readTextRows(value: unknown): TextRows {
  if (typeof value !== 'object' || value === null) return { tables: [], dumped: [] };
  const { tables, dumped } = value as Record<string, unknown>;
  return {
    tables: list(tables, 50_000, ([mod, version, file, texts]) =>
      isText(mod) && isText(version) && isText(file) ? [mod, version, textFileName(file), readRows(texts)] : null,
    ),
    dumped: list(dumped, 50_000, ([kind, names, descriptions]) => (isKind(kind) ? [kind, readRows(names), readRows(descriptions)] : null)),
  };
}
