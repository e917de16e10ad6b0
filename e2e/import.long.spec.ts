import { drop, holdWorkers, jobOf, killWorkers, open, recoveredOf } from './app';
import { test as base, expect, idle } from './fixtures';
import { logFiles, write } from './log-files';
import { dump, expected, golden } from './stored';
import { randomOf, WorldLog } from './world-log';

const test = base.extend<{ folder: string }>(logFiles);
const SEEDS = 20;

test('a worker ended at any moment leaves a store that opens, and the same file completes it to the same world', async ({
  browser,
  folder,
  baseURL,
}) => {
  const log = new WorldLog('killed');
  const file = write(folder, 'big.log', [...log.launch(), ...log.charts(90, true), ...log.chat('done')]);
  const whole = await expected([file]);
  // How long it takes undisturbed, so that the moments are spread over all of it.
  const first = await open(await browser.newContext({ baseURL: baseURL! }));
  const start = Date.now();
  await drop(first, file.path);
  await idle(first);
  const length = Date.now() - start;
  expect(await golden(await dump(first))).toEqual(whole);
  await first.context().close();

  let inTheMiddle = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    await test.step(`seed ${seed}`, async () => {
      const random = randomOf(seed);
      random();
      const context = await browser.newContext({ baseURL: baseURL! });
      const page = await context.newPage();
      await holdWorkers(page);
      await page.goto('');
      await idle(page);
      await drop(page, file.path);
      await new Promise((resolve) => setTimeout(resolve, length * random()));
      await killWorkers(page, 'import.worker');
      await idle(page);
      const before = await golden(await dump(page));
      if (before.length > 0 && (await jobOf(page))?.status === 'failed') inTheMiddle += 1;
      // A new visit, half of the time, mends what it finds; otherwise the same page goes on.
      if (seed % 2 === 0) {
        await page.reload();
        await idle(page);
        for (const { what } of await recoveredOf(page)) expect(what).toBe('kept');
      }
      await drop(page, file.path);
      await idle(page);
      expect(await jobOf(page)).toMatchObject({ status: 'done' });
      expect(await golden(await dump(page))).toEqual(whole);
      await context.close();
    });
  }
  // Otherwise this has tested nothing.
  expect(inTheMiddle).toBeGreaterThan(2);
});
