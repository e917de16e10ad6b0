/** What is done with the map beside looking at it: search, the history of a place, measuring, full screen, a picture. */
import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Download, Page } from '@playwright/test';
import { decodePng } from '../mod/host/png';
import type { EntityState, Packet } from '../src/core/packet/schema';
import { drop, worldsOf } from './app';
import { test as base, expect, idle } from './fixtures';
import { openSample as openPack } from './items-page';
import { logFiles, write } from './log-files';
import { centreOf, chartOf, goTo, openSample, param } from './map-page';
import { WorldLog } from './world-log';

const test = base.extend<{ folder: string }>(logFiles);
const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

const axe = (page: Page) => new AxeBuilder({ page: page as unknown as ConstructorParameters<typeof AxeBuilder>[0]['page'] });
const machine = (id: number, x: number, y: number): EntityState => ({
  id,
  name: 'assembling-machine-2',
  at: [x, y],
  size: [3, 3],
  force: 1,
});

/** Two players build, one takes away, biters destroy; a tag, stations of one name, a field of ore; another surface. */
function worldLog(): string[] {
  const log = new WorldLog('place');
  const place = (list: EntityState[], by: number, surface = 1): ((tick: number) => Packet[]) => {
    return (tick) => [{ kind: 'built', tick, surface, by, how: 'player', list }];
  };
  return [
    ...log.launch(),
    ...log.charts(8, true),
    ...log.tell((tick) => [
      { kind: 'surfaces', tick, list: [{ index: 2, name: 'vulcanus', planet: 'vulcanus' }] },
      {
        kind: 'players',
        tick,
        whole: true,
        list: [
          { index: 1, name: 'Mirela', at: [70, -30], surface: 1, force: 1, online: true },
          { index: 2, name: 'Tobi', at: [-60, 20], surface: 1, force: 1, online: false },
        ],
      },
      { kind: 'prototypes', tick, entities: { 'assembling-machine-2': { type: 'assembling-machine', size: [3, 3] } } },
      { kind: 'tags', tick, surface: 1, force: 1, list: [{ id: 1, at: [12, 34], text: 'Kupfer <b>hier</b>' }] },
      {
        kind: 'stops',
        tick,
        surface: 1,
        list: [
          { id: 90, at: [40, 40], name: 'Iron drop', force: 1 },
          { id: 91, at: [44, 40], name: 'Iron drop', force: 1 },
        ],
      },
      { kind: 'resources', tick, surface: 1, at: [-2, -2], amounts: { 'iron-ore': [1, 1, 300, 2, 1, 400] }, whole: true },
    ]),
    ...log.tell(place([machine(1, 10.5, 10.5), machine(2, 20.5, 10.5)], 1)),
    ...log.tell(place([machine(3, 10.5, 20.5)], 2)),
    ...log.tell(place([machine(4, 5.5, 5.5)], 2, 2)),
    ...log.tell((tick) => [{ kind: 'removed', tick, surface: 1, by: 2, how: 'player', list: [machine(2, 20.5, 10.5)] }]),
    ...log.tell((tick) => [{ kind: 'removed', tick, surface: 1, how: 'died', cause: 'small-biter', list: [machine(3, 10.5, 20.5)] }]),
    ...log.chat('see [gps=33,-44,nauvis]'),
  ];
}

async function open(page: Page, folder: string, query = ''): Promise<string> {
  await page.goto('');
  await drop(page, write(folder, 'place.log', worldLog()).path);
  await idle(page);
  const map = `#/map/${encodeURIComponent((await worldsOf(page)).find(({ packets }) => packets.tags === 1)?.id ?? '')}/nauvis`;
  await goTo(page, `${map}${query === '' ? '' : `?${query}`}`);
  return map;
}

const rows = (page: Page) => page.getByRole('listbox', { name: 'Results' }).getByRole('option');
const field = (page: Page) => page.getByRole('combobox', { name: 'Search' });
const history = (page: Page) => page.getByRole('region', { name: 'History of this place' });
const events = (page: Page) => history(page).getByRole('listitem');

