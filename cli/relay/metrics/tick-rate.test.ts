import { expect, test } from 'vitest';
import { TickRate } from './tick-rate';

const SECOND = 1000;

test('a game is as fast as its ticks come', () => {
  const rate = new TickRate();
  expect(rate.at(0)).toBeNull();
  rate.add(0, 1000);
  expect(rate.at(0)).toBeNull();
  for (let second = 1; second <= 300; second++) rate.add(second * SECOND, 1000 + second * 60);
  expect(rate.at(300 * SECOND)).toBe(60);
  for (let second = 301; second <= 361; second++) rate.add(second * SECOND, 1000 + 300 * 60 + (second - 300) * 30);
  expect(rate.at(361 * SECOND)).toBe(30);
});

test('where nobody plays a telling comes every ten minutes', () => {
  const rate = new TickRate();
  for (let i = 0; i < 5; i++) rate.add(i * 600 * SECOND, i * 36_000);
  for (const later of [0, 1, 300, 600]) expect(rate.at((2400 + later) * SECOND)).toBe(60);
});

test('who falls silent has slowed down, and is unknown in the end', () => {
  const rate = new TickRate();
  for (let second = 0; second <= 60; second++) rate.add(second * SECOND, second * 60);
  expect(rate.at(110 * SECOND)).toBe(60);
  expect(rate.at(180 * SECOND)).toBe(20);
  expect(rate.at(60 * SECOND + 901 * SECOND)).toBeNull();
});

test('an earlier save, a clock set back, and a log that is read in one go begin anew', () => {
  const rate = new TickRate();
  rate.add(0, 0);
  rate.add(SECOND, 60);
  rate.add(2 * SECOND, 30);
  expect(rate.at(2 * SECOND)).toBeNull();
  rate.add(3 * SECOND, 90);
  expect(rate.at(3 * SECOND)).toBe(60);
  rate.add(SECOND, 150);
  expect(rate.at(SECOND)).toBeNull();
  rate.add(2 * SECOND, 5_000_000);
  expect(rate.at(2 * SECOND)).toBeNull();
  rate.add(3 * SECOND, 5_000_060);
  expect(rate.at(3 * SECOND)).toBe(60);
});
