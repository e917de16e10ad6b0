import { expect, it } from 'vitest';
import type { Cost, Shown, Step } from '../../../core/prototype/types';
import { totals } from './totals';

const ref = (kind: Shown['kind'], name: string): Shown => ({ kind, name, label: name, picture: null });
const step = (name: string, cost: Cost | null): Step => ({ ref: ref('technology', name), needs: [], cost, trigger: null });

it('adds up what a path takes', () => {
  const red = { ref: ref('item', 'red'), amount: 1 };
  const green = { ref: ref('item', 'green'), amount: 2 };
  const path = [
    step('a', { packs: [red], count: 10, time: 5 }),
    step('b', { packs: [red, green], count: 75, time: 10 }),
    step('triggered', null),
    step('endless', { packs: [red], count: null, formula: '2^L', time: 60 }),
  ];
  expect(totals(path)).toEqual({
    packs: [
      { ref: red.ref, amount: 85 },
      { ref: green.ref, amount: 150 },
    ],
    seconds: 800,
  });
});
