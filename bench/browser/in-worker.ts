import type { Page, Worker } from '@playwright/test';
import { idle, type Site } from './site';

/** The zooms at which rasters are painted. */
const ZOOMS = [0, -1, -2, -3, -4, -5];
/** Of each zoom at most so many, spread over it. */
const MOST = 400;

export interface Painted {
  zoom: number;
  taken: number;
}

/**
 * Every raster of a world once, one after another, each measured inside the raster worker from the question to the finished bitmap. The
 * worker is the site's own and has read nothing of the world but what its page has shown of it: nearly all records are cold.
 */
export async function paintAll(site: Site, world: string): Promise<Painted[]> {
  const context = await site.open();
  try {
    const page = await context.newPage();
    await page.goto(`${site.url}#/map/${world}?z=-5&x=0&y=0`);
    await idle(page);
    const worker = await rasterWorker(page);
    const bounds = (await ask(worker, 'bounds', [[viewOf(world)]])).answers[0] as [number, number, number, number];
    const painted: Painted[] = [];
    for (const zoom of ZOOMS) {
      const side = 256 * 2 ** -zoom;
      const places: [number, number][] = [];
      for (let y = Math.floor(bounds[1] / side); y * side < bounds[3]; y++)
        for (let x = Math.floor(bounds[0] / side); x * side < bounds[2]; x++) places.push([x, y]);
      const step = Math.max(1, places.length / MOST);
      const chosen = Array.from({ length: Math.min(MOST, places.length) }, (_, i) => places[Math.floor(i * step)]!);
      const { answers, taken } = await ask(
        worker,
        'raster',
        chosen.map(([x, y]) => [viewOf(world), zoom, x, y]),
      );
      // Beyond the world's rim there is nothing to paint, and nothing to measure.
      for (const [i, answer] of answers.entries()) if (answer !== null) painted.push({ zoom, taken: taken[i]! });
    }
    return painted;
  } finally {
    await context.close();
  }
}

const viewOf = (world: string) => ({
  ...{ world, branch: 'main', surface: 1, force: 1, base: 'chart' },
  ...{ resources: false, buildings: false, tick: null },
});

async function rasterWorker(page: Page): Promise<Worker> {
  const workers = page.workers().filter((worker) => worker.url().includes('raster.worker'));
  if (workers.length === 0) throw new Error('the page has no raster worker');
  return workers[0]!;
}

/** Speaks to the worker in its own thread as Comlink would from the page, one call after another. */
async function ask(worker: Worker, method: string, calls: unknown[][]): Promise<{ answers: unknown[]; taken: number[] }> {
  return await worker.evaluate(
    async ({ method, calls }) => {
      const scope = globalThis as unknown as { postMessage(message: unknown, more?: unknown): void };
      const send = scope.postMessage;
      const answers: unknown[] = [];
      const taken: number[] = [];
      for (const [i, call] of calls.entries()) {
        const id = `bench-${method}-${i}-${Math.random()}`;
        const start = performance.now();
        const answer = await new Promise<unknown>((resolve) => {
          scope.postMessage = (message: unknown, more?: unknown) => {
            if ((message as { id?: string }).id === id) resolve(message);
            else send.call(scope, message, more);
          };
          const argumentList = call.map((value) => ({ type: 'RAW', value }));
          dispatchEvent(new MessageEvent('message', { data: { id, type: 'APPLY', path: [method], argumentList } }));
        });
        taken.push(performance.now() - start);
        const { type, value } = answer as { type: string; value: unknown };
        if (type !== 'RAW') throw new Error(`${method} failed: ${JSON.stringify(value)}`);
        const isBitmap = value instanceof ImageBitmap;
        if (isBitmap) value.close();
        answers.push(isBitmap ? 'bitmap' : value);
      }
      scope.postMessage = send;
      return { answers, taken };
    },
    { method, calls },
  );
}
