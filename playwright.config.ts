import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/browser.mjs';

const executablePath = findBrowser();
if (executablePath === undefined) throw new Error('No Chromium. To set one up: node scripts/browser.mjs');

// Chosen once and handed to the test processes, so that two runs on one machine do not meet; below those that systems give to whoever asks
// for any (from 32,768 on).
process.env.FACTOSCOPE_PORT ??= String(20_000 + (process.pid % 12_000));
const port = process.env.FACTOSCOPE_PORT;

// No sandbox, because as root and in containers there is none to be had and the pages are our own; the rest keeps Chromium
// from calling home.
const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** By its file's name, or by a tag of its own. */
const LONG = /@long|\.long\.spec\.ts/;

export default defineConfig({
  testDir: 'e2e',
  outputDir: '.cache/playwright',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${port}/sub/path/`,
    launchOptions: { executablePath, args: browserArguments },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'chromium', grepInvert: LONG },
    { name: 'long', grep: LONG, timeout: 900_000 },
  ],
  // The production build, below a path that is not the root, by the command that users run.
  webServer: {
    command: `node scripts/start.mjs --port ${port} --strict-port --base /sub/path/`,
    url: `http://localhost:${port}/sub/path/`,
    timeout: 300_000,
  },
});
