/** A span of the map as a film: a video where the browser has an encoder, single pictures elsewhere. */
import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Download, Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { decodePng } from '../mod/host/png';
import { expect, idle, test, watchFaults } from './fixtures';
import { openSample } from './map-page';

const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const axe = (page: Page) => new AxeBuilder({ page: page as unknown as ConstructorParameters<typeof AxeBuilder>[0]['page'] });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Save a film' });
const choices = (page: Page, label: string) => dialog(page).getByLabel(label, { exact: true }).locator('option').allTextContents();

/** The dialog, when it knows what it can make. */
async function openDialog(page: Page): Promise<void> {
  await page.keyboard.press('v');
  await expect(dialog(page)).toBeVisible();
  await idle(page);
}

async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const coming: Promise<Download> = page.waitForEvent('download');
  await press();
  const file = await coming;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

const make = (page: Page) => dialog(page).getByRole('button', { name: 'Make the film' }).click();

/** The first and the last frame as a player of this browser shows them, averaged to 8 × 8. */
function played(page: Page, bytes: Buffer, type: string) {
  return page.evaluate(
    async ([base64, mime]) => {
      const blob = new Blob([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], { type: mime });
      const video = document.createElement('video');
      video.muted = true;
      const told = (name: string) =>
        new Promise((resolve, reject) => {
          video.addEventListener(name, resolve, { once: true });
          video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
        });
      const loaded = told('loadeddata');
      video.src = URL.createObjectURL(blob);
      await loaded;
      const look = async (at: number) => {
        const there = told('seeked');
        video.currentTime = at;
        await there;
        const small = new OffscreenCanvas(8, 8).getContext('2d')!;
        small.imageSmoothingQuality = 'high';
        small.drawImage(video, 0, 0, 8, 8);
        return [...small.getImageData(0, 0, 8, 8).data];
      };
      const { duration, videoWidth, videoHeight } = video;
      return { duration, size: [videoWidth, videoHeight], first: await look(0), last: await look(duration - 0.01) };
    },
    [bytes.toString('base64'), type] as const,
  );
}

const apart = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;

test('a span becomes a video that plays: as long, as large, and showing what the pictures of it show', async ({ page, faults }) => {
  await openSample(page);
  await openDialog(page);
  const formats = await choices(page, 'File');
  expect(formats.at(-1)).toBe('Single pictures in a zip');
  expect(formats.length).toBeGreaterThan(1);
  await dialog(page)
    .getByRole('radio', { name: /All of/ })
    .click();
  await dialog(page).getByRole('checkbox', { name: 'With the time of play' }).click();
  await dialog(page)
    .getByRole('checkbox', { name: /With names/ })
    .click();
  const fastest = (await choices(page, 'Speed')).at(-1)!;
  await dialog(page).getByLabel('Speed', { exact: true }).selectOption(fastest);
  await dialog(page).getByLabel('Scale', { exact: true }).selectOption({ index: 3 });
  await idle(page);
  const [, width = 0, height = 0] =
    /· (\d[\d,]*) × (\d[\d,]*) px/
      .exec((await dialog(page).getByLabel('Scale', { exact: true }).locator('option:checked').textContent()) ?? '')
      ?.map((text) => Number(text.replaceAll(',', ''))) ?? [];

  await dialog(page).getByLabel('File', { exact: true }).selectOption('png');
  const pictures = await saved(page, () => make(page));
  expect(pictures.name).toMatch(/^[\w .-]+-nauvis-\d+-\d+\.zip$/);
  const frames = Object.values(unzipSync(pictures.bytes)).map((png) => decodePng(png));
  expect(frames.length).toBeGreaterThan(20);
  expect([frames[0]!.width, frames[0]!.height]).toEqual([width, height]);

  // The site's own pages play nothing: their policy says so.
  const player = await page.context().newPage();
  for (const format of ['webm', 'mp4']) {
    if (!formats.some((one) => one.toLowerCase().startsWith(format))) continue;
    await openDialog(page);
    await dialog(page)
      .getByRole('radio', { name: /All of/ })
      .click();
    for (const name of ['With the time of play', 'With names of players, stations and tags'])
      await dialog(page).getByRole('checkbox', { name }).click();
    await dialog(page).getByLabel('Speed', { exact: true }).selectOption(fastest);
    await dialog(page).getByLabel('Scale', { exact: true }).selectOption({ index: 3 });
    await idle(page);
    await dialog(page).getByLabel('File', { exact: true }).selectOption(format);
    const video = await saved(page, () => make(page));
    await expect(dialog(page)).toHaveCount(0);
    expect(video.name).toMatch(new RegExp(`\\.${format}$`));
    // A busy machine says that it is there before it shows another frame.
    await expect(async () => {
      const seen = await played(player, video.bytes, `video/${format}`);
      expect(seen.size).toEqual([width, height]);
      expect(Math.abs(seen.duration - frames.length / 30)).toBeLessThan(0.05);
      for (const [shown, frame] of [
        [seen.first, frames[0]!],
        [seen.last, frames.at(-1)!],
      ] as const) {
        const small = await shrunk(player, frame);
        expect(apart(shown, small)).toBeLessThan(4);
      }
      expect(apart(seen.first, seen.last)).toBeGreaterThan(4);
    }).toPass({ timeout: 60_000 });
  }
  expect(faults).toEqual([]);
});

