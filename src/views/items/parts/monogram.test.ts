import { expect, it } from 'vitest';
import { monogram } from './monogram';

it.each([
  ['Electronic circuit', 'EC'],
  ['Boiler', 'Boi'],
  ['C', 'C'],
  ['Speed module 2', 'SM2'],
  ['Heavy oil to light oil cracking', 'HOL'],
  ['Rocket silo (recycling)', 'RSR'],
  ['iron-gear-wheel', 'IGW'],
  ['Signal A', 'SA'],
  ['Uranium-235', 'U23'],
  ['電子基板', '電子'],
  ['لوح حديد', 'لح'],
  ['The and of', 'TAO'],
  ['', '?'],
  ['***', '*'],
  ['x'.repeat(200), 'Xxx'],
])('%s is short %s', (label, short) => expect(monogram(label)).toBe(short));

it('is shorter where there is less room', () => {
  expect(['Assembling machine 2', 'Electronic circuit', 'Boiler'].map((label) => monogram(label, 2))).toEqual(['A2', 'EC', 'Bo']);
});
