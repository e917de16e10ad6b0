import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_FRAMES } from '../../../core/picture/film';
import type { Area, Span } from '../../../core/world/types';
import { SCALES } from '../picture/scales';
import { framesOf, lengthOf, openingScale, openingSpeed, speedsFor } from './lengths';

const HOUR = 216_000;

it('a film of an hour or of a hundred opens at less than a minute', () => {
  expect([openingSpeed([0, HOUR]), framesOf([0, HOUR], 240)]).toEqual([240, 451]);
  expect(openingSpeed([0, 100 * HOUR])).toBe(14_400);
  expect(openingSpeed([500, 560])).toBe(1);
});

it('of any span there is a speed, and none of them makes too many frames', () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(400_000 * 3600), (first, ticks) => {
      const span: Span = [first, first + ticks];
      const speeds = speedsFor(span);
      expect(speeds.length).toBeGreaterThan(0);
      for (const speed of speeds) {
        expect(framesOf(span, speed)).toBeLessThanOrEqual(MAX_FRAMES);
        if (speeds.length > 1) expect(lengthOf(span, speed)).toBeGreaterThanOrEqual(1);
      }
      expect(speeds).toContain(openingSpeed(span));
    }),
    { seed: 7 },
  );
});

it('opens as large as every device plays it; what is no film at any scale is none', () => {
  const scale = (area: Area, most: number) => SCALES[openingScale(area, most)];
  expect(scale([0, 0, 1000, 600], 1)).toEqual({ times: 1, level: 0 });
  expect(scale([0, 0, 1000, 600], 4)).toEqual({ times: 1, level: 0 });
  expect(scale([0, 0, 300, 200], 4)).toEqual({ times: 4, level: 0 });
  expect(scale([0, 0, 20_000, 20_000], 1)).toEqual({ times: 1, level: 4 });
  // Narrow: a side of 16 px needs it larger.
  expect(scale([0, 0, 4000, 8], 1)).toBe(undefined);
  expect(openingScale([0, 0, 1e6, 1e6], 1)).toBe(-1);
});
