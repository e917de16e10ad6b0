/** The map and the items as one: what stands somewhere leads to its page, and a page back to where it stands. */
import type { Page } from '@playwright/test';
import type { EntityState } from '../src/core/packet/schema';
import { drop, worldsOf } from './app';
import { test as base, expect, idle } from './fixtures';
import { openSample as openPack, packsOf } from './items-page';
import { logFiles, write } from './log-files';
import { centreOf, goTo, param } from './map-page';
import { WorldLog } from './world-log';

const test = base.extend<{ folder: string }>(logFiles);
const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

const machine = (id: number, x: number, y: number, recipe?: string): EntityState => ({
  ...{ id, name: 'assembling-machine-2', at: [x, y], size: [3, 3], force: 1 },
  ...(recipe === undefined ? {} : { recipe }),
});
const GEARS = 'iron-gear-wheel';

/** Three machines make gears, one of them from later on; one makes cables. A field of ore, and another surface with a machine. */
function worldLog(): string[] {
  const log = new WorldLog('joined');
  return [
    ...log.launch(),
    ...log.charts(8),
    ...log.tell((tick) => [
      { kind: 'surfaces', tick, list: [{ index: 2, name: 'vulcanus', planet: 'vulcanus' }] },
      { kind: 'prototypes', tick, entities: { 'assembling-machine-2': { type: 'assembling-machine', size: [3, 3] } } },
      { kind: 'built', tick, surface: 1, by: 1, list: [machine(1, 10.5, 10.5, GEARS), machine(2, 20.5, 10.5, GEARS)] },
      { kind: 'built', tick, surface: 1, by: 1, list: [machine(3, 30.5, 10.5, 'copper-cable')] },
      { kind: 'built', tick, surface: 2, by: 1, list: [machine(4, 40.5, 10.5, GEARS)] },
      { kind: 'resources', tick, surface: 1, at: [-2, -2], amounts: { 'iron-ore': [1, 1, 300, 2, 1, 400] }, whole: true },
    ]),
    ...log.chat('later'),
    ...log.tell((tick) => [{ kind: 'built', tick, surface: 1, by: 1, list: [machine(5, -50.5, 30.5, GEARS)] }]),
    ...log.chat('[item=iron-gear-wheel] at last'),
  ];
}

/** The world on the map, and the sample's pack beside it. */
async function open(page: Page, folder: string, query = ''): Promise<{ map: string; pack: string }> {
  await openPack(page);
  await goTo(page, '#/');
  await drop(page, write(folder, 'joined.log', worldLog()).path);
  await idle(page);
  const world = (await worldsOf(page)).find(({ packets }) => packets.resources === 1);
  const map = `#/map/${encodeURIComponent(world?.id ?? '')}/nauvis`;
  await goTo(page, `${map}?${query}`);
  return { map, pack: (await packsOf(page))[0]?.id ?? '' };
}

/** Pixels that the icons' canvas shows round a tile: how many are not clear. */
function inkAt(page: Page, x: number, y: number): Promise<number> {
  return page.evaluate(
    ([px, py]) => {
      const canvas = document.querySelector<HTMLCanvasElement>('canvas.entity-icons');
      if (canvas === null) return 0;
      const box = canvas.getBoundingClientRect();
      const scale = canvas.width / box.width;
      const copy = new OffscreenCanvas(24, 24).getContext('2d')!;
      copy.drawImage(canvas, 12 - (px - box.left) * scale, 12 - (py - box.top) * scale);
      const { data } = copy.getImageData(0, 0, 24, 24);
      return data.filter((value, at) => at % 4 === 3 && value > 0).length;
    },
    [x, y] as const,
  );
}

