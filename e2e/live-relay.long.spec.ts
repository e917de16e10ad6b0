/** The simulated game writes a log, the relay's own command follows it and serves the site, and a real browser watches. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from '@playwright/test';
import { worldsOf } from './app';
import { test as base, expect, idle, watchFaults } from './fixtures';

interface Told {
  /** Milliseconds since 1970 when the lines were in the file. */
  at: number;
  bytes: number;
}

interface Live {
  port: number;
  token: string;
  /** Says a word to the game; when what came of it was written. */
  play(word: string): Promise<Told>;
  /** kill -9, and once more on the same folder. */
  killRelay(): Promise<void>;
}

const TSX = 'node_modules/tsx/dist/cli.mjs';

function lines(child: ChildProcess): AsyncIterator<string> {
  return createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const test = base.extend<{ live: Live }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the names of the fixtures from this pattern
  live: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'factoscope-live-'));
    const log = join(folder, 'factorio-current.log');
    const game = spawn(process.execPath, [TSX, 'e2e/live-game.ts', log], { stdio: ['pipe', 'pipe', 'inherit'] });
    const told = lines(game);
    const next = async (): Promise<Told> => JSON.parse((await told.next()).value) as Told;
    await next();
    const port = await freePort();
    let relay: ChildProcess;
    let token = '';
    const up = async (): Promise<void> => {
      const own = ['--log', `island=${log}`, '--port', String(port), '--data', join(folder, 'data'), '--site', 'dist/site'];
      relay = spawn(process.execPath, ['--import', 'tsx', 'cli/main.ts', 'relay', ...own], { stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      const link = new Promise<string>((resolve, reject) => {
        for (const stream of [relay.stdout!, relay.stderr!])
          stream.on('data', (bytes: Buffer) => {
            said += bytes.toString();
            const found = /token=([\w.-]+)/.exec(said);
            if (found) resolve(found[1]!);
          });
        relay.once('exit', () => reject(new Error(said)));
      });
      token = await link;
    };
    const down = (): Promise<void> =>
      new Promise((resolve) => {
        relay.removeAllListeners('exit');
        relay.once('exit', () => resolve());
        relay.kill('SIGKILL');
      });
    await up();
    await use({
      port,
      get token() {
        return token;
      },
      play: async (word) => {
        game.stdin!.write(`${word}\n`);
        return await next();
      },
      killRelay: async () => {
        await down();
        await up();
      },
    });
    game.stdin!.end();
    await down();
    rmSync(folder, { recursive: true, force: true });
  },
});

interface Seen {
  __places: { at: number; x: number; y: number }[];
}

/** Each frame in which the player's mark stands somewhere else is remembered with its time. */
const watchMark = (page: Page) =>
  page.addInitScript(() => {
    const places: Seen['__places'] = [];
    (window as unknown as Seen).__places = places;
    const look = (): void => {
      const box = document.querySelector('.who')?.getBoundingClientRect();
      const last = places.at(-1);
      if (box !== undefined && (last === undefined || last.x !== box.x || last.y !== box.y)) {
        const at = performance.timeOrigin + performance.now();
        performance.mark('player moved');
        places.push({ at, x: box.x, y: box.y });
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

const moves = (page: Page) => page.evaluate(() => (window as unknown as Seen).__places);
/** Until it has stood where it is for so many frames. */
const stands = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const places = (window as unknown as Seen).__places;
        let known = -1;
        let still = 0;
        const look = (): void => {
          still = places.length === known ? still + 1 : 0;
          known = places.length;
          if (still > 60) resolve();
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
const chip = (page: Page) => page.locator('.bar [data-live]');

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await idle(page);
  await expect(chip(page)).toHaveAttribute('data-live', 'live', { timeout: 30_000 });
  await expect(page.locator('.who')).toHaveCount(1, { timeout: 30_000 });
  await idle(page);
}

test('a player moves in the game, and on the map; the relay is killed meanwhile', async ({ page, live }, info) => {
  const faults = await watchFaults(page);
  await watchMark(page);
  await open(page, `http://localhost:${live.port}/#/live/island?token=${live.token}`);
  const first: number[] = [];
  const last: number[] = [];
  for (const [x, y] of [
    [14.5, 3.5],
    [-9.5, 12.5],
    [6.5, -14.5],
    [20.5, 1.5],
    [-4.5, -6.5],
  ]) {
    await stands(page);
    const before = (await moves(page)).length;
    const { at } = await live.play(`walk ${x} ${y}`);
    await expect.poll(async () => (await moves(page)).length, { timeout: 30_000 }).toBeGreaterThan(before);
    await stands(page);
    const seen = (await moves(page)).slice(before);
    first.push(Math.round(seen[0]!.at - at));
    last.push(Math.round(seen.at(-1)!.at - at));
  }
  // It glides: where it starts from and where it comes to rest.
  const text = `from the line in the file to the first other picture ${first.join(', ')} ms, to the last ${last.join(', ')} ms`;
  console.log(text);
  info.annotations.push({ type: 'measured', description: text });
  expect(faults).toEqual([]);

  // What was before anybody watched nobody knows.
  const [{ gaps } = { gaps: [] }] = await worldsOf(page);
  await live.killRelay();
  await stands(page);
  const before = (await moves(page)).length;
  await live.play('walk 3.5 9.5');
  await expect(chip(page)).toHaveAttribute('data-live', 'live', { timeout: 60_000 });
  await expect.poll(async () => (await moves(page)).length, { timeout: 30_000 }).toBeGreaterThan(before);
  expect((await worldsOf(page))[0]!.gaps).toEqual(gaps);
});

test('served by the relay under a name that is not localhost, over plain http', async ({ openPersistent, launchOptions, live }) => {
  const context = await openPersistent({
    ...launchOptions,
    viewport: { width: 1440, height: 900 },
    args: [...(launchOptions.args ?? []), '--host-resolver-rules=MAP relay.example 127.0.0.1'],
  });
  const page = await context.newPage();
  const faults = await watchFaults(page);
  await watchMark(page);
  await page.goto(`http://relay.example:${live.port}/`);
  await idle(page);
  expect(await page.evaluate(() => [isSecureContext, 'serviceWorker' in navigator])).toEqual([false, false]);
  // Strangers: one force, no chat.
  await live.play('say psst');
  await page
    .getByRole('link', { name: /island/ })
    .or(page.getByRole('button', { name: /island/ }))
    .first()
    .click();
  await idle(page);
  await expect(chip(page)).toHaveAttribute('data-live', 'live', { timeout: 30_000 });
  await expect(page.locator('.who')).toHaveCount(1, { timeout: 30_000 });
  const before = (await moves(page)).length;
  await live.play('walk 17.5 4.5');
  await expect.poll(async () => (await moves(page)).length, { timeout: 30_000 }).toBeGreaterThan(before);
  await idle(page);
  const [world] = await worldsOf(page);
  expect(world!.packets.chat ?? 0).toBe(0);
  expect(await page.evaluate(() => document.body.textContent)).not.toContain('psst');
  expect(faults).toEqual([]);
});
