/** The site and a world together, put on a host of its own and opened by somebody who has nothing yet; and as a part of another page. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, extname, join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { decodePng } from '../mod/host/png';
import { serve } from '../scripts/serve.mjs';
import { expect, idle, test, watchFaults } from './fixtures';
import { centreOf, openSample, pixelAt } from './map-page';

const axe = (page: Page) => new AxeBuilder({ page: page as unknown as ConstructorParameters<typeof AxeBuilder>[0]['page'] });

/** Saves the sample as a website and unpacks it. */
async function unpacked(page: Page, folder: string, address = ''): Promise<void> {
  await openSample(page);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await dialog.getByRole('tab', { name: 'File' }).click();
  await dialog.getByRole('radio', { name: 'A website' }).click();
  await dialog.getByRole('textbox', { name: 'Where it will lie' }).fill(address);
  const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Save website' }).click()]);
  expect(file.suggestedFilename()).toBe('Nordhafen-website.zip');
  await idle(page);
  for (const [name, bytes] of Object.entries(unzipSync(new Uint8Array(readFileSync(await file.path()))))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
}

/** A browser that has never been here. */
async function visit(browser: Browser, url: string, size = { width: 1280, height: 720 }) {
  const context = await browser.newContext({ viewport: size });
  const page = await context.newPage();
  const faults = await watchFaults(page);
  await page.goto(url);
  await page.waitForSelector('.map');
  await idle(page);
  return { page, faults, end: () => context.close() };
}

/** What the map shows along a line through its middle. */
async function line(page: Page): Promise<number[][]> {
  const [x, y] = await centreOf(page);
  const found: number[][] = [];
  for (let at = -200; at <= 200; at += 25) found.push(await pixelAt(page, x + at, y + at / 4));
  return found;
}

test('the folder opens its world by itself, as it was, and so does a link out of it', async ({ page, browser }, { outputDir }) => {
  test.setTimeout(120_000);
  const folder = join(outputDir, 'site');
  await unpacked(page, folder, 'https://world.example/nord');
  const head = readFileSync(join(folder, 'index.html'), 'utf8');
  expect(head).toContain('<title>Nordhafen</title>');
  expect(head).toContain('<meta property="og:image" content="https://world.example/nord/preview.png" />');
  const preview = decodePng(readFileSync(join(folder, 'preview.png')));
  expect([preview.width, preview.height]).toEqual([1200, 630]);
  expect(new Set(new Uint32Array(preview.pixels.slice().buffer)).size).toBeGreaterThan(50);

  const { url, close } = await serve({ folder, base: '/any/where/' });
  const other = await visit(browser, url);
  expect(await other.page.title()).toContain('Nordhafen');
  await page.keyboard.press('Escape');
  await page.keyboard.press('0');
  await idle(page);
  expect(await line(other.page)).toEqual(await line(page));
  expect(new Set((await line(other.page)).map(String)).size).toBeGreaterThan(3);
  // Private unless somebody chose otherwise.
  await expect(other.page.locator('.right')).toContainText('Player 1');
  await expect(other.page.locator('.right')).not.toContainText('Mirela');
  // A link out of it leads to the same.
  const link = other.page.url();
  const third = await visit(browser, link);
  expect(await line(third.page)).toEqual(await line(page));
  expect([...other.faults, ...third.faults]).toEqual([]);
  await Promise.all([other.end(), third.end()]);
  await close();
});

test('a host that knows no ranges is asked for all of it at once', async ({ page, browser }, { outputDir }) => {
  test.setTimeout(120_000);
  const folder = join(outputDir, 'site');
  await unpacked(page, folder);
  const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm' };
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = (request.url ?? '/').replace(/[?#].*/, '').slice(1) || 'index.html';
    asked.push(name);
    try {
      const bytes = readFileSync(join(folder, name));
      response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { page: other, faults, end } = await visit(browser, `http://localhost:${(server.address() as AddressInfo).port}/`);
  expect(await other.title()).toContain('Nordhafen');
  expect(new Set((await line(other)).map(String)).size).toBeGreaterThan(3);
  expect(asked).toContain('world.zip');
  expect(faults).toEqual([]);
  await end();
  server.closeAllConnections();
  server.close();
});

test('inside of another page: the map, the timeline where there is room, and a way to the whole site', async ({
  page,
  browser,
  baseURL,
}) => {
  await openSample(page);
  const hash = new URL(page.url()).hash;
  const embedded = `${baseURL}?embed${hash}`;

  const wide = await visit(browser, embedded);
  await expect(wide.page.locator('header')).toHaveCount(0);
  await expect(wide.page.locator('aside, .sheet')).toHaveCount(0);
  await expect(wide.page.getByRole('region', { name: 'Time' }).or(wide.page.locator('.foot.time'))).toHaveCount(1);
  expect(new Set((await line(wide.page)).map(String)).size).toBeGreaterThan(3);
  // Keys of what is not there do nothing; those of the map do.
  for (const key of ['p', 'v', 'm', 'h', 's', 'g', 'l', '/', '?']) await wide.page.keyboard.press(key);
  await expect(wide.page.getByRole('dialog')).toHaveCount(0);
  await wide.page.locator('.map').focus();
  await wide.page.keyboard.press('+');
  await idle(wide.page);
  const full = wide.page.getByRole('link', { name: 'Open in Factoscope' });
  expect(await full.getAttribute('href')).toContain(new URL(wide.page.url()).hash);
  expect((await axe(wide.page).analyze()).violations).toEqual([]);
  const [whole] = await Promise.all([wide.page.context().waitForEvent('page'), full.click()]);
  await whole.waitForSelector('header.bar');
  expect(new URL(whole.url()).search).toBe('');
  expect(wide.faults).toEqual([]);
  await wide.end();

  const narrow = await visit(browser, embedded, { width: 360, height: 300 });
  await expect(narrow.page.locator('.foot, .sheet, aside')).toHaveCount(0);
  await expect(narrow.page.getByRole('link', { name: 'Open in Factoscope' })).toBeVisible();
  expect((await axe(narrow.page).analyze()).violations).toEqual([]);
  await narrow.end();

  const nothing = await browser.newContext();
  const lost = await nothing.newPage();
  await lost.goto(`${baseURL}?embed`);
  await idle(lost);
  await expect(lost.getByRole('main')).toContainText('There is no map to show here');
  expect((await axe(lost).analyze()).violations).toEqual([]);
  await nothing.close();
});
