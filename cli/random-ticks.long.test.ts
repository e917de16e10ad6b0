import { describe, expect, it } from 'vitest';
import { compareAtRandomTicks } from './testing/random-ticks';

describe('generated worlds at 200 random ticks', () => {
  it('show what the generator had there, on every surface, through several launches', async () => {
    const options = { seed: 21, chunks: 300, hours: 6, launches: 3, surfaces: ['vulcanus', 'aurora'] as ('vulcanus' | 'aurora')[] };
    const { differences, known } = await compareAtRandomTicks(options, 200, 8);
    expect(differences).toEqual([]);
    expect(known.entities).toBeGreaterThan(10_000);
    expect(known.charts).toBeGreaterThan(500);
  });

  it('[P14] show it in both histories of a save that was loaded again', async () => {
    const { differences, branches } = await compareAtRandomTicks({ seed: 22, chunks: 160, hours: 3, branchAt: 300_000 }, 200, 6);
    expect(branches).toBe(2);
    expect(differences).toEqual([]);
  });
});
