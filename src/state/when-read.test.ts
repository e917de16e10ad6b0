import { signal } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import { createActivity } from './activity';
import type { Client } from './client';
import { createLoader } from './load';
import type { Packs } from './packs';
import { whenRead } from './when-read';
import type { Worlds } from './worlds';

describe('what waits until all is read', () => {
  it('is done at once where nothing is being read', () => {
    const task = vi.fn();
    expect(whenRead(signal(0), task)).toBe(false);
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('waits for the end, and is done once', () => {
    const turns = signal(1);
    const task = vi.fn();
    expect(whenRead(turns, task)).toBe(true);
    turns.value = 2;
    turns.value = 1;
    expect(task).not.toHaveBeenCalled();
    turns.value = 0;
    turns.value = 1;
    turns.value = 0;
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('waits for what has not begun yet too, and for what fails', async () => {
    const ends: (() => void)[] = [];
    const run = vi.fn(
      () => new Promise<never>((_, fail) => ends.push(() => fail({ code: 'worker-died', file: '', line: 0, detail: '', tip: '' }))),
    );
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const loader = createLoader({
      client: { import: { run } } as unknown as Client,
      activity: createActivity(),
      worlds: { merge() {}, async refresh() {} } as unknown as Worlds,
      packs: { merge() {}, async refresh() {} } as unknown as Packs,
      openPack: () => null,
      base: 'https://site.example/',
    });
    const file = (name: string) => ({ name, file: new File(['x'], name) });
    const [one, two] = [loader.load([file('a')]), loader.load([file('b')])];
    const task = vi.fn();
    expect(whenRead(loader.turns, task)).toBe(true);
    await vi.waitFor(() => expect(ends).toHaveLength(1), { timeout: 30_000 });
    ends[0]!();
    await one;
    await vi.waitFor(() => expect(ends).toHaveLength(2), { timeout: 30_000 });
    expect(loader.running()).toBe(true);
    expect(task).not.toHaveBeenCalled();
    ends[1]!();
    await two;
    await vi.waitFor(() => expect(task).toHaveBeenCalledTimes(1), { timeout: 30_000 });
    vi.restoreAllMocks();
  });
});
