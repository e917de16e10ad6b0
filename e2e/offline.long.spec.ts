/** The second visit without a network: the server is gone, and only the map was ever used. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { serve } from '../scripts/serve.mjs';
import { drop, problemsOf, worldsOf } from './app';
import { expect, idle, test, watchFaults } from './fixtures';
import { found, openThing, packsOf, search } from './items-page';
import { centreOf, goTo, openSample, pixelAt } from './map-page';

const LOG = 'e2e/samples/factoscope-log/factorio-current.log';

/** What the service worker has of the samples. */
const samplesKept = (page: Page) =>
  page.evaluate(async () => {
    const cache = await caches.open('factoscope-samples');
    return (await cache.keys()).map(({ url }) => new URL(url).pathname.split('/').at(-1)).sort();
  });

test('every view works offline in a profile where only the map was used', async ({ openPersistent }) => {
  test.slow();
  // A server of its own, because this one is going to be switched off.
  const server = await serve({ folder: 'dist/site', base: '/off/line/' });
  const context = await openPersistent({ baseURL: server.url, viewport: { width: 1440, height: 900 } });
  const first = await context.newPage();
  await openSample(first);
  await first.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => samplesKept(first), { timeout: 30_000 }).toContain('Nordland.zip');
  const shown = await pixelAt(first, ...(await centreOf(first)));
  const address = new URL(first.url()).hash;
  await first.close();
  await server.close();

  const page = await context.newPage();
  const faults = await watchFaults(page);
  const failed: string[] = [];
  page.on('requestfailed', (request) => failed.push(request.url()));

  await test.step('the start page', async () => {
    await page.goto('');
    await idle(page);
    await expect(page.getByRole('link', { name: 'Nordhafen' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'What it reads' })).toBeVisible();
  });
  await test.step('the help, which says so', async () => {
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Help' })).toContainText('It works without a network');
    await page.keyboard.press('Escape');
  });
  await test.step('a link into the map: the same pixel', async () => {
    await page.goto('about:blank');
    await page.goto(address);
    await idle(page);
    expect(await pixelAt(page, ...(await centreOf(page)))).toEqual(shown);
  });
  await test.step('statistics', async () => {
    await page.getByRole('button', { name: 'Statistics', exact: true }).first().click();
    await idle(page);
    await expect(page.locator('.stats .u-over').first()).toBeVisible();
    await page.goBack();
    await idle(page);
  });
  await test.step('another moment, and the film', async () => {
    await page.keyboard.press('Home');
    await idle(page);
    await page.keyboard.press('n');
    await idle(page);
  });
  await test.step('the history of a place', async () => {
    await goTo(page, `${address.split('?')[0]}?area=-84,-51,-78,-45`);
    await expect(page.locator('.place-row').first()).toBeVisible();
  });
  await test.step('a search of the map', async () => {
    await page.keyboard.press('/');
    await page.getByRole('combobox', { name: 'Search' }).fill('iron');
    await idle(page);
    await expect(found(page).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });
  await test.step('measuring', async () => {
    await page.keyboard.press('m');
    await expect(page.locator('.tool-bar')).toBeVisible();
    await page.keyboard.press('Escape');
  });
  await test.step('a picture', async () => {
    await page.keyboard.press('p');
    const saved = page.waitForEvent('download');
    await page.getByRole('dialog', { name: 'Save a picture' }).getByRole('button', { name: 'Save' }).click();
    expect(
      readFileSync(await (await saved).path())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    await page.keyboard.press('Escape');
  });
  await test.step('a film', async () => {
    await page.keyboard.press('v');
    await expect(page.getByRole('dialog', { name: 'Save a film' }).getByRole('button', { name: 'Make the film' })).toBeEnabled();
    await page.keyboard.press('Escape');
  });
  await test.step('a file of it to share, and a link that holds what it shows', async () => {
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Share' });
    await idle(page);
    const link = await dialog.getByRole('textbox', { name: 'Link that holds what it shows' }).inputValue();
    await dialog.getByRole('tab', { name: 'File' }).click();
    const saved = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Save file' }).click();
    expect(
      readFileSync(await (await saved).path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    await page.keyboard.press('Escape');
    await goTo(page, new URL(link).hash);
    await expect(page).toHaveURL(/#\/map\/link-/);
  });
  await test.step('a log from the disk', async () => {
    await drop(page, LOG);
    await idle(page);
    expect(await problemsOf(page)).toEqual([]);
    expect(await worldsOf(page)).toHaveLength(3);
    await expect(page.getByText('factorio-current.log').first()).toBeVisible();
  });
  await test.step('the sample pack, which was never opened: its grid, pages, search', async () => {
    await goTo(page, '#/');
    await page.getByRole('button', { name: 'Open the sample pack' }).click();
    await page.waitForFunction(() => location.hash.startsWith('#/items/'));
    await idle(page);
    expect((await packsOf(page))[0]!.icons.pending).toBe(0);
    for (const [kind, name] of [
      ['item', 'electronic-circuit'],
      ['technology', 'laser-shooting-speed-1'],
      ['space-location', 'vulcanus'],
    ] as const) {
      await openThing(page, kind, name);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    }
    await search(page, 'iron');
    await expect(found(page).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });
  await test.step('packs side by side', async () => {
    await goTo(page, '#/items');
    await expect(page.getByRole('main')).toBeVisible();
  });
  expect(failed).toEqual([]);
  expect(faults).toEqual([]);
});
