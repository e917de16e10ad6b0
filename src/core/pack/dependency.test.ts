import { expect, it } from 'vitest';
import { parseDependency } from './dependency';

it.each([
  ['base >= 1.1.0', { mod: 'base', sort: 'required', version: { relation: '>=', number: '1.1.0' } }],
  ['bzlead', { mod: 'bzlead', sort: 'required', version: null }],
  ['! nullius', { mod: 'nullius', sort: 'conflict', version: null }],
  ['?space-age', { mod: 'space-age', sort: 'optional', version: null }],
  ['(?) Power Armor MK3', { mod: 'Power Armor MK3', sort: 'hidden-optional', version: null }],
  ['~ a_b.c < 2', { mod: 'a_b.c', sort: 'no-order', version: { relation: '<', number: '2' } }],
  [' + recycler = 2.1 ', { mod: 'recycler', sort: 'recommended', version: { relation: '=', number: '2.1' } }],
  ['? Pre0-17-60Oil', { mod: 'Pre0-17-60Oil', sort: 'optional', version: null }],
  ['__proto__', { mod: '__proto__', sort: 'required', version: null }],
])('%s', (text, parsed) => {
  expect(parseDependency(text)).toEqual(parsed);
});

it.each(['', '?', '>= 1', 'base >= ', 'base >= a', 'base => 1', 'base >= 1.', '! ! a', 'x'.repeat(500), '? '.repeat(199)])(
  '%j is none',
  (text) => {
    expect(parseDependency(text)).toBeNull();
  },
);
