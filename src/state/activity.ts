import { computed, signal } from '@preact/signals';

/** Counts what is under way, so that tests and the console can wait for the app instead of for time. */
export function createActivity() {
  const running = signal(0);

  /** Marks the start of something; call what it returns once when that is over. */
  function begin(): () => void {
    // Peeked at, because this is also called in effects, which must not depend on it.
    running.value = running.peek() + 1;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      running.value = running.peek() - 1;
    };
  }

  async function track<T>(work: Promise<T>): Promise<T> {
    const end = begin();
    try {
      return await work;
    } finally {
      end();
    }
  }

  /** Resolves when nothing is under way and what came of it has been painted. */
  async function idle(): Promise<void> {
    // What has just ended may start more in an effect or a render: quiet means quiet over two frames.
    let quiet = 0;
    while (quiet < 3) {
      await nextFrame();
      quiet = running.peek() === 0 ? quiet + 1 : 0;
    }
  }

  return { begin, track, idle, busy: computed(() => running.value > 0) };
}

export type Activity = ReturnType<typeof createActivity>;

/** Frames stop in a hidden tab, so a timer stands in. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 100);
    if (typeof requestAnimationFrame === 'function')
      requestAnimationFrame(() => {
        clearTimeout(timer);
        setTimeout(resolve, 0);
      });
  });
}
