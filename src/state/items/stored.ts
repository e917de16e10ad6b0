import { type ReadonlySignal, signal } from '@preact/signals';

/** What was kept under a key; null where nothing was, what is there is no JSON, or storage is forbidden. */
export function readStored(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** null: nothing is kept. Where storage is forbidden or full, what is chosen lasts for this visit. */
export function writeStored(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Told nowhere: it is a comfort, not a loss.
  }
}

/** A switch that is kept between visits. */
export function storedSwitch(key: string): { on: ReadonlySignal<boolean>; set(on: boolean): void } {
  const on = signal(readStored(key) === true);
  return {
    on,
    set(next) {
      on.value = next;
      writeStored(key, next ? true : null);
    },
  };
}
