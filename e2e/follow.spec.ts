import { appendFileSync, statSync, writeFileSync } from 'node:fs';
import { type AppWindow, drop, jobOf, worldsOf } from './app';
import { test as base, expect, idle } from './fixtures';
import { logFiles, write } from './log-files';
import { textOf, WorldLog } from './world-log';

const test = base.extend<{ folder: string }>(logFiles);

/** What the engine writes before a mod's first packet. */
const loading = (date: string) => [
  `   0.000 ${date}; Factorio 2.0.76 (build 84451, linux64, headless, space-age)`,
  ...Array.from({ length: 11 }, (_, i) => `   0.${100 + i} Loading mod some-mod-${i} 1.0.${i} (data.lua)`),
];

test('a game started again is read on in its world, though its packets come long after its first lines', async ({ page, folder }) => {
  const log = new WorldLog('restarts');
  const file = write(folder, 'server.log', [...log.launch(), ...log.charts(4)]);
  await page.goto('');
  await idle(page);
  await drop(page, file.path);
  await idle(page);
  await page.getByRole('button', { name: 'Follow' }).click();

  writeFileSync(file.path, textOf(loading('2026-11-21 12:00:00')));
  const status = () => page.evaluate(() => (window as unknown as AppWindow).factoscope.state.followed.value[0]?.status);
  await expect.poll(status, { timeout: 15_000 }).toBe('restarted');
  appendFileSync(file.path, textOf([...log.launch('2026-11-21 12:00:01').slice(1), ...log.charts(10)]));
  await expect.poll(async () => (await worldsOf(page))[0]?.chunks.nauvis, { timeout: 15_000 }).toBe(100);
  appendFileSync(file.path, textOf(log.chat('on and on')));
  await expect.poll(async () => (await worldsOf(page))[0]?.packets.chat, { timeout: 15_000 }).toBeGreaterThan(2);
  expect((await worldsOf(page)).map(({ id }) => id)).toEqual(['restarts']);
});

test('a log dropped while its game loads becomes one world with a map, and the rows on the page say so', async ({ page, folder }) => {
  const log = new WorldLog('loads');
  const file = write(folder, 'server.log', loading('2026-11-21 10:00:00'));
  await page.goto('');
  await idle(page);
  await drop(page, file.path);
  await idle(page);
  await expect(page.getByText('No map in')).toBeVisible();
  await page.getByRole('button', { name: 'Follow' }).click();
  appendFileSync(file.path, textOf(['   0.900 Info ServerMultiplayerManager.cpp:780: loading']));
  await page.waitForFunction(() => (window as unknown as AppWindow).factoscope.state.followed.value[0]?.status === 'grown');
  appendFileSync(file.path, textOf([...log.launch().slice(1), ...log.charts(4)]));
  await expect.poll(async () => (await worldsOf(page)).map(({ id }) => id), { timeout: 15_000 }).toEqual(['loads']);
  await idle(page);
  await expect(page.getByRole('button', { name: 'Open the map' })).toBeVisible();
  await expect(page.getByText('No map in')).toHaveCount(0);
  const [row] = (await jobOf(page))!.report!.files;
  expect(row).toMatchObject({ worlds: ['loads'], note: '' });
  expect(row!.bytes).toBe(statSync(file.path).size);
  await page.getByRole('button', { name: 'Open the map' }).click();
  await idle(page);
  await expect(page.locator('.leaflet-container')).toBeVisible();
});

test('a world that is deleted is followed no longer', async ({ page, folder }) => {
  const log = new WorldLog('deleted');
  const file = write(folder, 'server.log', [...log.launch(), ...log.charts(4)]);
  await page.goto('');
  await idle(page);
  await drop(page, file.path);
  await idle(page);
  await page.getByRole('button', { name: 'Follow' }).click();
  await page.evaluate(() => (window as unknown as AppWindow).factoscope.actions.remove('deleted'));
  expect(await page.evaluate(() => (window as unknown as AppWindow).factoscope.state.followed.value)).toEqual([]);
});
