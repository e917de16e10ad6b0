/**
 * The only way to read a raw table: its keys come from a file, so `__proto__`, `constructor` and the like may be among them or be asked for.
 * What is not of the kind that is asked for reads as absent.
 */
import type { RawTable, RawValue } from './types';

export const EMPTY: RawTable = Object.freeze(Object.create(null));

export function field(table: RawTable | null | undefined, key: string): RawValue | undefined {
  return table && Object.hasOwn(table, key) ? table[key] : undefined;
}

export const isTable = (value: RawValue | undefined): value is RawTable =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A finite number; dumps write infinity as "inf" and "-inf", which reads as such. */
export function numberOf(value: RawValue | undefined): number | null {
  if (typeof value === 'number') return Number.isNaN(value) ? null : value;
  if (value === 'inf') return Number.POSITIVE_INFINITY;
  return value === '-inf' ? Number.NEGATIVE_INFINITY : null;
}

export function num(table: RawTable | null | undefined, key: string): number | null;
export function num(table: RawTable | null | undefined, key: string, otherwise: number): number;
export function num(table: RawTable | null | undefined, key: string, otherwise: number | null = null): number | null {
  return numberOf(field(table, key)) ?? otherwise;
}

export function text(table: RawTable | null | undefined, key: string): string | null {
  const value = field(table, key);
  return typeof value === 'string' ? value : null;
}

/** `true` alone. */
export const yes = (table: RawTable | null | undefined, key: string): boolean => field(table, key) === true;

/** A table; an empty list is an empty table, as Lua cannot tell them apart. */
export function table(of: RawTable | null | undefined, key: string): RawTable | null {
  const value = field(of, key);
  if (isTable(value)) return value;
  return Array.isArray(value) && value.length === 0 ? EMPTY : null;
}

/** A value read as a list: `{}` is an empty one, a table with digit keys (a list with holes) is its values by number. Null: neither. */
export function listOf(value: RawValue | undefined): readonly RawValue[] | null {
  if (Array.isArray(value)) return value;
  if (!isTable(value)) return null;
  const keys = Object.keys(value);
  if (!keys.every((key) => /^\d{1,9}$/.test(key))) return null;
  return keys.sort((a, b) => Number(a) - Number(b)).map((key) => value[key]!);
}

/** Empty where there is none. */
export const list = (of: RawTable | null | undefined, key: string): readonly RawValue[] => listOf(field(of, key)) ?? [];

/** The tables among a list. */
export const tables = (of: RawTable | null | undefined, key: string): RawTable[] => list(of, key).filter(isTable);

/** The texts among a list; a single text is a list of one, as many fields may be written both ways. */
export function texts(of: RawTable | null | undefined, key: string): string[] {
  const value = field(of, key);
  if (typeof value === 'string') return [value];
  return (listOf(value) ?? []).filter((entry) => typeof entry === 'string');
}

/** Keys and values of a table, in the order they came (digit keys first). Nothing for a list. */
export function entries(of: RawTable | null | undefined): [string, RawValue][] {
  return of && !Array.isArray(of) ? Object.entries(of) : [];
}

/** A position or a vector, `[x, y]` or `{x, y}`. */
export function pair(of: RawTable | null | undefined, key: string): [number, number] | null {
  const value = field(of, key);
  const [x, y] = isTable(value)
    ? [num(value, 'x') ?? num(value, '1'), num(value, 'y') ?? num(value, '2')]
    : [numberOf(listOf(value)?.[0]), numberOf(listOf(value)?.[1])];
  return x === null || y === null ? null : [x, y];
}
