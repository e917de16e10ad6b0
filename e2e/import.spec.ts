import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AppWindow, drop, holdWorkers, jobOf, killWorkers, open, problemsOf, recoveredOf, untilRead, worldsOf } from './app';
import { test as base, expect, idle } from './fixtures';
import { logFiles, write } from './log-files';
import { dump, expected, golden } from './stored';
import { textOf, WorldLog } from './world-log';

const test = base.extend<{ folder: string }>(logFiles);

test('a dropped log becomes the world it holds, pixel by pixel, and the same drop again changes nothing', async ({
  page,
  folder,
  faults,
}) => {
  const log = new WorldLog('real-drop');
  const file = write(folder, 'factorio-current.log', [...log.launch(), ...log.charts(12), ...log.chat('done')]);
  await page.goto('');
  await idle(page);
  await drop(page, file.path);
  await idle(page);
  expect(await problemsOf(page)).toEqual([]);
  const stored = await dump(page);
  expect(await golden(stored)).toEqual(await expected([file]));
  expect([...stored.keys()].filter((key) => key.startsWith('job/'))).toEqual([]);

  await drop(page, file.path);
  await idle(page);
  expect(await dump(page)).toEqual(stored);
  expect(await worldsOf(page)).toHaveLength(1);
  expect(faults).toEqual([]);
});

test('a dropped folder of logs is read in the order of what is in them', async ({ page, folder }) => {
  const log = new WorldLog('folder');
  const first = write(folder, 'logs/z-first.log', [...log.launch('2026-11-20 10:00:00'), ...log.charts(4), ...log.chat('one')]);
  const second = write(folder, 'logs/a-second.log', [...log.launch('2026-11-21 10:00:00'), ...log.charts(6), ...log.chat('two')]);
  await page.goto('');
  await idle(page);
  await drop(page, join(folder, 'logs'));
  await idle(page);
  const job = await jobOf(page);
  expect(job?.report?.files.map(({ name }) => name)).toEqual(['logs/z-first.log', 'logs/a-second.log']);
  expect(await golden(await dump(page))).toEqual(await expected([first, second]));
});

test('a worker that is ended in the middle is told of, and the same file completes the world', { tag: '@long' }, async ({
  page,
  folder,
}) => {
  test.slow();
  const log = new WorldLog('killed');
  const file = write(folder, 'big.log', [...log.launch(), ...log.charts(90, true), ...log.chat('done')]);
  await holdWorkers(page);
  await page.goto('');
  await idle(page);
  await drop(page, file.path);
  await untilRead(page, 0.5);
  expect(await killWorkers(page, 'import.worker')).toBe(1);
  await idle(page);
  expect(await jobOf(page)).toMatchObject({ status: 'failed' });
  // What is there opens.
  await golden(await dump(page));

  await drop(page, file.path);
  await idle(page);
  expect(await jobOf(page)).toMatchObject({ status: 'done' });
  expect(await golden(await dump(page))).toEqual(await expected([file]));
});

test('a tab closed in the middle loses nothing stored; the next visit says how far it is whole', { tag: '@long' }, async ({
  openPersistent,
  folder,
}) => {
  test.slow();
  const log = new WorldLog('closed');
  const file = write(folder, 'big.log', [...log.launch(), ...log.charts(110, true), ...log.chat('done')]);
  const context = await openPersistent();
  let page = await open(context);
  await drop(page, file.path);
  // Until something of it is stored.
  await page.waitForFunction(() => (window as unknown as AppWindow).factoscope.state.worlds.value?.length === 1, undefined, { polling: 5 });
  await page.close();

  page = await open(context);
  const rows = await recoveredOf(page);
  expect(rows).toMatchObject([{ world: 'closed', what: 'kept', file: { name: 'big.log', size: file.text.length } }]);
  expect(rows[0]!.file!.bytes).toBeLessThan(file.text.length);
  expect(await golden(await dump(page))).toHaveLength(1);
  await drop(page, file.path);
  await idle(page);
  expect(await golden(await dump(page))).toEqual(await expected([file]));
  await page.reload();
  await idle(page);
  expect(await recoveredOf(page)).toEqual([]);
});

test('a cancel keeps what was read', async ({ page, folder }) => {
  const log = new WorldLog('cancelled');
  const file = write(folder, 'big.log', [...log.launch(), ...log.charts(90, true)]);
  await page.goto('');
  await idle(page);
  await drop(page, file.path);
  await untilRead(page, 0.3);
  await page.evaluate(() => (window as unknown as AppWindow).factoscope.actions.cancel());
  await idle(page);
  expect(await jobOf(page)).toMatchObject({ status: 'cancelled' });
  const [world] = await worldsOf(page);
  expect(world!.chunks.nauvis).toBeGreaterThan(0);
  expect(world!.chunks.nauvis).toBeLessThan(8100);
});

