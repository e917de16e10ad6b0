import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../../core/world/types';
import { axis, following, inside, shareAt, tickAt, zoomed } from './scale';
import { pinched } from './use-pointers';

const HOUR = 216_000;
const whole: Span = [0, 40 * HOUR];

describe('the part of time that is shown', () => {
  it('comes closer with the same tick under the pointer, and stays within all there is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.tuple(fc.constantFrom(0.5, 0.8, 1.25, 2), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 12 }),
        (share, steps) => {
          let shown: Span = whole;
          for (const [factor, at] of steps) {
            const before = tickAt(shown, at);
            const next = zoomed(shown, whole, factor, at) ?? whole;
            if (next[0] > whole[0] && next[1] < whole[1]) expect(tickAt(next, at)).toBeCloseTo(before, 3);
            shown = next;
            expect(shown[0]).toBeGreaterThanOrEqual(whole[0]);
            expect(shown[1]).toBeLessThanOrEqual(whole[1] + 1e-6);
            expect(shown[1] - shown[0]).toBeGreaterThanOrEqual(599);
          }
          expect(shareAt(shown, tickAt(shown, share))).toBeCloseTo(share, 6);
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  });

  it('is all of it again when seen from far enough', () => {
    expect(zoomed([HOUR, 2 * HOUR], whole, 100, 0.5)).toBe(null);
    expect(zoomed([0, 300], [0, 300], 0.5, 0.5)).toBe(null);
  });

  it('turns its page when the playhead leaves it', () => {
    const shown: Span = [HOUR, 2 * HOUR];
    expect(following(shown, whole, 1.5 * HOUR)).toBe(shown);
    const [from, to] = following(shown, whole, 2.1 * HOUR);
    expect(to - from).toBeCloseTo(HOUR);
    expect(from).toBeLessThan(2.1 * HOUR);
    expect(to).toBeGreaterThan(2.9 * HOUR);
    expect(following(shown, whole, 0)).toEqual([0, HOUR]);
    expect(inside([39.5 * HOUR, 41 * HOUR], whole)).toEqual([38.5 * HOUR, 40 * HOUR]);
  });

  it('follows two fingers', () => {
    const [from, to] = pinched({ shown: whole, a: 0.4, b: 0.6 }, 0.3, 0.7, whole) ?? whole;
    expect(to - from).toBeCloseTo(20 * HOUR);
    expect(from).toBeCloseTo(10 * HOUR);
    expect(pinched({ shown: whole, a: 0.2, b: 0.8 }, 0.45, 0.55, whole)).toBe(null);
  });
});

describe('the axis', () => {
  it('has hours, the first with its unit, and the end', () => {
    const texts = axis([0, 39.5 * HOUR], 850).map(({ text }) => text);
    expect(texts).toEqual(['0 h', '5', '10', '15', '20', '25', '30', '39 h 30 min']);
  });

  it('has minutes and seconds when it is close', () => {
    expect(
      axis([HOUR, HOUR + 36_000], 700)
        .map(({ text }) => text)
        .slice(0, 3),
    ).toEqual(['1:00', '1:01', '1:02']);
    expect(axis([HOUR, HOUR + 3600], 700).map(({ text }) => text)[1]).toBe('1:00:10');
  });

  it('labels never run together, however wide', () => {
    for (const width of [0, 40, 200, 1000, 4000]) {
      const labels = axis(whole, width);
      for (let i = 1; i < labels.length; i++) {
        const apart = (shareAt(whole, labels[i]!.tick) - shareAt(whole, labels[i - 1]!.tick)) * width;
        expect(apart).toBeGreaterThanOrEqual(i === labels.length - 1 ? 99 : 63);
      }
    }
  });
});
