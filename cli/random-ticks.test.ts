import { describe, expect, it } from 'vitest';
import { compareAtRandomTicks } from './testing/random-ticks';

describe('a generated world at random ticks', () => {
  it('shows what the generator had there: ground, buildings, charts', async () => {
    const { differences, known } = await compareAtRandomTicks({ seed: 5, chunks: 120, hours: 2, launches: 2 }, 20, 4);
    expect(differences).toEqual([]);
    expect(known.entities).toBeGreaterThan(500);
    expect(known.charts).toBeGreaterThan(40);
  }, 30_000);
});
