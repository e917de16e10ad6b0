/** The mod and the site together: what the mod writes in the simulated game is dropped here, and what is shown goes back into it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { drop, problemsOf, worldsOf } from './app';
import { test as base, expect, idle } from './fixtures';
import { openThing, packsOf, wordsOf } from './items-page';

const test = base.extend<{ play: (story: string, command?: string) => string }>({
  /** Plays a story of the simulated game, and answers the folder with what it left behind. */
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the names of the fixtures from this pattern
  play: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'factoscope-mod-'));
    await use((story, command) => {
      execFileSync(process.execPath, [
        'node_modules/tsx/dist/cli.mjs',
        'e2e/mod-game.ts',
        story,
        folder,
        ...(command === undefined ? [] : [command]),
      ]);
      return folder;
    });
    rmSync(folder, { recursive: true, force: true });
  },
});
const LOG = 'factorio-current.log';

test('[8] what another mod says is seen on its channel, and what the site offers to send is answered by it', async ({
  page,
  context,
  play,
  faults,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('');
  await idle(page);
  await drop(page, join(play('channel'), LOG));
  await idle(page);
  await page.getByRole('button', { name: 'Open the map' }).click();
  await idle(page);
  await page.getByRole('tab', { name: /Events/ }).click();
  for (const kind of ['Players', 'Commands', 'Rockets', 'Game']) await page.getByRole('button', { name: kind, exact: true }).click();
  await idle(page);
  const events = page.getByRole('log', { name: 'Events' });
  await expect(events.getByRole('listitem')).toHaveCount(1);
  await expect(events).toContainText('rockets: 1, tick: 30');
  await expect(events.getByRole('button', { name: 'Only channel example' })).toHaveText('example');

  await events.getByRole('button', { name: 'Copy the command that sends to channel example' }).click();
  await expect(events.getByRole('button', { name: 'Copied' })).toBeVisible();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  const folder = play('channel', command);
  expect(readFileSync(join(folder, 'printed.txt'), 'utf8')).toContain('example: ');
  await drop(page, join(folder, LOG));
  await idle(page);
  await page.getByRole('button', { name: 'Open the map' }).click();
  await idle(page);
  await page.getByRole('tab', { name: /Events/ }).click();
  await idle(page);
  await expect(events.getByRole('listitem')).toHaveCount(2);
  await expect(events.getByRole('listitem').last()).toContainText('{"heard":{"text":"…"}}');

  // One channel among others.
  await page.getByRole('button', { name: 'Channels', exact: true }).click();
  await expect(events.getByRole('listitem')).toHaveCount(0);
  await page.getByRole('button', { name: 'All kinds' }).click();
  await idle(page);
  expect(await events.getByRole('listitem').count()).toBeGreaterThan(2);
  await events.getByRole('button', { name: 'Only channel example' }).first().click();
  await expect(events.getByRole('listitem')).toHaveCount(2);
  expect(faults).toEqual([]);
});

test('[9] the dump of the data stage, dropped, gives the item browser of just these mods', async ({ page, play, faults }) => {
  await page.goto('');
  await idle(page);
  await drop(page, join(play('dump'), 'script-output'));
  await idle(page);
  expect(await problemsOf(page)).not.toContain('bug');
  expect((await packsOf(page)).length).toBe(1);
  await openThing(page, 'item', 'clay-brick');
  // Without the mods' texts things are called by their own names.
  const brick = await wordsOf(page);
  expect(brick).toContain('heading "clay-brick"');
  expect(brick).toContain('link "coal, 3"');
  await openThing(page, 'item', 'coal');
  expect(await wordsOf(page)).toContain('clay-brick');
  await openThing(page, 'recipe', 'iron-gear-wheel');
  expect(await wordsOf(page)).toContain('iron-plate, 2');
  expect(faults).toEqual([]);
});

test('where more happened than may be written, a place says that detail is missing', async ({ page, play, faults }) => {
  await page.goto('');
  await idle(page);
  await drop(page, join(play('crowded'), LOG));
  await idle(page);
  const [world] = await worldsOf(page);
  await page.evaluate((hash) => location.assign(hash), `#/map/${world!.id}/nauvis?x=0.5&y=6.5&z=3`);
  await idle(page);
  const box = (await page.locator('.map').boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await idle(page);
  await expect(page.getByText(/Detail missing in this chunk before /)).toBeVisible();
  // Far from it all was told.
  await page.keyboard.press('Escape');
  await page.evaluate((hash) => location.assign(hash), `#/map/${world!.id}/nauvis?x=-20.5&y=-20.5&z=3`);
  await idle(page);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await idle(page);
  await expect(page.getByText('−21, −21').first()).toBeVisible();
  await expect(page.getByText(/Detail missing/)).toHaveCount(0);
  expect(faults).toEqual([]);
});

test('the mod is downloaded from the site, for both versions of the game, and help says where everything lies', async ({
  page,
  faults,
}) => {
  await page.goto('');
  await idle(page);
  const record = page.locator('#record');
  for (const [game, version] of [
    ['2.0', '0.1.0'],
    ['2.1', '0.1.1'],
  ] as const) {
    const link = record.getByRole('link', { name: `For Factorio ${game}` });
    const coming = page.waitForEvent('download');
    await link.click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe(`factoscope_${version}.zip`);
    const zip = unzipSync(new Uint8Array(readFileSync(await download.path())));
    const info = JSON.parse(new TextDecoder().decode(zip[`factoscope_${version}/info.json`]));
    expect([info.name, info.version, info.factorio_version]).toEqual(['factoscope', version, game]);
  }
  await page.getByRole('tab', { name: 'Docker' }).click();
  await expect(record).toContainText('docker logs factorio');
  await page.getByRole('button', { name: 'Help' }).click();
  const help = page.getByRole('dialog', { name: 'Help' });
  for (const [system, place] of [
    ['Windows', '%APPDATA%\\Factorio\\factorio-current.log'],
    ['macOS', '~/Library/Application Support/factorio/factorio-current.log'],
    ['Linux', '~/.factorio/factorio-current.log'],
    ['Server', 'factorio/factorio-current.log'],
  ] as const) {
    await help.getByRole('tab', { name: system }).click();
    await expect(help.getByText(place, { exact: true })).toBeVisible();
  }
  await expect(help.getByRole('link', { name: 'For Factorio 2.1' })).toHaveAttribute('href', './mod/factoscope_0.1.1.zip');
  // Who never asks for it need not keep it.
  expect(await page.evaluate(async () => (await fetch('./sw.js')).text())).not.toContain('factoscope_0');
  expect(faults).toEqual([]);
});
