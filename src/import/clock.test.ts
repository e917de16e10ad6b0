import { expect, test } from 'vitest';
import { isoClock, microClock, YearlessClock } from './clock';

test.each([
  ['2024-11-21T19:56:24Z', '2024-11-21T19:56:24.000Z'],
  ['2024-11-21T19:56:24.123456789Z', '2024-11-21T19:56:24.123Z'],
  ['2024-11-21T19:56:24+02:30', '2024-11-21T17:26:24.000Z'],
  ['2024-11-21T19:56:24-0100', '2024-11-21T20:56:24.000Z'],
  ['2024-04-09 06:08:43', '2024-04-09T06:08:43.000Z'],
])('%s', (text, utc) => {
  expect(new Date(isoClock(text)!).toISOString()).toBe(utc);
});

test('what is no date has no clock', () => {
  for (const text of ['', '2024', '2024-11-21T19:56:24Z tail', '-']) expect(isoClock(text)).toBe(null);
  expect(microClock('1700000000000000')).toBe(1_700_000_000_000);
  expect(microClock('x')).toBe(null);
});

test('a date without a year has no clock until a year is told, and passes New Year', () => {
  const clock = new YearlessClock();
  expect(clock.read('Dec', '31', '23:59:59')).toBe(null);
  clock.learn(Date.UTC(2024, 11, 31));
  expect(clock.read('Dec', '31', '23:59:59')).toBe(Date.UTC(2024, 11, 31, 23, 59, 59));
  expect(clock.read('Jan', ' 1'.trim(), '00:00:01')).toBe(Date.UTC(2025, 0, 1, 0, 0, 1));
});
