import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { serve } from '../scripts/serve.mjs';
import { dropFiles, expect, idle, test, watchFaults } from './fixtures';

test('opens below a sub-path without errors and without breaking its own policy', async ({ page, faults }) => {
  await page.goto('');
  await idle(page);
  await expect(page).toHaveTitle(/Factoscope/);
  await expect(page.locator('h1').first()).toBeVisible();
  expect(faults).toEqual([]);
});

test('the policy refuses scripts that are not the site’s own', async ({ page, faults }) => {
  await page.goto('');
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
  });
  expect(await page.evaluate(() => 'injected' in window)).toBe(false);
  expect(faults.join('\n')).toContain('script-src');
});

test('loads at most 120 kB gzipped before anything is dropped', async ({ page }) => {
  const sizes: Promise<number>[] = [];
  // What the page and its workers ask for; the service worker fetches the rest for later, when the page is done.
  page.on('response', (response) => {
    if (/\.(js|css|wasm)$|\/$/.test(new URL(response.url()).pathname) && response.request().serviceWorker() === null)
      sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto('');
  await idle(page);
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(120_000);
});

test('a second visit works with the server gone', async ({ openPersistent }) => {
  // A server of its own, because this one is going to be switched off.
  const server = await serve({ folder: 'dist/site', base: '/off/line/' });
  const context = await openPersistent();
  const page = await context.newPage();
  const faults = await watchFaults(page);
  await page.goto(server.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await server.close();

  for (const path of ['', '#/map/some-world/nauvis', '?unknown=a.log']) {
    await page.goto('about:blank');
    await page.goto(server.url + path);
    await idle(page);
    await expect(page.locator('h1').first()).toBeVisible();
  }
  expect(faults).toEqual([]);
});

test('a new version waits until it is asked for', async ({ openPersistent }, { outputDir }) => {
  cpSync('dist/site', outputDir, { recursive: true });
  const server = await serve({ folder: outputDir });
  const page = await (await openPersistent()).newPage();
  await page.goto(server.url);
  await page.evaluate(() => navigator.serviceWorker.ready);

  appendFileSync(join(outputDir, 'sw.js'), '\n// another version\n');
  await page.reload();
  const waiting = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect.poll(waiting).toBe('installed');

  await page.evaluate(async () => {
    const taken = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
    (await navigator.serviceWorker.getRegistration())?.waiting?.postMessage({ type: 'SKIP_WAITING' });
    await taken;
  });
  expect(await waiting()).toBeUndefined();
  await server.close();
});

test('files and folders can be dropped for real in tests', async ({ page }) => {
  await page.goto('');
  await idle(page);
  await page.evaluate(() => {
    const zone = Object.assign(document.createElement('div'), { id: 'zone' });
    zone.style.cssText = 'position: fixed; inset: 0; z-index: 9999';
    zone.addEventListener('dragover', (event) => event.preventDefault());
    zone.addEventListener('drop', (event) => {
      event.preventDefault();
      event.stopPropagation();
      const names = [...(event.dataTransfer?.items ?? [])]
        .map((item) => item.webkitGetAsEntry())
        .map((entry) => `${entry?.name} ${entry?.isDirectory}`);
      document.title = names.join(', ');
    });
    document.body.append(zone);
  });
  await dropFiles(page, '#zone', ['package.json', 'public']);
  await expect(page).toHaveTitle('package.json false, public true');
});
