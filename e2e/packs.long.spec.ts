/** Packs where they are hardest: in any order, with the room at its end, with workers and tabs that end in the midst of it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { drop, holdWorkers, jobOf, killWorkers, open, problemsOf, untilRead } from './app';
import { test as base, expect, idle, watchFaults } from './fixtures';
import { FOLDER, openThing, PARTS, packsOf, renderingOf, search, wordsOf } from './items-page';

const test = base.extend<{ temp: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the names of the fixtures from this pattern
  temp: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'factoscope-packs-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
});
const [DUMP, MODS, DATA] = PARTS as [string, string, string];

/** The pack's zip, as it is saved with the pictures it has. */
async function zipOf(page: Page, temp: string): Promise<Buffer> {
  const [pack] = await packsOf(page);
  await openThing(page, 'item', 'lab');
  const coming = page.waitForEvent('download');
  await page.evaluate(
    (id) =>
      (
        window as unknown as {
          factoscope: { state: { items: { value: { actions: { exportPack(id: string, choice: object): Promise<void> } } } } };
        }
      ).factoscope.state.items.value.actions.exportPack(id, { icons: true, native: false, effort: 'stored' }),
    pack!.id,
  );
  const path = join(temp, 'browser.zip');
  await (await coming).saveAs(path);
  return readFileSync(path);
}

test('pieces dropped in any order, the prototypes last, are the file that the command line writes, to the byte', async ({
  page,
  temp,
  faults,
}) => {
  test.setTimeout(180_000);
  const zip = join(temp, 'command.zip');
  execFileSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'cli/main.ts', 'pack', FOLDER, '--out', zip], { stdio: 'ignore' });
  await page.goto('');
  for (const path of [DATA, MODS]) {
    await idle(page);
    await drop(page, path);
    await idle(page);
    expect(await packsOf(page)).toEqual([]);
    // It waits for its pack: it is neither useless nor nothing.
    expect(await page.getByRole('main').ariaSnapshot()).not.toMatch(/left out|Not used|No world in it/);
  }
  await drop(page, DUMP);
  await idle(page);
  expect(await problemsOf(page)).not.toContain('bug');
  expect(Buffer.compare(await zipOf(page, temp), readFileSync(zip))).toBe(0);
  expect(faults).toEqual([]);
});

test('a folder that belongs to none of the packs waits, and is given to one by hand', async ({ page, faults }) => {
  await page.goto('');
  await idle(page);
  await drop(page, DUMP);
  await idle(page);
  // A visit in which no pack was opened yet.
  await page.goto('about:blank');
  await page.goto('');
  await idle(page);
  await drop(page, DATA);
  await idle(page);
  const [before] = await packsOf(page);
  expect([before!.languages, (await jobOf(page))!.report!.loose]).toEqual([[], { texts: expect.any(Number), icons: expect.any(Number) }]);
  await page.evaluate(
    (id) => (window as unknown as { factoscope: { actions: { joinPack(id: string): Promise<void> } } }).factoscope.actions.joinPack(id),
    before!.id,
  );
  await idle(page);
  const [after] = await packsOf(page);
  expect(after!.languages.length).toBe(7);
  expect(after!.icons.complete).toBeGreaterThan(600);
  expect(await problemsOf(page)).not.toContain('bug');
  expect(faults).toEqual([]);
});

/** 5,000 items with a picture each, from one file: twenty sheets. */
function many(temp: string): string {
  const items = Array.from({ length: 5000 }, (_, i) => {
    const icons = [{ icon: '__base__/graphics/icons/iron-plate.png', tint: [(i % 100) / 100, Math.floor(i / 100) / 50, 0.5, 1] }];
    return [`plate-${i}`, { type: 'item', name: `plate-${i}`, stack_size: 50, order: 'x'.repeat(1000), icons }];
  });
  const path = join(temp, 'data-raw-dump.json');
  writeFileSync(path, JSON.stringify({ item: Object.fromEntries(items), fluid: {}, recipe: {} }, null, 2));
  return path;
}

