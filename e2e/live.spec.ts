import type { Page } from '@playwright/test';
import type { Packet } from '../src/core/packet/schema';
import { type AppWindow, holdWorkers, killWorkers, worldsOf } from './app';
import { FakeRelay } from './fake-relay';
import { test as base, expect, idle } from './fixtures';
import { pixelAt } from './map-page';
import { WorldLog } from './world-log';

interface LiveWindow {
  factoscope: {
    state: {
      live: { now: { value: { status: { at: string; why?: string }; world: string | null } | null } };
      time: { seek?: unknown };
      map: { tick: { value: number | null } };
    };
  };
}

const test = base.extend<{ relay: FakeRelay; log: WorldLog }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the names of the fixtures from this pattern
  relay: async ({}, use) => {
    const relay = await new FakeRelay().listen();
    await use(relay);
    await relay.close();
  },
  log: async ({ relay }, use) => {
    const log = new WorldLog('live-world');
    const first = [...log.launch(), ...log.charts(6), ...log.tell(at(0, 0))];
    relay.keyframe = () => first;
    await use(log);
  },
});

const at =
  (x: number, y: number) =>
  (tick: number): Packet[] => [
    { kind: 'players', tick, list: [{ index: 1, name: 'walker', at: [x, y], surface: 1, force: 1, online: true, color: [200, 80, 80] }] },
  ];

const liveOf = (page: Page) => page.evaluate(() => (window as unknown as LiveWindow).factoscope.state.live.now.value);
const isLive = (page: Page, state = 'live') => expect.poll(async () => (await liveOf(page))?.status.at, { timeout: 30_000 }).toBe(state);

async function watch(page: Page, relay: FakeRelay, token = ''): Promise<void> {
  await page.goto(`#/live/home?relay=${encodeURIComponent(relay.url)}${token === '' ? '' : `&token=${token}`}`);
  await idle(page);
  await isLive(page);
  await page.waitForSelector('.map');
  await idle(page);
}

const chip = (page: Page) => page.locator('.bar [data-live]');
const chats = async (page: Page) => (await worldsOf(page))[0]?.packets.chat ?? 0;
/** Where a player's mark stands on the screen. */
const markOf = (page: Page) =>
  page.evaluate(() => {
    const box = document.querySelector('.who')?.getBoundingClientRect();
    return box === undefined ? null : [Math.round(box.x), Math.round(box.y)];
  });

test('whoever may not see what is said is told so, until it may be seen', async ({ page, relay, log }) => {
  relay.thin = { force: 'player', surfaces: null, kinds: null, chat: false };
  const first = [...log.launch(), ...log.charts(6), ...log.tell(at(0, 0))].filter((line) => !line.includes('"chat"'));
  relay.keyframe = () => first;
  await watch(page, relay);
  await page.getByRole('tab', { name: /^Chat/ }).click();
  const panel = page.getByRole('main');
  await expect(panel).toContainText('This server keeps its chat to itself');
  relay.thin = null;
  relay.move();
  await expect(panel).toContainText('No chat in these logs');
});

test('a player who moves is seen to move; the token goes to the relay alone, and going back in time works meanwhile', async ({
  page,
  relay,
  log,
}) => {
  relay.token = 'secret.token';
  await watch(page, relay, 'secret.token');
  expect(relay.hellos[0]?.token).toBe('secret.token');
  expect(page.url()).not.toContain('secret');
  await expect(chip(page)).toHaveAttribute('data-live', 'live');
  const url = new URL(page.url());
  expect(new URLSearchParams(url.hash.split('?')[1]).get('live')).toBe(`home@${relay.url}`);
  await expect(page.locator('.who')).toHaveCount(1);
  const before = await markOf(page);
  relay.write(log.tell(at(40, 20)));
  await expect.poll(() => markOf(page)).not.toEqual(before);

  // Back, while it goes on.
  await page.keyboard.press('Home');
  await idle(page);
  const tick = () => page.evaluate(() => (window as unknown as LiveWindow).factoscope.state.map.tick.value);
  const then = await tick();
  expect(then).not.toBeNull();
  const known = await chats(page);
  relay.write(log.chat('meanwhile'));
  await expect.poll(() => chats(page)).toBe(known + 1);
  expect(await tick()).toBe(then);
  await page.keyboard.press('n');
  await expect.poll(tick).toBeNull();
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, document.documentElement.outerHTML]))).not.toContain('secret');
});

