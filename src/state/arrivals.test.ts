import { signal } from '@preact/signals';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PackInfo } from '../core/pack/types';
import { createActivity } from './activity';
import { createArrivals } from './arrivals';
import { packInfo } from './items/testing/packs';
import { createItemsPlace } from './items-place';
import type { Job, Loader } from './load';
import { createNotices } from './notices';
import type { Packs } from './packs';
import type { Page } from './router';

afterEach(() => vi.restoreAllMocks());

const small = packInfo({ icons: { ...packInfo().icons, pending: 2 } });
const other = packInfo({ id: 'other-0000000000000000', name: 'Other' });

function setUp(report: Partial<NonNullable<Job['report']>>, here: PackInfo[] = [small, other], status: Job['status'] = 'done') {
  const notices = createNotices();
  const place = createItemsPlace();
  const page = signal<Page>('import');
  const whole = { files: [], problems: [], worlds: [], packs: [], ...report };
  const job = signal({ id: 'job-1', into: null, status, report: whole } as unknown as Job);
  const renderPending = vi.fn(async (_pack: string) => {});
  const items = vi.fn(async () => ({ actions: { renderPending } }) as never);
  const [open, join] = [vi.fn(), vi.fn(async (_pack: string) => {})];
  const activity = createActivity();
  const arrivals = createArrivals({
    ...{ activity, notices, place, page, items, open, join },
    packs: { list: signal(here) } as unknown as Packs,
    loader: { job } as unknown as Loader,
  });
  const idle = () => vi.waitFor(() => expect(activity.busy.value).toBe(false), { timeout: 30_000 });
  return { ...arrivals, job, whole, notices, place, page, renderPending, items, open, join, idle };
}

describe('what a drop brought', () => {
  it('a pack opens, and its pictures are rendered', async () => {
    const { arrived, open, renderPending, notices, idle } = setUp({ packs: [small.id] });
    arrived();
    await idle();
    expect([open.mock.calls, renderPending.mock.calls, notices.list.value]).toEqual([[[small.id]], [[small.id]], []]);
  });

  it('several packs: their list', async () => {
    const { arrived, open, renderPending, idle } = setUp({ packs: [small.id, other.id] });
    arrived();
    await idle();
    // Of the other all is there already.
    expect([open.mock.calls, renderPending.mock.calls]).toEqual([[[null]], [[small.id]]]);
  });

  it('is offered where there was a log too, or one has gone elsewhere', async () => {
    const withLog = setUp({ packs: [small.id], worlds: ['w'] });
    withLog.arrived();
    const elsewhere = setUp({ packs: [small.id] });
    elsewhere.page.value = 'map';
    elsewhere.arrived();
    for (const { open, notices, idle } of [withLog, elsewhere]) {
      expect(open).not.toHaveBeenCalled();
      notices.list.value[0]!.actions[0]!.run();
      expect(open).toHaveBeenCalledWith(small.id);
      await idle();
    }
  });

  it('needs no word where it is open already', async () => {
    const { arrived, open, notices, place, page, idle } = setUp({ packs: [small.id] });
    page.value = 'items';
    place.pack.value = small.id;
    arrived();
    await idle();
    expect([open.mock.calls, notices.list.value]).toEqual([[], []]);
  });

  it('of a log alone, no code of the item browser is fetched', () => {
    const { arrived, items, open, notices } = setUp({ worlds: ['w'] });
    arrived();
    expect([items.mock.calls, open.mock.calls, notices.list.value]).toEqual([[], [], []]);
  });

  it('a job that was cancelled moves nobody; what it stored is drawn', async () => {
    const { arrived, open, renderPending, notices, idle } = setUp({ packs: [small.id] }, [small], 'cancelled');
    arrived();
    await idle();
    expect([open.mock.calls, notices.list.value, renderPending.mock.calls]).toEqual([[], [], [[small.id]]]);
  });

  it('code that does not come is said', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { arrived, items, notices, idle } = setUp({ packs: [small.id] });
    items.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    arrived();
    await idle();
    expect(notices.list.value).toMatchObject([{ kind: 'bad' }]);
  });
});

describe('icons and texts without a pack', () => {
  it('are asked about, and given to the one that is chosen', () => {
    const { arrived, drops, loose, notices, join, job, whole } = setUp({ loose: { icons: 1200, texts: 1 } });
    arrived();
    expect(loose.value).toEqual({ icons: 1200, texts: 1 });
    const [question] = notices.list.value;
    expect([question?.text, question?.actions.map(({ label }) => label)]).toEqual([
      'Which pack do 1,200 icons and 1 text belong to?',
      ['Small', 'Other'],
    ]);
    question!.actions[1]!.run();
    expect(join).toHaveBeenCalledWith(other.id);
    expect([drops(), notices.list.value]).toEqual([['job-1'], []]);
    const joined: Job = { ...job.value, into: other.id, report: { ...whole, packs: [other.id] } };
    delete joined.report?.loose;
    // A cancel leaves them where they are.
    job.value = { ...joined, status: 'cancelled', report: { ...joined.report!, packs: [] } };
    arrived();
    expect(loose.value).not.toBeNull();
    job.value = joined;
    arrived();
    expect([loose.value, drops()]).toEqual([null, []]);
  });

  it('of several drops are one question, until prototypes come that take them all', () => {
    const { arrived, drops, loose, notices, job, whole } = setUp({ loose: { icons: 2, texts: 0 } });
    arrived();
    job.value = { ...job.value, id: 'job-2', report: { ...whole, loose: { icons: 0, texts: 3 } } };
    arrived();
    expect([loose.value, drops()]).toEqual([{ icons: 2, texts: 3 }, ['job-1', 'job-2']]);
    const dump: Job = { ...job.value, id: 'job-3', report: { ...whole, packs: [other.id] } };
    delete dump.report?.loose;
    job.value = dump;
    arrived();
    expect([loose.value, drops()]).toEqual([null, []]);
    expect(notices.list.value.map(({ text }) => text)).not.toContain('Which pack do 2 icons and 3 texts belong to?');
  });

  it('are told what to drop with them where there is no pack at all', () => {
    const { arrived, loose, notices } = setUp({ loose: { icons: 0, texts: 3 } }, []);
    arrived();
    expect([loose.value, notices.list.value.length, notices.list.value[0]?.actions]).toEqual([null, 1, []]);
  });

  it('that are none are no question', () => {
    const { arrived, notices } = setUp({ loose: { icons: 0, texts: 0 } });
    arrived();
    expect(notices.list.value).toEqual([]);
  });
});
