import { describe, expect, it, vi } from 'vitest';
import { Desk } from './desk';

const tick = () => new Promise((resolve) => setTimeout(resolve));

/** Work that ends when it is told to. */
function controlled() {
  const order: string[] = [];
  const ends = new Map<string, { resolve(value: string): void; reject(error: unknown): void }>();
  const work = (name: string) => () => {
    order.push(name);
    return new Promise<string>((resolve, reject) => ends.set(name, { resolve, reject }));
  };
  return { order, ends, work };
}

describe('Desk', () => {
  it('does work that is asked twice once, and again when it is asked later', async () => {
    const desk = new Desk(1);
    const work = vi.fn(async () => 'answer');
    const ask = () => desk.ask({ key: 'a', lane: 0, work });
    expect(await Promise.all([ask(), ask()])).toEqual(['answer', 'answer']);
    expect(work).toHaveBeenCalledTimes(1);
    await ask();
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('keeps no failure', async () => {
    const desk = new Desk(1);
    const work = vi.fn(async () => 'answer').mockRejectedValueOnce('no');
    await expect(desk.ask({ key: 'a', lane: 0, work })).rejects.toBe('no');
    expect(await desk.ask({ key: 'a', lane: 0, work })).toBe('answer');
  });

  it('takes the newest first, two at once in a lane, and lanes do not wait for each other', async () => {
    const { order, ends, work } = controlled();
    const desk = new Desk(2, 2);
    const asked = ['a', 'b', 'c', 'd'].map((name) => desk.ask({ key: name, lane: 0, work: work(name) }));
    void desk.ask({ key: 'x', lane: 1, work: work('x') });
    await tick();
    expect(order).toEqual(['d', 'c', 'x']);
    ends.get('d')!.resolve('D');
    await tick();
    expect(order).toEqual(['d', 'c', 'x', 'b']);
    expect(await asked[3]).toBe('D');
  });

  it('never does what was cancelled before its turn', async () => {
    const { order, ends, work } = controlled();
    const desk = new Desk(1, 1);
    void desk.ask({ key: 'first', lane: 0, work: work('first') });
    await tick();
    const controller = new AbortController();
    const cancelled = desk.ask({ key: 'cancelled', lane: 0, work: work('cancelled'), signal: controller.signal });
    controller.abort('gone');
    await expect(cancelled).rejects.toBe('gone');
    ends.get('first')!.resolve('');
    await tick();
    expect(order).toEqual(['first']);
    await expect(desk.ask({ key: 'late', lane: 0, work: work('late'), signal: controller.signal })).rejects.toBe('gone');
  });

  it('goes on while one of several still asks', async () => {
    const { order, ends, work } = controlled();
    const desk = new Desk(1, 1);
    const controller = new AbortController();
    const one = desk.ask({ key: 'a', lane: 0, work: work('a'), signal: controller.signal });
    const two = desk.ask({ key: 'a', lane: 0, work: work('a') });
    controller.abort('gone');
    await expect(one).rejects.toBe('gone');
    await tick();
    expect(order).toEqual(['a']);
    ends.get('a')!.resolve('A');
    expect(await two).toBe('A');
  });

  it('drops an answer that nobody waits for any more, and tells the work so', async () => {
    const desk = new Desk(1);
    const drop = vi.fn();
    const controller = new AbortController();
    let end = (_: string) => {};
    let wanted = () => true;
    const asked = desk.ask({
      key: 'a',
      lane: 0,
      work: (still) => {
        wanted = still;
        return new Promise<string>((resolve) => {
          end = resolve;
        });
      },
      signal: controller.signal,
      drop,
    });
    await tick();
    expect(wanted()).toBe(true);
    controller.abort('gone');
    await expect(asked).rejects.toBe('gone');
    expect(wanted()).toBe(false);
    end('A');
    await tick();
    expect(drop).toHaveBeenCalledExactlyOnceWith('A');
  });

  it('gives each asker its own of what can be used once', async () => {
    const desk = new Desk(1);
    const copy = async (value: { n: number }) => ({ n: value.n + 1 });
    const ask = () => desk.ask({ key: 'a', lane: 0, work: async () => ({ n: 0 }), copy });
    const [one, two] = await Promise.all([ask(), ask()]);
    expect([one.n, two.n]).toEqual([0, 1]);
  });

  it('is quiet when nothing is asked, when all is answered or given up, and after a while even so', async () => {
    const { ends, work } = controlled();
    const desk = new Desk(1, 1);
    await desk.quiet(30_000);
    const controller = new AbortController();
    const first = desk.ask({ key: 'a', lane: 0, work: work('a') });
    const second = desk.ask({ key: 'b', lane: 0, work: work('b'), signal: controller.signal });
    let quiet = false;
    const waiting = desk.quiet(30_000).then(() => {
      quiet = true;
    });
    await tick();
    ends.get('b')!.reject('no');
    await expect(second).rejects.toBe('no');
    await tick();
    expect(quiet).toBe(false);
    ends.get('a')!.resolve('A');
    await Promise.all([first, waiting]);
    vi.useFakeTimers();
    void desk.ask({ key: 'c', lane: 0, work: work('c') });
    const patience = desk.quiet(150);
    await vi.advanceTimersByTimeAsync(150);
    await patience;
    vi.useRealTimers();
  });
});
