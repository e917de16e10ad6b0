import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Activity } from '../activity';
import { nextFrame } from '../activity';
import type { ItemsClient, SearchAnswer, SearchFilter } from '../client';
import type { ItemsPlace } from '../items-place';

/** Rows that are asked for; more than anybody reads. */
const LIMIT = 100;

export interface SearchSubject {
  pack: string;
  /** Changes when the answers may. */
  content: string;
  languages: string[];
}

/**
 * The search as one types. What is typed is asked in the next frame, so that a word typed fast is one question; an answer
 * that is not to the newest question is never seen, and the last one stays until the next is here.
 */
export function createSearching(
  client: ItemsClient,
  activity: Activity,
  place: ItemsPlace,
  subject: ReadonlySignal<SearchSubject | null>,
  frame: () => Promise<void> = nextFrame,
) {
  const open = signal(place.query.peek() !== '');
  const filter = signal<SearchFilter>({});
  const answer = signal<SearchAnswer | null>(null);
  /** The query that `answer` is to. */
  const answered = signal('');
  const failed = signal(false);
  const busy = signal(false);
  /** The pack that `answer` is of. */
  let shownOf: string | null = null;
  const retries = signal(0);
  let running: AbortController | null = null;

  const question = computed(() => {
    void retries.value;
    const query = place.query.value.trim();
    if (subject.value === null || query === '') return null;
    return { ...subject.value, query, filter: filter.value, retry: retries.value };
  });

  effect(() => {
    const asked = question.value;
    running?.abort();
    running = null;
    if (asked === null) {
      answer.value = null;
      answered.value = '';
      failed.value = false;
      busy.value = false;
      return;
    }
    // Rows of another pack open nothing here.
    if (answer.peek() !== null && shownOf !== asked.pack) answer.value = null;
    const controller = new AbortController();
    running = controller;
    busy.value = true;
    void activity.track(ask(asked, controller));
  });

  async function ask({ pack, languages, query, filter: by }: NonNullable<typeof question.value>, controller: AbortController) {
    const { signal: abort } = controller;
    await frame();
    try {
      for (const all of [false, true]) {
        if (abort.aborted) return;
        const found = await client.packs.search(pack, { languages }, query, by, LIMIT, all, abort);
        if (abort.aborted) return;
        shownOf = pack;
        answer.value = found;
        answered.value = query;
        failed.value = false;
        if (found.whole) break;
      }
    } catch (error) {
      if (abort.aborted) return;
      console.warn(error);
      failed.value = true;
    } finally {
      if (running === controller) {
        running = null;
        busy.value = false;
      }
    }
  }

  const state = {
    ...{ open, query: place.query as ReadonlySignal<string>, filter, answer: answer as ReadonlySignal<SearchAnswer | null> },
    /** `busy`: no answer to what is typed yet, or more of it to come. */
    ...{ answered: answered as ReadonlySignal<string>, failed, busy },
  };
  const actions = {
    setQuery(text: string) {
      place.query.value = text;
      if (text !== '') open.value = true;
    },
    setFilter(next: SearchFilter) {
      filter.value = next;
    },
    openSearch() {
      open.value = true;
    },
    closeSearch() {
      open.value = false;
      place.query.value = '';
      filter.value = {};
    },
    retrySearch() {
      retries.value += 1;
    },
  };
  return { state, actions };
}
