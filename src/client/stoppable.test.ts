import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { stoppable } from './stoppable';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Work that ends when it is told to: with a value, or stopped. */
function worker() {
  const running = new Map<number, { end(value: string): void; stop(): void }>();
  return {
    running,
    work: (ticket: number) =>
      new Promise<string>((end, reject) => running.set(ticket, { end, stop: () => reject({ code: 'stopped' }) })).finally(() =>
        running.delete(ticket),
      ),
    stop: vi.fn(async (ticket: number) => running.get(ticket)?.stop()),
  };
}

it('what somebody waits for is let alone', async () => {
  const { running, work, stop } = worker();
  const answer = stoppable(work, stop, () => true);
  await vi.advanceTimersByTimeAsync(1000);
  for (const { end } of running.values()) end('done');
  expect(await answer).toBe('done');
  expect(stop).not.toHaveBeenCalled();
});

it('what nobody waits for any more is stopped, once', async () => {
  const { work, stop } = worker();
  const answer = stoppable(work, stop, () => false).catch((error) => error);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await answer).toEqual({ code: 'stopped' });
  expect(stop).toHaveBeenCalledTimes(1);
});

it('who asks again while it ends gets it from the beginning; other failures are told', async () => {
  const { running, work } = worker();
  let wanted = false;
  const stop = async (ticket: number) => {
    wanted = true;
    running.get(ticket)?.stop();
  };
  const answer = stoppable(work, stop, () => wanted);
  await vi.advanceTimersByTimeAsync(150);
  expect(running.size).toBe(1);
  for (const { end } of running.values()) end('again');
  expect(await answer).toBe('again');
  await expect(
    stoppable(
      async () => Promise.reject({ code: 'disk' }),
      stop,
      () => true,
    ),
  ).rejects.toEqual({ code: 'disk' });
});
