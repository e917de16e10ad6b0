import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setUpBrowser } from './browser.mjs';
import { buildSite } from './build.mjs';
import { check } from './check.mjs';
import { install } from './install.mjs';
import { step, total } from './steps.mjs';
import { root, run } from './tools.mjs';

/**
 * `npm test`, and with --long `npm run test:long`: sets up what is missing and runs everything, one line a step. What does not
 * disturb the others runs at the same time; tests that measure or drive a browser run alone.
 */
const long = process.argv.includes('--long');
const project = long ? 'long' : 'short';
const mend = 'rm -rf node_modules && npm ci';

if (await step('packages', mend, install)) {
  const { buildKernels } = await import('./kernels.mjs');
  await step('kernels', 'node scripts/kernels.mjs', buildKernels);
  const ready = Promise.all([
    step('browser', 'apt-get install chromium, or FACTOSCOPE_CHROMIUM=/path/to/chromium', setUpBrowser),
    step('build', 'npm run build', () => buildSite()),
  ]);
  if (!long) await check();
  const [browser, site] = await ready;
  if (site && !long) await step('size', 'node scripts/size.mjs', async () => (await import('./size.mjs')).checkSize());
  await step(long ? 'long tests' : 'unit tests', `npx vitest run --project ${project}`, unitTests);
  if (browser && site)
    await step(long ? 'long browser' : 'browser tests', `npx playwright test --project ${long ? 'long' : 'chromium'}`, browserTests);
}

// .ci/run adds two runs up and wants the numbers, not the line.
const { passed, failed, skipped } = total;
const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
if (process.env.FACTOSCOPE_TALLY) writeFileSync(process.env.FACTOSCOPE_TALLY, `${passed} ${failed} ${skipped}\n`);
else console.log(line);
if (failed > 0 || passed === 0) process.exitCode = 1;

/** @returns {Promise<import('./steps.mjs').Tally>} */
async function unitTests() {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--reporter=default', '--reporter=json'];
  return await runner(
    'vitest.json',
    (report) => [...args, `--outputFile.json=${report}`],
    (json) => ({
      passed: json.numPassedTests,
      failed: json.numFailedTests,
      skipped: json.numPendingTests + json.numTodoTests,
    }),
  );
}

/** @returns {Promise<import('./steps.mjs').Tally>} */
async function browserTests() {
  const args = ['node_modules/@playwright/test/cli.js', 'test', '--project', long ? 'long' : 'chromium', '--reporter=list,json'];
  return await runner(
    'playwright.json',
    () => args,
    ({ stats }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
    }),
  );
}

/**
 * Runs a test runner and reads its numbers from the report it writes. One that fails without a failed test (a crash, an
 * unhandled error) has failed once.
 * @param {string} name
 * @param {(report: string) => string[]} args
 * @param {(json: any) => { passed: number, failed: number, skipped: number }} count
 */
async function runner(name, args, count) {
  const report = join(root, '.cache', name);
  rmSync(report, { force: true });
  mkdirSync(dirname(report), { recursive: true });
  let detail = '';
  let crashed = false;
  try {
    await run(process.execPath, args(report), { env: { NO_COLOR: '1', FORCE_COLOR: '0', PLAYWRIGHT_JSON_OUTPUT_FILE: report } });
  } catch (error) {
    crashed = true;
    detail = error instanceof Error ? error.message : String(error);
  }
  let tally;
  try {
    tally = count(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    tally = { passed: 0, failed: 0, skipped: 0 };
  }
  return { ...tally, failed: crashed ? Math.max(1, tally.failed) : tally.failed, detail };
}