test('what is charted anew is seen at once, and again, and the rest stays as it is', async ({ page, relay, log }) => {
  await watch(page, relay);
  // Nobody stands on it.
  const chunk: [number, number] = [-2, 1];
  const box = (await page.locator('.map').boundingBox())!;
  const scale = await page.evaluate(() => {
    const { state } = (window as unknown as { factoscope: { state: { map: { bounds: { value: { value: number[] } } } } } }).factoscope;
    return state.map.bounds.value.value;
  });
  expect(scale).toEqual([-96, -96, 96, 96]);
  const centre = [box.x + box.width / 2, box.y + box.height / 2] as const;
  const colors = async () => (await Promise.all([-60, -20, 20].map((dx) => pixelAt(page, centre[0] + dx, centre[1] + 30)))).join(' ');
  const seen = new Set([await colors()]);
  for (let i = 0; i < 3; i++) {
    for (let x = chunk[0]; x < 3; x++) for (let y = -1; y < 3; y++) relay.write(log.chartAt([x, y]));
    await expect.poll(async () => seen.has(await colors())).toBe(false);
    await idle(page);
    seen.add(await colors());
  }
  expect(seen.size).toBe(4);
});

test('after a break it goes on where it was, and nothing is missing', async ({ page, relay, log }) => {
  await watch(page, relay);
  const known = await chats(page);
  relay.write(log.chat('one'));
  await expect.poll(() => chats(page)).toBe(known + 1);
  relay.cut();
  relay.write(log.chat('two'));
  await expect.poll(() => chats(page), { timeout: 30_000 }).toBe(known + 2);
  await isLive(page);
  expect(relay.hellos).toHaveLength(2);
  expect(relay.hellos[1]?.from).toMatchObject({ epoch: 'one' });
  expect((await worldsOf(page))[0]).toMatchObject({ id: 'live-world', gaps: [] });
});

test('what a watcher missed is shown as a gap', async ({ page, relay, log }) => {
  await watch(page, relay);
  const known = await chats(page);
  relay.write(log.chat('seen'));
  await expect.poll(() => chats(page)).toBe(known + 1);
  relay.forgets = true;
  log.chat('missed');
  for (let i = 0; i < 100; i++) log.chat(`missed ${i}`);
  const state = [...log.launch().slice(1), ...log.tell(at(10, 10))];
  relay.keyframe = () => state;
  relay.cut();
  await expect.poll(async () => (await worldsOf(page))[0]?.gaps.length, { timeout: 30_000 }).toBe(1);
  await expect(page.locator('.time__gap').first()).toBeAttached();
});

test('it is left by one click and found again by one, and another visit goes on from where it was', async ({ page, relay, log }) => {
  await watch(page, relay);
  const known = (await chats(page)) + 1;
  relay.write(log.chat('one'));
  await expect.poll(() => chats(page)).toBe(known);
  await chip(page).getByRole('button', { name: 'Leave live' }).click();
  await idle(page);
  await expect.poll(() => relay.watched).toBe(0);
  expect(page.url()).not.toContain('live=');
  expect((await worldsOf(page))[0]?.unfinished).toBeUndefined();
  relay.write(log.chat('two'));
  await page.locator('.bar').getByRole('button', { name: 'Go live' }).click();
  await expect.poll(() => chats(page)).toBe(known + 1);
  expect(relay.hellos.at(-1)?.from).toBeDefined();
  // A reload goes on by the address.
  await idle(page);
  await page.reload();
  await idle(page);
  await isLive(page);
  relay.write(log.chat('three'));
  await expect.poll(() => chats(page)).toBe(known + 2);
  expect(relay.hellos.at(-1)?.from).toBeDefined();
  // And from the start page.
  await page.goto('#/');
  await page.locator('.worlds').getByRole('button', { name: 'Leave live' }).click();
  await page.locator('.worlds').getByRole('button', { name: 'Go live' }).click();
  await isLive(page);
  await expect(page.locator('.map')).toBeVisible();
});

