import { signal } from '@preact/signals';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PackInfo } from '../../core/pack/types';
import type { Ref } from '../../core/prototype/types';
import type { WorldInfo } from '../../core/world/types';
import { createActivity } from '../activity';
import type { Client, ItemsClient } from '../client';
import { createItemsPlace } from '../items-place';
import { createNotices } from '../notices';
import { createPacks } from '../packs';
import { createItems } from '.';
import { fakeBrowser } from './testing/browser';
import { packInfo } from './testing/packs';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const plate: Ref = { kind: 'item', name: 'iron-plate' };
const gear: Ref = { kind: 'item', name: 'iron-gear-wheel' };
const shownAs = (ref: Ref) => ({ ...ref, label: `the ${ref.name}`, picture: 0 });
const small = packInfo();
const other = packInfo({ id: 'other-0000000000000000', name: 'Other' });

function setUp(stored: PackInfo[] = [small]) {
  vi.stubGlobal('navigator', { languages: ['de-DE'] });
  const browser = fakeBrowser();
  const activity = createActivity();
  const notices = createNotices();
  const place = createItemsPlace();
  const shown = signal(true);
  const world = signal<WorldInfo | null>(null);
  const packs = {
    frame: vi.fn(async (id: string) => ({
      info: stored.find((one) => one.id === id),
      tabs: [
        { tab: 'item', count: 0 },
        { tab: 'fluid', count: 2 },
      ],
      languages: [{ code: 'de' }],
    })),
    grid: vi.fn(async (_id: string, _tongue: unknown, tab: string) => ({ tab, groups: [] })),
    page: vi.fn(async (_id: string, _tongue: unknown, ref: Ref) => (ref.name === 'nowhere' ? null : { ref: shownAs(ref) })),
    show: vi.fn(async (_id: string, _tongue: unknown, refs: Ref[]) => refs.map((ref) => (ref.name === 'gone' ? null : shownAs(ref)))),
    discover: vi.fn(async (_id: string, _tongue: unknown, seed: number) => (seed % 2 === 0 ? plate : gear)),
    search: vi.fn(async (_id: string, _tongue: unknown, query: string) => ({
      rows: [{ ref: shownAs({ kind: 'item', name: query }) }],
      whole: true,
    })),
    packOf: vi.fn(async () => ({ pack: small.id, exact: true, missing: [], extra: [], otherVersion: [] })),
    differences: vi.fn(async (ids: string[]) => ids.map((pack) => ({ pack, differs: [{ by: 'game' as const, version: '2.0' }], more: 0 }))),
  };
  const icons = {
    renderPending: vi.fn(async (_id: string, onProgress: (progress: object) => void) => {
      const end = { done: 1, total: 1, problems: [] };
      onProgress(end);
      return end;
    }),
    renderAll: vi.fn(async (_id: string, _n: number, _effort: string, _progress: unknown, _signal?: AbortSignal) => [new Uint8Array([1])]),
  };
  const imports = {
    packs: vi.fn(async () => stored),
    renamePack: vi.fn(async (_id: string, _name: string) => {}),
    removePack: vi.fn(async (id: string) => {
      stored = stored.filter((one) => one.id !== id);
    }),
    undeletePack: vi.fn(async (_id: string) => {
      stored = [small, ...stored];
    }),
    exportPack: vi.fn(async (_id: string, _options: object) => new Blob(['zip'])),
  };
  const client = { import: imports } as unknown as Client;
  const list = createPacks(client, activity);
  list.list.value = stored;
  const download = vi.fn((_file: Blob, _name: string) => {});
  const items = createItems({
    ...{ client, activity, notices, place, shown, world, download },
    packs: list,
    items: { packs, icons } as unknown as ItemsClient,
  });
  const idle = () => vi.waitFor(() => expect(activity.busy.value).toBe(false), { timeout: 30_000 });
  return { ...{ items, actions: items.actions, packs, icons, imports, list, place, shown, world, notices, browser, download, idle } };
}

