import { expect, it } from 'vitest';
import { declutter, type Label } from './declutter';

const label = (key: string, x: number, y: number, group = key, fixed = false): Label => ({
  key,
  group,
  x,
  y,
  width: 60,
  height: 20,
  fixed,
});

it('signs of one name are one sign with a count; others that it covers are left out', () => {
  const counts = declutter([label('a1', 0, 0, 'a'), label('a2', 10, 5, 'a'), label('b', 20, 0), label('c', 100, 0)]);
  expect([...counts]).toEqual([
    ['a1', 2],
    ['c', 1],
  ]);
});

it('fixed labels are kept whatever they cover, and come first', () => {
  const counts = declutter([label('sign', 0, 0), label('who', 5, 0, 'who', true), label('other', 6, 0, 'other', true)]);
  expect([...counts.keys()]).toEqual(['who', 'other']);
});
