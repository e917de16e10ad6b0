import { afterEach, describe, expect, it, vi } from 'vitest';
import { createActivity } from './activity';
import type { Client } from './client';
import { createLoader } from './load';
import type { Packs } from './packs';
import type { Worlds } from './worlds';

const file = (name: string) => ({ name, file: new File(['x'], name) });
const report = { files: [], problems: [], worlds: ['w'], packs: [], cancelled: false };

function loaderWith(run: Client['import']['run']) {
  const activity = createActivity();
  const worlds = { merge: vi.fn(), refresh: vi.fn(async () => {}) } as unknown as Worlds;
  const packs = { merge: vi.fn(), refresh: vi.fn(async () => {}) } as unknown as Packs;
  const client = { import: { run } } as unknown as Client;
  const loader = createLoader({ client, activity, worlds, packs, openPack: () => 'open', base: 'https://site.example/sub/' });
  return { ...loader, activity, packs };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('the one load function', () => {
  it('reads, tells progress, and is done', async () => {
    const loader = loaderWith(async (_id, _files, onProgress) => {
      onProgress({ bytes: 1, totalBytes: 2, packets: 3, bytesPerSecond: 4, worlds: [], files: [], problems: [] } as never);
      expect(loader.job.value).toMatchObject({ status: 'reading', progress: { packets: 3 } });
      return report;
    });
    await loader.load([file('a.log')], 2);
    expect(loader.job.value).toMatchObject({ status: 'done', report: { worlds: ['w'] }, leftOut: 2, names: ['a.log'] });
    expect(loader.activity.busy.value).toBe(false);
  });

  it('reads one drop after the other', async () => {
    const order: string[] = [];
    const loader = loaderWith(async (_id, files) => {
      order.push(`begin ${files[0]?.name}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push(`end ${files[0]?.name}`);
      return report;
    });
    await Promise.all([loader.load([file('a')]), loader.load([file('b')])]);
    expect(order).toEqual(['begin a', 'end a', 'begin b', 'end b']);
  });

  it('is cancelled from the view to the worker', async () => {
    const loader = loaderWith(
      (_id, _files, _onProgress, signal) =>
        new Promise((resolve) => signal?.addEventListener('abort', () => resolve({ ...report, cancelled: true }))),
    );
    const done = loader.load([file('a')]);
    await vi.waitFor(() => expect(loader.running()).toBe(true), { timeout: 30_000 });
    loader.cancel();
    await done;
    expect(loader.job.value?.status).toBe('cancelled');
  });

  it('makes a rejection a row, and goes on with the next', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const died = { code: 'worker-died', file: '', line: 0, detail: 'It stopped.', tip: '' };
    const run = vi.fn<Client['import']['run']>().mockRejectedValueOnce(died).mockResolvedValueOnce(report);
    const loader = loaderWith(run);
    await loader.load([file('a')]);
    expect(loader.job.value).toMatchObject({ status: 'failed', problems: [died] });
    await loader.load([file('b')]);
    expect(loader.job.value?.status).toBe('done');
  });

  it('hands over what is opened when it is named, and the pack that is open', async () => {
    const run = vi.fn<Client['import']['run']>(async () => report);
    const loader = loaderWith(run);
    const lazy = { paths: ['mods/a/icon.png'], open: async () => [null] };
    await loader.load([], 0, lazy);
    expect(loader.job.value?.status).toBe('done');
    expect(run.mock.calls[0]?.[4]).toEqual({ pack: 'open', lazy });
  });

  it('says so when there was nothing to read', async () => {
    const loader = loaderWith(async () => report);
    await loader.load([], 12);
    expect(loader.job.value).toMatchObject({ status: 'failed', problems: [{ code: 'nothing-to-read' }] });
  });
});

describe('a log from an address', () => {
  it('is fetched relative to the page and read as a file', async () => {
    const fetched = vi.fn(async () => new Response('log', { headers: { 'content-length': '3' } }));
    vi.stubGlobal('fetch', fetched);
    const run = vi.fn(async () => report);
    const loader = loaderWith(run as never);
    await loader.loadUrl('./sample/Nordhafen.log.gz');
    expect(String((fetched.mock.calls[0] as unknown[])[0])).toBe('https://site.example/sub/sample/Nordhafen.log.gz');
    expect((run.mock.calls[0] as unknown as [string, { name: string }[]])[1][0]?.name).toBe('Nordhafen.log.gz');
    expect(loader.job.value).toMatchObject({ status: 'done', fetched: { bytes: 3, total: 3 } });
  });

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:text/plain,x', 'http://['])('%s is refused', async (address) => {
    const loader = loaderWith(async () => report);
    await loader.loadUrl(address);
    expect(loader.job.value).toMatchObject({ status: 'failed', problems: [{ code: 'bad-address' }] });
  });

  it('that another site does not give away is explained', async () => {
    vi.stubGlobal('location', { origin: 'https://site.example' });
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    const loader = loaderWith(async () => report);
    await loader.loadUrl('https://logs.example/a.log');
    expect(loader.job.value?.problems[0]?.tip).toContain('Access-Control-Allow-Origin: https://site.example');
  });

  it('that is not there says what the server answered', async () => {
    vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
    const loader = loaderWith(async () => report);
    await loader.loadUrl('https://logs.example/a.log');
    expect(loader.job.value?.problems[0]?.detail).toContain('404');
  });
});
