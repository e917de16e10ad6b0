import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Problem } from '../core/result';
import { CHANNEL } from '../worker-api/life';
import { createIconPool } from './icon-client';
import { type Client, createClient, type SheetProgress } from './index';
import { FakeWorker, fakeWorkers } from './testing/fake-worker';

let client: Client;
let closing: (() => void)[] = [];
afterEach(() => {
  client?.dispose();
  for (const close of closing) close();
  closing = [];
  FakeWorker.all.length = 0;
});

const never = () => new Promise<never>(() => {});
const tongue = { languages: ['de'] };
const webp = (byte: number) => new Uint8Array([byte]);
const problem = (file: string): Problem => ({ code: 'layer-missing', file, line: 0, detail: '', tip: '' });

/** The import worker's side of sheets: a plan whose sheets wait until they are put. */
function store(sheets: number[]) {
  const put: [plan: number, sheet: number, byte: number | undefined][] = [];
  const here = {
    plan: 1,
    pending: [...sheets],
    put,
    pendingSheets: vi.fn(async () => ({ plan: here.plan, sheets: [...here.pending] })),
    putSheet: vi.fn(async (_pack: string, plan: number, sheet: number, bytes: Uint8Array) => {
      if (plan !== here.plan) return false;
      put.push([plan, sheet, bytes[0]]);
      here.pending = here.pending.filter((one) => one !== sheet);
      return true;
    }),
  };
  return here;
}

function pool(api: () => object, workers: number, imports: ReturnType<typeof store>, locks?: LockManager) {
  const icons = createIconPool(fakeWorkers(api), workers, imports, locks);
  closing.push(icons.dispose);
  return icons;
}

