import { computed, effect, signal } from '@preact/signals';
import { expect, it, vi } from 'vitest';
import type { Ref, Shown } from '../../core/prototype/types';
import { createActivity } from '../activity';
import { createNames } from './names';

const shown = (ref: Ref): Shown => ({ ...ref, label: `the ${ref.name}`, picture: 1 });

function setUp() {
  const activity = createActivity();
  const about = signal<string | null>('pack 1');
  const show = vi.fn(async (refs: Ref[], _signal: AbortSignal) =>
    refs.map((ref) => (ref.kind === 'entity' && !ref.name.startsWith('no') ? shown(ref) : null)),
  );
  return { activity, about, show, names: createNames(activity, about, show) };
}
const settled = (activity: ReturnType<typeof createActivity>) =>
  vi.waitFor(() => expect(activity.busy.value).toBe(false), { timeout: 30_000 });

it('what is read together is asked together, once; the reader runs again when it is known', async () => {
  const { activity, show, names } = setUp();
  const seen: (string | null)[][] = [];
  const stop = effect(() => {
    seen.push(['lab', 'no-lab', '__proto__'].map((name) => names.find(name, ['item', 'entity'])?.label ?? null));
  });
  await vi.waitFor(() => expect(seen.at(-1)).toEqual(['the lab', null, 'the __proto__']), { timeout: 30_000 });
  await settled(activity);
  expect(seen[0]).toEqual([null, null, null]);
  expect(show).toHaveBeenCalledTimes(1);
  expect(show.mock.calls[0]?.[0]).toHaveLength(6);
  // What the pack does not have is not asked for again.
  expect(names.find('no-lab', ['entity'])).toBe(null);
  await settled(activity);
  expect(show).toHaveBeenCalledTimes(1);
  stop();
});

it('the first of the kinds counts, as they were asked for', async () => {
  const { names, activity, show } = setUp();
  show.mockImplementation(async (refs) => refs.map(shown));
  const found = computed(() => [names.find('x', ['item', 'entity'])?.kind, names.find('x', ['entity', 'item'])?.kind]);
  found.subscribe(() => {});
  await vi.waitFor(() => expect(found.value).toEqual(['item', 'entity']), { timeout: 30_000 });
  await settled(activity);
});

it('another pack or language makes all unknown, and an answer to the old question counts no more', async () => {
  const { names, about, show, activity } = setUp();
  let answer: (found: Shown[]) => void = () => {};
  show.mockImplementationOnce((refs) => new Promise((resolve) => (answer = () => resolve(refs.map(shown)))));
  const label = computed(() => names.find('lab', ['entity'])?.label ?? null);
  label.subscribe(() => {});
  await vi.waitFor(() => expect(show).toHaveBeenCalledTimes(1), { timeout: 30_000 });
  show.mockImplementation(async (refs) => refs.map((ref) => ({ ...shown(ref), label: 'das Labor' })));
  about.value = 'pack 1 de';
  expect(show.mock.calls[0]?.[1].aborted).toBe(true);
  answer([]);
  await vi.waitFor(() => expect(label.value).toBe('das Labor'), { timeout: 30_000 });
  about.value = null;
  expect(label.value).toBe(null);
  await settled(activity);
});

it('a failure leaves names unknown until something changes', async () => {
  const { names, about, show, activity } = setUp();
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  show.mockRejectedValueOnce(new Error('no worker'));
  const label = computed(() => names.find('lab', ['entity'])?.label ?? null);
  label.subscribe(() => {});
  await vi.waitFor(() => expect(show).toHaveBeenCalledTimes(1), { timeout: 30_000 });
  await settled(activity);
  expect([label.value, show.mock.calls.length, warn.mock.calls.length]).toEqual([null, 1, 1]);
  about.value = 'pack 2';
  await vi.waitFor(() => expect(label.value).toBe('the lab'), { timeout: 30_000 });
  warn.mockRestore();
});
