import { effect, signal } from '@preact/signals';
import { expect, it, vi } from 'vitest';
import type { PackInfo } from '../../core/pack/types';
import { createActivity } from '../activity';
import type { ItemsClient } from '../client';
import { createPictures } from './pictures';
import { packInfo } from './testing/packs';

function setUp() {
  const pack = signal<PackInfo | null>(packInfo());
  const sheet = vi.fn(async (_pack: string, number: number): Promise<Blob | null> => (number < 2 ? new Blob([String(number)]) : null));
  const cut = vi.fn(async (blob: Blob, numbers: readonly number[]) => {
    const name = await blob.text();
    return numbers.map((number) => `${name}/${number}` as unknown as ImageBitmap);
  });
  const activity = createActivity();
  const pictures = createPictures({ packs: { sheet } } as unknown as ItemsClient, activity, pack, cut);
  const idle = async () => {
    // What is wanted together is asked for after the task.
    await Promise.resolve();
    await vi.waitFor(() => expect(activity.busy.value).toBe(false), { timeout: 30_000 });
  };
  return { pack, sheet, cut, pictures, idle };
}

it('what is wanted of a sheet is cut out of it at once; the reader runs again', async () => {
  const { sheet, cut, pictures, idle } = setUp();
  const seen: unknown[] = [];
  const stop = effect(() => {
    seen.push([pictures.get(3), pictures.get(200), pictures.get(256), pictures.get(900), pictures.get(null)]);
  });
  await vi.waitFor(() => expect(seen.at(-1)).toEqual(['0/3', '0/200', '1/0', null, null]), { timeout: 30_000 });
  await idle();
  expect(sheet.mock.calls.map(([, number]) => number)).toEqual([0, 1, 3]);
  expect(cut).toHaveBeenCalledTimes(2);
  const runs = seen.length;
  pictures.get(3);
  await idle();
  expect([seen.length, sheet.mock.calls.length]).toEqual([runs, 3]);
  stop();
});

it('another pack, or other pictures of it, are read anew; its name is not a reason', async () => {
  const { pack, sheet, pictures, idle } = setUp();
  pictures.get(3);
  await idle();
  pack.value = packInfo({ name: 'Other', version: 2 });
  expect([pictures.get(3), sheet.mock.calls.length]).toEqual(['0/3', 1]);
  pack.value = packInfo({ version: 3, icons: { complete: 2, incomplete: 0, pictures: 2, sheets: 1, pending: 1 } });
  expect(pictures.get(3)).toBe(null);
  await idle();
  expect([pictures.get(3), sheet.mock.calls.length]).toEqual(['0/3', 2]);
  pack.value = null;
  expect(pictures.get(3)).toBe(null);
});

it('more of them than are kept drive out those not asked for the longest, and a sheet that cannot be read is told', async () => {
  const { sheet, pictures, idle } = setUp();
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  sheet.mockRejectedValueOnce(new Error('disk'));
  pictures.get(7);
  await idle();
  expect([pictures.get(7), warn.mock.calls.length]).toEqual([null, 1]);
  sheet.mockResolvedValue(new Blob(['x']));
  for (let number = 256; number < 256 + 4096; number++) pictures.get(number);
  await idle();
  expect(pictures.get(4351)).toBe('x/255');
  const calls = sheet.mock.calls.length;
  pictures.get(7);
  await idle();
  expect(sheet.mock.calls.length).toBe(calls + 1);
  warn.mockRestore();
});