test('a full disk is said clearly, keeps what is stored whole, and a second drop completes it', { tag: '@long' }, async ({
  openPersistent,
  folder,
}) => {
  test.slow();
  const log = new WorldLog('full');
  const file = write(folder, 'big.log', [...log.launch(), ...log.charts(90, true), ...log.chat('done')]);
  const context = await openPersistent();
  const page = await open(context);
  const session = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 8_000_000 });
  await drop(page, file.path);
  await idle(page);
  expect(await problemsOf(page)).toContain('storage-full');
  await golden(await dump(page));
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await drop(page, file.path);
  await idle(page);
  expect(await problemsOf(page)).toEqual([]);
  expect(await golden(await dump(page))).toEqual(await expected([file]));
});

test('a log that grows while the tab is open is followed, line by line, without a reload', async ({ page, folder }) => {
  const log = new WorldLog('grows');
  const lines = [...log.launch(), ...log.charts(4), ...log.chat('one')];
  const file = write(folder, 'factorio-current.log', lines);
  await page.goto('');
  await idle(page);
  await drop(page, file.path);
  await idle(page);
  const chats = async () => (await worldsOf(page))[0]?.packets.chat;
  const before = (await chats())!;
  await page.evaluate(() => (window as unknown as AppWindow).factoscope.actions.follow('factorio-current.log'));

  const more = log.chat('two')[0]!;
  appendFileSync(file.path, `${more}\n`);
  await expect.poll(chats, { timeout: 15_000 }).toBe(before + 1);

  // A half-written line waits for its rest.
  const half = log.chat('three')[0]!;
  appendFileSync(file.path, half.slice(0, 40));
  const charts = log.charts(8);
  await page.waitForTimeout(2500);
  expect(await chats()).toBe(before + 1);
  appendFileSync(file.path, textOf([half.slice(40), ...charts]));
  await expect.poll(async () => (await worldsOf(page))[0]?.chunks.nauvis, { timeout: 15_000 }).toBe(64);
  await idle(page);
  const text = textOf([...lines, more, half, ...charts]);
  expect(await golden(await dump(page))).toEqual(await expected([{ name: file.name, text }]));
  expect(await problemsOf(page)).toEqual([]);

  // The game is started again: another log under the same name.
  writeFileSync(file.path, textOf([...log.launch('2026-11-21 12:00:00'), ...log.charts(10)]));
  await expect.poll(async () => (await worldsOf(page))[0]?.chunks.nauvis, { timeout: 15_000 }).toBe(100);
  expect(await page.evaluate(() => (window as unknown as AppWindow).factoscope.state.followed.value)).toMatchObject([
    { status: 'restarted' },
  ]);
});

test('two tabs that load at once take turns, and each sees what the other did', { tag: '@long' }, async ({ context, folder }) => {
  const logs = ['left', 'right'].map((name) => new WorldLog(name));
  const files = logs.map((log) => write(folder, `${log.world}.log`, [...log.launch(), ...log.charts(50, true), ...log.chat('done')]));
  const pages = [await open(context), await open(context)];
  for (const [i, page] of pages.entries()) await drop(page, files[i]!.path);
  for (const page of pages) await idle(page);
  for (const page of pages) await expect.poll(async () => (await worldsOf(page)).map(({ id }) => id).sort()).toEqual(['left', 'right']);
  expect(await golden(await dump(pages[0]!))).toEqual(await expected(files));
});

test('the page stays awake while a log loads: no task of 50 ms', async ({ page, folder }) => {
  const log = new WorldLog('awake');
  const lines = [...log.launch(), ...log.charts(60, true)];
  await page.goto('');
  await idle(page);
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask' });
  });
  const tasksOf = () => page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks.splice(0));
  const file = write(folder, 'one.log', lines);
  await drop(page, file.path);
  await page.waitForFunction(() => (window as unknown as AppWindow).factoscope.state.job.value?.status === 'done');
  let tasks = await tasksOf();
  if (tasks.length > 0) {
    // Another program may have had the processor: a page that is slow itself is so twice.
    await drop(page, write(folder, 'two.log', lines).path);
    await page.waitForFunction(() => (window as unknown as AppWindow).factoscope.state.job.value?.status === 'done');
    tasks = await tasksOf();
  }
  expect(tasks).toEqual([]);
});

const REAL = '../shared/data/logs';
const real = existsSync(REAL) ? readdirSync(REAL).filter((name) => /\.(log|txt)$/.test(name)) : [];

test('real logs tell in the browser what they tell outside of it', async ({ page }) => {
  test.skip(real.length === 0, `no real logs in ${REAL}`);
  await page.goto('');
  await idle(page);
  await drop(page, ...real.map((name) => join(REAL, name)));
  await idle(page);
  const job = await jobOf(page);
  expect(job?.report?.files).toHaveLength(real.length);
  for (const { name, worlds, note } of job!.report!.files)
    expect({ name, worlds: worlds.length, said: note !== '' }).toEqual({ name, worlds: 1, said: true });
  const files = real.map((name) => ({ name, text: readFileSync(join(REAL, name), 'utf8') }));
  expect(await golden(await dump(page))).toEqual(await expected(files));
});
