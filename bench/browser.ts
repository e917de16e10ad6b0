/**
 * What a person waits for, in a real browser on the production build, with its store on the disk: opening a stored world, its rasters,
 * an import, and a page that stays awake meanwhile. The worlds are the sample generator's, charts alone.
 */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { chartLog } from './browser/chart-log';
import { openings } from './browser/first-picture';
import { floorOf, importLog } from './browser/importing';
import { paintAll } from './browser/in-worker';
import { type Site, type Window, withSite } from './browser/site';
import { type Row, row } from './row';

const WORLDS = [10_000, 100_000];
const SMALL = WORLDS[0]!;
const IMPORTS = 3;
const BROWSERS = 3;
const VISITS = 2;

export async function run(): Promise<Row[]> {
  const logs = await Promise.all(WORLDS.map(chartLog));
  const rows: Row[] = [];
  rows.push(...(await withSite((site) => importing(site, logs[0]!))));
  rows.push(
    ...(await withSite(async (site) => {
      const context = await site.open();
      const worlds: string[] = [];
      const rows: Row[] = [];
      for (const [i, log] of logs.entries()) {
        const page = await context.newPage();
        const { world, longTasks } = await importLog(page, site, log);
        worlds.push(world);
        await page.close();
        if (i === logs.length - 1)
          rows.push(
            row(`longest task of the page while a log of ${WORLDS[i]} chunks is read`, Math.max(0, ...longTasks), 'ms', { atMost: 50 }),
          );
      }
      await context.close();
      return [...(await opening(site, worlds)), ...(await painting(site, worlds)), ...rows];
    })),
  );
  return rows;
}

async function importing(site: Site, log: string): Promise<Row[]> {
  const taken: number[] = [];
  const floors: number[] = [];
  let warm = Number.POSITIVE_INFINITY;
  for (let i = 0; i < IMPORTS; i++) {
    const context = await site.open();
    const page = await context.newPage();
    const { cold, best } = await floorOf(page, readFileSync(log, 'latin1'));
    floors.push(cold);
    warm = Math.min(warm, best);
    const imported = await importLog(page, site, log);
    if (imported.chunks < SMALL * 0.9) throw new Error(`only ${imported.chunks} chunks of ${SMALL} arrived`);
    taken.push(imported.taken);
    await forget(page, imported.world);
    await context.close();
  }
  const work = `import of ${SMALL} chunks until the map is whole, in the browser`;
  return [
    // Like with like: both in a worker that has just been started.
    row(work, middle(taken), 'ms', {
      floor: middle(floors),
      against: 'inflating and parsing the same packets in a new worker',
      ratioAtMost: 3,
    }),
    row('the same beside code that is warm', middle(taken), 'ms', { floor: warm, against: 'the best of many rounds' }),
  ];
}

/** The bin is emptied by the next visit. */
async function forget(page: Page, world: string): Promise<void> {
  await page.evaluate((id) => (window as unknown as Window).factoscope.actions.remove(id), world);
}

async function opening(site: Site, worlds: readonly string[]): Promise<Row[]> {
  const rows: Row[] = [];
  const firsts: number[] = [];
  for (const [i, world] of worlds.entries()) {
    const all = await openings(site, world, BROWSERS, VISITS);
    const cold = middle(all.map(([first]) => first!.first));
    firsts.push(cold);
    const against = `${SMALL} chunks`;
    rows.push(
      row(`first picture of a stored world of ${WORLDS[i]} chunks, from the link, a new browser`, cold, 'ms', { atMost: 1000 }),
      row('the same, all rasters of the screen', middle(all.map(([first]) => first!.whole)), 'ms'),
      row('the same, another page of that browser', middle(all.map((visits) => visits.at(-1)!.first)), 'ms', { atMost: 1000 }),
    );
    if (i > 0)
      rows.push(row('first picture, the large world beside the small one', cold, 'ms', { floor: firsts[0]!, against, ratioAtMost: 1.2 }));
  }
  return rows;
}

async function painting(site: Site, worlds: readonly string[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [i, world] of worlds.entries()) {
    const painted = await paintAll(site, world);
    const taken = painted.map((one) => one.taken).sort((a, b) => a - b);
    const what = `256 × 256 raster from stored blocks, in the worker, ${WORLDS[i]} chunks, ${taken.length} rasters of all zooms`;
    rows.push(
      row(`${what}: median`, middle(taken), 'ms', { atMost: 2 }),
      row(`${what}: 95th of 100`, taken[Math.floor(taken.length * 0.95)]!, 'ms', { atMost: 5 }),
    );
    for (const zoom of [0, -1, -2, -3, -4, -5]) {
      const these = painted.filter((one) => one.zoom === zoom).map((one) => one.taken);
      rows.push(row(`of them at zoom ${zoom}, ${these.length}: median`, middle(these), 'ms'));
    }
  }
  return rows;
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;
