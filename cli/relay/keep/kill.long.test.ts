import { describe, expect, it } from 'vitest';
import { Folder } from '../../testing/command';
import { killed } from './testing/kills';

describe('a log whose relay is killed a hundred times', () => {
  it('[L3] loses nothing that was acknowledged, and has every line once', async () => {
    const { told, end } = await killed(new Folder().path, 100, 5, 1_000_000);
    expect(told).toBeGreaterThanOrEqual(50);
    expect(end).toBeGreaterThan(20_000);
  });

  it('[L6] keeps no more than it may, and begins with a keyframe', async () => {
    const { start, end } = await killed(new Folder().path, 60, 9, 10_000);
    expect(start).toBeGreaterThan(0);
    expect(end - start).toBeLessThan(20_000);
  });
});
