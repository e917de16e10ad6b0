import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PackInfo } from '../../core/pack/types';
import { createActivity } from '../activity';
import type { ItemsClient } from '../client';
import { createSheets } from './sheets';
import { packInfo } from './testing/packs';

const made: string[] = [];
const revoked: string[] = [];
beforeEach(() => {
  made.length = 0;
  revoked.length = 0;
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    made.push(`blob:${made.length}`);
    return made.at(-1)!;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(url));
});
afterEach(() => vi.restoreAllMocks());

const icons = (pending: number, pictures = 300) => ({ complete: 1, incomplete: 0, pictures, sheets: 2, pending });

function setUp(first: Partial<PackInfo> = {}) {
  const pack = signal<PackInfo | null>(packInfo({ icons: icons(0), ...first }));
  const rendered = new Set<number>([0]);
  const sheet = vi.fn(async (_pack: string, n: number) => (rendered.has(n) ? new Blob(['x']) : null));
  const activity = createActivity();
  const client = { packs: { sheet } } as unknown as ItemsClient;
  const ready = vi.fn(async (_url: string) => {});
  const sheets = createSheets(client, activity, pack, ready);
  const bump = (change: Partial<PackInfo>) => {
    pack.value = packInfo({ ...pack.value, version: pack.value!.version + 1, ...change });
  };
  const idle = () => vi.waitFor(() => expect(activity.busy.value).toBe(false), { timeout: 30_000 });
  return { pack, rendered, sheet, sheets, ready, bump, idle };
}

describe('sheets', () => {
  it('are fetched when they are first asked for, once', async () => {
    const { sheets, sheet, ready, idle } = setUp();
    expect(sheet).not.toHaveBeenCalled();
    const url = sheets.url(0);
    expect([url.value, sheets.url(0)]).toEqual([null, url]);
    await idle();
    expect([url.value, sheet.mock.calls.length]).toEqual(['blob:0', 1]);
    expect(ready).toHaveBeenCalledWith('blob:0');
  });

  it('that are not rendered yet come when they are; the others stay', async () => {
    const { sheets, sheet, rendered, bump, idle } = setUp({ icons: icons(1) });
    const [first, second] = [sheets.url(0), sheets.url(1)];
    await idle();
    expect([first.value, second.value]).toEqual(['blob:0', null]);
    rendered.add(1);
    bump({ icons: icons(0) });
    await idle();
    expect([first.value, second.value, sheet.mock.calls.length]).toEqual(['blob:0', 'blob:1', 3]);
    expect(revoked).toEqual([]);
  });

  it('are read anew when the pictures are others', async () => {
    const { sheets, bump, idle } = setUp();
    const url = sheets.url(0);
    await idle();
    bump({ icons: icons(2) });
    expect(url.value).toBeNull();
    expect(revoked).toEqual(['blob:0']);
    await idle();
    expect(url.value).toBe('blob:1');
  });

  it('are let go with their pack', async () => {
    const { sheets, pack, idle } = setUp();
    const url = sheets.url(0);
    await idle();
    pack.value = packInfo({ id: 'other-0000000000000000' });
    expect([url.value, revoked]).toEqual([null, ['blob:0']]);
    expect(sheets.url(0)).not.toBe(url);
    await idle();
  });

  it('one that comes after its pack is gone is let go at once', async () => {
    const { sheets, sheet, pack, idle } = setUp();
    let give = (_: Blob) => {};
    sheet.mockImplementationOnce(() => new Promise((resolve) => (give = resolve)));
    const url = sheets.url(0);
    pack.value = null;
    give(new Blob(['x']));
    await idle();
    expect([url.value, made.length - revoked.length]).toEqual([null, 0]);
  });

  it('that cannot be read are none', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { sheets, ready, idle } = setUp();
    ready.mockRejectedValueOnce(new Error('broken'));
    const url = sheets.url(0);
    await idle();
    expect([url.value, revoked]).toEqual([null, ['blob:0']]);
  });
});
