import { expect, it } from 'vitest';
import type { Numbers } from '../../../core/world/number-types';
import { hasAny, lastOf, linesOf, summaryOf, valueAt, written } from './series';

const none = Float64Array.of(0, 0, 0);
const numbers: Numbers = {
  ...{ span: [0, 7200], ticks: Float64Array.of(0, 3600, 7200), clocks: none, told: [], forces: [], surfaces: [] },
  produced: [{ name: 'iron-plate', total: 90, totals: Float64Array.of(0, 30, 90), rate: Float64Array.of(Number.NaN, 30, 60) }],
  ...{ consumed: [], kills: [], online: Float64Array.of(Number.NaN, 2, 1), deaths: Float64Array.of(0, 0, 3) },
  ...{ research: none, rockets: none, evolution: Float64Array.of(Number.NaN, 0.5, 0.25), pollution: none },
};

it('gives every view its lines', () => {
  const [iron] = linesOf(numbers, 'produced');
  expect(iron).toMatchObject({ name: 'iron-plate', title: 'iron-plate', total: 90, made: 90, kind: 'rate' });
  expect(linesOf(numbers, 'players').map(({ key, made }) => [key, made])).toEqual([
    ['online', null],
    ['deaths', 3],
  ]);
  expect(linesOf(numbers, 'enemies').map(({ kind }) => kind)).toEqual(['share', 'amount']);
});

it('knows whether there is anything to draw', () => {
  expect(hasAny(linesOf(numbers, 'kills'))).toBe(false);
  expect(hasAny(linesOf(numbers, 'progress'))).toBe(false);
  expect(hasAny(linesOf(numbers, 'players'))).toBe(true);
});

it('tells the value of a moment: a rate is of the time before its tick, a count holds from its tick on', () => {
  const [iron] = linesOf(numbers, 'produced');
  const [online] = linesOf(numbers, 'players');
  const at = (line: typeof iron, tick: number) => valueAt(line!, numbers.ticks, tick);
  expect([0, 1, 3600, 3601, 7200].map((tick) => at(iron, tick))).toEqual([30, 30, 30, 60, 60]);
  expect([0, 3599, 3600, 7199, 7200].map((tick) => at(online, tick))).toEqual([Number.NaN, Number.NaN, 2, 2, 1]);
  expect([lastOf(iron!), lastOf({ ...iron!, values: Float64Array.of(Number.NaN) })]).toEqual([60, Number.NaN]);
  expect([at(iron, 7201), at(online, -1)]).toEqual([Number.NaN, Number.NaN]);
});

it('sums up what is known', () => {
  const [iron] = linesOf(numbers, 'produced');
  const [online] = linesOf(numbers, 'players');
  expect(summaryOf(iron!, numbers.ticks)).toEqual({ average: 45, peak: 60 });
  expect(summaryOf(online!, numbers.ticks)).toEqual({ average: 2, peak: 2 });
});

it('writes what is not known as a dash, shares as percents', () => {
  expect(written('rate', Number.NaN)).toBe('–');
  expect(written('share', 0.8104)).toBe('81%');
  expect(written('rate', 1234.567)).toBe('1,235');
  expect([0, 0.127, 3.456, 45.67].map((value) => written('rate', value))).toEqual(['0', '0.13', '3.46', '45.7']);
  expect(written('rate', 12_345_678)).toBe('12.3M');
});