describe('rendering what is pending', () => {
  it('is spread over the workers, stored, and told', async () => {
    const imports = store([0, 1, 2, 3, 4]);
    let starts = 0;
    const seen = new Set<number>();
    const { api } = pool(
      () => {
        const worker = ++starts;
        return {
          sheet: async (_pack: string, sheet: number, effort: string) => {
            seen.add(worker);
            expect(effort).toBe('fast');
            return { webp: webp(sheet), problems: sheet === 3 ? [problem('a.png')] : [] };
          },
          changed: async () => {},
        };
      },
      2,
      imports,
    );
    const told: SheetProgress[] = [];
    const end = await api.renderPending('p', (progress) => told.push(progress));
    expect(end).toEqual({ done: 5, total: 5, problems: [problem('a.png')] });
    expect(told[0]).toEqual({ done: 0, total: 5, problems: [] });
    expect(told.at(-1)).toEqual(end);
    expect([...imports.put].sort()).toEqual([0, 1, 2, 3, 4].map((sheet) => [1, sheet, sheet]));
    expect(seen.size).toBe(2);
  });

  it('begins anew when icons that came meanwhile made another plan, and forgets what it knew of the first', async () => {
    const imports = store([0, 1]);
    const calls: string[] = [];
    let plan = 1;
    const { api } = pool(
      () => ({
        sheet: async (_pack: string, sheet: number) => {
          calls.push(`sheet ${sheet} of ${plan}`);
          if (plan === 1) {
            imports.plan = 2;
            imports.pending = [0, 1, 2];
          }
          return { webp: webp(plan * 10 + sheet), problems: [] };
        },
        changed: async () => {
          calls.push('changed');
          plan = 2;
        },
      }),
      1,
      imports,
    );
    await api.renderPending('p', () => {});
    expect(calls).toEqual(['sheet 0 of 1', 'changed', 'sheet 0 of 2', 'sheet 1 of 2', 'sheet 2 of 2']);
    expect(imports.put).toEqual([
      [2, 0, 20],
      [2, 1, 21],
      [2, 2, 22],
    ]);
  });

  it('a worker that dies gets a sheet once more; then the sheet is a row, and the others go on', async () => {
    const imports = store([0, 1]);
    const { api } = pool(
      () => ({
        sheet: (_pack: string, sheet: number) => {
          if (sheet === 1) return Promise.resolve({ webp: webp(1), problems: [] });
          queueMicrotask(() => FakeWorker.all.at(-1)!.fail('out of memory'));
          return never();
        },
        changed: async () => {},
      }),
      1,
      imports,
    );
    const end = await api.renderPending('p', () => {});
    expect(FakeWorker.all).toHaveLength(3);
    expect(end).toMatchObject({ done: 2, total: 2, problems: [{ code: 'worker-died' }] });
    expect(imports.put).toEqual([[1, 1, 1]]);
  });

  it('ends when the store is full, and says so once', async () => {
    const imports = store([0, 1, 2]);
    const full = { code: 'storage-full', file: '', line: 0, detail: 'full', tip: '' };
    imports.putSheet.mockRejectedValue(full);
    const sheet = vi.fn(async () => ({ webp: webp(0), problems: [] }));
    const { api } = pool(() => ({ sheet, changed: async () => {} }), 1, imports);
    expect(await api.renderPending('p', () => {})).toMatchObject({ problems: [full] });
    expect(sheet).toHaveBeenCalledTimes(1);
  });

  it('ends when a sheet stays pending whatever is stored', async () => {
    const imports = store([0]);
    imports.putSheet.mockResolvedValue(true);
    const { api } = pool(() => ({ sheet: async () => ({ webp: webp(0), problems: [] }), changed: async () => {} }), 1, imports);
    expect(await api.renderPending('p', () => {})).toEqual({ done: 1, total: 1, problems: [] });
  });

  it('an abort stores nothing more, and the next time goes on where it ended', async () => {
    const imports = store([0, 1, 2]);
    const controller = new AbortController();
    const { api } = pool(
      () => ({ sheet: async (_: string, n: number) => ({ webp: webp(n), problems: [] }), changed: async () => {} }),
      1,
      imports,
    );
    const cancelled = api.renderPending('p', ({ done }) => done === 1 && controller.abort('enough'), controller.signal);
    await expect(cancelled).rejects.toBe('enough');
    expect(imports.pending).toEqual([1, 2]);
    expect(await api.renderPending('p', () => {})).toMatchObject({ done: 2, total: 2 });
  });

  it('is done by one tab at a time', async () => {
    const imports = store([0]);
    const asked: string[] = [];
    const locks = {
      request: async (name: string, _options: unknown, work: () => Promise<unknown>) => {
        asked.push(name);
        return await work();
      },
    } as unknown as LockManager;
    const { api } = pool(() => ({ sheet: async () => ({ webp: webp(0), problems: [] }), changed: async () => {} }), 1, imports, locks);
    await api.renderPending('p', () => {});
    expect(asked).toEqual(['factoscope-render-p']);
  });

  it('workers keep what they render from while their own sheets are told as changes', async () => {
    const imports = store([0, 1]);
    const changed = vi.fn(async () => {});
    const icons = pool(() => ({ sheet: async () => ({ webp: webp(0), problems: [] }), changed }), 1, imports);
    await icons.api.renderPending('p', ({ done }) => done === 1 && icons.changed('p'));
    // Once, at the end: they are told before whatever is asked next.
    await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1), { timeout: 30_000 });
    icons.changed('p');
    await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(2), { timeout: 30_000 });
  });
});

describe('rendering for an export', () => {
  it('gives all sheets in their order, whatever is ready first', async () => {
    const ends: (() => void)[] = [];
    const { api } = pool(
      () => ({
        sheet: (_pack: string, sheet: number, effort: string) =>
          new Promise((resolve) => {
            expect(effort).toBe('small');
            ends.unshift(() => resolve({ webp: webp(sheet), problems: [] }));
          }),
      }),
      3,
      store([]),
    );
    const told: number[] = [];
    const all = api.renderAll('p', 3, 'small', ({ done }) => told.push(done));
    await vi.waitFor(() => expect(ends).toHaveLength(3), { timeout: 30_000 });
    for (const end of ends) end();
    expect(await all).toEqual([webp(0), webp(1), webp(2)]);
    expect(told).toEqual([0, 1, 2, 3]);
  });

  it('rejects with what is the matter', async () => {
    const gone = { code: 'no-such-pack', file: '', line: 0, detail: 'gone', tip: '' };
    const sheet = vi.fn(() => Promise.reject(gone));
    const { api } = pool(() => ({ sheet }), 1, store([]));
    await expect(api.renderAll('p', 5, 'lossy', () => {})).rejects.toEqual(gone);
    expect(sheet).toHaveBeenCalledTimes(1);
  });
});

