/** The values that Kafkatorio's packets are made of, read from JSON of which nothing is known. */
import type { Color, Packet } from '../../core/packet/schema';
import { fail, type Problem } from '../../core/result';

/** Told of what is dropped while the rest of the line is kept. */
export type Report = (problem: Problem) => void;

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
export const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const object = (value: unknown): Json => (isObject(value) ? value : {});

/** "type/name" into its two halves. */
export function protoId(value: unknown): { type: string; name: string } | null {
  const id = text(value);
  if (!id) return null;
  const slash = id.indexOf('/');
  return { type: slash < 0 ? '' : id.slice(0, slash), name: id.slice(slash + 1) };
}

/** Fractions when no part is above 1, else 0–255. */
export function color(value: unknown): Color | undefined {
  if (!Array.isArray(value) || !value.slice(0, 3).every(isNumber) || value.length < 3) return undefined;
  const factor = value.some((part) => isNumber(part) && part > 1) ? 1 : 255;
  const [r, g, b] = value.map((part) => Math.min(255, Math.max(0, Math.round(part * factor))));
  return [r!, g!, b!];
}

export function position(value: unknown): [number, number] | undefined {
  return Array.isArray(value) && isNumber(value[0]) && isNumber(value[1]) ? [value[0], value[1]] : undefined;
}

/** `{x: {y: value}}` with numbers as keys, which may be halves. Empty ones come as `[]`. */
export function* byXY(value: unknown): Generator<[x: number, y: number, value: unknown]> {
  for (const [x, column] of Object.entries(object(value))) {
    for (const [y, cell] of Object.entries(object(column))) {
      if (isNumber(Number(x)) && isNumber(Number(y))) yield [Number(x), Number(y), cell];
    }
  }
}

interface ChunkKey {
  surface: number;
  at: [number, number];
}
export function chunkKey(key: Json): ChunkKey | null {
  const at = position(key.chunkPosition);
  return at && isWhole(key.surfaceIndex) ? { surface: key.surfaceIndex, at } : null;
}

export function outside(report: Report, dropped: number, what: string): void {
  if (dropped > 0) report(fail('outside-chunk', `${dropped} ${what} outside their chunk were left out.`).problem);
}

export function without(report: Report, what: string): Packet[] {
  report(fail('bad-packet', `A Kafkatorio packet was left out: ${what}.`).problem);
  return [];
}

/** Leaves out what is undefined: in a packet absent means unchanged. */
export function known<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  for (const key in fields) if (fields[key] === undefined) delete fields[key];
  return fields as T;
}
