/**
 * A large pack in a real browser, on the production build, its store on the disk: 10,000 items with as many recipes and pictures. From the
 * drop to prototypes that can be browsed, all its pictures, opening it anew, pages.
 */
import type { Page } from '@playwright/test';
import { packFiles } from './browser/pack-files';
import { idle, type Site, type Window, withSite } from './browser/site';
import { type Row, row } from './row';

const ITEMS = 10_000;
const VISITS = 3;
const PAGES = 400;

type PackWindow = Window & {
  factoscope: {
    state: {
      packs: { value: { id: string; icons: { pictures: number; pending: number } }[] | null };
      items: { value: { grid: { value: unknown }; actions: { peek(ref: { kind: string; name: string }): Promise<unknown> } } | null };
    };
    actions: { openItems(pack: string): void };
  };
};

export async function run(): Promise<Row[]> {
  const files = await packFiles(ITEMS);
  return await withSite(async (site) => {
    const rows: Row[] = [];
    const context = await site.open();
    const page = await context.newPage();
    const { pack, pictures, read, all, longTasks } = await importPack(page, site, files);
    if (pictures < ITEMS * 0.9) throw new Error(`only ${pictures} pictures of ${ITEMS} items`);
    rows.push(
      row(`pack of ${ITEMS} items, recipes and icons, from the drop until it is stored, in the browser`, read, 'ms'),
      row(`the same, until its ${pictures} pictures are rendered and stored`, all, 'ms'),
      row('longest task of the page meanwhile', Math.max(0, ...longTasks), 'ms', { atMost: 50 }),
    );
    await context.close();

    const opened: number[] = [];
    for (let visit = 0; visit < VISITS; visit++) {
      const context = await site.open();
      const page = await context.newPage();
      opened.push(await openPack(page, site, pack));
      if (visit === VISITS - 1) {
        const taken = (await pages(page)).sort((a, b) => a - b);
        rows.push(row(`page of an item, asked and answered, ${PAGES} pages, p95`, taken[Math.floor(taken.length * 0.95)]!, 'ms'));
      }
      await context.close();
    }
    rows.push(row('its grid, from the click on the stored pack, a new browser', opened.sort((a, b) => a - b)[VISITS >> 1]!, 'ms'));
    return rows;
  });
}

/** Milliseconds until the pack is stored, and until nothing is left to render. */
async function importPack(page: Page, site: Site, files: readonly string[]) {
  await page.goto(site.url);
  await idle(page);
  await page.evaluate(() => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', id: 'bench', multiple: true });
    document.body.append(input);
  });
  await page.setInputFiles('#bench', [...files]);
  return await page.evaluate(async () => {
    const { factoscope } = window as unknown as PackWindow;
    const given = [...document.querySelector<HTMLInputElement>('#bench')!.files!].map((file) => ({ name: file.name, file }));
    const longTasks: number[] = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTasks.push(duration);
    }).observe({ type: 'longtask' });
    const start = performance.now();
    await factoscope.actions.openFiles(given);
    const job = factoscope.state.job.value!;
    if (job.status !== 'done' || job.problems.length > 0)
      throw new Error(`the import ended as ${job.status}: ${JSON.stringify(job.problems)}`);
    const { id } = factoscope.state.packs.value![0]!;
    factoscope.actions.openItems(id);
    await factoscope.idle();
    const all = performance.now() - start;
    const { icons } = factoscope.state.packs.value![0]!;
    if (icons.pending > 0) throw new Error(`${icons.pending} sheets were not rendered`);
    return { pack: id, pictures: icons.pictures, read: job.endedAt! - job.startedAt, all, longTasks };
  });
}

/** From the question to the list in the page: the item browser's code, its worker, the pack. */
async function openPack(page: Page, site: Site, pack: string): Promise<number> {
  await page.goto(site.url);
  await idle(page);
  return await page.evaluate(async (id) => {
    const { factoscope } = window as unknown as PackWindow;
    const start = performance.now();
    factoscope.actions.openItems(id);
    while (!factoscope.state.items.value?.grid.value) await new Promise((resolve) => setTimeout(resolve, 1));
    return performance.now() - start;
  }, pack);
}

async function pages(page: Page): Promise<number[]> {
  await idle(page);
  return await page.evaluate(async (count) => {
    const { actions } = (window as unknown as PackWindow).factoscope.state.items.value!;
    const taken: number[] = [];
    for (let i = 0; i < count; i++) {
      const start = performance.now();
      if ((await actions.peek({ kind: 'item', name: `item-${i * 20}` })) === null) throw new Error(`no page of item-${i * 20}`);
      taken.push(performance.now() - start);
    }
    return taken;
  }, PAGES);
}
