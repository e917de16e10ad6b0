import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../scripts/serve.mjs';
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
  expect(manifest.file_handlers[0].accept['text/plain']).toContain('.log');
  expect(manifest.share_target.params.files[0].accept).toContain('.zip');
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

test('a new version is offered, and taken when the person says so', async ({ openPersistent }, { outputDir }) => {
  cpSync('dist/site', outputDir, { recursive: true });
  const server = await serve({ folder: outputDir });
  const page = await (await openPersistent()).newPage();
  await page.goto(server.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  appendFileSync(join(outputDir, 'sw.js'), '\n// another version\n');
  await page.reload();
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect(page.getByText('A new version of the site is ready')).toBeVisible();
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Reload' }).click();
  await loaded;
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting ?? null)).toBeNull();
  await server.close();
});