const keysOfPacks = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const ask = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await ask(indexedDB.open('factoscope'));
    const keys = await ask(database.transaction('blocks').objectStore('blocks').getAllKeys());
    database.close();
    return keys.map(String).filter((key) => key.startsWith('p/'));
  });

test('an import worker or a tab that ends in the midst of it leaves nothing, and the next drop is whole', async ({
  openPersistent,
  temp,
}) => {
  test.setTimeout(180_000);
  const dump = many(temp);
  const context = await openPersistent();
  const page = await context.newPage();
  await holdWorkers(page);
  await page.goto('');
  await idle(page);
  await drop(page, dump, DATA);
  await untilRead(page, 0.2);
  expect(await killWorkers(page, 'import')).toBeGreaterThan(0);
  await idle(page);
  expect((await jobOf(page))!.status).toBe('failed');
  // And the tab, with all that is in it.
  await drop(page, dump, DATA);
  await untilRead(page, 0.2);
  await page.close();
  const next = await open(context);
  const faults = await watchFaults(next);
  expect(await packsOf(next)).toEqual([]);
  await drop(next, dump, DATA);
  await idle(next);
  expect((await packsOf(next)).map(({ icons }) => icons)).toMatchObject([{ complete: 5000, pictures: 5000, pending: 0 }]);
  expect(faults).toEqual([]);
});

test('when the room ends a pack is whole or not there, its pictures come when there is room, and all is told', async ({
  openPersistent,
  baseURL,
  temp,
}) => {
  test.setTimeout(120_000);
  const dump = many(temp);
  const context = await openPersistent();
  const page = await open(context);
  const session = await context.newCDPSession(page);
  const room = (quotaSize?: number) =>
    session.send('Storage.overrideQuotaForOrigin', { origin: new URL(baseURL!).origin, ...(quotaSize === undefined ? {} : { quotaSize }) });
  await room(60_000);
  await drop(page, dump, DATA);
  await idle(page);
  expect(await packsOf(page)).toEqual([]);
  expect(await problemsOf(page)).toContain('storage-full');
  expect(await keysOfPacks(page)).toEqual([]);
  // Enough for the pack, not for its pictures.
  await room(1_500_000);
  await drop(page, dump, DATA);
  await idle(page);
  const [half] = await packsOf(page);
  expect(half!.icons.pending).toBeGreaterThan(0);
  const rendering = (await renderingOf(page)) as unknown as { problems: { code: string }[] };
  expect(rendering.problems.map(({ code }) => code)).toContain('storage-full');
  await search(page, 'plate-4999');
  expect(await wordsOf(page)).toContain('plate-4999');
  await room();
  await page.reload();
  await idle(page);
  expect((await packsOf(page))[0]!.icons).toMatchObject({ complete: 5000, pictures: 5000, pending: 0 });
});

test('a pack deleted in one tab is gone from the other, which says so; dropped again it opens there', async ({ openPersistent }) => {
  const context = await openPersistent();
  const [first, second] = [await open(context), await open(context)];
  const faults = [...(await watchFaults(first)), ...(await watchFaults(second))];
  await drop(first, FOLDER);
  await idle(first);
  const id = (await packsOf(first))[0]!.id;
  await expect.poll(async () => (await packsOf(second)).map((pack) => pack.id)).toEqual([id]);
  await openThing(second, 'item', 'lab');
  await first.evaluate(
    (pack) =>
      (
        window as unknown as { factoscope: { state: { items: { value: { actions: { removePack(id: string): Promise<void> } } } } } }
      ).factoscope.state.items.value.actions.removePack(pack),
    id,
  );
  await idle(first);
  await expect(second.getByText('This link needs a pack you do not have')).toBeVisible();
  await drop(second, FOLDER);
  await idle(second);
  await openThing(second, 'item', 'lab');
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('Laboratory');
  expect(faults).toEqual([]);
});