describe('what is open', () => {
  it('nothing is asked while nothing of a pack is shown', async () => {
    const { items, packs, place, shown, idle } = setUp();
    shown.value = false;
    place.pack.value = small.id;
    await idle();
    expect([packs.frame.mock.calls.length, packs.grid.mock.calls.length, items.frame.value]).toEqual([0, 0, null]);
  });

  it('a pack opens at the first list that has something in it, in the person’s languages', async () => {
    const { items, actions, packs, idle } = setUp();
    actions.openPack(small.id);
    await idle();
    expect([items.pack.value?.name, items.tab.value, items.section.value, items.grid.value?.tab]).toEqual([
      'Small',
      'fluid',
      null,
      'fluid',
    ]);
    expect(packs.grid).toHaveBeenCalledWith(small.id, { languages: ['de-DE'] }, 'fluid', expect.anything());
    expect(items.language.value).toBe('de');
  });

  it('a page is shown, and is among the last seen', async () => {
    const { items, actions, browser, idle } = setUp();
    actions.openPack(small.id);
    actions.openRef(plate);
    await idle();
    expect([items.page.value?.ref.label, items.recent.value.map(({ label }) => label)]).toEqual(['the iron-plate', ['the iron-plate']]);
    expect(JSON.parse(browser.kept.get(`factoscope-recents-${small.id}`) ?? '')).toEqual([plate]);
    actions.openRef(gear);
    expect(items.page.value).toBeNull();
    await idle();
    expect(items.recents.value).toEqual([gear, plate]);
  });

  it('an answer that comes late is never of another page', async () => {
    const { items, actions, packs, idle } = setUp();
    const ends: (() => void)[] = [];
    packs.page.mockImplementation((_id, _tongue, ref) => new Promise((resolve) => ends.push(() => resolve({ ref: shownAs(ref) }))));
    actions.openPack(small.id);
    actions.openRef(plate);
    actions.openRef(gear);
    expect((packs.page.mock.calls[0] as unknown[])[3]).toMatchObject({ aborted: true });
    ends[1]!();
    ends[0]!();
    await idle();
    expect(items.page.value?.ref.name).toBe('iron-gear-wheel');
    expect(items.recents.value).toEqual([gear]);
  });

  it('what is not in the pack is said, and is nowhere one was', async () => {
    const { items, actions, idle } = setUp();
    actions.openPack(small.id);
    actions.openRef({ kind: 'item', name: 'nowhere' });
    expect(items.pageMissing.value).toBe(false);
    await idle();
    expect([items.pageMissing.value, items.recents.value]).toEqual([true, []]);
  });

  it('a link to a pack that is not here says so, and opens when it comes', async () => {
    const { items, place, list, packs, idle } = setUp([]);
    place.pack.value = small.id;
    place.ref.value = plate;
    await idle();
    expect([items.missing.value, packs.page.mock.calls.length]).toEqual([true, 0]);
    list.merge([small]);
    await idle();
    expect([items.missing.value, items.page.value?.ref.name]).toEqual([false, 'iron-plate']);
  });

  it('another language asks anew, and shows the old words until then', async () => {
    const { items, actions, packs, idle } = setUp();
    actions.openPack(small.id);
    actions.openRef(plate);
    await idle();
    actions.setLanguage('ja');
    expect(items.page.value).not.toBeNull();
    await idle();
    expect(packs.page).toHaveBeenLastCalledWith(small.id, { languages: ['ja', 'de-DE'] }, plate, expect.anything());
  });

  it('while sheets are rendered nothing is asked anew; when texts came, everything is', async () => {
    const { actions, list, packs, idle } = setUp([{ ...small, icons: { ...small.icons, pending: 2 } }]);
    actions.openPack(small.id);
    await idle();
    const asked = () => packs.frame.mock.calls.length;
    expect(asked()).toBe(1);
    list.merge([packInfo({ version: 2, bytes: 5, changedAt: 2, icons: { ...small.icons, pending: 1 } })]);
    list.merge([packInfo({ version: 3, bytes: 6, changedAt: 3, icons: { ...small.icons, pending: 0 } })]);
    await idle();
    expect(asked()).toBe(1);
    list.merge([packInfo({ version: 4, languages: ['en', 'de'] })]);
    await idle();
    expect(asked()).toBe(2);
    // More of the same language.
    list.merge([packInfo({ version: 5, languages: ['en', 'de'] })]);
    await idle();
    expect(asked()).toBe(3);
  });

  it('back leads out of the search, to the list, the front page, the packs', async () => {
    const { items, actions, idle } = setUp();
    actions.openPack(small.id);
    actions.setTab('item');
    actions.openRef(plate);
    actions.setQuery('x');
    await idle();
    const at = () => [items.search.open.value, items.ref.value?.name ?? null, items.section.value, items.packId.value];
    expect(at()).toEqual([true, 'iron-plate', 'item', small.id]);
    const seen = [];
    for (let n = 0; n < 4; n++) {
      actions.back();
      seen.push(at());
    }
    expect(seen).toEqual([
      [false, 'iron-plate', 'item', small.id],
      [false, null, 'item', small.id],
      [false, null, null, small.id],
      [false, null, null, null],
    ]);
    await idle();
  });

  it('what is opened out of the search ends it', async () => {
    const { items, actions, idle } = setUp();
    actions.openPack(small.id);
    actions.setQuery('pipe');
    await idle();
    const [row] = items.search.answer.value!.rows;
    actions.openRef(row!.ref);
    expect([items.ref.value, items.search.open.value, items.search.query.value]).toEqual([{ kind: 'item', name: 'pipe' }, false, '']);
    await idle();
  });

  it('a failure is said, and is asked anew', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { items, actions, packs, idle } = setUp();
    packs.frame.mockRejectedValueOnce({ code: 'worker-died', detail: '' });
    actions.openPack(small.id);
    await idle();
    expect([items.frameFailed.value, items.frame.value]).toEqual([true, null]);
    await actions.retry();
    await idle();
    expect([items.frameFailed.value, items.frame.value !== null]).toEqual([false, true]);
  });
});

