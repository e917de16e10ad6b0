import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { serve } from '../scripts/serve.mjs';
import { jobOf, worldsOf } from './app';
import { expect, idle, test } from './fixtures';

const LOG = 'e2e/samples/factoscope-log/factorio-current.log';

test('can be installed: the browser finds nothing against it, and reads the whole manifest', async ({ openPersistent, baseURL }) => {
  const page = await (await openPersistent()).newPage();
  await page.goto(baseURL!);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);
  const { errors, data } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data!);
  for (const { src } of [
    ...manifest.icons,
    ...manifest.screenshots,
    ...manifest.shortcuts.flatMap((one: { icons: object[] }) => one.icons),
  ])
    expect((await page.request.get(new URL(src, baseURL).href)).ok(), src).toBe(true);
  // Only who is asked whether to install sees these: nobody keeps them for a visit without a network, and their sizes are true.
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    return (await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat();
  });
  expect(kept.filter((url) => url.includes('screenshots/'))).toEqual([]);
  expect(manifest.screenshots.map((one: { form_factor: string }) => one.form_factor)).toEqual(['wide', 'wide', 'narrow', 'narrow']);
  for (const { src, sizes } of manifest.screenshots) {
    const size = await page.evaluate(async (url) => {
      const response = await fetch(url);
      const blob = await response.blob();
      const { width, height } = await createImageBitmap(blob);
      return { sizes: `${width}x${height}`, bytes: blob.size };
    }, src);
    expect(size.sizes).toBe(sizes);
    expect(size.bytes).toBeLessThan(250_000);
  }
  // Its address is its id: one given in the manifest would be the same for all sites of an origin, whatever their path.
  const { appId } = (await session.send('Page.getAppId')) as { appId?: string };
  expect(appId).toBe(baseURL);
  expect(manifest.file_handlers[0].accept['text/plain']).toContain('.log');
  expect(manifest.share_target.params.files[0].accept).toContain('.zip');
});

test('installed for real, several files that the system opens with it are read', async ({ openPersistent, baseURL, profile }) => {
  // The system's own lists of applications and file types lie in the home folder.
  const env = { ...process.env, HOME: join(profile, 'home'), XDG_DATA_HOME: join(profile, 'home/.local/share') } as Record<string, string>;
  const context = await openPersistent({ env });
  const page = await context.newPage();
  await page.goto(baseURL!);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const files = ['one.log', 'two.log'].map((name) => join(profile, name));
  for (const file of files) cpSync(LOG, file);
  const session = await context.browser()!.newBrowserCDPSession();
  // Newer than the types of the protocol that come with the test runner.
  const send = session.send as (method: string, params: object) => Promise<unknown>;
  const app = { manifestId: baseURL };
  try {
    await send.call(session, 'PWA.install', { ...app, installUrlOrBundleUrl: baseURL });
  } catch (error) {
    test.skip(String(error).includes("wasn't found"), 'This build of the browser cannot install sites.');
    throw error;
  }
  await send.call(session, 'PWA.launchFilesInApp', { ...app, files });
  for (const name of ['one.log', 'two.log']) await expect(page.getByText(name).first()).toBeVisible();
  await idle(page);
  // One world of both; each can be followed, since its handle gives it anew.
  expect(await worldsOf(page)).toHaveLength(1);
  await expect(page.getByRole('button', { name: /follow/i })).toHaveCount(2);
  await send.call(session, 'PWA.uninstall', app);
});

test('a file that the system opens with the installed site is read, and can be followed', async ({ page }) => {
  // The queue of launches is the browser's own and cannot be filled from a test; the file is a real one of the origin's own disk.
  await page.addInitScript(() => {
    let consumer: ((launch: { files: FileSystemHandle[] }) => void) | undefined;
    Object.defineProperty(window, 'launchQueue', {
      value: {
        setConsumer(given: typeof consumer) {
          consumer = given;
        },
      },
    });
    Object.assign(window, { launch: (...files: FileSystemHandle[]) => consumer?.({ files }) });
  });
  await page.goto('');
  await idle(page);
  await page.evaluate(
    async (text) => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle('factorio-current.log', { create: true });
      const writer = await handle.createWritable();
      await writer.write(text);
      await writer.close();
      (window as unknown as { launch(file: FileSystemHandle): void }).launch(handle);
    },
    readFileSync(LOG, 'utf8'),
  );
  await expect(page.getByText('factorio-current.log').first()).toBeVisible();
  await idle(page);
  await expect(page.getByRole('button', { name: /follow/i }).first()).toBeVisible();
});

test('a file and an address that another app shares are read, once', async ({ openPersistent, baseURL }, { outputDir }) => {
  const page = await (await openPersistent()).newPage();
  await page.goto(baseURL!);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  // What the system sends on sharing: a form with a file from the disk, by a page that is not the site's. (Of the same host, since a
  // browser lets no other host's files through to a service worker unless the system shares them.)
  mkdirSync(join(outputDir, 'other'), { recursive: true });
  const form = '<form method=post enctype=multipart/form-data><input name=files type=file><input name=text></form>';
  writeFileSync(join(outputDir, 'other/index.html'), form);
  const other = await serve({ folder: join(outputDir, 'other') });
  const share = async (fields: { file?: string; text?: string }) => {
    await page.goto(other.url);
    if (fields.file !== undefined) await page.locator('[type=file]').setInputFiles(fields.file);
    if (fields.text !== undefined) await page.locator('[name=text]').fill(fields.text);
    await page.evaluate((action) => Object.assign(document.forms[0]!, { action }).submit(), `${baseURL}share`);
    await page.waitForURL(`${baseURL}**`);
    await idle(page);
  };
  const file = join(outputDir, 'ünser server.log');
  cpSync(LOG, file);
  await share({ file });
  await expect(page.getByText('ünser server.log').first()).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
  expect(await page.evaluate(() => caches.has('factoscope-shared'))).toBe(false);

  await share({ text: `look: ${baseURL}sample/Nordhafen.log.gz` });
  await expect(page).toHaveTitle(/Nordhafen/);
  await other.close();
});