async function find(page: Page, query: string): Promise<string[]> {
  if (!(await field(page).isVisible())) await page.keyboard.press('/');
  await field(page).fill(query);
  await idle(page);
  return await rows(page).allInnerTexts();
}

/** Where a tile is on the screen. */
async function at(page: Page, x: number, y: number): Promise<[number, number]> {
  const [cx, cy] = await centreOf(page);
  const [mx, my, z] = [await param(page, 'x'), await param(page, 'y'), await param(page, 'z')].map(Number) as [number, number, number];
  return [cx + (x - mx) * 2 ** z, cy + (y - my) * 2 ** z];
}

const textOf = async (file: Download) => readFileSync(await file.path(), 'utf8');

test.describe('the search on the map', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test('finds players, tags, stations, fields and entities without a pack, and leads there by keys', async ({ page, folder, faults }) => {
    await open(page, folder);
    // What is typed before the field is there is not lost, and is no key of the map.
    await page.keyboard.press('/');
    await page.keyboard.type('mirela');
    await idle(page);
    await expect(field(page)).toHaveValue('mirela');
    expect((await rows(page).allInnerTexts()).join()).toMatch(/Mirela\s+Player · online · Nauvis, 70, −30/);
    await page.keyboard.press('Enter');
    await expect(field(page)).toHaveCount(0);
    expect([await param(page, 'x'), await param(page, 'y')]).toEqual(['70', '-30']);
    const marked = page.getByRole('region', { name: 'Found places' });
    await expect(marked).toContainText('Mirela');

    expect((await find(page, 'kupfer')).join()).toMatch(/Kupfer <b>hier<\/b>\s+Tag · Nauvis, 12, 34/);
    expect((await find(page, 'iron drop')).join()).toMatch(/Iron drop\s+Station · Nauvis, 4[04], 40 · 2 stops/);
    expect((await find(page, 'iron ore')).join()).toMatch(/Iron ore[\s\S]*Field · 700 · 2 tiles · Nauvis/);
    const machines = await find(page, 'assembling');
    expect(machines.join()).toMatch(/Assembling machine 2[\s\S]*1 standing · Nauvis[\s\S]*1 standing · Vulcanus/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await idle(page);
    expect(page.url()).toContain('/vulcanus');
    expect([await param(page, 'x'), await param(page, 'y')]).toEqual(['5.5', '5.5']);
    await expect(marked).toContainText('Assembling machine 2');
    await marked.getByRole('button', { name: 'Clear the marks' }).click();
    await expect(marked).toHaveCount(0);

    await find(page, 'nothing of this name');
    await expect(page.getByRole('heading', { name: /No result/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(field(page)).toHaveValue('');
    await page.keyboard.press('Escape');
    await expect(field(page)).toHaveCount(0);
    expect(faults).toEqual([]);
  });

  test('a place is typed as in the game, or pressed in the chat', async ({ page, folder }) => {
    await open(page, folder);
    expect((await find(page, '[gps=57.5,-55.5,vulcanus]')).join()).toContain('Go to 57.5, −55.5');
    await page.keyboard.press('Enter');
    await idle(page);
    expect(page.url()).toContain('/vulcanus');
    expect([await param(page, 'x'), await param(page, 'y')]).toEqual(['57.5', '-55.5']);
    expect(await find(page, '1,2,nowhere')).toEqual([]);
    expect(await find(page, '[gps=1,2,nowhere]')).toEqual([]);
    await expect(page.getByText('This world has no surface “nowhere”.')).toBeVisible();
    expect(await find(page, '99999999, 1')).toEqual([]);
    await expect(page.getByText('±1,000,000')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('log').getByRole('button', { name: '[33, −44]' }).click();
    await idle(page);
    expect(page.url()).toContain('/nauvis');
    expect([await param(page, 'x'), await param(page, 'y')]).toEqual(['33', '-44']);
  });

  test('with a pack it finds names in any language: before the items on the map, after them among the items', async ({ page, folder }) => {
    await openPack(page);
    await open(page, folder);
    const there = await find(page, 'montage');
    expect(there[0]).toMatch(/Assembler 2[\s\S]*Montagemaschine 2[\s\S]*1 standing · Nauvis/);
    expect(there.at(-1)).toMatch(/item|recipe|entity/);
    await page.getByRole('button', { name: /^On the map/ }).click();
    expect(await rows(page).count()).toBe(2);
    await page.getByRole('button', { name: 'Everything', exact: true }).click();
    // An item's page is one Enter away.
    await rows(page).filter({ hasText: 'item' }).first().click();
    await idle(page);
    expect(page.url()).toContain('#/items/');
    const among = await find(page, 'montage');
    expect(among[0]).not.toContain('standing');
    expect(among.at(-1)).toContain('1 standing · Vulcanus');
    // Shift Enter shows where the chosen item stands.
    await page.keyboard.press('Shift+Enter');
    await page.waitForSelector('.map');
    await idle(page);
    await expect(page.getByRole('region', { name: 'Found places' })).toBeVisible();
  });
});

test.describe('the history of a place', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test('of a thing: what, who and when; a press goes there and then; the address brings it back', async ({ page, folder, faults }) => {
    await open(page, folder, 'x=20.5&y=10.5&z=3');
    await page.mouse.click(...(await centreOf(page)));
    await idle(page);
    await page
      .getByRole('region', { name: 'Selected' })
      .getByRole('button', { name: /History/ })
      .click();
    await idle(page);
    // Its machine is gone, so the history is of the one tile that was pressed.
    expect(await param(page, 'area')).toBe('20,10,21,11');
    expect((await events(page).allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/Removed: Assembling machine 2 .*Tobi/),
      expect.stringMatching(/Built: Assembling machine 2 .*Mirela/),
    ]);
    await events(page).first().getByRole('button').click();
    await idle(page);
    // The tick before it went: there it stands.
    const tick = Number(await param(page, 'tick'));
    expect(tick).toBeGreaterThan(0);
    await page.mouse.click(...(await centreOf(page)));
    await expect(page.getByRole('region', { name: 'Selected' }).getByRole('heading')).toContainText('Assembling machine 2');
    await page.reload();
    await idle(page);
    await expect(events(page)).toHaveCount(2);
    await history(page).getByRole('button', { name: 'Close' }).click();
    expect(await param(page, 'area')).toBeNull();
    expect(faults).toEqual([]);
  });

  test('of a rectangle drawn: filtered by player and kind, as CSV and JSON', async ({ page, folder }) => {
    await open(page, folder, 'x=15&y=15&z=3');
    await page.keyboard.press('h');
    const [left, top] = await at(page, 2, 2);
    const [right, bottom] = await at(page, 28, 28);
    await page.mouse.move(left, top);
    await page.mouse.down();
    await page.mouse.move((left + right) / 2, (top + bottom) / 2);
    await page.mouse.move(right, bottom);
    await page.mouse.up();
    await idle(page);
    expect(await param(page, 'area')).toMatch(/^[12],[12],2[89],2[89]$/);
    // Drawing moved nothing.
    expect([await param(page, 'x'), await param(page, 'y')]).toEqual(['15', '15']);
    await expect(events(page)).toHaveCount(5);
    await expect(events(page).first()).toContainText('Destroyed');
    await expect(events(page).first()).toContainText('small biter');

    await history(page)
      .getByRole('button', { name: /^Removed 1/ })
      .click();
    await idle(page);
    await expect(events(page)).toHaveCount(1);
    await history(page)
      .getByRole('button', { name: /^Removed 1/ })
      .click();
    await history(page).getByLabel('Who').selectOption({ label: 'Mirela (2)' });
    await idle(page);
    await expect(events(page)).toHaveCount(2);
    for (const text of await events(page).allInnerTexts()) expect(text).toContain('Mirela');

    const [csv] = await Promise.all([page.waitForEvent('download'), history(page).getByRole('button', { name: 'CSV' }).click()]);
    expect(csv.suggestedFilename()).toMatch(/nauvis history\.csv$/);
    const lines = (await textOf(csv)).trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('tick,time of play,clock,event,name,x,y');
    expect(lines[1]).toMatch(/,built,assembling-machine-2,[12]0\.5,10\.5,[12],player,Mirela,player/);
    await history(page).getByLabel('Who').selectOption({ index: 0 });
    await idle(page);
    const [json] = await Promise.all([page.waitForEvent('download'), history(page).getByRole('button', { name: 'JSON' }).click()]);
    expect((JSON.parse(await textOf(json)) as { kind: string }[]).map(({ kind }) => kind)).toEqual([
      'died',
      'removed',
      'built',
      'built',
      'built',
    ]);
  });

  test('by keys: of what is in view, up to the moment shown; nothing there is said', async ({ page, folder }) => {
    await open(page, folder, 'x=15&y=15&z=3');
    await page.keyboard.press('h');
    await expect(page.getByRole('region', { name: 'History of a place' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: 'History of a place' })).toHaveCount(0);
    await page.keyboard.press('h');
    await page.keyboard.press('Enter');
    await idle(page);
    // The tag lies in view too.
    await expect(events(page)).toHaveCount(6);
    await expect(events(page).last()).toContainText('Tagged: Kupfer <b>hier</b>');
    await events(page).nth(4).getByRole('button').click();
    await idle(page);
    // What comes later stays in the list, until only the past is asked for.
    await expect(events(page)).toHaveCount(6);
    await history(page)
      .getByRole('checkbox', { name: /moment shown/ })
      .click();
    await idle(page);
    await expect(events(page)).toHaveCount(3);
    await goTo(page, `${new URL(page.url()).hash.replace(/area=[^&]*/, 'area=-100,-100,-90,-90')}`);
    await expect(history(page).getByRole('heading', { name: /Nothing/ })).toBeVisible();
  });
});

test.describe('tools', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test('measure ways and areas, by mouse and keys', async ({ page, folder }) => {
    await open(page, folder, 'x=0&y=0&z=1');
    await page.keyboard.press('m');
    const bar = page.getByRole('region', { name: 'Measure' });
    for (const [x, y] of [
      [0, 0],
      [30, 0],
      [30, 40],
    ] as const)
      await page.mouse.click(...(await at(page, x, y)));
    await expect(bar).toContainText('70 tiles');
    await expect(bar).toContainText('600 tiles²');
    // Pressing chose nothing and moved nothing.
    await expect(page.getByRole('region', { name: 'Selected' })).toHaveCount(0);
    expect(await param(page, 'x')).toBe('0');
    await page.locator('.map').focus();
    await page.keyboard.press('Backspace');
    await expect(bar).toContainText('30 tiles');
    await page.keyboard.press('Enter');
    await expect(bar).toContainText('60 tiles');
    await page.keyboard.press('Escape');
    await expect(bar).toHaveCount(0);
    await expect(page.locator('.sign--length')).toHaveCount(0);
  });

  test('full screen by key and back', async ({ page, folder }) => {
    await open(page, folder);
    const full = () => page.evaluate(() => document.fullscreenElement !== null);
    await page.keyboard.press('f');
    await expect.poll(full).toBe(true);
    await expect(page.getByRole('button', { name: 'End full screen' })).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('f');
    await expect.poll(full).toBe(false);
  });

  test('a picture has the pixels of the map, and the size that was said', async ({ page, folder, faults }) => {
    await open(page, folder, 'x=0&y=0&z=1&on=');
    await page.keyboard.press('p');
    const dialog = page.getByRole('dialog', { name: 'Save a picture' });
    await dialog.getByRole('radio', { name: 'All of Nauvis' }).click();
    await expect(dialog.getByLabel('Scale')).toHaveValue('2');
    const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Save' }).click()]);
    await expect(dialog).toHaveCount(0);
    expect(file.suggestedFilename()).toMatch(/-nauvis-\d+\.png$/);
    const picture = decodePng(readFileSync(await file.path()));
    expect([picture.width, picture.height]).toEqual([256, 256]);
    const tiles: [number, number][] = [-128, -64, -1, 0, 33, 127].flatMap((x) => [-128, 5, 127].map((y): [number, number] => [x, y]));
    const drawn = tiles.map(([x, y]) => [...picture.pixels.subarray(((y + 128) * 256 + x + 128) * 4, ((y + 128) * 256 + x + 128) * 4 + 4)]);
    const text = `${worldLog().join('\n')}\n`;
    expect(drawn).toEqual(await chartOf('place.log', text, tiles));
    expect(new Set(drawn.map(String)).size).toBeGreaterThan(10);
    expect(faults).toEqual([]);
  });

  test('a picture with names has them', async ({ page, folder }) => {
    await open(page, folder, 'x=0&y=0&z=1');
    const save = async (named: boolean) => {
      await page.keyboard.press('p');
      const dialog = page.getByRole('dialog', { name: 'Save a picture' });
      await dialog.getByRole('radio', { name: 'All of Nauvis' }).click();
      const box = dialog.getByRole('checkbox', { name: /With names/ });
      if ((await box.getAttribute('aria-checked')) !== String(named)) await box.click();
      const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Save' }).click()]);
      return decodePng(readFileSync(await file.path()));
    };
    const [bare, named] = [await save(false), await save(true)];
    const differ = (x: number, y: number, width: number, height: number) => {
      let count = 0;
      for (let row = y; row < y + height; row++)
        for (let column = x; column < x + width; column++)
          if (bare.pixels[(row * 256 + column) * 4] !== named.pixels[(row * 256 + column) * 4]) count += 1;
      return count;
    };
    // Mirela stands at 70, -30: her dot there, her name right of it.
    expect(differ(128 + 66, 128 - 34, 9, 9)).toBeGreaterThan(30);
    expect(differ(128 + 76, 128 - 38, 40, 16)).toBeGreaterThan(60);
    expect(differ(0, 0, 40, 40)).toBe(0);
  });
});

test('a picture that is cancelled is none, and the next one is drawn', async ({ page, faults }) => {
  await openSample(page);
  await page.keyboard.press('p');
  const dialog = page.getByRole('dialog', { name: 'Save a picture' });
  await dialog.getByRole('radio', { name: 'All of Nauvis' }).click();
  await dialog.getByLabel('Scale').selectOption('0');
  const files: string[] = [];
  page.on('download', (file) => files.push(file.suggestedFilename()));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('progressbar')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await idle(page);
  await expect(dialog.getByRole('progressbar')).toHaveCount(0);
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  expect(files).toEqual([]);
  await dialog.getByLabel('Scale').selectOption('5');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => files.length).toBe(1);
  expect(faults).toEqual([]);
});

