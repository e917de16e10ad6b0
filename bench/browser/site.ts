/** The production build in the machine's Chromium, its profile on the disk: in a plain context IndexedDB would be in memory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { setUpBrowser } from '../../scripts/browser.mjs';
import { buildSite } from '../../scripts/build.mjs';
import { serve } from '../../scripts/serve.mjs';
import { root } from '../../scripts/tools.mjs';

export interface Site {
  url: string;
  /** A browser on the profile, which keeps what earlier ones have stored. */
  open(): Promise<BrowserContext>;
}

/** `FACTOSCOPE_SITE`: a folder with a site that is built already, which is measured instead. */
export async function withSite<T>(work: (site: Site) => Promise<T>, viewport = { width: 1440, height: 900 }): Promise<T> {
  const executablePath = await setUpBrowser();
  const built = process.env.FACTOSCOPE_SITE;
  if (built === undefined) await buildSite();
  const server = await serve({ folder: built ?? join(root, 'dist/site') });
  const profile = mkdtempSync(join(tmpdir(), 'factoscope-bench-'));
  const opened: BrowserContext[] = [];
  const open = async () => {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath,
      viewport,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'],
    });
    opened.push(context);
    return context;
  };
  try {
    return await work({ url: server.url, open });
  } finally {
    for (const context of opened) await context.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** What the site offers on `window`, as far as it is used here. */
export type Window = typeof globalThis & {
  factoscope: {
    idle(): Promise<void>;
    state: {
      time: { playing: { value: boolean } };
      worlds: { value: { id: string; chunks: Record<string, number> }[] | null };
      job: { value: { status: string; startedAt: number; endedAt: number | null; problems: unknown[] } | null };
    };
    actions: { openFiles(files: { name: string; file: File }[]): Promise<void>; remove(world: string): Promise<void> };
  };
};

export async function idle(page: Page): Promise<void> {
  await page.waitForFunction(() => 'factoscope' in window);
  await page.evaluate(() => (window as unknown as Window).factoscope.idle());
}
