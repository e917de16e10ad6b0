/** Fields of the Item Browser's JSON, which may hold anything. */
import type { Layer } from '../../core/icon/types';
import { entries, list, num, tables, text } from '../../core/prototype/fields';
import type { RawTable } from '../../core/prototype/types';
import type { Part } from './browser-data';

const MAX_NAME = 400;
const MAX_TEXT = 20_000;
const MAX_LAYERS = 200;

export function nameOf(table: RawTable): string | null {
  const name = text(table, 'name');
  return name === null || name === '' || name.length > MAX_NAME ? null : name;
}

export const strings = (table: RawTable, key: string): string[] =>
  list(table, key)
    .filter((value) => typeof value === 'string')
    .slice(0, 1000);

/** Ingredients or products. `min`, `max`: what the two spellings call the bounds. */
export function partsIn(table: RawTable, key: string, min: string, max: string): Part[] {
  return tables(table, key)
    .slice(0, 1000)
    .flatMap((part) => {
      const name = nameOf(part);
      if (name === null) return [];
      return [
        {
          type: text(part, 'type') === 'fluid' ? 'fluid' : 'item',
          name,
          amount: num(part, 'amount', 1),
          amountMin: num(part, min, 1),
          amountMax: num(part, max, 1),
          probability: num(part, 'probability', 1),
        },
      ];
    });
}

/** Layers, each read by `one`; null: it names no file. */
export const layersIn = (table: RawTable, one: (layer: RawTable) => Layer | null): Layer[] =>
  tables(table, 'layers')
    .slice(0, MAX_LAYERS)
    .flatMap((layer) => one(layer) ?? []);

/** Numbers that no picture has would only make trouble later. */
export function layer(
  file: string | null,
  size: number,
  scale: number,
  shift: [number, number],
  tint: [number | null, number | null, number | null, number | null],
): Layer | null {
  if (file === null || file === '' || file.length > 1000 || !(size > 0 && size <= 8192) || !(scale > 0 && scale < 1000)) return null;
  if (!shift.every((value) => Math.abs(value) < 10_000)) return null;
  const given = tint.some((value) => value !== null);
  const [r, g, b, a] = tint;
  const raw = given ? [r ?? 0, g ?? 0, b ?? 0, a ?? 1] : [1, 1, 1, 1];
  const by = raw.some((value) => value > 1) ? 255 : 1;
  const channel = (value: number) => Math.min(1, Math.max(0, value / by));
  return {
    file: file.replaceAll(/\/{2,}/g, '/'),
    size,
    scale,
    shift,
    tint: [channel(raw[0]!), channel(raw[1]!), channel(raw[2]!), channel(raw[3]!)],
    floating: false,
  };
}

/** `{"en": "Iron plate", "de": …}` by language. */
export function translations(table: RawTable, key: string): [language: string, text: string][] {
  const value = Object.hasOwn(table, key) ? table[key] : null;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return entries(value as RawTable)
    .slice(0, 200)
    .flatMap(([language, given]): [string, string][] =>
      typeof given === 'string' && given !== '' && /^[A-Za-z]{2,3}(-[A-Za-z]{2,4})?$/.test(language)
        ? [[language, given.slice(0, MAX_TEXT)]]
        : [],
    );
}
