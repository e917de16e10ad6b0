/** A deep copy that keeps classes: a save of the world must not change when the world goes on. */
export function copied<T>(value: T, seen = new Map<object, unknown>()): T {
  if (typeof value !== 'object' || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known as T;
  if (value instanceof Uint8Array) {
    const bytes = value.slice();
    seen.set(value, bytes);
    return bytes as T;
  }
  if (value instanceof Map) {
    const map = new Map();
    seen.set(value, map);
    for (const [key, item] of value) map.set(copied(key, seen), copied(item, seen));
    return map as T;
  }
  if (value instanceof Set) {
    const set = new Set();
    seen.set(value, set);
    for (const item of value) set.add(copied(item, seen));
    return set as T;
  }
  const copy = Array.isArray(value) ? [] : Object.create(Object.getPrototypeOf(value));
  seen.set(value, copy);
  for (const [key, item] of Object.entries(value)) copy[key] = copied(item, seen);
  return copy;
}
