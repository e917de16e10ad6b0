import { signal } from '@preact/signals';
import type { Client } from './client';

export interface StorageNow {
  used: number;
  quota: number;
  persisted: boolean;
}

/** How much room this browser gives, and whether it may throw it away. */
export function createStorage(client: Client) {
  const now = signal<StorageNow | null>(null);
  const answer = signal<'granted' | 'refused' | null>(null);

  async function refresh() {
    try {
      now.value = await client.import.storage();
    } catch (error) {
      console.warn(error);
    }
  }

  /** Asks the browser to keep the worlds. Nothing waits for this: in some browsers the question is never answered. */
  function persist() {
    navigator.storage
      ?.persist?.()
      .then(async (granted) => {
        answer.value = granted ? 'granted' : 'refused';
        await refresh();
      })
      .catch(() => {
        answer.value = 'refused';
      });
  }

  return { now, answer, refresh, persist };
}

export type Storage = ReturnType<typeof createStorage>;
