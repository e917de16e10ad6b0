import { describe, expect, it } from 'vitest';
import { scaleOf } from '../../../core/picture/draw';
import { fileName, fits, SCALES, scaleFor, seen } from './scales';

describe('a picture', () => {
  it('is offered from 4 px a tile to 32 tiles a px', () => {
    expect(SCALES.map(scaleOf)).toEqual([4, 2, 1, 1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32]);
  });

  it('is as large as it may be, and no larger than asked', () => {
    expect(scaleOf(scaleFor([0, 0, 100, 100], 1))).toBe(1);
    expect(scaleOf(scaleFor([0, 0, 100, 100], 100))).toBe(4);
    expect(scaleOf(scaleFor([0, 0, 16_385, 10], 1))).toBe(0.5);
    expect(scaleOf(scaleFor([0, 0, 1_000_000, 10], 1))).toBe(1 / 32);
    expect(fits([0, 0, 1_000_000, 10], { times: 1, level: 5 })).toBe(false);
  });

  it('of a view leaves out what nobody knows', () => {
    expect(seen([-10.5, -10.5, 10.5, 10.5], [0, 0, 32, 32])).toEqual([0, 0, 11, 11]);
    expect(seen([-10, -10, 0, 0], [0, 0, 32, 32])).toBe(null);
    expect(seen([-10, -10, 0, 0], null)).toBe(null);
  });

  it('has a name that every system takes', () => {
    expect(fileName(['Nordhafen', 'nauvis', 42], 'png')).toBe('Nordhafen-nauvis-42.png');
    expect(fileName(['../..\\x', 'con:<>|', '\u0000'], 'png')).toBe('x-con.png');
    expect(fileName(['../', '..'], 'png')).toBe('map.png');
    expect(fileName(['東京', 'a b'], 'csv')).toBe('東京-a b.csv');
    expect(fileName(['x'.repeat(500)], 'png')).toHaveLength(124);
  });
});
