/** Any moment of a world: the timeline, and the film. */
import type { Page } from '@playwright/test';
import { filmLines, GROUND, HOUR, PAVING, PLACED, WALK } from '../src/core/world/testing/film';
import { drop, worldsOf } from './app';
import { test as base, expect, idle } from './fixtures';
import { logFiles, write } from './log-files';
import { centreOf, goTo, openSample, param, pixelAt } from './map-page';

const test = base.extend<{ folder: string }>(logFiles);
const [tx, ty] = PLACED;
const AT_TILE = `x=${tx + 0.5}&y=${ty + 0.5}&z=4&base=terrain`;
const LAST = 7 * HOUR;

interface TimeWindow {
  factoscope: {
    state: {
      time: Record<'tick' | 'playing' | 'speed', { value: number | null | boolean }> & {
        setSpeed(speed: number): void;
        seek(tick: number): void;
      };
      map: { tick: { value: number | null } };
    };
  };
}
const shownTick = (page: Page) => page.evaluate(() => (window as unknown as TimeWindow).factoscope.state.time.tick.value as number | null);
const isPlaying = (page: Page) => page.evaluate(() => (window as unknown as TimeWindow).factoscope.state.time.playing.value as boolean);
const setSpeed = (page: Page, speed: number) =>
  page.evaluate((to) => (window as unknown as TimeWindow).factoscope.state.time.setSpeed(to), speed);

/** The film's world, with its map open. */
async function openFilm(page: Page, folder: string, query = AT_TILE): Promise<string> {
  const { path } = write(folder, 'film.log', filmLines());
  await page.goto('');
  await drop(page, path);
  await idle(page);
  const [world] = await worldsOf(page);
  await goTo(page, `#/map/${world!.id}/nauvis?${query}`);
  return world!.id;
}
const slider = (page: Page) => page.getByRole('slider', { name: 'Moment shown' });
/** Where a moment is on the track, in px of the screen. */
async function placeOf(page: Page, tick: number): Promise<[number, number]> {
  const box = (await page.locator('.time__track').boundingBox())!;
  const first = Number(await slider(page).getAttribute('aria-valuemin'));
  return [box.x + ((tick - first) / (LAST - first)) * box.width, box.y + box.height / 2];
}
async function tileShown(page: Page): Promise<number[]> {
  await idle(page);
  const [x, y] = await centreOf(page);
  return pixelAt(page, x, y);
}

