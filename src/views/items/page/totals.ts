import type { Shown, Step } from '../../../core/prototype/types';

/** What steps take together: packs by kind and the seconds in one lab. Levels without end and triggers take nothing that can be told. */
export function totals(steps: readonly Step[]): { packs: { ref: Shown; amount: number }[]; seconds: number } {
  const packs = new Map<string, { ref: Shown; amount: number }>();
  let seconds = 0;
  for (const { cost } of steps) {
    if (cost === null || cost.count === null) continue;
    seconds += cost.count * cost.time;
    for (const { ref, amount } of cost.packs) {
      const key = `${ref.kind}/${ref.name}`;
      packs.set(key, { ref, amount: (packs.get(key)?.amount ?? 0) + amount * cost.count });
    }
  }
  return { packs: [...packs.values()], seconds };
}
