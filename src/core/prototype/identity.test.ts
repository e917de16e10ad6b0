import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonical, identityOf } from './identity';
import { noDumps, rawOf, readDump } from './testing/raw';
import type { RawData, RawTable, RawValue } from './types';

const one = (table: RawTable): RawData => new Map([['item', new Map([['a', table]])]]);

it('says the same of empty lists and tables, of holes, of infinities and of noise in the last bit', () => {
  expect(canonical([])).toBe(canonical({}));
  expect(canonical({ 1: 'a', 3: 'b' })).toBe(canonical(['a', 'b']));
  expect(canonical(Number.POSITIVE_INFINITY)).toBe(canonical('inf'));
  expect(canonical(0.1 + 0.2)).toBe(canonical(0.3));
  expect(canonical(-0)).toBe(canonical(0));
  expect(canonical({ b: 1, a: 2 })).toBe('{"a":2,"b":1}');
});

it('tells apart what differs', () => {
  const ids = [
    one({}),
    one({ a: 1 }),
    one({ a: '1' }),
    one({ a: [1] }),
    one({ a: true }),
    one({ b: 1 }),
    new Map([['fluid', new Map([['a', {}]])]]) as RawData,
  ];
  expect(new Set(ids.map(identityOf)).size).toBe(ids.length);
  expect(identityOf(one({ a: 1 }))).toMatch(/^[0-9a-f]{16}$/);
  // Names and keys cannot be moved between each other.
  expect(
    identityOf(
      new Map([
        [
          'item',
          new Map([
            ['a', {}],
            ['b', {}],
          ]),
        ],
      ]),
    ),
  ).not.toBe(identityOf(new Map([['item', new Map([['a={}\n"b"', {}]])]])));
});

const leaf = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.integer().map((value) => value / 1000),
);
const { tree } = fc.letrec<{ tree: RawValue }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor')), tie('tree'), { maxKeys: 5 }),
  ),
}));

const shuffled = (value: RawValue): RawValue => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return typeof value === 'number' ? value * (1 + Number.EPSILON) : value;
  return JSON.parse(
    `{${Object.entries(value)
      .reverse()
      .map(([key, child]) => `${JSON.stringify(key)}:${JSON.stringify(shuffled(child as RawValue))}`)
      .join(',')}}`,
  ) as RawTable;
};

it('does not depend on the order of keys, on printing, or on one unit in the last place', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), tree), (value) => {
      const table = value as RawTable;
      const printed = JSON.parse(JSON.stringify(table, null, '\n  ')) as RawTable;
      expect(identityOf(one(printed))).toBe(identityOf(one(table)));
      expect(identityOf(one(shuffled(table) as RawTable))).toBe(identityOf(one(table)));
    }),
  );
});

it.skipIf(noDumps)('knows a real dump again however its types are ordered, and no other', () => {
  const dump = readDump('base21');
  const raw = rawOf(dump);
  const reversed = rawOf(Object.fromEntries(Object.entries(dump).reverse()));
  expect(identityOf(reversed)).toBe(identityOf(raw));
  expect(identityOf(rawOf(readDump('spaceAge21')))).not.toBe(identityOf(raw));
});
