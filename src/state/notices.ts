import { signal } from '@preact/signals';

export interface Notice {
  id: number;
  kind: 'good' | 'bad' | 'note';
  text: string;
  actions: { label: string; run: () => void }[];
}

/** Short messages over the page, for what the page does not already show. */
export function createNotices() {
  const list = signal<Notice[]>([]);
  let last = 0;

  function say(kind: Notice['kind'], text: string, actions: Notice['actions'] = []): number {
    last += 1;
    const notice: Notice = { id: last, kind, text, actions };
    // The same words twice are one message.
    list.value = [...list.value.filter((other) => other.text !== text), notice].slice(-3);
    return notice.id;
  }

  function dismiss(id: number) {
    list.value = list.value.filter((notice) => notice.id !== id);
  }

  return { list, say, dismiss };
}

export type Notices = ReturnType<typeof createNotices>;
