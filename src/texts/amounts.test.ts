import { describe, expect, it } from 'vitest';
import { amount, bonus, duration, share, short, withPrefix } from './amounts';

describe('amounts', () => {
  it.each([
    [0, '0'],
    [0.5, '0.5'],
    [1 / 3, '0.333'],
    [0.00123, '0.0012'],
    [2.25, '2.25'],
    [112.5, '112.5'],
    [1500, '1,500'],
    [-0.25, '−0.25'],
    [Number.POSITIVE_INFINITY, '∞'],
  ])('%d is written %s', (value, text) => expect(amount(value)).toBe(text));

  it.each([
    [1, '1'],
    [0.125, '0.125'],
    [12.34, '12.3'],
    [1000, '1k'],
    [1234, '1.2k'],
    [40_000, '40k'],
    [3_000_000, '3M'],
  ])('%d in a slot is %s', (value, text) => expect(short(value)).toBe(text));

  it.each([
    [0, '0 W'],
    [155_000, '155 kW'],
    [2_500_000, '2.5 MW'],
    [1e30, '1,000,000,000,000 EW'],
  ])('%d W is %s', (value, text) => expect(withPrefix(value, 'W')).toBe(text));

  it.each([
    [0.5, '0.5 s'],
    [90, '90 s'],
    [750, '12 min 30 s'],
    [20_820, '5 h 47 min'],
    [183_600, '2 d 3 h'],
    [7200, '2 h'],
  ])('%d seconds are %s', (value, text) => expect(duration(value)).toBe(text));

  it('writes parts of one as percent', () => {
    expect(share(0.015)).toBe('1.5 %');
    expect(bonus(0.2)).toBe('+20 %');
    expect(bonus(-0.5)).toBe('−50 %');
  });
});
