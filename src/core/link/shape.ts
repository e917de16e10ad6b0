/**
 * Values as small JSON and back. A shape says once what a value is: it writes it as lists without keys, and reads back only what is right
 * in kind and bounded in size. So what is drawn out of a link is what a shape of ours has built, whatever stood in the link.
 */

/** What does not fit its shape. Never leaves this folder. */
export class Bent extends Error {}

export interface Shape<T> {
  put(value: T): unknown;
  /** Throws `Bent`. */
  take(raw: unknown): T;
}

const bent = (what: string): never => {
  throw new Bent(what);
};

/** UTF-16 units. */
export const text = (most: number): Shape<string> => ({
  put: (value) => value.slice(0, most),
  take: (raw) => (typeof raw === 'string' && raw.length <= most ? raw : bent('text')),
});

/** Eight digits: more than any page shows, and half of what a division leaves. Levels without end are an infinite number of them. */
export const number: Shape<number> = {
  put: (value) => (Number.isFinite(value) ? Number(value.toPrecision(8)) : value === Number.POSITIVE_INFINITY ? 'inf' : 0),
  take: (raw) => (raw === 'inf' ? Number.POSITIVE_INFINITY : typeof raw === 'number' && Number.isFinite(raw) ? raw : bent('number')),
};

/** The same to the last digit. */
export const whole = (least: number, most: number): Shape<number> => ({
  put: (value) => value,
  take: (raw) =>
    Number.isSafeInteger(raw) && (raw as number) >= least && (raw as number) <= most ? (raw as number) : bent('whole number'),
});

export const flag: Shape<boolean> = {
  put: (value) => (value ? 1 : 0),
  take: (raw) => (raw === 1 || raw === 0 ? raw === 1 : bent('flag')),
};

/** What is said only where it is so. */
export const truth: Shape<true> = {
  put: () => 1,
  take: (raw) => (raw === 1 ? true : bent('flag')),
};

export const nullable = <T>(of: Shape<T>): Shape<T | null> => ({
  put: (value) => (value === null ? null : of.put(value)),
  take: (raw) => (raw === null ? null : of.take(raw)),
});

export const list = <T>(of: Shape<T>, most: number): Shape<T[]> => ({
  put: (value) => (value.length <= most ? value.map((one) => of.put(one)) : bent('too many')),
  take: (raw) => (Array.isArray(raw) && raw.length <= most ? raw.map((one) => of.take(one)) : bent('list')),
});

/** One of a few, by its place among them. */
export const among = <T extends string>(values: readonly T[]): Shape<T> => ({
  put: (value) => (values.includes(value) ? values.indexOf(value) : bent('choice')),
  take: (raw) => (typeof raw === 'number' ? (values[raw] ?? bent('choice')) : bent('choice')),
});

export const pair = <A, B>(a: Shape<A>, b: Shape<B>): Shape<[A, B]> => ({
  put: ([first, second]) => [a.put(first), b.put(second)],
  take: (raw) => (Array.isArray(raw) && raw.length === 2 ? [a.take(raw[0]), b.take(raw[1])] : bent('pair')),
});

/** A field that may be absent; null itself it never is. */
export interface Maybe<T> {
  maybe: Shape<T>;
}
export const maybe = <T>(of: Shape<T>): Maybe<T> => ({ maybe: of });

type Fields<T> = { [K in keyof T]-?: Shape<Exclude<T[K], undefined>> | (undefined extends T[K] ? Maybe<Exclude<T[K], undefined>> : never) };

/** An object as the list of its fields in the order they are named here; what is absent at the end is not there. */
export function fields<T extends object>(of: Fields<T>): Shape<T> {
  const rows = Object.entries(of) as [keyof T & string, Shape<unknown> | Maybe<unknown>][];
  return {
    put(value) {
      const out = rows.map(([key, shape]) => {
        if (!('maybe' in shape)) return shape.put(value[key]);
        return value[key] === undefined ? 0 : [shape.maybe.put(value[key])];
      });
      while (out.length > 0 && out.at(-1) === 0 && 'maybe' in rows[out.length - 1]![1]) out.pop();
      return out;
    },
    take(raw) {
      if (!Array.isArray(raw) || raw.length > rows.length) return bent('object');
      const found: [string, unknown][] = [];
      for (const [i, [key, shape]] of rows.entries()) {
        const one: unknown = raw[i];
        if (!('maybe' in shape)) found.push([key, shape.take(one)]);
        else if (Array.isArray(one) && one.length === 1) found.push([key, shape.maybe.take(one[0])]);
        else if (one !== undefined && one !== 0) bent('field');
      }
      return Object.fromEntries(found) as T;
    },
  };
}

/** One of several shapes of object, told apart by their `type`. */
export function variants<T extends { type: string }>(of: { [K in T['type']]: Shape<Omit<Extract<T, { type: K }>, 'type'>> }): Shape<T> {
  const names = Object.keys(of) as T['type'][];
  const which = among(names);
  return {
    put: (value) => [which.put(value.type as T['type']), of[value.type as T['type']].put(value as never)],
    take: (raw) => {
      if (!Array.isArray(raw) || raw.length !== 2) return bent('variant');
      const type = which.take(raw[0]);
      return { type, ...(of[type].take(raw[1]) as object) } as T;
    },
  };
}