/** A picture averaged to 8 × 8 as the frames of the player are. */
function shrunk(page: Page, { width, height, pixels }: { width: number; height: number; pixels: Uint8Array }) {
  return page.evaluate(
    async ([base64, w, h]) => {
      const image = new ImageData(
        Uint8ClampedArray.from(atob(base64), (char) => char.charCodeAt(0)),
        w,
        h,
      );
      const small = new OffscreenCanvas(8, 8).getContext('2d')!;
      small.imageSmoothingQuality = 'high';
      small.drawImage(await createImageBitmap(image), 0, 0, 8, 8);
      return [...small.getImageData(0, 0, 8, 8).data];
    },
    [Buffer.from(pixels).toString('base64'), width, height] as const,
  );
}

test('where the browser has no encoder, pictures are what it offers', async ({ browser, baseURL }) => {
  const context = await browser.newContext(baseURL ? { baseURL } : {});
  await context.route(/film\.worker.*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `self.VideoEncoder = undefined;${await response.text()}` });
  });
  const page = await context.newPage();
  const faults = await watchFaults(page);
  await openSample(page);
  await openDialog(page);
  expect(await choices(page, 'File')).toEqual(['Single pictures in a zip']);
  await expect(dialog(page)).toContainText('This browser makes no videos');
  expect(faults).toEqual([]);
  await context.close();
});

test('a film that is cancelled leaves nothing, and the next can be made', async ({ page, faults }) => {
  await openSample(page);
  await openDialog(page);
  const slowest = (await choices(page, 'Speed'))[0]!;
  await dialog(page).getByLabel('Speed', { exact: true }).selectOption(slowest);
  await make(page);
  const bar = dialog(page).getByRole('progressbar', { name: 'Making the film' });
  await expect(bar).toHaveAttribute('aria-valuenow', /[1-9]/);
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(bar).toHaveCount(0);
  await idle(page);
  await expect(dialog(page).getByRole('button', { name: 'Make the film' })).toBeEnabled();
  await expect.poll(() => page.workers().filter((worker) => worker.url().includes('film.worker')).length).toBe(0);
  expect(faults).toEqual([]);
});

test('moments are chosen by keys, one pushing the other; nothing to mend by axe, wide and on a phone', async ({
  page,
  browser,
  baseURL,
}) => {
  await openSample(page);
  await openDialog(page);
  const [from, to] = [dialog(page).getByLabel('From', { exact: true }), dialog(page).getByLabel('To', { exact: true })];
  await from.focus();
  await page.keyboard.press('End');
  await expect(from).toHaveValue(await to.inputValue());
  await expect(dialog(page)).toContainText('Choose two moments');
  await expect(dialog(page).getByRole('button', { name: 'Make the film' })).toBeDisabled();
  await page.keyboard.press('Home');
  await expect(from).toHaveValue('0');
  await to.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('PageUp');
  await expect(dialog(page).getByRole('button', { name: 'Make the film' })).toBeEnabled();
  expect((await axe(page).analyze()).violations).toEqual([]);

  const context = await browser.newContext({ ...PHONE, ...(baseURL ? { baseURL } : {}) });
  const phone = await context.newPage();
  await openSample(phone);
  await openDialog(phone);
  expect((await axe(phone).analyze()).violations).toEqual([]);
  const box = (await dialog(phone).boundingBox())!;
  expect(box.x >= 0 && box.x + box.width <= 360).toBe(true);
  await context.close();
});
