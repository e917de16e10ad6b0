/**
 * Every view, wide and narrow, dark and light: no barrier that axe can find, nothing wider than the window.
 * FACTOSCOPE_SHOTS=<folder> keeps a picture of each, to be looked at.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type Manner, RangeServer } from '../src/store/testing/range-server';
import { drop } from './app';
import { FakeRelay } from './fake-relay';
import { expect, idle, test } from './fixtures';
import { sampleSnapshot } from './hosted-file';
import { found, openThing, openSample as samplePack } from './items-page';
import { goTo, openSample as sampleWorld } from './map-page';
import { WorldLog } from './world-log';

const SHOTS = process.env.FACTOSCOPE_SHOTS;
const LOG = 'e2e/samples/factoscope-log/factorio-current.log';
/** axe brings types of a Playwright of its own. */
const axe = (page: Page) => new AxeBuilder({ page: page as unknown as ConstructorParameters<typeof AxeBuilder>[0]['page'] });

type Look = (view: string) => Promise<void>;
const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });

const WALKS: Record<string, (page: Page, look: Look) => Promise<void>> = {
  async 'start and files'(page, look) {
    await page.goto('');
    await idle(page);
    await look('start, first visit');
    await page.evaluate(() => dispatchEvent(new Event('beforeinstallprompt', { cancelable: true })));
    await look('start, install offer');
    await page.keyboard.press('?');
    await expect(dialog(page, 'Help')).toBeVisible();
    await look('help');
    await page.keyboard.press('Escape');
    await goTo(page, '#/import');
    await look('files, nothing read');
    await drop(page, LOG, 'package.json', 'e2e/samples/garbled/disk-full.log');
    await idle(page);
    await goTo(page, '#/import');
    await look('files, read');
    await goTo(page, '#/');
    await look('start, with worlds');
    await page
      .getByRole('button', { name: /^Name, join or delete/ })
      .first()
      .click();
    await look('a world’s dialog');
    await page.keyboard.press('Escape');
    await goTo(page, '#/map/not-here/nauvis?tick=3600');
    await look('a link without its world');
  },
  async map(page, look) {
    await sampleWorld(page);
    await look('map');
    const [path = ''] = new URL(page.url()).hash.split('?');
    await page.keyboard.press('g');
    await look('go to');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('m');
    await expect(page.locator('.tool-bar')).toBeVisible();
    await page.mouse.click(page.viewportSize()!.width / 2, page.viewportSize()!.height / 2 - 100);
    await look('measuring');
    await page.keyboard.press('Escape');
    await page.keyboard.press('p');
    await expect(dialog(page, 'Save a picture')).toBeVisible();
    await look('picture');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('v');
    await expect(dialog(page, 'Save a film')).toBeVisible();
    await look('film');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('/');
    await page.getByRole('combobox', { name: 'Search' }).fill('iron');
    await idle(page);
    await expect(found(page).first()).toBeVisible();
    await look('search of the map');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await goTo(page, `${path}?area=-84,-51,-78,-45`);
    await expect(page.locator('.place-row').first()).toBeVisible();
    await look('history of a place');
    await goTo(page, `${path}?tick=2000000&on=players,tags,stops,icons,grid,resources,buildings`);
    await look('an earlier moment, all layers');
    if (page.viewportSize()!.width < 760) await page.getByRole('button', { name: 'Tools' }).click();
    await page.getByRole('button', { name: 'Statistics', exact: true }).first().click();
    await idle(page);
    await expect(page.locator('.stats .u-over').first()).toBeVisible();
    await look('statistics');
  },
  async items(page, look) {
    await samplePack(page);
    await look('items');
    for (const [kind, name] of [
      ['item', 'electronic-circuit'],
      ['technology', 'laser-shooting-speed-1'],
      ['space-location', 'vulcanus'],
      ['mod', 'space-age'],
    ] as const) {
      await openThing(page, kind, name);
      await look(`page of a ${kind}`);
    }
    await page.keyboard.press('/');
    await page.getByRole('combobox', { name: 'Search' }).fill('iron');
    await idle(page);
    await expect(found(page).first()).toBeVisible();
    await look('search of items');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await goTo(page, '#/items');
    await look('packs');
  },
  async sharing(page, look) {
    await sampleWorld(page);
    await share(page);
    await look('share the map, a link');
    await dialog(page, 'Share').getByRole('tab', { name: 'File' }).click();
    await look('share the map, a file');
    await dialog(page, 'Share').getByRole('tab', { name: 'Picture' }).click();
    await look('share the map, a picture');
    await page.keyboard.press('Escape');
    await samplePack(page);
    await openThing(page, 'item', 'electronic-circuit');
    await share(page);
    await look('share a page, too long');
    await dialog(page, 'Share').getByRole('radio', { name: 'Long' }).click();
    await look('share a page');
    const link = await page.getByRole('textbox', { name: 'Link that holds what it shows' }).inputValue();
    await page.keyboard.press('Escape');
    await goTo(page, new URL(link).hash);
    await look('a page out of a link');
    await goTo(page, new URL(link).hash.slice(0, -40));
    await look('a bent link');
  },
  async 'other hosts'(page, look) {
    const host = await RangeServer.start(await sampleSnapshot());
    try {
      const hosted = async (manner: Manner) => {
        host.manner = manner;
        await page.goto(`?snapshot=${encodeURIComponent(host.url(`${manner}.zip`))}`);
        await idle(page);
      };
      await hosted('no-ranges');
      await look('a host without ranges');
      await hosted('gone');
      await look('a host without the file');
      await hosted('good');
      await expect(page.locator('.map')).toBeVisible();
      await look('a hosted world');
      await goTo(page, '#/');
      await look('start, with a hosted world');
      await page.goto(`?embed&snapshot=${encodeURIComponent(host.url('good.zip'))}`);
      await idle(page);
      await look('inside of another page');
    } finally {
      await host.close();
    }
  },
  async live(page, look) {
    const relay = await new FakeRelay().listen();
    const log = new WorldLog('live-world');
    const state = [...log.launch(), ...log.charts(6), ...log.chat('a word')];
    relay.keyframe = () => state;
    /** The chip that is in sight. */
    const chip = page.locator('[data-live]').filter({ visible: true }).first();
    const connection = async (view: string, seen: string) => {
      await chip.getByRole('button').first().click();
      await expect(dialog(page, 'Home')).toContainText(seen);
      await look(`${view}, about the connection`);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    };
    const isAt = (at: string) => expect(chip).toHaveAttribute('data-live', at, { timeout: 30_000 });
    try {
      await page.goto(relay.url);
      await expect(page.getByRole('region', { name: 'Live' }).getByRole('link', { name: 'Home' })).toBeVisible();
      await look('start, with servers of a relay');
      await page.goto('#/live');
      await idle(page);
      await look('live, nothing asked');
      await page.getByLabel('Address of the relay').fill('ftp://nowhere/');
      await page.getByRole('button', { name: 'Find its servers' }).click();
      await expect(page.getByRole('alert')).toBeVisible();
      await look('live, no address');
      await page.getByLabel('Address of the relay').fill(relay.url);
      await page.getByRole('button', { name: 'Find its servers' }).click();
      await expect(page.getByText('2 online')).toBeVisible();
      await look('live, servers found');
      await page.getByRole('region', { name: 'Servers' }).getByRole('link', { name: 'Home' }).click();
      await expect(page.locator('.map')).toBeVisible();
      await isAt('live');
      await look('map, live');
      relay.thin = { force: 'player', surfaces: null, kinds: null, chat: false };
      relay.move();
      await connection('map, live', 'what the force player knows, no chat');
      relay.thin = null;
      await goTo(page, '#/');
      await look('start, while a world is watched');
      await page.goBack();
      await expect(page.locator('.map')).toBeVisible();
      const { port } = relay;
      await relay.close();
      await isAt('waiting');
      await look('map, reconnecting');
      await connection('map, reconnecting', 'tried again by itself');
      relay.token = 'right';
      await relay.listen(port);
      await isAt('stopped');
      await look('map, stopped');
      await connection('map, stopped', 'does not accept the token');
      await chip.getByRole('button', { name: 'Leave live' }).click();
      await idle(page);
      await look('map, no longer live');
      await goTo(page, '#/live');
      await look('live, watched before');
      await goTo(page, `#/live/other?relay=${encodeURIComponent(relay.url)}`);
      await expect(page.getByRole('heading', { name: 'The relay knows no such server' })).toBeVisible();
      await look('live, no such server');
    } finally {
      await relay.close();
    }
  },
};