describe('packs', () => {
  it('the worker starts when something is asked; what is asked twice is asked once', async () => {
    const page = vi.fn(async () => null);
    client = createClient({ startSearch: fakeWorkers(() => ({ page, changed: async () => {} })) });
    const { packs } = await client.items();
    expect(FakeWorker.all).toHaveLength(0);
    const ask = () => packs.page('p', tongue, { kind: 'item', name: '__proto__' });
    expect(await Promise.all([ask(), ask()])).toEqual([null, null]);
    expect(page).toHaveBeenCalledTimes(1);
    expect(client.pending).toBe(0);
  });

  it('the newest question is answered first, and one that nobody waits for never', async () => {
    const order: string[] = [];
    const ends: (() => void)[] = [];
    client = createClient({
      startSearch: fakeWorkers(() => ({
        search: async (_pack: string, _tongue: unknown, query: string) => {
          order.push(query);
          await new Promise<void>((resolve) => ends.push(resolve));
          return { rows: [], total: 0, query };
        },
      })),
    });
    const { packs } = await client.items();
    const ask = (query: string, signal?: AbortSignal) => packs.search('p', tongue, query, {}, 10, false, signal);
    const first = ask('i');
    await vi.waitFor(() => expect(order).toHaveLength(1), { timeout: 30_000 });
    const gone = new AbortController();
    const outdated = ask('iro', gone.signal);
    const newest = [ask('iron'), ask('iron p')];
    gone.abort('typed on');
    await expect(outdated).rejects.toBe('typed on');
    const answered = Promise.all([first, ...newest]);
    for (let n = 0; n < 3; n++) {
      await vi.waitFor(() => expect(ends.length).toBeGreaterThan(n), { timeout: 30_000 });
      ends[n]!();
    }
    await answered;
    expect(order).toEqual(['i', 'iron p', 'iron']);
  });

  it('workers forget a pack that changed before anybody asks anew', async () => {
    const calls: string[] = [];
    client = createClient({
      startSearch: fakeWorkers(() => ({
        frame: async (id: string) => void calls.push(`frame ${id}`),
        changed: async (id: string | null) => void calls.push(`changed ${id}`),
      })),
    });
    const { packs } = await client.items();
    await packs.frame('p', tongue);
    const heard: (string | null)[] = [];
    client.onPackChanged((id) => {
      heard.push(id);
      void packs.frame('p', tongue);
    });
    const other = new BroadcastChannel(CHANNEL);
    for (const message of ['nonsense', { type: 'changed', pack: 7 }, { type: 'changed', world: 'p' }, { type: 'changed', pack: 'p' }])
      other.postMessage(message);
    await vi.waitFor(() => expect(calls).toEqual(['frame p', 'changed p', 'frame p']), { timeout: 30_000 });
    expect(heard).toEqual(['p']);
    other.close();
  });

  it('a large picture is asked for on a worker that has nothing to do', async () => {
    const native = vi.fn(async () => null);
    client = createClient({ startIcon: fakeWorkers(() => ({ native })), icons: 2 });
    const { icons } = await client.items();
    expect(await icons.native('p', 'item', 'iron-plate')).toBeNull();
    expect(native).toHaveBeenCalledWith('p', 'item', 'iron-plate');
    await icons.native('p', 'item', 'copper-plate');
    expect(FakeWorker.all).toHaveLength(1);
  });
});

describe('files that are opened when they are named', () => {
  it('are opened by the page, while the job goes on', async () => {
    const opened: string[][] = [];
    client = createClient({
      startImport: fakeWorkers(() => ({
        run: async (
          _id: string,
          _files: unknown,
          _progress: unknown,
          more: { lazy: string[]; pack: string | null },
          open: (paths: string[]) => Promise<(File | null)[]>,
        ) => {
          const files = await open(more.lazy.slice(1));
          return { files: [], problems: [], worlds: [], packs: [more.pack, files[0] === null ? 'gone' : 'here'], cancelled: false };
        },
      })),
    });
    const lazy = {
      paths: ['mods/a/a.png', 'mods/a/b.png'],
      open: async (paths: string[]) => {
        opened.push(paths);
        return [null];
      },
    };
    const report = await client.import.run('1', [], () => {}, undefined, { lazy, pack: 'open' });
    expect(opened).toEqual([['mods/a/b.png']]);
    expect(report.packs).toEqual(['open', 'gone']);
  });
});
