import { describe, expect, it, vi } from 'vitest';
import { exclusive, queue } from './exclusive';

describe('without locks', () => {
  it('works follow each other, also after one that failed', async () => {
    const exclusively = queue();
    const order: string[] = [];
    const work =
      (name: string, fails = false) =>
      async () => {
        order.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 2));
        order.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    const onWait = vi.fn();
    const first = exclusively(work('a', true), { onWait });
    expect(onWait).not.toHaveBeenCalled();
    const second = exclusively(work('b'), { onWait });
    expect(onWait).toHaveBeenCalledTimes(1);
    await expect(first).rejects.toThrow('a');
    expect(await second).toBe('b');
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('one that was cancelled while it waited does not run', async () => {
    const exclusively = queue();
    const controller = new AbortController();
    const work = vi.fn(async () => {});
    const first = exclusively(() => new Promise((resolve) => setTimeout(resolve, 5)));
    const second = exclusively(work, { signal: controller.signal });
    controller.abort('gone');
    await expect(second).rejects.toBe('gone');
    await first;
    expect(work).not.toHaveBeenCalled();
  });
});

describe('with locks', () => {
  it('says that it waits when another has the lock, and works when it is free', async () => {
    let taken = true;
    const request = vi.fn(async (_name: string, options: LockOptions, work: (lock: Lock | null) => unknown) => {
      if (options.ifAvailable && taken) return await work(null);
      return await work({ name: 'n', mode: 'exclusive' });
    });
    const exclusively = exclusive('n', { request } as unknown as LockManager);
    const onWait = vi.fn();
    expect(await exclusively(async () => 1, { onWait })).toBe(1);
    expect(onWait).toHaveBeenCalledTimes(1);
    taken = false;
    expect(await exclusively(async () => 2, { onWait })).toBe(2);
    expect(onWait).toHaveBeenCalledTimes(1);
    expect(request).toHaveBeenCalledTimes(3);
  });
});