test('a surface wider than a picture may be is refused at one px a tile, and drawn at half', async ({ page, folder }) => {
  const log = new WorldLog('wide');
  const lines = [...log.launch(), ...log.charts(2), ...log.chartAt([560, 0]), ...log.chat('done')];
  await page.goto('');
  await drop(page, write(folder, 'wide.log', lines).path);
  await idle(page);
  const [world] = await worldsOf(page);
  await goTo(page, `#/map/${encodeURIComponent(world!.id)}/nauvis`);
  await page.keyboard.press('p');
  const dialog = page.getByRole('dialog', { name: 'Save a picture' });
  await dialog.getByRole('radio', { name: 'All of Nauvis' }).click();
  await dialog.getByLabel('Scale').selectOption('2');
  await expect(dialog.getByRole('alert')).toContainText('17,984 × 64 px');
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await dialog.getByLabel('Scale').selectOption('3');
  const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Save' }).click()]);
  const picture = decodePng(readFileSync(await file.path()));
  expect([picture.width, picture.height]).toEqual([8992, 32]);
});

test.describe('on a phone', () => {
  test.use(PHONE);

  test('two corners are pressed, the sheet tells the history, Back closes it; measuring by touch', async ({ page, folder, faults }) => {
    await open(page, folder, 'x=15&y=15&z=2');
    await page.getByRole('button', { name: 'Tools' }).tap();
    await page.getByRole('button', { name: 'History of a place' }).tap();
    await idle(page);
    await page.touchscreen.tap(...(await at(page, 2, 2)));
    await page.touchscreen.tap(...(await at(page, 28, 28)));
    await idle(page);
    expect(await param(page, 'area')).toMatch(/^[12],[12],2[89],2[89]$/);
    const sheet = page.locator('.sheet');
    await expect(sheet.getByRole('listitem')).toHaveCount(5);
    await page.goBack();
    await expect(sheet).toHaveCount(0);
    expect(await param(page, 'area')).toBeNull();

    await page.getByRole('button', { name: 'Tools' }).tap();
    await page.getByRole('button', { name: 'Measure' }).tap();
    await idle(page);
    const bar = page.getByRole('region', { name: 'Measure' });
    const [x, y] = await centreOf(page);
    await page.touchscreen.tap(x, y);
    await page.touchscreen.tap(x - 80, y);
    await expect(bar).toContainText('20 tiles');
    await bar.getByRole('button', { name: 'Done' }).tap();
    await expect(bar).toHaveCount(0);
    expect(faults).toEqual([]);
  });

  test('an address without a place leaves no empty sheet', async ({ page, folder }) => {
    await open(page, folder, 'x=15&y=15&z=2&area=2,2,28,28');
    await expect(page.locator('.sheet').getByRole('listitem')).toHaveCount(5);
    const [path = ''] = new URL(page.url()).hash.split('?');
    await goTo(page, `${path}?x=15&y=15&z=2`);
    await expect(page.locator('.sheet')).toHaveCount(0);
    expect([await param(page, 'x'), await param(page, 'area')]).toEqual(['15', null]);
  });

  test('the search is one press away', async ({ page, folder }) => {
    await open(page, folder);
    await page.getByRole('button', { name: 'Search this map and its items' }).tap();
    await field(page).fill('tobi');
    await idle(page);
    await rows(page).first().tap();
    expect([await param(page, 'x'), await param(page, 'y')]).toEqual(['-60', '20']);
  });
});

for (const colorScheme of ['dark', 'light'] as const)
  for (const [width, height] of [
    [1440, 900],
    [360, 740],
  ] as const)
    test(`no barriers in the tools, ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await page.addInitScript((theme) => localStorage.setItem('factoscope-theme', theme), colorScheme);
      // The rest of the page is looked at in map.spec.ts.
      const barriers = async (part: string) =>
        (await axe(page).include(part).analyze()).violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
        );
      await openSample(page, 'area=-84,-51,-78,-45');
      await idle(page);
      await expect(page.locator('.place-row').first()).toBeVisible();
      expect(await barriers('.place')).toEqual([]);
      await page.keyboard.press('m');
      await page.mouse.click(width / 2, height / 2 - 100);
      await idle(page);
      expect(await barriers('.tool-bar')).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('p');
      await expect(page.getByRole('dialog', { name: 'Save a picture' })).toBeVisible();
      expect(await barriers('dialog')).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('/');
      await field(page).fill('iron');
      await idle(page);
      await expect(rows(page).first()).toBeVisible();
      expect(await barriers('dialog')).toEqual([]);
      await page.keyboard.press('Enter');
      await idle(page);
      expect(await barriers('.tool-bar')).toEqual([]);
    });
