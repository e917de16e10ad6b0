/** JSON of a small file, with or without a byte order mark. Undefined: it is none. */
export function jsonOf(text: string, maxLength: number): unknown {
  if (text.length > maxLength) return undefined;
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

export type Json = { [key: string]: unknown };

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text under an own key, at most `max` long; null: none. */
export function textOf(of: Json, key: string, max: number): string | null {
  const value = Object.hasOwn(of, key) ? of[key] : undefined;
  return typeof value === 'string' && value !== '' ? value.slice(0, max) : null;
}
