import type { Page } from '@playwright/test';
import type { Site } from './site';

/** Of a world's own page: milliseconds from the navigation until the frame with the first raster, and until all rasters are there. */
export interface Opening {
  first: number;
  whole: number;
}

/** The marks are the map's own (src/views/map/leaflet/rasters.ts). */
async function marks(page: Page): Promise<Opening> {
  await page.waitForFunction(() => performance.getEntriesByName('factoscope:map-whole').length > 0);
  return await page.evaluate(() => ({
    first: performance.getEntriesByName('factoscope:first-raster')[0]!.startTime,
    whole: performance.getEntriesByName('factoscope:map-whole')[0]!.startTime,
  }));
}

/** A new browser each time, so that nothing of the last visit is warm but the disk; and the page opened `visits` times in it. */
export async function openings(site: Site, world: string, browsers: number, visits: number): Promise<Opening[][]> {
  const result: Opening[][] = [];
  for (let b = 0; b < browsers; b++) {
    const context = await site.open();
    const here: Opening[] = [];
    for (let v = 0; v < visits; v++) {
      const page = await context.newPage();
      await page.goto(`${site.url}#/map/${world}`);
      here.push(await marks(page));
      await page.close();
    }
    result.push(here);
    await context.close();
  }
  return result;
}
