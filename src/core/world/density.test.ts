import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Density } from './density';

const GROUPS = 3;
const event = fc.record({
  tick: fc.integer({ min: 0, max: 50_000_000 }),
  group: fc.nat(GROUPS - 1),
  count: fc.integer({ min: 1, max: 9 }),
});

function of(events: readonly { tick: number; group: number; count: number }[]): Density {
  const density = new Density(GROUPS);
  for (const { tick, group, count } of events) density.add(tick, group, count);
  return density;
}

describe('a density', () => {
  it('has every event in its bucket, whatever the order, stored or added to another', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 200 }), fc.nat(200), (events, cut) => {
        const stored = Density.decode(of(events.slice(0, cut)).encode(), GROUPS);
        stored.join(of(events.slice(cut)));
        expect(stored.span[1] - stored.span[0]).toBeLessThan(4096 * stored.bucket);
        for (let group = 0; group < GROUPS; group++) {
          const naive = new Map<number, number>();
          for (const one of events) {
            const at = Math.floor(one.tick / stored.bucket);
            if (one.group === group) naive.set(at, (naive.get(at) ?? 0) + one.count);
          }
          if (stored.empty) continue;
          const first = stored.span[0] / stored.bucket;
          const counts = [...stored.counts(group, stored.span)].flatMap((count, i) => (count > 0 ? [[first + i, count]] : []));
          expect(counts).toEqual([...naive].sort((a, b) => a[0] - b[0]));
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('takes the room of an hour for a thousand years too', () => {
    const density = of([
      { tick: 0, group: 0, count: 1 },
      { tick: 2 ** 52, group: 0, count: 1 },
    ]);
    expect(density.encode().length).toBeLessThan(4096 * GROUPS * 4 + 100);
    expect(density.counts(0, density.span).reduce((sum, count) => sum + count, 0)).toBe(2);
  });

  it('is added up to a tick: of that tick’s bucket its share', () => {
    const sum = new Density(GROUPS);
    sum.join(
      of([
        { tick: 10, group: 0, count: 1 },
        { tick: 630, group: 0, count: 60 },
        { tick: 900, group: 0, count: 1 },
      ]),
      629,
    );
    expect(sum.counts(0, [0, 959])).toEqual(Uint32Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 30, 0, 0, 0, 0, 0));
  });
});
