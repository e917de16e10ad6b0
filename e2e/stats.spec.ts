/** Statistics over time: what is plotted and listed, against numbers taken from the packets that were written. */
import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Packet } from '../src/core/packet/schema';
import { drop, worldsOf } from './app';
import { test as base, expect, idle } from './fixtures';
import { logFiles, write } from './log-files';
import { goTo, openSample, param } from './map-page';
import { WorldLog } from './world-log';

const test = base.extend<{ folder: string }>(logFiles);
const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
/** axe brings types of a Playwright of its own. */
const axe = (page: Page) => new AxeBuilder({ page: page as unknown as ConstructorParameters<typeof AxeBuilder>[0]['page'] });

const TEN_MINUTES = 36_000;
const TELLINGS = 30;
const ITEMS = Array.from({ length: 14 }, (_, i) => `thing-${i}`);
/** Of an item until a telling: less and less from item to item, more and more with time; of item 3 nothing for a while. */
const total = (item: number, telling: number) =>
  Math.round((1000 / (item + 1)) * (item === 3 ? Math.min(telling, 10) + Math.max(0, telling - 20) : telling ** 1.5));
const rate = (item: number, telling: number) => (total(item, telling) - total(item, telling - 1)) / 10;

function worldLog(): string[] {
  const log = new WorldLog('plots');
  const lines = [...log.launch(), ...log.charts(3)];
  const tell = (...packets: Packet[]) => lines.push(...log.tell(() => packets));
  const forces = [
    { index: 1, name: 'player' },
    { index: 2, name: 'north' },
  ];
  tell({ kind: 'forces', tick: 70, whole: true, list: forces });
  tell({ kind: 'players', tick: 80, list: [{ index: 1, name: 'Ada', online: true, force: 1 }] });
  for (let telling = 1; telling <= TELLINGS; telling++) {
    const tick = telling * TEN_MINUTES;
    const produced = Object.fromEntries(ITEMS.map((name, i) => [name, total(i, telling)]));
    tell({ kind: 'statistics', tick, force: 1, surface: 1, produced, evolution: telling / 100, pollution: telling * 50 });
    tell({ kind: 'statistics', tick: tick + 1, force: 2, surface: 1, produced: { 'thing-0': telling * 7 } });
    if (telling % 10 === 0) tell({ kind: 'death', tick: tick + 2, player: 1, cause: 'small-biter' });
  }
  tell({ kind: 'leave', tick: TELLINGS * TEN_MINUTES + 600, player: 1 });
  tell({ kind: 'chat', tick: TELLINGS * TEN_MINUTES + 1200, text: 'over' });
  return lines;
}

async function openWorld(page: Page, folder: string, lines = worldLog()): Promise<string> {
  await page.goto('');
  await idle(page);
  await drop(page, write(folder, 'plots.log', lines).path);
  await idle(page);
  const [world] = await worldsOf(page);
  await goTo(page, `#/map/${world!.id}`);
  return world!.id;
}

async function openStats(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Statistics', exact: true }).first().click();
  await expect(page.getByRole('region', { name: 'Statistics' })).toBeVisible();
  await idle(page);
}

const row = (page: Page, name: string) =>
  page.locator('.stats__table tbody tr').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
/** What a cell of a row says, by its column's name. */
async function cell(page: Page, name: string, column: string): Promise<string> {
  const heads = await page.locator('.stats__table thead th').allInnerTexts();
  const at = heads.findIndex((head) => head.trim().toLowerCase() === column.toLowerCase());
  return ((await row(page, name).locator('th, td').nth(at).textContent()) ?? '').trim();
}

/** Where the plot has a colour in the column of a tick: px from its top, of all its height, the highest and the lowest. */
function inkAt(page: Page, ink: string, share: number): Promise<{ top: number; bottom: number; height: number } | null> {
  return page.evaluate(
    ([name, part]) => {
      const canvas = document.querySelector<HTMLCanvasElement>('.stats__canvas canvas')!;
      const over = document.querySelector('.stats__canvas .u-over')!.getBoundingClientRect();
      const box = canvas.getBoundingClientRect();
      const scale = canvas.width / box.width;
      const color = getComputedStyle(document.querySelector(`.stats__ink.${name}`)!)
        .color.match(/\d+/g)!
        .map(Number);
      const x = Math.round((over.left - box.left + over.width * part) * scale);
      const copy = new OffscreenCanvas(1, canvas.height).getContext('2d')!;
      copy.drawImage(canvas, -x, 0);
      const { data } = copy.getImageData(0, 0, 1, canvas.height);
      const found: number[] = [];
      for (let y = 0; y < canvas.height; y++) {
        const near = [0, 1, 2].every((c) => Math.abs(data[y * 4 + c]! - color[c]!) < 40);
        if (near && data[y * 4 + 3]! > 128) found.push(y / scale - (over.top - box.top));
      }
      return found.length === 0 ? null : { top: found[0]!, bottom: found.at(-1)!, height: over.height };
    },
    [ink, share] as const,
  );
}

