/** Going through the time of a stored world, as a person does: by a pointer on the timeline. */
import type { Page } from '@playwright/test';
import { idle } from './site';

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
