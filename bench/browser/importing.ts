import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { serve } from '../../scripts/serve.mjs';
import { root } from '../../scripts/tools.mjs';
import { idle, type Site, type Window } from './site';

export interface Imported {
  world: string;
  chunks: number;
  /** From the drop until all of it is stored and listed, in ms. */
  taken: number;
  /** The page's tasks of 50 ms and more meanwhile, in ms. */
  longTasks: number[];
}

/** Gives the page a log as a person would, and waits until its map is whole. */
export async function importLog(page: Page, site: Site, path: string): Promise<Imported> {
  await page.goto(site.url);
  await idle(page);
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'bench';
    document.body.append(input);
  });
  await page.setInputFiles('#bench', path);
  return await page.evaluate(async () => {
    const { factoscope } = window as unknown as Window;
    const { state, actions } = factoscope;
    const file = document.querySelector<HTMLInputElement>('#bench')!.files![0]!;
    const longTasks: number[] = [];
    const watching = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTasks.push(duration);
    });
    watching.observe({ type: 'longtask' });
    await actions.openFiles([{ name: file.name, file }]);
    await factoscope.idle();
    watching.disconnect();
    const job = state.job.value!;
    if (job.status !== 'done' || job.problems.length > 0)
      throw new Error(`the import ended as ${job.status}: ${JSON.stringify(job.problems)}`);
    const world = state.worlds.value![0]!;
    const chunks = Object.values(world.chunks).reduce((sum, count) => sum + count, 0);
    return { world: world.id, chunks, taken: job.endedAt! - job.startedAt, longTasks };
  });
}

/** Inflating and parsing the packets of a log in a worker of this browser, in ms: the first time, and when the code is warm. */
export async function floorOf(page: Page, log: string): Promise<{ cold: number; best: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'factoscope-floor-'));
  const server = await serve({ folder });
  try {
    await build({
      configFile: false,
      logLevel: 'warn',
      root,
      build: {
        outDir: folder,
        emptyOutDir: true,
        target: 'es2022',
        lib: { entry: fileURLToPath(new URL('./floor.worker.ts', import.meta.url)), formats: ['es'], fileName: () => 'floor.js' },
      },
      publicDir: false,
    });
    writeFileSync(join(folder, 'index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'log.txt'), log);
    await page.goto(server.url);
    return await page.evaluate(async () => {
      const text = await (await fetch('log.txt')).text();
      const worker = new Worker('floor.js', { type: 'module' });
      return await new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(text);
      });
    });
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
}
