import { expect, it } from 'vitest';
import { BUDGET, measure } from './host/measure';

it('[6] no tick does more than twice the budget: at a launch, under a thousand things in one tick, idle', () => {
  const measured = measure(8, 240);
  for (const cost of Object.values(measured)) {
    expect(cost.characters).toBeLessThanOrEqual(2 * BUDGET.characters);
    expect(cost.asked).toBeLessThanOrEqual(2 * BUDGET.asked);
  }
  // That something was done at all.
  expect(measured.keyframe.written).toBeGreaterThan(1000);
  expect(measured.burst.written).toBeGreaterThan(1000);
  expect(measured.keyframe.asked).toBeGreaterThan(1);
  expect(measured.idle.average).toBeLessThan(measured.burst.average);
}, 120_000);