async function share(page: Page): Promise<void> {
  const menu = page.getByRole('button', { name: 'Menu', exact: true });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(dialog(page, 'Share')).toBeVisible();
  await idle(page);
}

for (const [width, height] of [
  [1440, 900],
  [360, 740],
] as const)
  for (const theme of ['dark', 'light'] as const)
    for (const [name, walk] of Object.entries(WALKS))
      test.describe(`at ${width} px, ${theme}`, () => {
        const narrow = width < 760;
        test.use({
          viewport: { width, height },
          hasTouch: narrow,
          isMobile: narrow,
          deviceScaleFactor: narrow ? 2 : 1,
          colorScheme: theme,
        });

        test(`${name}: no barriers`, async ({ page, faults }) => {
          test.slow();
          const look: Look = async (view) => {
            await idle(page);
            // What the pointer lies on by chance has its tooltip open.
            await page.mouse.move(0, 0);
            if (SHOTS !== undefined) {
              mkdirSync(SHOTS, { recursive: true });
              await page.screenshot({ path: join(SHOTS, `${name}-${view}-${width}-${theme}.png`.replaceAll(/[ ,’]+/g, '-')) });
            }
            const { violations } = await axe(page).analyze();
            const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
            expect.soft(told, view).toEqual([]);
            const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            expect.soft(over, `${view} is wider than the window by`).toBeLessThanOrEqual(0);
          };
          await walk(page, look);
          // A browser tells of what other hosts do not give, whatever the page makes of it.
          expect(faults.filter((fault) => !/ERR_|Failed to load/.test(fault))).toEqual([]);
        });
      });
