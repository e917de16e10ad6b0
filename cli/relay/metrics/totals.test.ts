import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelOf } from './labels';
import { Totals } from './totals';

const total = (name: string, value: number) => ({ labels: { name }, value });
const rowsOf = (totals: Totals<'name'>) => Object.fromEntries([...totals.all()].map(({ labels, value }) => [labels.name, value]));

describe('totals', () => {
  test('never fall, and are what was told where that is more', () => {
    const totals = new Totals<'name'>(10);
    totals.tell([total('iron', 100), total('copper', 5)]);
    totals.tell([total('iron', 90)]);
    expect(rowsOf(totals)).toEqual({ iron: 100, copper: 5 });
    totals.tell([total('iron', 101)]);
    expect(rowsOf(totals)).toEqual({ iron: 101, copper: 5 });
    totals.clear();
    totals.tell([total('iron', 1)]);
    expect(rowsOf(totals)).toEqual({ iron: 1 });
  });

  test('of equal labels are added, and what is no total is none', () => {
    const totals = new Totals<'name'>(10);
    totals.tell([
      total('a', 1),
      total('a', 2),
      total('b', Number.NaN),
      total('c', -1),
      total('d', Number.POSITIVE_INFINITY),
      total('a', -5),
    ]);
    expect(rowsOf(totals)).toEqual({ a: 3 });
  });

  test('keep their rows; the largest of the others get one; those of whom nobody tells give theirs', () => {
    const totals = new Totals<'name'>(2);
    totals.tell([total('a', 1), total('b', 2), total('c', 3)]);
    expect(rowsOf(totals)).toEqual({ b: 2, c: 3 });
    expect(totals.leftOut).toBe(1);
    totals.tell([total('a', 100), total('b', 2), total('c', 3)]);
    expect(rowsOf(totals)).toEqual({ b: 2, c: 3 });
    totals.tell([total('a', 100), total('c', 3)]);
    expect(rowsOf(totals)).toEqual({ a: 100, c: 3 });
    expect(totals.leftOut).toBe(0);
  });

  test('whatever is told, there are never too many and no counter falls', () => {
    const told = fc.array(fc.record({ name: fc.constantFrom(...'abcdefgh'), value: fc.double({ min: -1, max: 1e9 }) }), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(told, { maxLength: 8 }), (rounds) => {
        const totals = new Totals<'name'>(4);
        let before: Record<string, number> = {};
        for (const round of rounds) {
          totals.tell(round.map(({ name, value }) => total(name, value)));
          const now = rowsOf(totals);
          expect(Object.keys(now).length).toBeLessThanOrEqual(4);
          for (const [name, value] of Object.entries(now)) if (name in before) expect(value).toBeGreaterThanOrEqual(before[name]!);
          before = now;
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

test('labels hold nothing that breaks a line or turns it around, and are short', () => {
  expect(labelOf('iron-plate')).toBe('iron-plate');
  expect(labelOf('a\nb\u0000c\u202ed\ud800')).toBe('a\ufffdb\ufffdc\ufffdd\ufffd');
  expect(labelOf('Größe "\\" 鉄板 🏭')).toBe('Größe "\\" 鉄板 🏭');
  expect([...labelOf('🏭'.repeat(1000))]).toHaveLength(100);
  expect(labelOf('x'.repeat(100))).toBe('x'.repeat(100));
  expect(labelOf('x'.repeat(1e6))).toBe(`${'x'.repeat(99)}…`);
});
