import { expect, it } from 'vitest';
import { cursorAt, further } from './cursor';
import type { Row } from './rows';

const row = (key: string): Row => ({ key, type: 'position', at: [0, 0], surface: null });
const rows = ['a', 'b', 'c'].map(row);

it('the cursor stays on its row when more come, and begins at the first of other words', () => {
  expect(cursorAt(rows, 'x', null)).toBe(0);
  expect(cursorAt(rows, 'x', { query: 'x', key: 'c' })).toBe(2);
  expect(cursorAt([row('new'), ...rows], 'x', { query: 'x', key: 'c' })).toBe(3);
  expect(cursorAt(rows, 'xy', { query: 'x', key: 'c' })).toBe(0);
  expect(cursorAt(rows, 'x', { query: 'x', key: 'gone' })).toBe(0);
});

it('it stops at both ends', () => {
  expect([further(rows, 0, -1)?.key, further(rows, 0, 1)?.key, further(rows, 1, 8)?.key, further([], 0, 1)]).toEqual([
    'a',
    'b',
    'c',
    undefined,
  ]);
});
