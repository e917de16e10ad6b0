import { expect, it } from 'vitest';
import type { Page } from '../../../core/prototype/types';
import { calculators } from './calculate';

const page = (change: object = {}) =>
  ({
    ref: { kind: 'item', name: 'iron-plate', label: 'Iron plate', picture: null },
    mod: 'base',
    made: [{}],
    ...change,
  }) as unknown as Page;
const told = (...given: Parameters<typeof calculators>) => calculators(...given).map(({ href }) => href);

it('calculators are offered with the data set of the game’s version', () => {
  expect(told(page(), '2.0.76', ['base'])).toEqual([
    'https://factoriolab.github.io/2.0/list?o=iron-plate*60&v=11',
    'https://kirkmcdonald.github.io/calc.html#data=2-0-55&items=iron-plate:r:60',
  ]);
  expect(told(page(), null, ['base', 'space-age'])[0]).toContain('/spa/');
  expect(told(page(), '1.1.110', ['base'])[1]).toContain('1-1-110');
});

it('calculators are offered only for what they may know', () => {
  expect(told(page({ mod: 'bzlead' }), null, [])).toEqual([]);
  expect(told(page({ made: [] }), null, [])).toEqual([]);
  expect(told(page({ ref: { kind: 'entity', name: 'inserter', label: '', picture: null } }), null, [])).toEqual([]);
});

it('a name cannot add to an address', () => {
  const [lab] = told(page({ ref: { kind: 'item', name: 'a&v=1#"', label: '', picture: null } }), '2.0.0', []);
  expect(lab).toBe('https://factoriolab.github.io/2.0/list?o=a%26v%3D1%23%22*60&v=11');
});
