import { serve } from '../scripts/serve.mjs';
import { expect, idle, test, watchFaults } from './fixtures';

test('thirty visits, every other one without the server, leave no fault and keep no more than the first', async ({ openPersistent }) => {
  let server = await serve({ folder: 'dist/site', base: '/often/' });
  const { url } = server;
  const context = await openPersistent();
  const page = await context.newPage();
  const faults = await watchFaults(page);
  await page.goto(url);
  await page.evaluate(() => navigator.serviceWorker.ready);

  const kept = () =>
    page.evaluate(async () => {
      const caches_ = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).length));
      return caches_.reduce((sum, count) => sum + count, 0);
    });
  const first = await kept();
  expect(first).toBeGreaterThan(0);

  for (let visit = 0; visit < 30; visit += 1) {
    if (visit % 2 === 0) await server.close();
    else server = await serve({ folder: 'dist/site', base: '/often/', port: Number(new URL(url).port), strictPort: true });
    await page.goto('about:blank');
    await page.goto(url);
    await idle(page);
    await expect(page.locator('h1').first()).toBeVisible();
  }
  expect(await kept()).toBe(first);
  expect(faults).toEqual([]);
  await server.close();
});
