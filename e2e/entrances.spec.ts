import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { serve } from '../scripts/serve.mjs';
import { type AppWindow, drop, jobOf, problemsOf, worldsOf } from './app';
import { test as base, expect, idle } from './fixtures';
import { logFiles, write } from './log-files';
import { WorldLog } from './world-log';

const test = base.extend<{ folder: string }>(logFiles);
const BLUEPRINT = `0${deflateSync(JSON.stringify({ blueprint: { item: 'blueprint', label: 'x' } })).toString('base64')}`;

const hash = (page: Page) => page.evaluate(() => location.hash);
const path = async (page: Page) => (await hash(page)).replace(/\?.*/, '');
const entries = (page: Page) => page.evaluate(() => history.length);

async function paste(page: Page, text: string): Promise<void> {
  const before = (await jobOf(page))?.id;
  await page.evaluate((what) => {
    const data = new DataTransfer();
    data.setData('text/plain', what);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  await page.waitForFunction((id) => (window as unknown as AppWindow).factoscope.state.job.value?.id !== id, before);
  await idle(page);
}

test('Back is one step and Forward returns', async ({ page, folder }) => {
  const log = new WorldLog('steps');
  const file = write(folder, 'steps.log', [...log.launch(), ...log.charts(4)]);
  await page.goto('');
  await idle(page);
  await drop(page, file.path);
  await idle(page);
  await page.locator('.brand').click();
  await idle(page);
  expect(await path(page)).toBe('#/');
  const before = await entries(page);
  await page.locator('.thing__name').click();
  await idle(page);
  expect(await path(page)).toBe('#/map/steps/nauvis');
  expect(await entries(page)).toBe(before + 1);

  // A step of the map's own: another ground.
  await page.evaluate(() => {
    (window as unknown as { factoscope: { state: { map: { chooseBase(base: string): void } } } }).factoscope.state.map.chooseBase('none');
  });
  await idle(page);
  const last = await hash(page);
  expect(last).toContain('base=none');
  expect(await entries(page)).toBe(before + 2);

  const seen: string[] = [];
  for (const go of ['goBack', 'goBack', 'goBack', 'goForward', 'goForward', 'goForward'] as const) {
    await page[go]();
    await idle(page);
    seen.push(`${await path(page)}${(await hash(page)).includes('base=none') ? ' none' : ''}`);
  }
  const map = '#/map/steps/nauvis';
  expect(seen).toEqual([map, '#/', '#/import', '#/', map, `${map} none`]);
  expect(await entries(page)).toBe(before + 2);
  await expect(page.locator('.leaflet-container')).toBeVisible();
});

test('a log opened again names its world, says that nothing was new, and offers its map', async ({ page, folder }) => {
  const log = new WorldLog('again');
  const file = write(folder, 'again.log', [...log.launch(), ...log.charts(4)]);
  await page.goto('');
  await idle(page);
  await drop(page, file.path);
  await idle(page);
  await drop(page, file.path);
  await idle(page);
  await expect(page.getByText('Nothing new: all of it was in again already.')).toBeVisible();
  await expect(page.getByText('No world in it')).toHaveCount(0);
  await page.getByRole('button', { name: 'Open the map' }).click();
  await idle(page);
  expect(await path(page)).toBe('#/map/again/nauvis');
});

test('the sample opens with one click, the second time without a network, and its link brings it along', async ({
  page,
  browser,
  baseURL,
}) => {
  await page.goto('');
  await idle(page);
  await page.getByRole('button', { name: 'Open the sample world' }).click();
  await idle(page);
  expect(await path(page)).toMatch(/^#\/map\/[0-9a-f]{16}\b/);
  expect((await worldsOf(page)).map(({ name }) => name)).toEqual(['Nordhafen']);
  const link = page.url();

  await page.locator('.brand').click();
  await idle(page);
  await page.route('**/sample/**', (route) => route.abort());
  await page.getByRole('button', { name: 'Open the sample world' }).click();
  await idle(page);
  expect(await path(page)).toMatch(/^#\/map\/[0-9a-f]{16}\b/);

  const other = await browser.newPage({ ...(baseURL ? { baseURL } : {}) });
  await other.goto(link);
  await idle(other);
  expect((await worldsOf(other)).map(({ name }) => name)).toEqual(['Nordhafen']);
  await expect(other.locator('.leaflet-container')).toBeVisible();
  await other.close();
});

test('a sample that was fetched once is had again with the server gone', async ({ openPersistent }) => {
  const server = await serve({ folder: 'dist/site', base: '/off/' });
  const page = await (await openPersistent()).newPage();
  await page.goto(server.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  // The first visit is over: from now on the service worker sees what is fetched.
  await page.reload();
  await idle(page);
  for (const visit of ['served', 'gone']) {
    if (visit === 'gone') await server.close();
    await page.getByRole('button', { name: 'Open the sample world' }).click();
    await idle(page);
    expect(await path(page)).toMatch(/^#\/map\/[0-9a-f]{16}\b/);
    const [world] = await worldsOf(page);
    await page.evaluate((id) => (window as unknown as AppWindow).factoscope.actions.remove(id), world!.id);
    await page.locator('.brand').click();
    await idle(page);
    expect(await worldsOf(page)).toEqual([]);
  }
});

test('without a network and without the sample, opening it says what is missing', async ({ page }) => {
  await page.goto('');
  await idle(page);
  await page.route('**/sample/**', (route) => route.abort());
  await page.getByRole('button', { name: 'Open the sample world' }).click();
  await idle(page);
  await expect(page.getByText('that takes a network')).toBeVisible();
});

test('a file of one line without an end is read for what it is', async ({ page, folder }) => {
  const file = join(folder, 'blueprint.txt');
  writeFileSync(file, BLUEPRINT);
  await page.goto('');
  await idle(page);
  await drop(page, file);
  await idle(page);
  expect(await problemsOf(page)).toEqual(['not-a-log-blueprint']);
  await expect(page.getByText('nothing is stored')).toBeVisible();
});

test('pasted text is known by what is in it, and an address is fetched', async ({ page }) => {
  const log = new WorldLog('pasted');
  const text = [...log.launch(), ...log.charts(4)].join('\n');
  await page.goto('');
  await idle(page);
  await paste(page, BLUEPRINT);
  expect(await problemsOf(page)).toEqual(['not-a-log-blueprint']);
  await paste(page, text);
  expect((await worldsOf(page)).map(({ id }) => id)).toEqual(['pasted']);

  await page.route('https://logs.example/**', (route) =>
    route.fulfill({ body: [...log.chat('more')].join('\n'), headers: { 'access-control-allow-origin': '*' } }),
  );
  await paste(page, ' https://logs.example/some.log\n');
  expect((await jobOf(page))?.report?.files.map(({ name }) => name)).toEqual(['some.log']);
});
