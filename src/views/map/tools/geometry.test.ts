import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Position } from '../../../core/packet/schema';
import { areaAround, areaBetween, lengths } from './geometry';

const position = fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -1000, max: 1000 }));

it('measures ways and what they lie around', () => {
  const points: Position[] = [
    [0, 0],
    [30, 0],
    [30, 40],
  ];
  expect(lengths(points)).toEqual([30, 40]);
  expect([areaAround(points), areaAround(points.toReversed()), areaAround(points.slice(1)), areaAround([])]).toEqual([600, 600, 0, 0]);
});

it('an area is the same wherever it lies and wherever it begins', () => {
  fc.assert(
    fc.property(fc.array(position, { minLength: 3, maxLength: 12 }), position, fc.nat(11), (points, [dx, dy], turn) => {
      const moved = points.map(([x, y]): Position => [x + dx, y + dy]);
      const turned = [...moved.slice(turn), ...moved.slice(0, turn)];
      expect(areaAround(turned)).toBe(areaAround(points));
    }),
    { seed: 5 },
  );
});

it('a rectangle is whole tiles, whichever corner comes first', () => {
  expect(areaBetween([10.2, -3.5], [4.9, 7.1])).toEqual([4, -4, 11, 8]);
  expect(areaBetween([5, 5], [5, 5])).toEqual([5, 5, 6, 6]);
  fc.assert(
    fc.property(position, position, (a, b) => {
      expect(areaBetween(a, b)).toEqual(areaBetween(b, a));
    }),
    { seed: 6 },
  );
});
