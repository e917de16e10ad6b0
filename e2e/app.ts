/** What tests see of the app: the state and actions it offers on `window`. */
import type { BrowserContext, Page } from '@playwright/test';
import type { Problem } from '../src/core/result';
import type { ImportReport, WorldInfo } from '../src/core/world/types';
import { dropFiles, idle } from './fixtures';

interface Signal<T> {
  value: T;
}
export interface Factoscope {
  idle(): Promise<void>;
  state: {
    worlds: Signal<WorldInfo[] | null>;
    job: Signal<{
      id: string;
      status: string;
      progress: { bytes: number; totalBytes: number } | null;
      report: ImportReport | null;
      problems: Problem[];
    } | null>;
    followed: Signal<{ name: string; status: string }[]>;
    recovered: Signal<{ world: string; what: string; file?: { name: string; bytes: number; size: number } }[]>;
  };
  actions: { follow(name: string): void; unfollow(name: string): void; cancel(): void; remove(id: string): Promise<void> };
}

/** For use inside `page.evaluate`. */
export type AppWindow = typeof globalThis & { factoscope: Factoscope };

export async function open(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto('');
  await idle(page);
  return page;
}

/** A real drop on the page; resolves when its job has begun. */
export async function drop(page: Page, ...paths: string[]): Promise<void> {
  const before = (await jobOf(page))?.id;
  await dropFiles(page, 'body', paths);
  // The entries of a drop are read after the event.
  await page.waitForFunction((id) => (window as unknown as AppWindow).factoscope.state.job.value?.id !== id, before);
}

export const jobOf = (page: Page) => page.evaluate(() => (window as unknown as AppWindow).factoscope.state.job.value);
export const worldsOf = (page: Page) => page.evaluate(() => (window as unknown as AppWindow).factoscope.state.worlds.value ?? []);
export const recoveredOf = (page: Page) => page.evaluate(() => (window as unknown as AppWindow).factoscope.state.recovered.value);

/** The codes of all that went wrong in the last job. */
export async function problemsOf(page: Page): Promise<string[]> {
  const job = await jobOf(page);
  return [...(job?.problems ?? []), ...(job?.report?.problems ?? [])].map(({ code }) => code);
}

/** Waits until a job is being read and has come so far, as a part of all bytes. */
export async function untilRead(page: Page, part: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const job = (window as unknown as AppWindow).factoscope.state.job.value;
      if (job === null) return false;
      const { progress } = job;
      return job.status !== 'reading' || (progress !== null && progress.bytes >= progress.totalBytes * wanted);
    },
    part,
    { polling: 5 },
  );
}

/** Keeps hold of the workers that the page starts, so that a test can end one as a browser does: without a word. */
export async function holdWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const held: { url: string; worker: Worker }[] = [];
    const Original = Worker;
    Object.assign(window, {
      heldWorkers: held,
      Worker: class extends Original {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options);
          held.push({ url: String(url), worker: this });
        }
      },
    });
  });
}

export const killWorkers = (page: Page, name: string) =>
  page.evaluate((wanted) => {
    const { heldWorkers } = window as unknown as { heldWorkers: { url: string; worker: Worker }[] };
    const found = heldWorkers.filter(({ url }) => url.includes(wanted));
    for (const { worker } of found) worker.terminate();
    return found.length;
  }, name);
