import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { setUpBrowser } from './browser.mjs';
import { serve } from './serve.mjs';
import { root } from './tools.mjs';

/**
 * Takes the manifest's screenshots, which a browser shows when it asks whether to install the site: the two samples, wide and on a
 * phone. To be run by hand after `npm run build` when the samples or the looks have changed; a folder may be named in place of dist/site.
 */
const server = await serve({ folder: process.argv[2] ?? join(root, 'dist/site') });
const browser = await chromium.launch({ executablePath: await setUpBrowser(), args: ['--no-sandbox', '--disable-gpu'] });
const to = join(root, 'public/screenshots');
mkdirSync(to, { recursive: true });

const idle = "'factoscope' in window ? window.factoscope.idle().then(() => true) : false";
const views = [
  { view: 'map', button: 'Open the sample world', opened: '#/map/' },
  { view: 'items', button: 'Open the sample pack', opened: '#/items/' },
];
const screens = [
  { form: 'wide', place: 'x=60&y=20&z=-0.6', viewport: { width: 1280, height: 800 } },
  { form: 'narrow', place: 'x=60&y=20&z=-1', viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
];
for (const { form, place, ...options } of screens)
  for (const { view, button, opened } of views) {
    const page = await browser.newPage({ ...options, colorScheme: 'dark' });
    await page.goto(server.url);
    await page.waitForFunction(idle);
    await page.getByRole('button', { name: button }).first().click();
    await page.waitForURL((url) => url.hash.startsWith(opened));
    await page.waitForFunction(idle);
    if (view === 'map') {
      // The base, in the midst of its history.
      await page.evaluate((query) => location.assign(`${location.hash.split('?')[0]}?${query}`), `${place}&tick=5184000`);
      await page.waitForFunction(idle);
      // The chat has letters that not every machine has a font for.
      if (form === 'wide') await page.getByRole('tab', { name: /^Events/ }).click();
      await page.mouse.move(0, 0);
      await page.waitForFunction(idle);
    }
    // Playwright writes no WebP; as PNG a map is several times as large.
    const session = await page.context().newCDPSession(page);
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 85 });
    const picture = Buffer.from(data, 'base64');
    writeFileSync(join(to, `${view}-${form}.webp`), picture);
    console.log(`public/screenshots/${view}-${form}.webp: ${picture.length} bytes`);
    await page.close();
  }
await browser.close();
await server.close();
