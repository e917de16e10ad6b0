import { signal } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import { createActivity } from './activity';
import { answering } from './answer';

interface Call {
  ask: string;
  signal: AbortSignal;
  resolve(value: string): void;
}

function setUp() {
  const calls: Call[] = [];
  const subject = signal('a');
  const detail = signal('1');
  const activity = createActivity();
  const answer = answering<string, string>(
    activity,
    () => ({ subject: subject.value, detail: detail.value, ask: subject.value + detail.value }),
    (ask, abort) => new Promise((resolve) => calls.push({ ask, signal: abort, resolve })),
  );
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return { calls, subject, detail, activity, answer, settle };
}

describe('an answer to a question that changes', () => {
  it('stays until the next one is here', async () => {
    const { calls, detail, answer, settle } = setUp();
    calls[0]?.resolve('first');
    await settle();
    detail.value = '2';
    expect(answer.value.value).toBe('first');
    calls[1]?.resolve('second');
    await settle();
    expect(answer.value.value).toBe('second');
  });

  it('is asked once at a time, and then only for the newest', async () => {
    const { calls, detail, answer, settle } = setUp();
    for (const version of ['2', '3', '4']) detail.value = version;
    expect(calls).toHaveLength(1);
    calls[0]?.resolve('first');
    await settle();
    expect(calls.map((call) => call.ask)).toEqual(['a1', 'a4']);
    calls[1]?.resolve('fourth');
    await settle();
    expect(answer.value.value).toBe('fourth');
  });

  it('is dropped and aborted when the question is about something else', async () => {
    const { calls, subject, answer, settle } = setUp();
    calls[0]?.resolve('first');
    await settle();
    subject.value = 'b';
    expect(answer.value.value).toBeNull();
    subject.value = 'c';
    expect(calls[1]?.signal.aborted).toBe(true);
    calls[1]?.resolve('late');
    calls[2]?.resolve('third');
    await settle();
    expect(answer.value.value).toBe('third');
  });

  it('keeps the app busy until it is here', async () => {
    const { calls, activity, settle } = setUp();
    expect(activity.busy.value).toBe(true);
    calls[0]?.resolve('x');
    await settle();
    expect(activity.busy.value).toBe(false);
    await vi.waitFor(() => activity.idle(), { timeout: 30_000 });
  });
});