test.describe('at 1440 px', () => {
  test.use({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });

  test('the plot and the table show what the packets tell, of all forces and of one', async ({ page, folder, faults }) => {
    await openWorld(page, folder);
    await openStats(page);
    // In the middle of the twelfth ten minutes.
    const telling = 12;
    const tick = (telling - 0.5) * TEN_MINUTES;
    await goTo(page, `${new URL(page.url()).hash.split('?')[0]}?tick=${tick}`);
    await expect(page.locator('.stats')).toBeVisible();
    const shown = (value: number) => (value >= 100 ? Math.round(value) : Math.round(value * 10) / 10).toLocaleString('en');
    await expect.poll(() => cell(page, 'Thing 0', 'Now')).toBe(shown(rate(0, telling) + 0.7));
    expect(await cell(page, 'Thing 5', 'Now')).toBe(shown(rate(5, telling)));
    // None for a hundred minutes.
    expect(await cell(page, 'Thing 3', 'Now')).toBe('0');

    await page.locator('.stats').getByRole('combobox', { name: 'Force' }).selectOption({ label: 'player' });
    await expect.poll(() => cell(page, 'Thing 0', 'Now')).toBe(shown(rate(0, telling)));

    // The first line is the highest: where it is drawn is what was counted, above the end of which is some room.
    const whole = [60, TELLINGS * TEN_MINUTES + 1200] as const;
    const most = Math.max(...Array.from({ length: TELLINGS }, (_, i) => rate(0, i + 1)));
    for (const of of [5, 12, 20, 29]) {
      const share = ((of - 0.5) * TEN_MINUTES - whole[0]) / (whole[1] - whole[0]);
      const ink = (await inkAt(page, 'stats__ink--1', share))!;
      const expected = ink.height * (1 - rate(0, of) / (most * 1.08));
      expect(Math.abs((ink.top + ink.bottom) / 2 - expected)).toBeLessThan(3);
    }
    expect(faults).toEqual([]);
  });

  test('a press, a drag and keys on the plot move the slider’s time', async ({ page, folder }) => {
    await openWorld(page, folder);
    await openStats(page);
    const over = (await page.locator('.stats .u-over').boundingBox())!;
    await page.mouse.click(over.x + over.width / 2, over.y + over.height / 2);
    const middle = Number(await param(page, 'tick'));
    expect(Math.abs(middle - (TELLINGS * TEN_MINUTES) / 2)).toBeLessThan(TEN_MINUTES / 10);
    const head = (await page.locator('.stats__head').boundingBox())!;
    expect(Math.abs(head.x - over.x - over.width / 2)).toBeLessThan(2);

    const plot = page.getByRole('slider', { name: /Plot of production/ });
    await plot.focus();
    await page.keyboard.press('ArrowRight');
    // Both forces' statistics are one telling.
    expect(Number(await param(page, 'tick'))).toBe(Math.ceil(middle / TEN_MINUTES) * TEN_MINUTES + 1);
    await page.keyboard.press('ArrowLeft');
    expect(Number(await param(page, 'tick')) % TEN_MINUTES).toBeLessThan(3);
    await page.keyboard.press('Home');
    expect(Number(await param(page, 'tick'))).toBe(Number(await plot.getAttribute('aria-valuemin')));

    await page.mouse.move(over.x + 20, over.y + 40);
    await page.mouse.down();
    await page.mouse.move(over.x + over.width * 0.25, over.y + 60, { steps: 5 });
    await page.mouse.up();
    expect(Math.abs(Number(await param(page, 'tick')) / (TELLINGS * TEN_MINUTES) - 0.25)).toBeLessThan(0.02);
  });

  test('ten lines are drawn, others are chosen; names are filtered; the timeline’s part of time alone', async ({ page, folder }) => {
    await openWorld(page, folder);
    await openStats(page);
    const checked = page.locator('.stats__draw[aria-checked="true"]');
    await expect(checked).toHaveCount(10);
    await page.getByRole('checkbox', { name: 'Draw Thing 13' }).click();
    await expect(checked).toHaveCount(11);
    await page.getByRole('button', { name: 'None', exact: true }).click();
    await expect(checked).toHaveCount(0);
    await page.getByRole('button', { name: 'Top 10' }).click();
    await expect(checked).toHaveCount(10);
    await page.getByRole('textbox', { name: 'Filter by name' }).fill('thing 7');
    await expect(page.locator('.stats__table tbody tr')).toHaveCount(1);
    await page.getByRole('textbox', { name: 'Filter by name' }).fill('');

    const track = (await page.locator('.time__track').boundingBox())!;
    await page.mouse.move(track.x + track.width / 2, track.y + track.height / 2);
    for (let i = 0; i < 3; i++) await page.mouse.wheel(0, -200);
    await page.getByRole('radio', { name: 'As the timeline' }).click();
    await idle(page);
    const plot = page.getByRole('slider', { name: /Plot of production/ });
    const span = Number(await plot.getAttribute('aria-valuemax')) - Number(await plot.getAttribute('aria-valuemin'));
    expect(span).toBeLessThan((TELLINGS * TEN_MINUTES) / 1.5);
    await page.keyboard.press('Escape');
    await expect(page.locator('.stats')).toHaveCount(0);
    // What was chosen is kept.
    await openStats(page);
    await expect(page.getByRole('radio', { name: 'As the timeline' })).toBeChecked();
  });

  test('players, research and evolution; all of it as files', async ({ page, folder }) => {
    await openWorld(page, folder);
    await openStats(page);
    await page.getByRole('tab', { name: 'Players' }).nth(0).click();
    await expect.poll(() => cell(page, 'Deaths of players', 'Latest')).toBe('3');
    expect(await cell(page, 'Players online', 'Peak')).toBe('1');
    await page.getByRole('tab', { name: 'Evolution' }).click();
    await expect.poll(() => cell(page, 'Evolution', 'Latest')).toBe('30%');
    expect(await cell(page, 'Pollution', 'Latest')).toBe('1,500');
    await page.getByRole('tab', { name: 'Research' }).click();
    await expect(page.getByText('Nothing of this for this choice')).toBeVisible();

    const saved = async (as: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: `Save all values as ${as}` }).click(),
      ]);
      expect(download.suggestedFilename()).toContain(`.${as.toLowerCase()}`);
      return readFileSync(await download.path(), 'utf8');
    };
    const rows = (await saved('CSV'))
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(rows[0]).toEqual(['tick', 'clock', 'what', 'name', 'total', 'perMinute']);
    const told = rows.filter(([tick, , what, name]) => what === 'produced' && name === 'thing-5' && Number(tick) % TEN_MINUTES === 1);
    expect(told.map(([, , , , sum]) => Number(sum))).toEqual(Array.from({ length: TELLINGS }, (_, i) => total(5, i + 1)));
    const objects = JSON.parse(await saved('JSON')) as Record<string, unknown>[];
    expect(objects.length).toBe(rows.length - 1);
    expect(objects.filter(({ what, total: sum }) => what === 'deaths' && sum === 3).length).toBeGreaterThan(0);
  });

  test('what is counted has its picture and its name out of the world’s pack', async ({ page, faults }) => {
    await openSample(page);
    await openStats(page);
    const [first] = await page.locator('.stats__table tbody th').allTextContents();
    await expect(page.locator('.stats__table .pic')).toHaveCount(0);
    await page.evaluate(() =>
      (window as unknown as { factoscope: { actions: { openSamplePack(): Promise<void> } } }).factoscope.actions.openSamplePack(),
    );
    await idle(page);
    await openSample(page);
    await openStats(page);
    await expect(page.locator('.stats__table tbody .pic').first()).toBeVisible();
    expect(await page.locator('.stats__table tbody th').first().textContent()).not.toBe('');
    expect(first).not.toBe('');
    expect(faults).toEqual([]);
  });

  test('a log without statistics says so, and still tells who was there', async ({ page, folder, faults }) => {
    const log = new WorldLog('silent');
    const lines = [...log.launch(), ...log.charts(2), ...log.tell((tick) => [{ kind: 'join', tick, player: 1, name: 'Ada' }])];
    lines.push(...log.chat('hello'), ...log.tell((tick) => [{ kind: 'leave', tick, player: 1, name: 'Ada' }]), ...log.chat('gone'));
    await openWorld(page, folder, lines);
    await openStats(page);
    await expect(page.getByText('No statistics in these logs')).toBeVisible();
    await page.locator('.stats').getByRole('tab', { name: 'Players' }).click();
    await expect.poll(() => cell(page, 'Players online', 'Peak')).toBe('1');
    expect(faults).toEqual([]);
  });
});

for (const colorScheme of ['dark', 'light'] as const) {
  for (const options of [{ viewport: { width: 1440, height: 900 } }, PHONE]) {
    test.describe(`${options.viewport.width} px, ${colorScheme}`, () => {
      test.use({ ...options, colorScheme });

      test('the sample’s statistics have no barriers, and nothing lies outside the window', { tag: '@long' }, async ({ page, faults }) => {
        await page.addInitScript((theme) => localStorage.setItem('factoscope-theme', theme), colorScheme);
        await openSample(page);
        if (options.viewport.width < 760) await page.getByRole('button', { name: 'Tools' }).click();
        await openStats(page);
        await expect(page.locator('.stats .u-over')).toBeVisible();
        const { violations } = await axe(page).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)).toEqual([]);
        const box = (await page.locator('.stats').boundingBox())!;
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(options.viewport.width);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(options.viewport.width);
        await page.goBack();
        await expect(page.locator('.stats')).toHaveCount(0);
        await expect(page.locator('.map')).toBeVisible();
        expect(faults).toEqual([]);
      });
    });
  }
}