test.describe('at 1440 px', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test('from the map to a recipe, to its item, and back to where it is made; Back and forward lead along', async ({
    page,
    folder,
    faults,
  }) => {
    const { map, pack } = await open(page, folder, 'x=10.5&y=10.5&z=3');
    const [cx, cy] = await centreOf(page);
    await page.mouse.click(cx, cy);
    await idle(page);
    const card = page.getByRole('region', { name: 'Selected' });
    await expect(card.getByRole('heading')).toHaveText('Assembler 2');
    await expect(card).toContainText('Makes');
    await expect(card).toContainText('0.667 s');
    await expect(card.getByRole('link', { name: 'Iron plate, 2' })).toBeVisible();

    // To the recipe.
    await card.getByRole('link', { name: 'Iron gear', exact: true }).click();
    await idle(page);
    await expect(page).toHaveURL(new RegExp(`#/items/${pack}/recipe/${GEARS}`));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Iron gear');
    // To what it makes.
    await page.getByRole('region', { name: 'Recipe' }).getByRole('link', { name: 'Iron gear, 1' }).click();
    await idle(page);
    await expect(page).toHaveURL(new RegExp(`#/items/${pack}/item/${GEARS}`));
    const onMap = page.getByRole('region', { name: /^On the map/ });
    await expect(onMap.getByRole('button', { name: '3 machines on Nauvis' })).toBeVisible();
    await expect(onMap.getByRole('button', { name: '1 machine on Vulcanus' })).toBeVisible();

    // Back to the map: all three are in sight.
    await onMap.getByRole('button', { name: '3 machines on Nauvis' }).click();
    await idle(page);
    expect(page.url()).toContain(map);
    expect(Number(await param(page, 'x'))).toBeCloseTo((20.5 - 50.5) / 2, 0);
    await expect(page.locator('.tool-bar--marked')).toContainText(/Iron gear 3/);
    await page.goBack();
    await idle(page);
    await expect(page).toHaveURL(new RegExp(`/item/${GEARS}`));
    // The other surface.
    await onMap.getByRole('button', { name: '1 machine on Vulcanus' }).click();
    await idle(page);
    await expect(page).toHaveURL(/\/vulcanus\?/);
    expect([await param(page, 'x'), await param(page, 'y')]).toEqual(['40.5', '10.5']);
    expect(faults).toEqual([]);
  });

  test('a page tells of the moment that the map shows', async ({ page, folder, faults }) => {
    const { map, pack } = await open(page, folder, 'x=10.5&y=10.5&z=3');
    const ticks = await page.evaluate(() => {
      const { state } = (window as unknown as { factoscope: { state: { map: { info: { value: { ticks: [number, number] } } } } } })
        .factoscope;
      return state.map.info.value.ticks;
    });
    const on = page.getByRole('region', { name: /^On the map/ });
    const goThere = () => goTo(page, `#/items/${pack}/item/assembling-machine-2`);
    await goThere();
    await expect(on.getByRole('button', { name: '4 on Nauvis' })).toBeVisible();
    await goTo(page, `${map}?tick=${ticks[1] - 100}`);
    await goThere();
    await expect(on.getByRole('button', { name: '3 on Nauvis' })).toBeVisible();
    await goTo(page, `#/items/${pack}/item/iron-ore`);
    await expect(on.getByRole('button', { name: '700 on Nauvis' })).toBeVisible();
    await goTo(page, `#/items/${pack}/entity/lab`);
    await expect(on).toContainText('None stands there at this moment.');
    expect(faults).toEqual([]);
  });

  test('near enough, things carry icons; they go with the layer, with the zoom and with time', async ({ page, folder, faults }) => {
    const { map } = await open(page, folder, 'x=10.5&y=10.5&z=3');
    const [cx, cy] = await centreOf(page);
    expect(await inkAt(page, cx, cy)).toBeGreaterThan(100);
    // Nothing stands between them.
    expect(await inkAt(page, cx + 40, cy)).toBe(0);
    await page.getByRole('checkbox', { name: /Icons/ }).click();
    await idle(page);
    expect(await inkAt(page, cx, cy)).toBe(0);
    await page.getByRole('checkbox', { name: /Icons/ }).click();
    await idle(page);
    expect(await inkAt(page, cx, cy)).toBeGreaterThan(100);
    await goTo(page, `${map}?x=10.5&y=10.5&z=1`);
    expect(await inkAt(page, cx, cy)).toBe(0);
    // Not built yet.
    await goTo(page, `${map}?x=-50.5&y=30.5&z=4`);
    expect(await inkAt(page, cx, cy)).toBeGreaterThan(100);
    await goTo(page, `${map}?x=-50.5&y=30.5&z=4&tick=200`);
    expect(await inkAt(page, cx, cy)).toBe(0);
    expect(faults).toEqual([]);
  });

  test('what is like it is marked; ore is told by kind; chat names things in the pack’s words', async ({ page, folder, faults }) => {
    await open(page, folder, 'x=10.5&y=10.5&z=3');
    const [cx, cy] = await centreOf(page);
    await page.mouse.click(cx, cy);
    await idle(page);
    await page.getByRole('button', { name: 'All 4 like it' }).click();
    await idle(page);
    await expect(page.locator('.tool-bar--marked')).toContainText(/Assembler 2 4/);
    await page.getByRole('button', { name: 'How much there is' }).click();
    await idle(page);
    const ore = page.getByRole('list', { name: 'Resources' }).getByRole('button');
    await expect(ore).toHaveCount(1);
    await expect(ore).toContainText('700');
    await ore.click();
    await idle(page);
    expect(Number(await param(page, 'x'))).toBeLessThan(-50);
    await expect(page.getByRole('link', { name: 'Iron gear' }).first()).toBeVisible();
    expect(faults).toEqual([]);
  });

  test('without a pack nothing of one is fetched, and names are made readable', async ({ page, folder, faults }) => {
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(request.url()));
    await page.goto('');
    await idle(page);
    await drop(page, write(folder, 'joined.log', worldLog()).path);
    await idle(page);
    const [world] = await worldsOf(page);
    await goTo(page, `#/map/${world?.id}/nauvis?x=10.5&y=10.5&z=3`);
    const [cx, cy] = await centreOf(page);
    await page.mouse.click(cx, cy);
    await idle(page);
    const card = page.getByRole('region', { name: 'Selected' });
    await expect(card.getByRole('heading')).toHaveText('Assembling machine 2');
    await expect(card).toContainText('Iron gear wheel');
    await expect(card.getByRole('button', { name: 'All 4 like it' })).toBeVisible();
    expect(fetched.filter((url) => /joining|search\.worker|items-host/.test(url))).toEqual([]);
    expect(faults).toEqual([]);
  });
});

test('by touch at 360 px: a machine, its recipe, its item, the map', async ({ browser, folder, baseURL }) => {
  const context = await browser.newContext({ ...PHONE, ...(baseURL === undefined ? {} : { baseURL }) });
  const page = await context.newPage();
  const { map } = await open(page, folder, 'x=10.5&y=10.5&z=3');
  const [cx, cy] = await centreOf(page);
  await page.touchscreen.tap(cx, cy);
  await idle(page);
  await page.getByRole('link', { name: 'Iron gear', exact: true }).first().tap();
  await idle(page);
  await page.getByRole('region', { name: 'Recipe' }).getByRole('link', { name: 'Iron gear, 1' }).tap();
  await idle(page);
  await page.getByRole('button', { name: '3 machines on Nauvis' }).tap();
  await idle(page);
  expect(page.url()).toContain(map);
  await context.close();
});
