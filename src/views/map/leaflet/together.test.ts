import { afterEach, describe, expect, it, vi } from 'vitest';
import { Together } from './together';

afterEach(() => void vi.useRealTimers());

const settled = async () => {
  for (let i = 0; i < 5; i++) await null;
};

describe('pictures of one moment', () => {
  it('go to the screen when the last is here, or over', async () => {
    const together = new Together();
    const shown: string[] = [];
    const here = (name: string) => void together.here().then(() => shown.push(name));
    for (let i = 0; i < 3; i++) together.begin();
    here('a');
    here('b');
    await settled();
    expect(shown).toEqual([]);
    together.over();
    await settled();
    expect(shown).toEqual(['a', 'b']);
    together.begin();
    here('c');
    await settled();
    expect(shown).toEqual(['a', 'b', 'c']);
  });

  it('wait no longer than a tenth of a second for those that are slow', async () => {
    vi.useFakeTimers();
    const together = new Together();
    const shown: string[] = [];
    together.begin();
    together.begin();
    void together.here().then(() => shown.push('quick'));
    await vi.advanceTimersByTimeAsync(99);
    expect(shown).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(shown).toEqual(['quick']);
    void together.here().then(() => shown.push('slow'));
    await settled();
    expect(shown).toEqual(['quick', 'slow']);
  });
});
