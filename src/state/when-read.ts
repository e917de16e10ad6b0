import { effect, type ReadonlySignal } from '@preact/signals';

/**
 * Calls `task` once, as soon as nothing is being read nor waits its turn: a reload would end that. Answers whether it had to wait.
 */
export function whenRead(turns: ReadonlySignal<number>, task: () => void): boolean {
  const waits = turns.peek() > 0;
  let done = false;
  const stop = effect(() => {
    if (done || turns.value > 0) return;
    done = true;
    task();
  });
  if (done) stop();
  return waits;
}
