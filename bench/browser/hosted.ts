import type { BrowserContext } from '@playwright/test';
import type { RangeServer } from '../../src/store/testing/range-server';
import { idle } from './site';

/** Of one visit: bytes that the host had sent when the first picture was on the screen, and when nothing was under way any more. */
export interface Fetched {
  first: number;
  whole: number;
  /** Milliseconds from the navigation to the first picture. */
  taken: number;
  requests: number;
}

/** Opens a hosted snapshot in a browser that has never seen it. `hash`: a place, as in a link. */
export async function fetched(context: BrowserContext, site: string, host: RangeServer, hash = ''): Promise<Fetched> {
  host.forget();
  const page = await context.newPage();
  let first = -1;
  let taken = 0;
  await page.exposeFunction('firstPicture', (at: number) => {
    if (first >= 0) return;
    first = host.bytes;
    taken = at;
  });
  await page.addInitScript(() =>
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries())
        if (name === 'factoscope:first-raster') (window as unknown as { firstPicture(at: number): void }).firstPicture(startTime);
    }).observe({ entryTypes: ['mark'] }),
  );
  await page.goto(`${site}?snapshot=${encodeURIComponent(host.url())}${hash}`);
  await idle(page);
  await page.close();
  return { first, whole: host.bytes, taken, requests: host.ranges.length };
}
