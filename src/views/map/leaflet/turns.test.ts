import { describe, expect, it } from 'vitest';
import { Turns } from './turns';

describe('turns', () => {
  it('a few go with each frame, in the order in which they came, and frames end with the last', async () => {
    const frames: (() => void)[] = [];
    const turns = new Turns((run) => frames.push(run));
    const gone: number[] = [];
    for (let i = 0; i < 9; i++) void turns.next().then(() => gone.push(i));
    const counts: number[] = [];
    while (frames.length > 0) {
      frames.shift()?.();
      await Promise.resolve();
      counts.push(gone.length);
    }
    expect(counts).toEqual([2, 4, 6, 8, 9]);
    expect(gone).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    void turns.next().then(() => gone.push(9));
    expect(frames).toHaveLength(1);
  });

  it('a frame in which much else changes has none, but never two in a row', async () => {
    const frames: (() => void)[] = [];
    const turns = new Turns((run) => frames.push(run));
    let gone = 0;
    const counts: number[] = [];
    for (let i = 0; i < 4; i++) void turns.next().then(() => gone++);
    while (frames.length > 0) {
      turns.rest();
      frames.shift()?.();
      await Promise.resolve();
      counts.push(gone);
    }
    expect(counts).toEqual([0, 2, 2, 4]);
  });
});
