import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Activity } from './activity';

export interface Answer<V> {
  value: ReadonlySignal<V | null>;
  /** For which key the value was given. */
  key: ReadonlySignal<string | null>;
  failed: ReadonlySignal<boolean>;
}

/**
 * Keeps the answer to a question that changes. The last answer stays until the next one is here, so nothing flickers; an
 * outdated question is aborted. While questions come faster than answers (an import bumps the version all the time) the
 * one under way is finished first, and only the newest is asked next.
 *
 * `subject` is what the answer is about: when that changes the old answer is dropped at once, and work on it aborted.
 */
export function answering<Q, V>(
  activity: Activity,
  question: () => { subject: string; detail: string; ask: Q } | null,
  load: (ask: Q, signal: AbortSignal) => Promise<V>,
): Answer<V> {
  const value = signal<V | null>(null);
  const key = signal<string | null>(null);
  const failed = signal(false);
  /** What `value` is about; the question may already be about something else. */
  const subject = signal<string | null>(null);
  const wanting = computed(question);
  const current = computed(() => (wanting.value !== null && wanting.value.subject === subject.value ? value.value : null));
  let asked: string | null = null;
  let running: AbortController | null = null;
  let next: { key: string; ask: Q } | null = null;

  async function run(ask: Q, forKey: string) {
    const controller = new AbortController();
    running = controller;
    const end = activity.begin();
    try {
      const answer = await load(ask, controller.signal);
      if (!controller.signal.aborted) {
        value.value = answer;
        key.value = forKey;
        failed.value = false;
      }
    } catch (error) {
      if (!controller.signal.aborted) {
        failed.value = true;
        console.warn(error);
      }
    } finally {
      if (running === controller) {
        running = null;
        const waiting = next;
        next = null;
        if (waiting !== null) void run(waiting.ask, waiting.key);
      }
      end();
    }
  }

  effect(() => {
    const wanted = wanting.value;
    const wantedKey = wanted === null ? null : `${wanted.subject} ${wanted.detail}`;
    if (wantedKey === asked) return;
    asked = wantedKey;
    if (wanted === null || wanted.subject !== subject.peek()) {
      running?.abort();
      running = null;
      next = null;
      value.value = null;
      key.value = null;
      failed.value = false;
    }
    subject.value = wanted?.subject ?? null;
    if (wanted === null || wantedKey === null) return;
    if (running === null) void run(wanted.ask, wantedKey);
    else next = { key: wantedKey, ask: wanted.ask };
  });

  return { value: current, key, failed };
}
