import { appendFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type AppWindow, drop, worldsOf } from './app';
import { test as base, expect, idle } from './fixtures';
import { logFiles, write } from './log-files';
import { centreOf, chartOf, drawn, goTo, openSample, param, pixelAt, watchBlank } from './map-page';
import { textOf, WorldLog } from './world-log';

const test = base.extend<{ folder: string }>(logFiles);
const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

/** axe brings types of a Playwright of its own. */
const axe = (page: Page) => new AxeBuilder({ page: page as unknown as ConstructorParameters<typeof AxeBuilder>[0]['page'] });

/** Draws another picture than before. */
async function changes(page: Page, action: () => Promise<void>): Promise<void> {
  const picture = () => page.locator('.map').screenshot();
  const before = await picture();
  await action();
  await idle(page);
  expect((await picture()).equals(before)).toBe(false);
}

test.describe('at 1440 px', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test('the sample fills the room between the panels, and again when the window changes', async ({ page, faults }) => {
    await openSample(page);
    const fills = async () => {
      const room = await page.evaluate(() => {
        const edge = (selector: string) => document.querySelector(selector)!.getBoundingClientRect();
        return { width: edge('.right').left - edge('.left').right, height: edge('.foot').top - edge('.stage').top };
      });
      const world = await drawn(page);
      const part = Math.max(world.width / room.width, world.height / room.height);
      // More than all of it is under the panels.
      return part > 1 ? 0 : part;
    };
    expect(await fills()).toBeGreaterThan(0.6);
    await page.setViewportSize({ width: 1300, height: 620 });
    await expect.poll(fills).toBeGreaterThan(0.6);
    expect(faults).toEqual([]);
  });

  test('y grows south, pixel by pixel [rule 15 of the house]', async ({ page, folder }) => {
    const log = new WorldLog('south');
    const file = write(folder, 'south.log', [...log.launch(), ...log.charts(4, true), ...log.chat('done')]);
    await page.goto('');
    await drop(page, file.path);
    await idle(page);
    const [world] = await worldsOf(page);
    const places: [number, number][] = [...([-20, 0, 20].flatMap((x) => [-20, -1, 0, 20].map((y) => [x, y])) as [number, number][])];
    await goTo(page, `#/map/${world!.id}/nauvis?x=0&y=0&z=2`);
    const [cx, cy] = await centreOf(page);
    const shown = await Promise.all(places.map(([x, y]) => pixelAt(page, cx + x * 4 + 2, cy + y * 4 + 2)));
    const stored = await chartOf(file.name, file.text, places);
    expect(new Set(stored.map(String)).size).toBeGreaterThan(8);
    expect(shown).toEqual(stored);
  });

  test('base, overlays, force and surface change the address and the picture', async ({ page }) => {
    await openSample(page);
    await changes(page, () => page.getByRole('radio', { name: 'Terrain' }).click());
    expect(await param(page, 'base')).toBe('terrain');
    await changes(page, () => page.getByRole('checkbox', { name: 'Buildings' }).click());
    expect(await param(page, 'on')).not.toContain('buildings');
    await changes(page, () => page.getByRole('checkbox', { name: 'Grid' }).click());
    expect(await param(page, 'on')).toContain('grid');
    await page.getByLabel('Force').selectOption('All forces');
    await idle(page);
    expect(await param(page, 'force')).toBe('*');
    // The ground that was chosen stays.
    expect(await param(page, 'base')).toBe('terrain');
    await expect(page.getByRole('radio', { name: 'Terrain' })).toHaveAttribute('aria-checked', 'true');
    await changes(page, async () => {
      await page.getByLabel('Surface').selectOption('vulcanus');
    });
    expect(page.url()).toContain('/vulcanus');
  });

  test('a rest of the pointer tells what stands there, a press keeps it', async ({ page }) => {
    await openSample(page, 'x=50.5&y=-2.5&z=3');
    const [x, y] = await centreOf(page);
    await page.mouse.move(x - 30, y - 30);
    await page.mouse.move(x, y);
    const tip = page.getByRole('tooltip');
    await expect(tip).toContainText('Transport belt');
    await expect(tip).toContainText('50.5, −2.5');
    await page.mouse.click(x, y);
    await expect(tip).toHaveCount(0);
    const card = page.getByRole('region', { name: 'Selected' });
    await expect(card.getByRole('heading')).toHaveText('Transport belt');
    await expect(card).toContainText('transport-belt');
    await page.keyboard.press('Escape');
    await expect(card).toHaveCount(0);
  });

  test('a place copied from the game is gone to; one outside of any world is told', async ({ page }) => {
    await openSample(page);
    await page.keyboard.press('g');
    const field = page.getByRole('textbox', { name: /Position/ });
    await field.fill('99999999,5');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('±1,000,000');
    await field.fill('[gps=10,-20,vulcanus]');
    await page.keyboard.press('Enter');
    expect(await param(page, 'x')).toBe('10');
    expect(await param(page, 'y')).toBe('-20');
    expect(page.url()).toContain('/vulcanus');
  });

  test('the map goes by keys', async ({ page }) => {
    await openSample(page, 'x=0&y=0&z=0');
    await page.locator('.map').focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => Number(await param(page, 'x'))).toBeGreaterThan(50);
    await page.keyboard.press('ArrowUp');
    await expect.poll(async () => Number(await param(page, 'y'))).toBeLessThan(-50);
    await page.keyboard.press('+');
    await expect.poll(() => param(page, 'z')).toBe('1');
    await page.keyboard.press('-');
    await page.keyboard.press('-');
    await expect.poll(() => param(page, 'z')).toBe('-1');
    await page.keyboard.press('0');
    await expect.poll(() => param(page, 'x')).toBeNull();
    // Between two zooms the wheel goes to a whole one.
    const [x, y] = await centreOf(page);
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, -60);
    await expect.poll(async () => Number((await param(page, 'z')) ?? Number.NaN) % 1).toBe(0);
    await page.keyboard.press('l');
    await expect(page.getByRole('radio', { name: 'Chart' })).toBeFocused();
    await page.keyboard.press('g');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('who is offline is grey', async ({ page }) => {
    await openSample(page);
    const colours = () =>
      page.evaluate(() =>
        Object.fromEntries(
          [...document.querySelectorAll('.who')].map((who) => {
            const [r, g, b] = getComputedStyle(who, '::before').backgroundColor.match(/\d+/g)!.map(Number) as [number, number, number];
            return [who.textContent!, Math.max(r, g, b) - Math.min(r, g, b) > 20];
          }),
        ),
      );
    const now = () =>
      page.evaluate(() => {
        const { moment } = (
          window as unknown as {
            factoscope: { state: { moment: { now: { value: { players: { name: string; online: boolean; surface: number }[] } } } } };
          }
        ).factoscope.state;
        return Object.fromEntries(moment.now.value.players.filter((one) => one.surface === 1).map((one) => [one.name, one.online]));
      });
    let grey = 0;
    for (const tick of ['6695400', '5800000', '2500000']) {
      await goTo(page, `${page.url().split('#')[1]!.replace(/^/, '#').replace(/\?.*/, '')}?tick=${tick}`);
      const [seen, players] = [await colours(), await now()];
      // Who is offline may lie under another's name; who is there may not.
      for (const [name, coloured] of Object.entries(seen)) expect([name, coloured]).toEqual([name, players[name]]);
      for (const [name, online] of Object.entries(players)) if (online) expect(seen).toHaveProperty([name]);
      grey += Object.values(seen).filter((coloured) => !coloured).length;
    }
    expect(grey).toBeGreaterThan(0);
  });

  test('the chat is at its end, stays there when the list shrinks, and leaves who scrolls up alone', async ({ page }) => {
    await openSample(page);
    const chat = page.getByRole('log');
    const away = () => chat.evaluate((box) => Math.round(box.scrollHeight - box.scrollTop - box.clientHeight));
    await expect.poll(away).toBeLessThan(2);
    await page.setViewportSize({ width: 1440, height: 640 });
    await expect.poll(away).toBeLessThan(2);
    await page.getByRole('tab', { name: /Events/ }).click();
    await idle(page);
    await expect.poll(away).toBeLessThan(2);
    await chat.hover();
    await page.mouse.wheel(0, -200);
    await expect.poll(away).toBeGreaterThan(100);
    await page.setViewportSize({ width: 1440, height: 600 });
    await idle(page);
    expect(await away()).toBeGreaterThan(100);
  });

  test('events are listed by kind', async ({ page }) => {
    await openSample(page);
    const tab = page.getByRole('tab', { name: /Events/ });
    const count = async () => Number((await tab.textContent())!.replace(/\D/g, ''));
    await tab.click();
    const all = await count();
    for (const kind of await page.locator('.chip[aria-pressed="true"]').allTextContents())
      if (kind !== 'Deaths') await page.getByRole('button', { name: kind, exact: true }).click();
    await idle(page);
    const rows = await page.getByRole('log').locator('li').allTextContents();
    expect(rows.length).toBe(await count());
    expect(rows.length).toBeLessThan(all);
    for (const row of rows) expect(row).toContain('died');
    expect(rows.join()).toContain('small biter');
  });

  test('saves are listed only when asked for', async ({ page }) => {
    await page.goto('');
    await drop(page, 'e2e/samples/engine-log/factorio-current.log');
    await idle(page);
    const [world] = await worldsOf(page);
    await goTo(page, `#/map/${world!.id}`);
    const tab = page.getByRole('tab', { name: /Events/ });
    const count = async () => Number((await tab.textContent())!.replace(/\D/g, ''));
    await tab.click();
    const few = await count();
    await page.getByRole('button', { name: 'Saves' }).click();
    await idle(page);
    expect(await count()).toBe(few + 2);
  });

  test('a world that grows while it is looked at never goes blank', async ({ page, folder }) => {
    const log = new WorldLog('grows');
    const file = write(folder, 'factorio-current.log', [...log.launch(), ...log.charts(6), ...log.chat('one')]);
    await page.goto('');
    await drop(page, file.path);
    await idle(page);
    const [world] = await worldsOf(page);
    await page.evaluate(() => (window as unknown as AppWindow).factoscope.actions.follow('factorio-current.log'));
    await goTo(page, `#/map/${world!.id}/nauvis`);
    const [x, y] = await centreOf(page);
    const seen = await watchBlank(page, x - 20, y);
    for (const side of [12, 24, 40]) {
      appendFileSync(file.path, textOf([...log.charts(side), ...log.chat('more')]));
      await expect.poll(async () => (await worldsOf(page))[0]?.chunks.nauvis, { timeout: 20_000 }).toBe(side * side);
      await idle(page);
    }
    expect((await seen()).blank).toBe(0);
  });

  test('nothing asks a map that is gone', async ({ page, folder, faults }) => {
    const log = new WorldLog('no-map');
    const file = write(folder, 'no-map.log', [...log.launch(), ...log.chat('one')]);
    await page.goto('');
    await drop(page, file.path);
    await idle(page);
    const [world] = await worldsOf(page);
    await goTo(page, `#/map/${world!.id}`);
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 740 });
      // At once: a library that watches the window too waits a while before it asks.
      await page.evaluate(() => location.assign('#/'));
      await page.waitForTimeout(400);
      await goTo(page, `#/map/${world!.id}`);
    }
    expect(faults).toEqual([]);
  });

  test('of a log without players’ packets, who the story names is listed', async ({ page }) => {
    await page.goto('');
    await drop(page, 'e2e/samples/console-log/console.log');
    await idle(page);
    const [world] = await worldsOf(page);
    await goTo(page, `#/map/${world!.id}`);
    await expect(page.locator('.people__list li').first()).toBeVisible();
    await expect(page.getByText('No player is known of.')).toHaveCount(0);
  });
});

