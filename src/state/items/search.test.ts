import { signal } from '@preact/signals';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createActivity } from '../activity';
import type { ItemsClient, SearchAnswer } from '../client';
import { createItemsPlace } from '../items-place';
import { createSearching, type SearchSubject } from './search';

afterEach(() => vi.restoreAllMocks());

interface Call {
  pack: string;
  query: string;
  filter: unknown;
  all: boolean;
  signal: AbortSignal;
  answer(rows: string[], whole?: boolean): Promise<void>;
  fail(): Promise<void>;
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve));

function setUp() {
  const calls: Call[] = [];
  const search = (pack: string, _tongue: unknown, query: string, filter: unknown, _limit: number, all: boolean, abort: AbortSignal) =>
    new Promise<SearchAnswer>((resolve, reject) => {
      const answer = (names: string[], whole = all) => {
        const rows = names.map((name) => ({ ref: { kind: 'item', name, label: name, picture: null } }));
        resolve({ rows, total: rows.length, kinds: {}, mods: {}, groups: [], whole } as unknown as SearchAnswer);
        return settled();
      };
      const fail = () => {
        reject({ code: 'worker-died', detail: '' });
        return settled();
      };
      calls.push({ pack, query, filter, all, signal: abort, answer, fail });
    });
  const frames: (() => void)[] = [];
  const place = createItemsPlace();
  const subject = signal<SearchSubject | null>({ pack: 'p', content: '1', languages: ['de'] });
  const activity = createActivity();
  const client = { packs: { search } } as unknown as ItemsClient;
  const { state, actions } = createSearching(client, activity, place, subject, () => new Promise((resolve) => frames.push(resolve)));
  const frame = () => {
    for (const next of frames.splice(0)) next();
    return settled();
  };
  const rows = () => state.answer.value?.rows.map(({ ref }) => ref.name) ?? null;
  return { calls, frame, place, subject, activity, state, actions, rows };
}

describe('the search', () => {
  it('asks in the next frame, once for all that was typed before it', async () => {
    const { calls, frame, actions, state } = setUp();
    for (const text of ['i', 'ir', 'iro']) actions.setQuery(text);
    expect(state.query.value).toBe('iro');
    expect(calls).toEqual([]);
    await frame();
    expect(calls.map(({ query, all }) => [query, all])).toEqual([['iro', false]]);
    expect(state.open.value).toBe(true);
  });

  it('asks the other languages behind the person’s own', async () => {
    const { calls, frame, actions, state, rows } = setUp();
    actions.setQuery('eisen');
    await frame();
    await calls[0]!.answer(['a']);
    expect([rows(), state.busy.value, calls[1]!.all]).toEqual([['a'], true, true]);
    await calls[1]!.answer(['a', 'b']);
    expect([rows(), state.busy.value, calls.length]).toEqual([['a', 'b'], false, 2]);
  });

  it('asks no more when the first answer was whole', async () => {
    const { calls, frame, actions, state } = setUp();
    actions.setQuery('x');
    await frame();
    await calls[0]!.answer(['a'], true);
    expect([calls.length, state.busy.value]).toEqual([1, false]);
  });

  it('an answer that comes late never wins', async () => {
    const { calls, frame, actions, rows, state } = setUp();
    actions.setQuery('old');
    await frame();
    actions.setQuery('new');
    await frame();
    expect(calls[0]!.signal.aborted).toBe(true);
    await calls[1]!.answer(['new'], true);
    await calls[0]!.answer(['old'], true);
    expect([rows(), state.answered.value]).toEqual([['new'], 'new']);
  });

  it('rows stay until others are there', async () => {
    const { calls, frame, actions, rows, state } = setUp();
    actions.setQuery('a');
    await frame();
    await calls[0]!.answer(['a'], true);
    actions.setQuery('ab');
    expect([rows(), state.answered.value, state.busy.value]).toEqual([['a'], 'a', true]);
    actions.setQuery('');
    expect([rows(), state.busy.value]).toEqual([null, false]);
  });

  it('another pack has no rows of this one', async () => {
    const { calls, frame, actions, subject, rows } = setUp();
    actions.setQuery('a');
    await frame();
    await calls[0]!.answer(['a'], true);
    subject.value = { pack: 'q', content: '1', languages: ['de'] };
    expect(rows()).toBeNull();
    await frame();
    expect(calls[1]!.pack).toBe('q');
  });

  it('filters are asked for, and are gone when it is closed', async () => {
    const { calls, frame, actions, state } = setUp();
    actions.setQuery('a');
    actions.setFilter({ kinds: ['fluid'] });
    await frame();
    expect(calls[0]!.filter).toEqual({ kinds: ['fluid'] });
    actions.closeSearch();
    expect([state.query.value, state.filter.value, state.open.value]).toEqual(['', {}, false]);
  });

  it('a failure is said and can be tried again; the app is busy only while something is asked', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { calls, frame, actions, state, activity } = setUp();
    actions.setQuery('a');
    expect(activity.busy.value).toBe(true);
    await frame();
    await calls[0]!.fail();
    expect([state.failed.value, state.busy.value, activity.busy.value]).toEqual([true, false, false]);
    actions.retrySearch();
    await frame();
    await calls[1]!.answer(['a'], true);
    expect([state.failed.value, activity.busy.value]).toEqual([false, false]);
  });
});