test('a worker that dies takes nothing with it', async ({ page, relay, log }) => {
  await holdWorkers(page);
  await watch(page, relay);
  const known = await chats(page);
  await killWorkers(page, 'import');
  relay.write(log.chat('after'));
  await expect.poll(() => chats(page), { timeout: 30_000 }).toBe(known + 1);
  await isLive(page);
});

test('why it cannot be watched is said', async ({ page, relay, log }) => {
  void log;
  relay.token = 'right';
  const address = (server: string) => `#/live/${server}?relay=${encodeURIComponent(relay.url)}`;
  await page.goto(address('home'));
  await expect(page.getByRole('heading', { name: 'The relay does not accept the token' })).toBeVisible();
  await page.getByLabel('Token').fill('right');
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.waitForSelector('.map');
  await page.goto(address('other'));
  await expect(page.getByRole('heading', { name: 'The relay knows no such server' })).toBeVisible();
  await page.goto(`#/live/home?relay=${encodeURIComponent('ftp://nowhere/')}`);
  await expect(page.getByRole('heading', { name: 'This is no address of a relay.' })).toBeVisible();
});

test('a relay that is away is tried again by itself', async ({ page, relay, log }) => {
  await watch(page, relay);
  const { port } = relay;
  await relay.close();
  await expect(chip(page)).toContainText('Reconnecting', { timeout: 30_000 });
  relay.write(log.chat('written while nobody could be told'));
  const known = await chats(page);
  await relay.listen(port);
  await expect.poll(() => chats(page), { timeout: 45_000 }).toBe(known + 1);
});

test('servers of a relay are found by its address', async ({ page, relay, log }) => {
  void log;
  await page.goto('');
  await idle(page);
  await page.getByRole('link', { name: 'Watch a server live' }).click();
  await page.getByLabel('Address of the relay').fill(relay.url);
  await page.getByRole('button', { name: 'Find its servers' }).click();
  await expect(page.getByText('2 online')).toBeVisible();
  await page.getByRole('region', { name: 'Servers' }).getByRole('link', { name: 'Home' }).click();
  await isLive(page);
  await page.waitForSelector('.map');
});

test('a page that comes from a relay shows its servers first', async ({ page, relay, log }) => {
  void log;
  await page.goto(relay.url);
  await page.getByRole('region', { name: 'Live' }).getByRole('link', { name: 'Home' }).click();
  await isLive(page);
  await page.waitForSelector('.map');
  await idle(page);
  expect(new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('live')).toBe('home');
});

test('of two tabs one watches, and the other sees it and takes over', async ({ page, context, relay, log }) => {
  await watch(page, relay);
  const other = await context.newPage();
  await other.goto(page.url());
  await idle(other);
  await isLive(other, 'elsewhere');
  const known = await chats(other);
  relay.write(log.chat('for both'));
  await expect.poll(() => chats(other)).toBe(known + 1);
  expect(relay.watched).toBe(1);
  await page.close();
  await isLive(other);
  relay.write(log.chat('for one'));
  await expect.poll(() => chats(other)).toBe(known + 2);
  expect(await other.evaluate(() => (window as unknown as AppWindow).factoscope.state.worlds.value?.[0]?.gaps)).toEqual([]);
});
