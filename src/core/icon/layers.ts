/**
 * Which layers a prototype's icon has, all defaults filled in. Law and sources: docs/icons.md. Whatever is written, what comes out is
 * bounded: so many layers, sizes, shifts and scales are numbers that a canvas can be made of.
 */
import { field, isTable, listOf, num, numberOf, pair, text, yes } from '../prototype/fields';
import type { DataVersion, RawTable, RawValue } from '../prototype/types';
import type { Problem } from '../result';
import type { IconSpec, Layer } from './types';

/** More layers of one icon are left out; vanilla's most are four, mods reach a dozen. */
export const MAX_LAYERS = 200;
/** Side of the picture in a file, px. */
export const MAX_SIZE = 4096;
/** A layer is drawn with at most so many px a side where its icon has E. */
const MAX_SIDE = 8192;
/** In the units of a shift: no icon is that far off. */
const MAX_SHIFT = 4096;

export interface LayersGiven {
  expected: number;
  version: DataVersion;
  /** For the problem rows: `item "lead-plate"`. */
  of: string;
  problem?: ((problem: Problem) => void) | undefined;
}

/**
 * The icon written under `icons`, or else under `icon` and `icon_size`; `before` stands before those names (`starmap_`, `small_`). Null:
 * neither, or no layer is any good. A Sprite (`icon` of a pollutant) is none: it is a part of a larger picture.
 */
export function specOf(table: RawTable, before: string, given: LayersGiven): IconSpec | null {
  const layers = listOf(field(table, `${before}icons`));
  const own = num(table, `${before}icon_size`);
  // Only data of 1.1 takes the prototype's own size for layers without one.
  const size = given.version === '1.1' ? (own ?? 32) : 64;
  if (layers !== null && layers.length > 0) return several(layers, size, given);
  const file = text(table, `${before}icon`);
  if (file === null) return null;
  const layer = layerOf(table, before, field(table, `${before}icon_size`) === undefined ? size : own, given, 1, file);
  // The prototype's own shift and tint belong to something else.
  return layer === null ? null : { expected: given.expected, layers: [{ ...layer, scale: given.expected / 2 / layer.size }] };
}

function several(entries: readonly RawValue[], otherwise: number, given: LayersGiven): IconSpec | null {
  const layers: Layer[] = [];
  if (entries.length > MAX_LAYERS) tell(given, `has ${entries.length} layers; the first ${MAX_LAYERS} are drawn`);
  for (const [i, entry] of entries.slice(0, MAX_LAYERS).entries()) {
    const file = isTable(entry) ? text(entry, 'icon') : null;
    if (!isTable(entry) || file === null) {
      tell(given, `layer ${i + 1} names no file`);
      continue;
    }
    const size = field(entry, 'icon_size') === undefined ? otherwise : num(entry, 'icon_size');
    const layer = layerOf(entry, '', size, given, i + 1, file);
    if (layer === null) continue;
    const scale = field(entry, 'scale') === undefined ? layer.scale : num(entry, 'scale');
    const shift = field(entry, 'shift') === undefined ? layer.shift : pair(entry, 'shift');
    if (scale === null || !(scale > 0) || layer.size * scale * 2 > MAX_SIDE)
      tell(given, `layer ${i + 1} has scale ${said(field(entry, 'scale'))}`);
    else if (shift === null || shift.some((by) => !(Math.abs(by) <= MAX_SHIFT)))
      tell(given, `layer ${i + 1} has shift ${said(field(entry, 'shift'))}`);
    else layers.push({ ...layer, scale, shift, tint: tintOf(field(entry, 'tint')), floating: yes(entry, 'floating') });
  }
  return layers.length === 0 ? null : { expected: given.expected, layers };
}

/** Null: its size or its path is none, and is told. */
function layerOf(table: RawTable, before: string, size: number | null, given: LayersGiven, nth: number, path: string): Layer | null {
  const file = cleanPath(path);
  if (file === null) tell(given, `layer ${nth} names ${said(path)}, which is no path within a mod`);
  else if (size === null || !(size > 0 && size <= MAX_SIZE) || !Number.isInteger(size))
    tell(given, `layer ${nth} has icon_size ${said(field(table, `${before}icon_size`) ?? size)}`);
  else return { file, size, scale: given.expected / 2 / size, shift: [0, 0], tint: [1, 1, 1, 1], floating: false };
  return null;
}

/** "__mod__/a//b.png" with single slashes; null for what leads out of a mod or is no such path. */
export function cleanPath(path: string): string | null {
  if (path.length > 1000) return null;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.length < 2 || !/^__.+__$/s.test(parts[0]!) || parts.some((part) => part === '..' || /[\\\0]/.test(part))) return null;
  return parts.join('/');
}

/** Straight, 0..1. Any channel above 1 tells that all are 0..255; r, g, b are 0 where they are not written, a is full. */
export function tintOf(value: RawValue | undefined): Layer['tint'] {
  const list = Array.isArray(value) && value.length > 0 ? value : null;
  if (list === null && !isTable(value) && !Array.isArray(value)) return [1, 1, 1, 1];
  const table = isTable(value) ? value : null;
  const channel = (name: string, i: number) => (list === null ? (num(table, name) ?? num(table, `${i + 1}`)) : numberOf(list[i]));
  const written = ['r', 'g', 'b', 'a'].map(channel);
  const whole = written.some((one) => one !== null && one > 1) ? 255 : 1;
  const [r, g, b, a] = written.map((one, i) => Math.max(0, Math.min(1, (one ?? (i === 3 ? whole : 0)) / whole)));
  return [r!, g!, b!, a!];
}

function said(value: RawValue | undefined): string {
  const whole = JSON.stringify(value) ?? 'none';
  return whole.length > 80 ? `${whole.slice(0, 79)}…` : whole;
}

function tell({ of, problem }: LayersGiven, what: string): void {
  problem?.({
    code: 'icon-layer',
    file: '',
    line: 0,
    detail: `The icon of ${of}: ${what}.`,
    tip: 'The rest of the icon is drawn. The mod that made it has to mend it.',
  });
}
