/** [S3] Worlds that are read where they lie: from good hosts, and from all others. */
import type { Page } from '@playwright/test';
import { PRIVATE } from '../src/core/world/snapshot/choice';
import { RangeServer } from '../src/store/testing/range-server';
import { drop, holdWorkers, killWorkers, worldsOf } from './app';
import { test as base, expect, idle } from './fixtures';
import { headed, packBlocksOf, sampleSnapshot, snapshotOf } from './hosted-file';
import { hostileLog } from './hostile-log';
import { goTo } from './map-page';
import { dump } from './stored';

let file: Promise<Uint8Array> | null = null;
const snapshot = () => {
  file ??= sampleSnapshot();
  return file;
};

const test = base.extend<{ host: RangeServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the names of the fixtures from this pattern
  host: async ({}, use) => {
    const server = await RangeServer.start(await snapshot());
    await use(server);
    await server.close();
  },
});
test.describe.configure({ timeout: 120_000 });

async function openHosted(page: Page, url: string, more = ''): Promise<void> {
  await page.goto(`?snapshot=${encodeURIComponent(url)}${more}`);
  await idle(page);
}

/** What is on the screen of the map, picture by picture: where it lies, and a hash of its pixels. */
const rasters = (page: Page) =>
  page.evaluate(async () => {
    const found: string[] = [];
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>('.raster')) {
      const { x, y } = canvas.getBoundingClientRect();
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')!;
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
      found.push(`${Math.round(x)},${Math.round(y)} ${data.some((value) => value !== 0)} ${digest.slice(0, 8).join('.')}`);
    }
    return found.sort();
  });
/** Bytes of hosted files that are kept in the browser. */
const keptBytes = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open('factoscope');
        opening.onsuccess = () => {
          const asked = opening.result.transaction('blocks').objectStore('blocks').getAll(IDBKeyRange.bound('h/b/', 'h/b0'));
          asked.onsuccess = () => {
            opening.result.close();
            resolve(asked.result.reduce((sum: number, block: Uint8Array) => sum + block.length, 0));
          };
        };
      }),
  );
const pictured = (found: string[]) => found.filter((one) => one.includes(' true ')).length;
const toast = (page: Page, name: string) => page.locator('.toasts').getByRole('button', { name });

test('a world on another host opens at once, is listed with its address, and kept it is the same by pixel and text', async ({
  page,
  host,
  faults,
}) => {
  await openHosted(page, host.url());
  const there = await rasters(page);
  const told = await page.getByRole('main').ariaSnapshot();
  expect(pictured(there)).toBeGreaterThan(3);
  expect(host.preflights).toBe(0);
  expect(host.bytes).toBeLessThan((await snapshot()).length / 2);
  expect(new URL(page.url()).hash).toContain(`snapshot=${encodeURIComponent(host.url()).replaceAll('%3A', ':')}`);
  const [hosted] = await worldsOf(page);
  expect(hosted).toMatchObject({ hosted: host.url(), snapshot: true });
  const before = await dump(page);
  expect([...before.keys()].filter((key) => !key.startsWith('h/'))).toEqual([]);

  await goTo(page, '#/');
  const row = page.locator('.worlds .thing');
  await expect(row).toContainText('hosted');
  await expect(row).toContainText(new URL(host.url()).host);
  await page.getByRole('button', { name: /read where it lies/ }).click();
  await expect(page.getByRole('dialog')).toContainText(host.url());
  await page.getByRole('button', { name: 'Keep it here' }).click();
  await idle(page);
  const [kept, ...more] = await worldsOf(page);
  expect(more).toEqual([]);
  expect(kept).toMatchObject({ id: hosted!.id, snapshot: true });
  expect(kept!.hosted).toBeUndefined();

  host.manner = 'dead';
  await page.goto(`#/map/${hosted!.id}`);
  await page.reload();
  await idle(page);
  expect(await rasters(page)).toEqual(there);
  expect(await page.getByRole('main').ariaSnapshot()).toBe(told);
  expect(faults.filter((fault) => !/ERR_|Failed to load/.test(fault))).toEqual([]);
});

test('a second look fetches what is new alone; a worker that dies finds the file again', async ({ page, context, host }) => {
  await openHosted(page, host.url());
  const there = await rasters(page);
  // What is kept is written a moment after it was fetched.
  await expect.poll(async () => (await keptBytes(page)) / host.bytes).toBeGreaterThan(0.95);
  const link = page.url();
  await page.close();
  const first = host.bytes;
  host.forget();
  const other = await context.newPage();
  await holdWorkers(other);
  await other.goto(link);
  await idle(other);
  expect(await rasters(other)).toEqual(there);
  expect(host.bytes).toBeLessThan(Math.min(first, 100_000));
  expect(await killWorkers(other, 'raster')).toBeGreaterThan(1);
  await other.getByRole('button', { name: 'Zoom in' }).click();
  await idle(other);
  expect(pictured(await rasters(other))).toBeGreaterThan(3);
  await other.close();

  host.manner = 'dead';
  const without = await context.newPage();
  await without.goto(link);
  // Before it goes by itself.
  await expect(without.locator('.toasts')).toContainText('this is what you have seen of it before', { timeout: 30_000 });
  await idle(without);
  expect(await rasters(without)).toEqual(there);
});

