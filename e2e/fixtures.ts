import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type BrowserContext, type BrowserContextOptions, test as base, chromium, type LaunchOptions, type Page } from '@playwright/test';

export { expect } from '@playwright/test';

interface Fixtures {
  /** The profile folder of this test: contexts opened on it one after another find each other's IndexedDB. */
  profile: string;
  /** Opens a browser on the profile. In a plain context IndexedDB is in memory: for what is stored, and its timings, use this. */
  openPersistent: (options?: BrowserContextOptions & LaunchOptions) => Promise<BrowserContext>;
  /** What went wrong on the test's page so far: errors on the console, uncaught errors, violations of the security policy. */
  faults: string[];
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the names of the fixtures from this pattern
  profile: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'factoscope-profile-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  },
  openPersistent: async ({ profile, launchOptions, baseURL }, use) => {
    const open: BrowserContext[] = [];
    await use(async (options = {}) => {
      const context = await chromium.launchPersistentContext(profile, { ...launchOptions, ...(baseURL ? { baseURL } : {}), ...options });
      open.push(context);
      return context;
    });
    for (const context of open) await context.close();
  },
  faults: async ({ page }, use) => {
    await use(await watchFaults(page));
  },
});

/** Collects what goes wrong on a page. To be called before the page is opened. */
export async function watchFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
  page.on('worker', (worker) => worker.on('console', (message) => message.type() === 'error' && faults.push(message.text())));
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`),
    ),
  );
  return faults;
}

/** Waits until the app says that it has nothing left to do. Never wait for time instead. */
export async function idle(page: Page): Promise<void> {
  await page.waitForFunction(() => 'factoscope' in window);
  await page.evaluate(() => (window as unknown as { factoscope: { idle(): Promise<void> } }).factoscope.idle());
}

/**
 * A real drop of files and folders from the disk. (A DataTransfer made in the page has no entries, so a folder cannot be
 * dropped with one.)
 */
export async function dropFiles(page: Page, selector: string, paths: string[]): Promise<void> {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`nothing to drop on: ${selector}`);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: paths.map((path) => resolve(path)), dragOperationsMask: 1 };
  const session = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, ...at, data });
  await session.detach();
}
