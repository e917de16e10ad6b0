/** A relay on plain http, under a name that is not localhost: no service worker, caches, crypto.subtle, randomUUID, locks, storage. */
import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { RangeServer } from '../src/store/testing/range-server';
import { drop, worldsOf } from './app';
import { expect, idle, test, watchFaults } from './fixtures';
import { FOLDER, found, openThing, packsOf, search } from './items-page';
import { centreOf, goTo, openSample, pixelAt } from './map-page';

const LOG = 'e2e/samples/factoscope-log/factorio-current.log';
/** axe brings types of a Playwright of its own. */
const axe = (page: Page) => new AxeBuilder({ page: page as unknown as ConstructorParameters<typeof AxeBuilder>[0]['page'] });

test('on an insecure origin all views work, and what is missing is named', async ({ openPersistent, launchOptions, baseURL }) => {
  const relay = new URL(baseURL!);
  relay.hostname = 'relay.example';
  const context = await openPersistent({
    ...launchOptions,
    ...{ baseURL: relay.href, viewport: { width: 1440, height: 900 } },
    args: [...(launchOptions.args ?? []), '--host-resolver-rules=MAP relay.example 127.0.0.1'],
  });
  const page = await context.newPage();
  const faults = await watchFaults(page);
  await page.goto('');
  await idle(page);
  expect(new URL(page.url()).host).toBe(relay.host);
  expect(
    await page.evaluate(() => [
      isSecureContext,
      'serviceWorker' in navigator,
      'caches' in globalThis,
      crypto.subtle === undefined,
      'randomUUID' in crypto,
      'locks' in navigator,
      'storage' in navigator,
      'clipboard' in navigator,
      'VideoEncoder' in globalThis,
    ]),
  ).toEqual([false, false, false, true, false, false, false, false, false]);
  await page.getByText('What is missing at this address').click();
  const missing = page.getByRole('list', { name: 'What is missing at this address' });
  await expect(missing.getByRole('listitem')).toHaveCount(7);
  await expect(missing).toContainText('opening the site without a network');
  await expect(missing).toContainText('a promise of the browser to keep your worlds');
  expect((await axe(page).analyze()).violations.map(({ id }) => id)).toEqual([]);
  if (process.env.FACTOSCOPE_SHOTS !== undefined)
    for (const [width, height] of [
      [360, 740],
      [1440, 900],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `${process.env.FACTOSCOPE_SHOTS}/start-insecure-${width}-dark.png` });
    }

  // The map, its time, its plots, its search, a picture of it.
  await openSample(page);
  expect((await pixelAt(page, ...(await centreOf(page))))[3]).toBe(255);
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Search' }).fill('iron');
  await idle(page);
  await expect(found(page).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('p');
  const saved = page.waitForEvent('download');
  await page.getByRole('dialog', { name: 'Save a picture' }).getByRole('button', { name: 'Save' }).click();
  expect(
    readFileSync(await (await saved).path())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  await page.keyboard.press('Escape');
  await page.keyboard.press('v');
  const film = page.getByRole('dialog', { name: 'Save a film' });
  await idle(page);
  // The only format that needs no encoder of the browser's.
  expect(await film.getByLabel('File', { exact: true }).locator('option').allTextContents()).toEqual(['Single pictures in a zip']);
  await page.keyboard.press('Escape');

  // A link is copied by the old command, a file saved; the piece of the map that a link holds becomes a world.
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const share = page.getByRole('dialog', { name: 'Share' });
  await idle(page);
  await share.getByRole('button', { name: 'Copy' }).first().click();
  await expect(page.getByText('Copied').first()).toBeVisible();
  const link = await share.getByRole('textbox', { name: 'Link that holds what it shows' }).inputValue();
  await share.getByRole('tab', { name: 'File' }).click();
  const zip = page.waitForEvent('download');
  await share.getByRole('button', { name: 'Save file' }).click();
  const snapshot = readFileSync(await (await zip).path());
  await page.keyboard.press('Escape');
  await goTo(page, new URL(link).hash);
  await expect(page).toHaveURL(/#\/map\/link-/);

  // A drop is kept over a reload.
  await drop(page, LOG);
  await idle(page);
  const worlds = await worldsOf(page);
  expect(worlds).toHaveLength(3);
  await page.reload();
  await idle(page);
  expect((await worldsOf(page)).map(({ id }) => id).sort()).toEqual(worlds.map(({ id }) => id).sort());

  // A world on another host is read where it lies.
  const host = await RangeServer.start(snapshot);
  await page.goto(`?snapshot=${encodeURIComponent(host.url())}`);
  await idle(page);
  expect((await pixelAt(page, ...(await centreOf(page))))[3]).toBe(255);
  expect(host.bytes).toBeLessThan(snapshot.length);
  await goTo(page, '#/');

  // A pack with its icons, its pages and its search.
  await drop(page, FOLDER);
  await idle(page);
  expect((await packsOf(page))[0]!.icons).toMatchObject({ pending: 0 });
  await openThing(page, 'item', 'iron-plate');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await search(page, 'iron');
  await expect(found(page).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Help' });
  await expect(help).toContainText('It needs a network');
  expect(faults).toEqual([]);
  await host.close();
});
