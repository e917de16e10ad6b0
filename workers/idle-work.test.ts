import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { IdleWork } from './idle-work';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('is done in pieces when nothing is asked for a while, and no more when it is done', () => {
  const work = new IdleWork();
  let done = 0;
  work.begin(() => ++done < 3);
  vi.advanceTimersByTime(99);
  work.asked();
  vi.advanceTimersByTime(99);
  expect(done).toBe(0);
  vi.advanceTimersByTime(1);
  expect(done).toBe(1);
  vi.runAllTimers();
  expect(done).toBe(3);
  work.asked();
  expect(vi.getTimerCount()).toBe(0);
});

it('waits on between two pieces, and gives way to other work', () => {
  const work = new IdleWork();
  const done: string[] = [];
  work.begin(() => done.push('first') < 9);
  vi.advanceTimersByTime(100);
  work.asked();
  vi.advanceTimersByTime(50);
  expect(done).toEqual(['first']);
  work.begin(() => done.push('second') < 3);
  vi.runAllTimers();
  expect(done).toEqual(['first', 'second', 'second']);
});

it('ends when it fails, and the worker goes on', () => {
  const told = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const work = new IdleWork();
  work.begin(() => {
    throw new Error('bug');
  });
  vi.runAllTimers();
  expect(told).toHaveBeenCalledOnce();
  told.mockRestore();
});