test.describe('on a phone', () => {
  test.use(PHONE);

  test('Back closes the sheet before it leaves the map, and the map stays where it is', async ({ page }) => {
    await openSample(page);
    const sheet = page.locator('.sheet');
    const [x, y] = await centreOf(page);
    await page.touchscreen.tap(x, y);
    await expect(sheet).toBeVisible();
    await idle(page);
    // A finger has no place to rest: no tip comes with it.
    await expect(page.getByRole('tooltip')).toHaveCount(0);
    const place = await param(page, 'y');
    await page.goBack();
    await expect(sheet).toHaveCount(0);
    expect(await param(page, 'y')).toBe(place);

    await page.getByRole('button', { name: 'players online' }).tap();
    await expect(sheet).toBeVisible();
    await sheet.getByRole('button', { name: 'Close' }).tap();
    await expect(sheet).toHaveCount(0);
    await page.getByRole('button', { name: 'Layers', exact: true }).tap();
    await page.getByRole('checkbox', { name: 'Grid' }).tap();
    await idle(page);
    expect(await param(page, 'on')).toContain('grid');
    await page.goBack();
    expect(await param(page, 'on')).toBeNull();
    await expect(sheet).toBeVisible();
    await page.goBack();
    await expect(sheet).toHaveCount(0);
    expect(page.url()).toContain('#/map/');
    await page.goBack();
    await expect(page.locator('.map')).toHaveCount(0);
  });

  test('each pixel of the screen is used, and tiles are crisp', async ({ page, folder }) => {
    const log = new WorldLog('dense');
    const file = write(folder, 'dense.log', [...log.launch(), ...log.charts(4, true), ...log.chat('done')]);
    await page.goto('');
    await drop(page, file.path);
    await idle(page);
    const [world] = await worldsOf(page);
    await goTo(page, `#/map/${world!.id}/nauvis?x=0&y=0&z=-1`);
    const [cx, cy] = await centreOf(page);
    const places: [number, number][] = [-9, -8, -1, 0, 7, 8].map((at) => [at, at]);
    // Half a point is a tile.
    const shown = await Promise.all(places.map(([x, y]) => pixelAt(page, cx + x / 2 + 0.25, cy + y / 2 + 0.25)));
    expect(new Set(shown.map(String)).size).toBeGreaterThan(3);
    expect(shown).toEqual(await chartOf(file.name, file.text, places));
  });

  test('a log without a map tells its story', async ({ page }) => {
    await page.goto('');
    await drop(page, 'e2e/samples/engine-log/factorio-current.log');
    await idle(page);
    const [world] = await worldsOf(page);
    await goTo(page, `#/map/${world!.id}`);
    await expect(page.getByRole('heading', { name: /No map in/ })).toBeVisible();
    await expect(page.getByRole('tab', { name: /Events/ })).toBeVisible();
    await expect(page.locator('.pills, .fabs')).toHaveCount(0);
  });

  test('what is pressed is large enough for a finger', async ({ page }) => {
    await openSample(page);
    const [x, y] = await centreOf(page);
    await page.touchscreen.tap(x, y);
    await expect(page.locator('.sheet')).toBeVisible();
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('.stage button, .stage .pill, .bar .brand')]
        .map((one) => ({ name: one.getAttribute('aria-label') ?? one.className, box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.width < 44 || box.height < 44))
        .map(({ name, box }) => `${name} ${box.width} × ${box.height}`),
    );
    expect(small).toEqual([]);
  });
});

for (const colorScheme of ['dark', 'light'] as const)
  for (const [width, height] of [
    [1440, 900],
    [360, 740],
  ] as const)
    test(`no barriers on the map, ${colorScheme}, ${width} px`, { tag: '@long' }, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await page.addInitScript((theme) => localStorage.setItem('factoscope-theme', theme), colorScheme);
      await openSample(page);
      const barriers = async () =>
        (await axe(page).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
      expect(await barriers()).toEqual([]);
      const [x, y] = await centreOf(page);
      await page.mouse.click(x, y);
      await idle(page);
      if (width > 1000) await page.getByRole('tab', { name: /Events/ }).click();
      await idle(page);
      expect(await barriers()).toEqual([]);
    });
