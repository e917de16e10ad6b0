import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { film } from './testing/film';
import { afterIdle, bucketAt, clockAt, countsIn, idleSpans } from './timeline-read';

describe('what is read off a timeline', () => {
  const quiet = film({ building: [1, 0, 0, 2, 0, 0], chat: [0, 0, 0, 0, 1, 0] });

  it('idle time is left out up to the next event, or to the end', () => {
    expect(afterIdle(quiet, 5)).toBe(5);
    expect(afterIdle(quiet, 12.5)).toBe(30);
    expect(afterIdle(quiet, 29)).toBe(30);
    expect(afterIdle(quiet, 44)).toBe(44);
    expect(afterIdle(quiet, 51)).toBe(59);
    expect(afterIdle(film({}), 7)).toBe(7);
  });

  it('somebody about is no idle time', () => {
    expect(afterIdle(film({ moving: [0, 1, 0] }), 3)).toBe(10);
  });

  it('idle spans are runs of empty buckets', () => {
    expect(idleSpans(quiet, 1)).toEqual([
      [10, 30],
      [50, 60],
    ]);
    expect(idleSpans(quiet, 2)).toEqual([[10, 30]]);
  });

  it('skipping never goes back, and ends where something happened', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2), { minLength: 1, maxLength: 40 }), fc.double({ min: 0, max: 400, noNaN: true }), (counts, tick) => {
        const timeline = film({ building: counts });
        const at = Math.min(tick, counts.length * 10 - 1);
        const to = afterIdle(timeline, at);
        expect(to).toBeGreaterThanOrEqual(at);
        expect(to === counts.length * 10 - 1 || (counts[bucketAt(timeline, to)] ?? 0) > 0).toBe(true);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('a clock between two known ones is in proportion, beyond them it is not known', () => {
    const timeline = film({ building: [1] }, { clocks: [{ tick: 60, clock: 1000 }, { tick: 180, clock: 3000 }] }); // biome-ignore format: one line
    expect(clockAt(timeline, 59)).toBe(null);
    expect(clockAt(timeline, 60)).toBe(1000);
    expect(clockAt(timeline, 120)).toBe(2000);
    expect(clockAt(timeline, 180)).toBe(3000);
    expect(clockAt(timeline, 181)).toBe(null);
    expect(clockAt(film({}), 0)).toBe(null);
  });

  it('counts are summed by kind, what is none is left out', () => {
    expect(countsIn(quiet, 2, 5)).toEqual([
      { group: 'building', count: 2 },
      { group: 'chat', count: 1 },
    ]);
  });
});
