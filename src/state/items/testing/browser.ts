import { vi } from 'vitest';

/** What the state takes from a browser's window, for tests without one: storage, and the events of other tabs. */
export function fakeBrowser() {
  const kept = new Map<string, string>();
  const events = new EventTarget();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  vi.stubGlobal('addEventListener', events.addEventListener.bind(events));
  return {
    kept,
    /** Another tab writes. */
    elsewhere(key: string | null, value?: unknown) {
      if (key === null) kept.clear();
      else kept.set(key, typeof value === 'string' ? value : JSON.stringify(value));
      events.dispatchEvent(Object.assign(new Event('storage'), { key }));
    },
  };
}