test('a host that gives no ranges is named, and the file fetched whole when that is wanted', async ({ page, host }) => {
  host.manner = 'no-ranges';
  await openHosted(page, host.url());
  await expect(page.getByRole('main')).toContainText('gives this file only as a whole');
  expect(await worldsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Fetch it whole' }).click();
  await idle(page);
  const [world] = await worldsOf(page);
  expect(world?.hosted).toBeUndefined();
  expect(pictured(await rasters(page))).toBeGreaterThan(3);
});

test('a host that lets no other site read is named, with the file to download', async ({ page, host }) => {
  host.manner = 'no-cors';
  await openHosted(page, host.url());
  await expect(page.getByRole('main')).toContainText('Access-Control-Allow-Origin');
  await expect(page.getByRole('link', { name: 'Download the file' })).toHaveAttribute('href', host.url());
  host.manner = 'good';
  await page.getByRole('button', { name: 'Try again' }).click();
  await idle(page);
  expect(pictured(await rasters(page))).toBeGreaterThan(3);
});

test('what is not there, and what is no address, is said', async ({ page, host }) => {
  host.manner = 'gone';
  await openHosted(page, host.url());
  await expect(page.getByRole('main')).toContainText('answered 404');
  await openHosted(page, 'javascript:alert(1)');
  await expect(page.getByRole('main')).toContainText('bad-address');
  await page.getByRole('main').getByRole('button', { name: 'Start page' }).click();
  await idle(page);
  expect(new URL(page.url()).hash).toBe('#/');
});

test('a host that dies half-way: what was loaded stays, and the rest comes when it is back', async ({ page, host }) => {
  await openHosted(page, host.url());
  const there = await rasters(page);
  host.manner = 'dead';
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await idle(page);
  await expect(toast(page, 'Try again')).toBeVisible();
  host.manner = 'breaks';
  await toast(page, 'Try again').click();
  await idle(page);
  await expect(page.locator('.toasts .toast')).toHaveCount(0);
  const close = await rasters(page);
  expect(pictured(close)).toBeGreaterThan(3);
  host.manner = 'good';
  await page.reload();
  await idle(page);
  expect(await rasters(page)).toEqual(close);
  await page.keyboard.press('0');
  await idle(page);
  expect(pictured(await rasters(page))).toBe(pictured(there));
});

test('a file that is replaced meanwhile is noticed; the new one opens at the same place, and what is stored stays as it is', async ({
  page,
  host,
}) => {
  await page.goto('');
  await idle(page);
  await drop(page, 'e2e/samples/gap');
  await idle(page);
  const stored = await dump(page);
  await openHosted(page, host.url());
  const old = (await worldsOf(page)).find(({ hosted }) => hosted !== undefined)!;
  host.file = await sampleSnapshot(PRIVATE);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await idle(page);
  await expect(page.locator('body')).toContainText('has been replaced by another');
  await toast(page, 'Open the new one').click();
  await idle(page);
  const next = (await worldsOf(page)).filter(({ hosted }) => hosted !== undefined);
  expect(next.length).toBe(1);
  expect(next[0]!.id).not.toBe(old.id);
  expect(page.url()).toContain(next[0]!.id);
  expect(pictured(await rasters(page))).toBeGreaterThan(3);
  // A link to the old one finds the new one too.
  await goTo(page, new URL(page.url()).hash.replace(next[0]!.id, old.id));
  expect(page.url()).toContain(next[0]!.id);
  const now = await dump(page);
  for (const [key, value] of stored) if (!key.startsWith('h/')) expect(now.get(key), key).toEqual(value);
  expect([...now.keys()].filter((key) => !key.startsWith('h/')).sort()).toEqual([...stored.keys()].sort());
});

test('the pack that comes along is offered, and fetched alone', async ({ page, host }) => {
  host.file = await sampleSnapshot(PRIVATE, await packBlocksOf('public/sample/Nordland.zip'));
  await openHosted(page, host.url());
  await goTo(page, '#/');
  await page.getByRole('button', { name: /read where it lies/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Keep its pack' }).click();
  await idle(page);
  const packs = await page.evaluate(
    () => (window as unknown as { factoscope: { state: { packs: { value: { id: string }[] } } } }).factoscope.state.packs.value.length,
  );
  expect(packs).toBe(1);
  expect(host.bytes).toBeLessThan(host.file.length);
  expect((await worldsOf(page))[0]?.hosted).toBe(host.url());
});

test('hostile files are refused or harmless, and nothing is stored of them', async ({ page, host, faults }) => {
  const good = await snapshot();
  const bad: [string, Uint8Array][] = [
    ['an index of gigabytes', headed(good, (head) => ({ ...head, index: [1_100, 4_000_000_000], size: 4_100_000_000 }))],
    ['an index that is none', headed(good, (head) => ({ ...head, index: [2_000, 500] }))],
    ['a newer version', headed(good, (head) => ({ ...head, version: 99 }))],
    ['a page', new TextEncoder().encode('<html><script>window.pwned=1</script>'.repeat(5_000))],
    ['nothing', new Uint8Array(0)],
  ];
  for (const [what, bytes] of bad) {
    host.file = bytes;
    await openHosted(page, host.url());
    await expect(page.locator('.state .code'), what).toHaveText(/snapshot-damaged|too-new|fetch-failed|unreachable|bad-zlib|zip-bomb/);
    expect(await worldsOf(page), what).toEqual([]);
  }
  host.file = await snapshotOf('hostile.log', new TextEncoder().encode(hostileLog()));
  await openHosted(page, host.url());
  expect((await worldsOf(page)).length).toBe(1);
  expect(await page.evaluate(() => (window as unknown as { pwned?: unknown }).pwned)).toBeUndefined();
  expect(await page.evaluate(() => (({}) as Record<string, unknown>).polluted)).toBeUndefined();
  expect([...(await dump(page)).keys()].filter((key) => !key.startsWith('h/'))).toEqual([]);
  expect(faults.filter((fault) => !/ERR_|Failed to load|416/.test(fault))).toEqual([]);
});