test.describe('at 1440 px', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test('a tile placed at hour 3 and removed at hour 5 is there at hour 4 and gone at hour 6', async ({ page, folder, faults }) => {
    const world = await openFilm(page, folder);
    for (const [hour, color] of [
      [2, GROUND],
      [4, PAVING],
      [6, GROUND],
      [3, PAVING],
      [5, GROUND],
      [4.99, PAVING],
    ] as const) {
      // biome-ignore format: one line
      await goTo(page, `#/map/${world}/nauvis?${AT_TILE}&tick=${Math.floor(hour * HOUR)}`);
      expect([hour, ...(await tileShown(page))]).toEqual([hour, ...color, 255]);
    }
    expect(faults).toEqual([]);
  });

  test('dragging shows the moments it comes to, on the map and in the lists; the address has the last', async ({ page, folder }) => {
    await openFilm(page, folder);
    const chat = page.getByRole('log', { name: 'Chat' });
    await expect(chat).toContainText('good night');
    const [x4, y] = await placeOf(page, 4 * HOUR);
    const [x6] = await placeOf(page, 6 * HOUR);
    await page.mouse.move(...(await placeOf(page, 6.9 * HOUR)));
    await page.mouse.down();
    await page.mouse.move(x6, y, { steps: 5 });
    await page.mouse.move(x4, y, { steps: 5 });
    // Still held: lists and picture follow, the address waits.
    await expect(chat).not.toContainText('and gone');
    await expect(chat).toContainText('paved');
    await expect.poll(() => tileShown(page)).toEqual([...PAVING, 255]);
    expect(await param(page, 'tick')).toBe(null);
    await page.mouse.up();
    const told = Number(await param(page, 'tick'));
    expect(Math.abs(told - 4 * HOUR)).toBeLessThan(HOUR / 20);
    expect(await tileShown(page)).toEqual([...PAVING, 255]);
    // Going about in time is no step of the history.
    await page.getByRole('button', { name: /^Latest/ }).click();
    expect(await param(page, 'tick')).toBe(null);
    await expect(chat).toContainText('good night');
    expect(await tileShown(page)).toEqual([...GROUND, 255]);
  });

  test('goes by keys: from event to event, by minutes, to the ends, slower and faster', async ({ page, folder }) => {
    await openFilm(page, folder);
    const before = await param(page, 'x');
    await slider(page).focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => param(page, 'tick')).not.toBe(null);
    const deaths = Number(await param(page, 'tick'));
    expect(Math.abs(deaths - 6.5 * HOUR)).toBeLessThanOrEqual(60);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => Math.abs(Number(await param(page, 'tick')) - 5 * HOUR)).toBeLessThanOrEqual(120);
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => Math.abs(Number(await param(page, 'tick')) - 6.5 * HOUR)).toBeLessThanOrEqual(60);
    const here = Number(await param(page, 'tick'));
    await page.keyboard.press('Shift+ArrowLeft');
    expect(Number(await param(page, 'tick'))).toBe(here - 3600);
    await page.keyboard.press('Home');
    expect(await param(page, 'tick')).toBe(await slider(page).getAttribute('aria-valuemin'));
    await page.keyboard.press('End');
    expect(await param(page, 'tick')).toBe(null);
    // The map did not move.
    expect(await param(page, 'x')).toBe(before);
    await page.locator('.map').focus();
    await page.keyboard.press('Home');
    expect(Number(await param(page, 'tick'))).toBeLessThanOrEqual(60);
    await page.keyboard.press('n');
    expect(await param(page, 'tick')).toBe(null);
    const speed = page.getByRole('combobox', { name: 'Speed' });
    await expect(speed).toHaveValue('600');
    await page.keyboard.press(']');
    await expect(speed).toHaveValue('1440');
    await page.keyboard.press('[');
    await page.keyboard.press('[');
    await expect(speed).toHaveValue('240');
  });

  test('plays: players walk between what is known of them, tiles come when they came, it ends at the end', async ({
    page,
    folder,
    faults,
  }) => {
    const world = await openFilm(page, folder, `x=${WALK.x + 360}&y=${WALK.y}&z=0&base=terrain&tick=${WALK.from + 600}`);
    await setSpeed(page, 4);
    // Seen with every frame: where the player is, and at which tick.
    await page.evaluate(() => {
      const seen: [number, number][] = [];
      Object.assign(window, { seen });
      const look = () => {
        const who = document.querySelector('.who')?.parentElement;
        const tick = (window as unknown as TimeWindow).factoscope.state.time.tick.value as number | null;
        if (who && tick !== null) seen.push([tick, new DOMMatrix(getComputedStyle(who).transform).m41]);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.locator('.map').focus();
    await page.keyboard.press('Space');
    await expect.poll(() => page.evaluate(() => (window as unknown as { seen: unknown[] }).seen.length)).toBeGreaterThan(60);
    await page.keyboard.press('Space');
    expect(await isPlaying(page)).toBe(false);
    const seen = await page.evaluate(() => (window as unknown as { seen: [number, number][] }).seen);
    const moved = seen.filter(([tick], i) => i > 0 && tick > seen[i - 1]![0]);
    expect(moved.length).toBeGreaterThan(20);
    const [first, last] = [moved[0]!, moved.at(-1)!];
    // A tile in ten ticks at one px a tile, in each frame and not only at the points that the log tells.
    for (const [tick, x] of moved) expect(Math.abs(x - first[1] - (tick - first[0]) / 10)).toBeLessThanOrEqual(2);
    expect(last[1]).toBeGreaterThan(first[1]);
    const rested = await shownTick(page);
    expect(Number(await param(page, 'tick'))).toBe(rested);

    await goTo(page, `#/map/${world}/nauvis?${AT_TILE}&tick=${2.9 * HOUR}`);
    await setSpeed(page, 240);
    await page.getByRole('button', { name: 'Play (Space)' }).click();
    const [x, y] = await centreOf(page);
    await expect.poll(() => pixelAt(page, x, y)).toEqual([...PAVING, 255]);
    // What is said while it plays stands over the map for a moment.
    await expect(page.locator('.said')).toContainText('Ines Vogel paved');
    expect(await shownTick(page)).toBeGreaterThanOrEqual(3 * HOUR);
    await setSpeed(page, 1440);
    await expect.poll(() => isPlaying(page), { timeout: 30_000 }).toBe(false);
    expect(await param(page, 'tick')).toBe(null);
    expect(await tileShown(page)).toEqual([...GROUND, 255]);
    expect(faults).toEqual([]);
  });

  test('goes along with a player of the film, frame by frame', async ({ page, folder, faults }) => {
    await openFilm(page, folder, `x=${WALK.x}&y=${WALK.y}&z=1&base=terrain&tick=${WALK.from + 60}`);
    await page.getByRole('button', { name: 'Follow Ines Vogel' }).click();
    await setSpeed(page, 10);
    await page.getByRole('button', { name: 'Play (Space)' }).click();
    await expect.poll(() => shownTick(page), { timeout: 30_000 }).toBeGreaterThan(WALK.from + 1800);
    await page.getByRole('button', { name: 'Pause (Space)' }).click();
    const walked = ((await shownTick(page))! - WALK.from) / 10;
    expect(Math.abs(Number(await param(page, 'x')) - (WALK.x + walked))).toBeLessThan(3);
    expect(faults).toEqual([]);
  });

  test('grows with its world: the latest stays the latest', async ({ page, folder }) => {
    const lines = filmLines();
    const half = lines.findIndex((line) => line.includes('still paved'));
    const [first, all] = [write(folder, 'first.log', lines.slice(0, half)), write(folder, 'film.log', lines)];
    await page.goto('');
    await drop(page, first.path);
    await idle(page);
    const [world] = await worldsOf(page);
    await goTo(page, `#/map/${world!.id}/nauvis?${AT_TILE}`);
    const end = async () => Number(await slider(page).getAttribute('aria-valuemax'));
    const now = async () => Number(await slider(page).getAttribute('aria-valuenow'));
    expect(await end()).toBe(WALK.to);
    expect(await now()).toBe(WALK.to);
    await drop(page, all.path);
    await idle(page);
    await goTo(page, `#/map/${world!.id}/nauvis?${AT_TILE}`);
    expect(await end()).toBe(LAST);
    expect(await now()).toBe(LAST);
    expect(await param(page, 'tick')).toBe(null);
  });

  test('leaves out time in which nothing happened', async ({ page, folder }) => {
    const world = await openFilm(page, folder);
    await goTo(page, `#/map/${world}/nauvis?${AT_TILE}&tick=${5.2 * HOUR}`);
    await setSpeed(page, 4);
    await page.getByRole('button', { name: 'Skip idle' }).click();
    await page.getByRole('button', { name: 'Play (Space)' }).click();
    await expect.poll(() => shownTick(page)).toBeGreaterThan(6.4 * HOUR);
    await page.getByRole('button', { name: 'Pause (Space)' }).click();
    expect(await shownTick(page)).toBeLessThan(6.6 * HOUR);
    // Where nobody watches it does not play.
    await page.keyboard.press('Space');
    expect(await isPlaying(page)).toBe(true);
    await goTo(page, '#/import');
    expect(await isPlaying(page)).toBe(false);
  });

  test('the pointer tells what happened when; the wheel comes closer', async ({ page, folder }) => {
    await openFilm(page, folder);
    await page.mouse.move(...(await placeOf(page, 4 * HOUR + 600)));
    const tip = page.locator('.time__tip');
    await expect(tip).toContainText('4 h 00 min');
    await expect(tip).toContainText('1 line of chat');
    await page.mouse.move(...(await placeOf(page, 5.7 * HOUR)));
    await expect(tip).toContainText('Nothing happened');
    const labels = () => page.locator('.time__axis').textContent();
    const far = await labels();
    await page.mouse.move(...(await placeOf(page, 4 * HOUR + 600)));
    for (let i = 0; i < 20; i++) await page.mouse.wheel(0, -120);
    await expect.poll(labels).not.toBe(far);
    // A pixel was half a minute: what lay under the pointer still does, now to the second.
    await expect(tip).toContainText(/(3:59|4:00):\d\d/);
    // Nothing was chosen by looking.
    expect(await param(page, 'tick')).toBe(null);
    await page.getByRole('button', { name: 'Show all of the time' }).click();
    await expect.poll(labels).toBe(far);
  });

  test('two branches: at the fork the other one is chosen, and its moments are its own', async ({ page }) => {
    await page.goto('');
    await drop(page, 'e2e/samples/branches/first-evening.log', 'e2e/samples/branches/save-loaded-again.log');
    await idle(page);
    const [world] = await worldsOf(page);
    const other = world!.branches.find(({ opens }) => !opens)!;
    await goTo(page, `#/map/${world!.id}/nauvis`);
    const chat = page.getByRole('log', { name: 'Chat' });
    await expect(slider(page)).toHaveAttribute('aria-valuemax', '900');
    await expect(chat).toContainText('again, then');
    await page.getByRole('button', { name: /A save was reloaded here/ }).click();
    await page.getByRole('menuitem', { name: /^Instead:/ }).click();
    expect(await param(page, 'branch')).toBe(other.id);
    await expect(slider(page)).toHaveAttribute('aria-valuemax', '660');
    await expect(chat).not.toContainText('again, then');
    // What both share is the same, from either side.
    await page.getByRole('button', { name: /A save was reloaded here/ }).press('Enter');
    await expect(page.getByRole('menuitem').first()).toBeFocused();
    await page.keyboard.press('Enter');
    await idle(page);
    await expect(chat).toContainText('again, then');
  });

  test('a gap in the logs is hatched and told', async ({ page }) => {
    await page.goto('');
    await drop(page, 'e2e/samples/gap/rotated.log');
    await idle(page);
    const [world] = await worldsOf(page);
    await goTo(page, `#/map/${world!.id}/nauvis`);
    const gap = page.locator('.time__gap');
    await expect(gap).toHaveCount(1);
    const [track, box] = [(await page.locator('.time__track').boundingBox())!, (await gap.boundingBox())!];
    const [from, to] = world!.gaps[0]!.ticks;
    expect((box.x - track.x) / track.width).toBeCloseTo(from / 720, 2);
    expect((box.x + box.width - track.x) / track.width).toBeCloseTo(to / 720, 2);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await expect(page.locator('.time__tip')).toContainText('No log tells of this time');
  });

  test('an older Kafkatorio log: its ground and its buildings when they were there', async ({ page }) => {
    await page.goto('');
    await drop(page, 'e2e/samples/kafkatorio-older/stdout.log');
    await idle(page);
    const [world] = await worldsOf(page);
    // Told at tick 300 that tile 3, 3 is paved; before, it was grass.
    const [grass, path, machine] = [[55, 53, 11, 255], [86, 82, 74, 255], [0, 97, 146, 255]]; // biome-ignore format: one line
    const at = (x: number, y: number, tick: number) => goTo(page, `#/map/${world!.id}/nauvis?x=${x}&y=${y}&z=4&on=buildings&tick=${tick}`);
    await at(3.5, 3.5, 299);
    expect(await tileShown(page)).toEqual(grass);
    await at(3.5, 3.5, 301);
    expect(await tileShown(page)).toEqual(path);
    await at(8.5, 10.5, 198);
    expect(await tileShown(page)).not.toEqual(machine);
    await at(8.5, 10.5, 210);
    expect(await tileShown(page)).toEqual(machine);
    await expect(slider(page)).toHaveAttribute('aria-valuemin', '100');
    await expect(slider(page)).toHaveAttribute('aria-valuemax', '500');
    await page.keyboard.press('n');
    expect(await param(page, 'tick')).toBe(null);
  });

  test('a log without any time of play has no timeline, and says so', async ({ page }) => {
    await page.goto('');
    await drop(page, 'e2e/samples/console-log/console.log');
    await idle(page);
    const [world] = await worldsOf(page);
    await goTo(page, `#/map/${world!.id}`);
    await expect(page.getByText('No time of play is known.')).toBeVisible();
    await page.keyboard.press('Space');
    expect(await isPlaying(page)).toBe(false);
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true });

  test('64 px: a touch goes to a moment, a finger drags, two come closer; the rest is one press away', async ({ page, folder }) => {
    await openFilm(page, folder);
    expect((await page.locator('.time').boundingBox())!.height).toBe(64);
    await page.touchscreen.tap(...(await placeOf(page, 4 * HOUR)));
    await expect.poll(async () => Math.abs(Number(await param(page, 'tick')) - 4 * HOUR)).toBeLessThan(HOUR / 10);
    expect(await tileShown(page)).toEqual([...PAVING, 255]);

    const touch = await page.context().newCDPSession(page);
    const send = (type: string, ...points: [number, number][]) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) } as never);
    const [four, six] = [await placeOf(page, 4 * HOUR), await placeOf(page, 6 * HOUR)];
    await send('touchStart', four);
    await send('touchMove', [(four[0] + six[0]) / 2, four[1]]);
    await send('touchMove', six);
    await send('touchEnd');
    await expect.poll(async () => Math.abs(Number(await param(page, 'tick')) - 6 * HOUR)).toBeLessThan(HOUR / 10);
    const rested = await param(page, 'tick');

    const [left, right] = [await placeOf(page, 3 * HOUR), await placeOf(page, 4 * HOUR)];
    await send('touchStart', left);
    await send('touchStart', left, right);
    await send('touchMove', [left[0] - 40, left[1]], [right[0] + 40, right[1]]);
    await send('touchEnd');
    // Closer, and still at the same moment, which now lies outside.
    expect(await param(page, 'tick')).toBe(rested);
    await expect(page.locator('.time__head')).toBeHidden();

    await page.getByRole('button', { name: 'Speed and more' }).tap();
    const more = page.getByRole('region', { name: 'Speed and more' });
    await more.getByRole('radio', { name: '1,440 ×' }).tap();
    await expect(more.getByRole('radio', { name: '1,440 ×' })).toHaveAttribute('aria-checked', 'true');
    await more.getByRole('button', { name: /^Latest/ }).tap();
    expect(await param(page, 'tick')).toBe(null);
    await page.goBack();
    await expect(more).toHaveCount(0);
    expect(page.url()).toContain('#/map/');
  });
});

test('the sample world: from any moment to any other, at any size, without a fault', async ({ page, faults }) => {
  await openSample(page);
  for (const width of [360, 800, 1240, 2560]) {
    await page.setViewportSize({ width, height: 800 });
    await idle(page);
    const box = (await page.locator('.time__track').boundingBox())!;
    expect(box.width).toBeGreaterThan(120);
    await page.mouse.click(box.x + box.width * 0.3, box.y + box.height / 2);
    expect(Number(await param(page, 'tick'))).toBeGreaterThan(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
  expect(faults).toEqual([]);
});