describe('what is at hand', () => {
  it('pins have labels and pictures; what is gone from the pack is left out', async () => {
    const { items, actions, idle } = setUp();
    actions.openPack(small.id);
    for (const name of ['gone', 'iron-plate']) actions.pin({ kind: 'item', name });
    await idle();
    expect([items.pins.value.length, items.pinned.value]).toEqual([2, [shownAs(plate)]]);
  });

  it('discoveries are each there once, and another asks with other seeds', async () => {
    const { items, actions, packs, idle } = setUp();
    actions.openPack(small.id);
    await idle();
    const seeds = () => packs.discover.mock.calls.map((call) => call[2]);
    expect(items.discovery.value?.map(({ name }) => name).sort()).toEqual(['iron-gear-wheel', 'iron-plate']);
    const first = seeds();
    actions.another();
    await idle();
    expect(
      seeds()
        .slice(first.length)
        .filter((seed) => first.includes(seed)),
    ).toEqual([]);
  });

  it('a world finds its pack, where there is any', async () => {
    const { items, world, packs, idle } = setUp();
    const info = { id: 'w', gameVersion: '2.0.76', mods: [{ name: 'base', version: '2.0.76' }] } as WorldInfo;
    world.value = info;
    await idle();
    expect([items.match.value?.pack, packs.packOf.mock.calls[0]]).toEqual([
      small.id,
      [{ gameVersion: '2.0.76', mods: info.mods }, expect.anything()],
    ]);
    world.value = { ...info, id: 'v', mods: [] };
    expect(items.match.value).toBeNull();
  });

  it('packs are told apart where there are several', async () => {
    const { items, packs, idle } = setUp([small, other]);
    await idle();
    expect([packs.differences.mock.calls[0]?.[0], items.differences.value?.length]).toEqual([[small.id, other.id], 2]);
  });
});

