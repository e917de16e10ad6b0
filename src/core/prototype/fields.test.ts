import { expect, it } from 'vitest';
import { entries, field, list, listOf, num, pair, table, text, texts, yes } from './fields';
import type { RawTable } from './types';

const parsed = (json: string) => JSON.parse(json) as RawTable;

it('reads no key that the table does not have itself', () => {
  for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) expect(field({}, key)).toBeUndefined();
  const hostile = parsed('{"__proto__": {"x": 1}, "constructor": "a", "hasOwnProperty": 7}');
  expect(table(hostile, '__proto__')).toEqual({ x: 1 });
  expect(text(hostile, 'constructor')).toBe('a');
  expect(num(hostile, 'hasOwnProperty')).toBe(7);
});

it('reads what is of another kind as absent', () => {
  const odd = parsed('{"n": "3", "t": 3, "l": "a", "y": "true", "o": [1]}');
  expect([num(odd, 'n'), text(odd, 't'), yes(odd, 'y'), table(odd, 'o')]).toEqual([null, null, false, null]);
  expect(num(odd, 'n', 5)).toBe(5);
  expect(texts(odd, 'l')).toEqual(['a']);
});

it('reads empty tables as lists and lists with holes by number', () => {
  expect(listOf({})).toEqual([]);
  expect(list({ a: { 10: 'c', 2: 'b', 1: 'a' } }, 'a')).toEqual(['a', 'b', 'c']);
  expect(listOf({ 1: 'a', x: 'b' })).toBeNull();
  expect(table({ a: [] }, 'a')).toEqual({});
});

it('reads infinities and pairs in all their forms', () => {
  expect([num({ a: 'inf' }, 'a'), num({ a: '-inf' }, 'a')]).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  expect([pair({ a: [1, 2] }, 'a'), pair({ a: { x: 1, y: 2 } }, 'a'), pair({ a: { 1: 1, 2: 2 } }, 'a'), pair({ a: [1] }, 'a')]).toEqual([
    [1, 2],
    [1, 2],
    [1, 2],
    null,
  ]);
  expect(entries({ b: 1 })).toEqual([['b', 1]]);
});
