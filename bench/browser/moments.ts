/** Going through the time of a stored world, as a person does: by a pointer on the timeline. */
import type { Page } from '@playwright/test';
import { idle, type Window } from './site';

/** Ticks are chosen by places on the timeline; the same each time. */
const places = (count: number): number[] => Array.from({ length: count }, (_, i) => ((i * 0.6180339887 + 0.31) % 1) * 0.96 + 0.02);

/**
 * Milliseconds from the press of a pointer until the last raster is drawn, of ticks that were not shown before. The press is the
 * event's own time; the end is the map's own mark (src/views/map/leaflet/rasters.ts).
 */
export async function jumps(page: Page, count: number): Promise<number[]> {
  await idle(page);
  const track = await page.locator('.time__slider').boundingBox();
  if (track === null) throw new Error('the page has no timeline');
  await page.evaluate(() => {
    addEventListener('pointerdown', (event) => performance.mark('bench:press', { startTime: event.timeStamp }), { capture: true });
  });
  const taken: number[] = [];
  for (const place of places(count)) {
    await page.evaluate(() => performance.clearMarks('bench:press'));
    await page.mouse.move(track.x + place * track.width, track.y + track.height / 2);
    await idle(page);
    await page.mouse.down();
    await page.mouse.up();
    await idle(page);
    taken.push(
      await page.evaluate(() => {
        const [press, drawn] = ['bench:press', 'factoscope:rasters'].map((name) => performance.getEntriesByName(name).at(-1)?.startTime);
        if (press === undefined || drawn === undefined || drawn < press) throw new Error(`nothing was drawn: ${press} ${drawn}`);
        return drawn - press;
      }),
    );
  }
  return taken;
}

/** Drags the slider from one end to the other in so many steps; `look` is called after each. */
export async function dragThrough(page: Page, steps: number, look: () => Promise<void>): Promise<void> {
  await idle(page);
  const track = await page.locator('.time__slider').boundingBox();
  if (track === null) throw new Error('the page has no timeline');
  const to = (share: number) => page.mouse.move(track.x + share * track.width, track.y + track.height / 2);
  await to(0.005);
  await page.mouse.down();
  for (let i = 0; i <= steps; i++) {
    await to(0.005 + (0.99 * i) / steps);
    await look();
  }
  await page.mouse.up();
  await idle(page);
  await look();
}

const playing = (page: Page) => page.evaluate(() => (window as unknown as Window).factoscope.state.time.playing.value);

/** Plays from the middle of the film while `work` goes on; then it rests again. */
export async function whilePlaying(page: Page, work: () => Promise<void>): Promise<void> {
  const track = (await page.locator('.time__slider').boundingBox())!;
  await page.mouse.click(track.x + track.width / 2, track.y + track.height / 2);
  await idle(page);
  await page.locator('.time__slider').press('Space');
  if (!(await playing(page))) throw new Error('the film does not play');
  await work();
  if (!(await playing(page))) throw new Error('the film has stopped');
  await page.locator('.time__slider').press('Space');
  await idle(page);
}

/** Moves and zooms the map by mouse. */
export async function panAndZoom(page: Page): Promise<void> {
  const [x, y] = [900, 500];
  for (let round = 0; round < 4; round++) {
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let i = 1; i <= 30; i++) await page.mouse.move(x + (round % 2 === 0 ? 8 : -8) * i, y + 4 * i);
    await page.mouse.up();
    for (const step of [-300, 300]) {
      await page.mouse.wheel(0, step);
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));
    }
  }
}