describe('pictures', () => {
  it('that an earlier visit left are rendered when the pack is opened, once', async () => {
    const { actions, items, icons, idle } = setUp([{ ...small, icons: { ...small.icons, pending: 3 } }]);
    actions.openPack(small.id);
    await idle();
    expect(icons.renderPending).toHaveBeenCalledTimes(1);
    expect(items.rendering.value).toEqual({ pack: small.id, status: 'done', done: 1, total: 1, problems: [] });
  });

  it('asked for again with nothing left to do, what the first time came to stays', async () => {
    const { actions, items, icons, idle } = setUp([{ ...small, icons: { ...small.icons, pending: 3 } }]);
    actions.openPack(small.id);
    await idle();
    const first = items.rendering.value;
    icons.renderPending.mockResolvedValue({ done: 0, total: 0, problems: [] });
    await actions.renderPending(small.id);
    expect([items.rendering.value, first?.total]).toEqual([first, 1]);
  });

  it('a cancel leaves the rest for later', async () => {
    const { actions, items, icons, idle } = setUp([{ ...small, icons: { ...small.icons, pending: 3 } }]);
    icons.renderPending.mockImplementation(
      ((_id: string, _progress: unknown, signal: AbortSignal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))) as never,
    );
    actions.openPack(small.id);
    await vi.waitFor(() => expect(icons.renderPending).toHaveBeenCalled(), { timeout: 30_000 });
    actions.cancelRendering();
    await idle();
    expect(items.rendering.value?.status).toBe('cancelled');
  });
});

describe('a pack as a whole', () => {
  it('removed, it is closed and can be had back', async () => {
    const { items, actions, notices, imports, list, idle } = setUp();
    actions.openPack(small.id);
    await actions.removePack(small.id);
    expect([items.packId.value, list.list.value, imports.removePack.mock.calls]).toEqual([null, [], [[small.id]]]);
    notices.list.value[0]!.actions[0]!.run();
    await idle();
    expect([imports.undeletePack.mock.calls, list.list.value?.length]).toEqual([[[small.id]], 1]);
  });

  it('has the name it is given, cut where nobody reads on', async () => {
    const { actions, imports } = setUp();
    await actions.renamePack(small.id, `  ${'x'.repeat(300)} `);
    await actions.renamePack(small.id, '   ');
    expect(imports.renamePack.mock.calls).toEqual([[small.id, 'x'.repeat(200)]]);
  });

  it('is given away as it is stored', async () => {
    const { items, actions, icons, imports, download } = setUp([{ ...small, name: '../a:b\u202e' }]);
    await actions.exportPack(small.id, { icons: true, native: false, effort: 'stored', languages: ['de'] });
    expect(icons.renderAll).not.toHaveBeenCalled();
    expect(imports.exportPack.mock.calls[0]).toEqual([small.id, { icons: true, native: false, languages: ['de'] }]);
    expect(download.mock.calls[0]?.[1]).toBe('a b.zip');
    expect(items.exporting.value).toMatchObject({ stage: 'done', bytes: 3 });
    actions.forgetExport();
    expect(items.exporting.value).toBeNull();
  });

  it('is rendered anew for a smaller file, told as it goes, and can be stopped', async () => {
    const { items, actions, icons, imports, download } = setUp();
    await actions.exportPack(small.id, { icons: true, native: true, effort: 'lossy' });
    expect(icons.renderAll.mock.calls[0]?.slice(0, 3)).toEqual([small.id, 1, 'lossy']);
    expect(imports.exportPack.mock.calls[0]?.[1]).toEqual({ icons: true, native: true, sheets: [new Uint8Array([1])] });
    icons.renderAll.mockImplementation(
      (_id, _n, _effort, _progress, signal) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    );
    const stopped = actions.exportPack(small.id, { icons: true, native: true, effort: 'small' });
    actions.cancelExport();
    await stopped;
    expect([items.exporting.value?.stage, download.mock.calls.length]).toEqual(['cancelled', 1]);
  });

  it('a failure of that is said', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { items, actions, imports } = setUp();
    imports.exportPack.mockRejectedValueOnce({ code: 'storage-full', detail: 'Full.', tip: 'Delete.' });
    await actions.exportPack(small.id, { icons: false, native: false, effort: 'small' });
    expect(items.exporting.value).toMatchObject({ stage: 'failed', problem: 'Full. Delete.' });
  });
});