/** A site with a newer version that waits; `url` of it. */
async function renewedSite(page: Page, folder: string): Promise<{ url: string; close(): Promise<void> }> {
  cpSync('dist/site', folder, { recursive: true });
  const server = await serve({ folder });
  await page.goto(server.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  // The first visit is without a service worker.
  await page.reload();
  await idle(page);
  appendFileSync(join(folder, 'sw.js'), '\n// another version\n');
  return server;
}
const lookForUpdate = (page: Page) => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
const waiting = (page: Page) => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state ?? null);
const OFFER = 'A new version of the site is ready';

test('a new version is offered, and taken when the person says so', async ({ openPersistent }, { outputDir }) => {
  const page = await (await openPersistent()).newPage();
  const server = await renewedSite(page, outputDir);
  await lookForUpdate(page);
  await expect(page.getByText(OFFER)).toBeVisible();
  // Whoever closes the message finds it in the help.
  await page.getByRole('status').getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('?');
  const loaded = page.waitForEvent('load');
  await page.getByRole('dialog', { name: 'Help' }).getByRole('button', { name: 'Reload' }).click();
  await loaded;
  expect(await waiting(page)).toBeNull();
  await expect(page.getByText(OFFER)).toBeHidden();
  await server.close();
});

test('a new version is not taken while a log is being read', async ({ openPersistent }, { outputDir }) => {
  const page = await (await openPersistent()).newPage();
  const site = await renewedSite(page, outputDir);
  // A log that comes slowly: its second half when the test says so.
  const log = readFileSync(LOG);
  let finish = () => {};
  const slow = createServer((_, response) => {
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-length': log.length });
    response.write(log.subarray(0, log.length / 2));
    finish = () => response.end(log.subarray(log.length / 2));
  });
  await new Promise<void>((done) => slow.listen(0, '127.0.0.1', done));
  const { port } = slow.address() as AddressInfo;
  await page.goto(`${site.url}?url=http://localhost:${port}/slow.log`);
  await expect.poll(async () => (await jobOf(page))?.status).toBe('fetching');
  await page.evaluate(() => Object.assign(window, { sameVisit: true }));

  await lookForUpdate(page);
  await page.getByRole('status').getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByText('It comes as soon as the files are read')).toBeVisible();
  expect(await waiting(page)).toBe('installed');
  expect(await page.evaluate(() => 'sameVisit' in window)).toBe(true);

  const loaded = page.waitForEvent('load');
  finish();
  await loaded;
  await idle(page);
  expect(await page.evaluate(() => 'sameVisit' in window)).toBe(false);
  expect(await waiting(page)).toBeNull();
  const worlds = await worldsOf(page);
  expect(worlds.map(({ unfinished }) => unfinished ?? false)).toEqual([false]);
  await new Promise((done) => slow.close(done));
  await site.close();
});

test('a new version waits for what another tab reads, and that tab is told', async ({ openPersistent }, { outputDir }) => {
  const context = await openPersistent();
  const page = await context.newPage();
  const site = await renewedSite(page, outputDir);
  const other = await context.newPage();
  await other.goto(site.url);
  await idle(other);
  // As its import worker does while it reads.
  await other.evaluate(
    () =>
      new Promise<void>((held) => {
        const reads = () => new Promise<void>((read) => Object.assign(window, { read, sameVisit: held() ?? true }));
        void navigator.locks.request('factoscope-write', reads);
      }),
  );
  await lookForUpdate(page);
  await page.getByRole('status').getByRole('button', { name: 'Reload' }).click();
  await expect
    .poll(() => page.evaluate(async () => (await navigator.locks.query()).pending?.some(({ name }) => name === 'factoscope-write')))
    .toBe(true);
  expect(await waiting(page)).toBe('installed');

  const loaded = page.waitForEvent('load');
  await other.evaluate(() => (window as unknown as { read(): void }).read());
  await loaded;
  await expect(other.getByText('The site was renewed in another tab')).toBeVisible();
  expect(await other.evaluate(() => 'sameVisit' in window)).toBe(true);
  await site.close();
});

test('installing is offered once, and later in the help', async ({ page, faults }) => {
  await page.goto('');
  await idle(page);
  const offer = page.getByRole('region', { name: 'Keep Factoscope on this device' });
  await expect(offer).toBeHidden();
  // The browser asks at a moment of its own choice, which no test can bring about.
  const offered = () =>
    page.evaluate(() => {
      const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
        prompt: async () => Object.assign(window, { prompted: true }),
        userChoice: Promise.resolve({ outcome: 'accepted' }),
      });
      dispatchEvent(event);
      return event.defaultPrevented;
    });
  expect(await offered()).toBe(true);
  await offer.getByRole('button', { name: 'Not now' }).click();
  await expect(offer).toBeHidden();
  await page.reload();
  await idle(page);
  await offered();
  await expect(offer).toBeHidden();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Help' });
  await help.getByRole('button', { name: 'Install' }).click();
  await expect(help).toContainText('It is installed on this device');
  expect(await page.evaluate(() => 'prompted' in window)).toBe(true);
  expect(faults).toEqual([]);
});
