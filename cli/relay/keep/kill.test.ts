import { describe, expect, it } from 'vitest';
import { Folder } from '../../testing/command';
import { killed } from './testing/kills';

describe('a log whose relay is killed', () => {
  it('[L3] loses nothing that was acknowledged, and has every line once', async () => {
    const { told, end } = await killed(new Folder().path, 12, 3, 1_000_000);
    expect(told).toBeGreaterThanOrEqual(6);
    expect(end).toBeGreaterThan(3_000);
  });
});
