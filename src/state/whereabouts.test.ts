import { describe, expect, it } from 'vitest';
import { track } from './testing/film';
import { placeAt, trailAt } from './whereabouts';

describe('where a player was between two known points', () => {
  const walk = track([
    [100, 0, 0],
    [160, 6, -12],
  ]);

  it('is on the way, in proportion', () => {
    expect(placeAt(walk, 99)).toBe(null);
    expect(placeAt(walk, 100)).toEqual({ x: 0, y: 0, surface: 1, online: true });
    expect(placeAt(walk, 130)).toEqual({ x: 3, y: -6, surface: 1, online: true });
    expect(placeAt(walk, 145.5)?.x).toBeCloseTo(4.55);
    expect(placeAt(walk, 500)).toEqual({ x: 6, y: -12, surface: 1, online: true });
  });

  it('is the old place while nobody told of a step for long', () => {
    const stood = track([[0, 0, 0], [10_000, 12, 0]]); // biome-ignore format: one line
    expect(placeAt(stood, 9_000)?.x).toBe(0);
    expect(placeAt(stood, 9_940)?.x).toBe(6);
  });

  it('is no line across a teleport, another surface, or time offline', () => {
    expect(placeAt(track([[0, 0, 0], [60, 5000, 0]]), 30)?.x).toBe(0); // biome-ignore format: one line
    expect(placeAt(track([[0, 0, 0], [60, 6, 0, true, 2]]), 30)).toMatchObject({ x: 0, surface: 1 }); // biome-ignore format: one line
    expect(placeAt(track([[0, 0, 0, false], [60, 6, 0]]), 30)).toMatchObject({ x: 0, online: false }); // biome-ignore format: one line
  });

  it('a trail is where it came from, oldest first, and ends where the walk began', () => {
    expect(trailAt(walk, 160, 30, 2)).toEqual([
      [3, -6],
      [4.5, -9],
      [6, -12],
    ]);
    expect(trailAt(walk, 110, 60, 3)).toEqual([[1, -2]]);
    expect(trailAt(track([[0, 0, 0, false]]), 50, 30, 2)).toEqual([]);
  });
});
