import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import { type AppWindow, drop, jobOf, worldsOf } from './app';
import { test as base, expect, idle } from './fixtures';
import { chainOf, hostileLog, IMG, line, PROTO, SCRIPT, seq, WORLD } from './hostile-log';
import { logFiles } from './log-files';

const test = base.extend<{ folder: string }>(logFiles);

/** Names and texts of files are as little to be trusted; `/` alone cannot stand in them. */
function files(folder: string): string[] {
  const huge = Buffer.alloc(200_000_000, '0');
  const contents: [string, string | Uint8Array][] = [
    ['<img src=x onerror=window.pwned=5>.log', hostileLog()],
    ['bomb.zip', zipSync({ 'bomb.log': [huge, { level: 9 }], 'good.log': strToU8(line({ kind: 'header', tick: 20, world: WORLD, seed: 1, game: '2.0.76', mods: [], next: seq + 1, chain: chainOf(seq), checkpoints: [] }, { kind: 'chat', tick: 20, text: 'from the zip' })) })], // biome-ignore format: one line
    ['long.log', `${'x'.repeat(20_000_000)}\n${line({ kind: 'header', tick: 30, world: WORLD, seed: 1, game: '2.0.76', mods: [], next: seq + 1, chain: chainOf(seq), checkpoints: [] }, { kind: 'chat', tick: 30, text: 'behind 20 MB' })}`], // biome-ignore format: one line
    ['__proto__', '<script>window.pwned=6</script>'],
  ];
  return contents.map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  });
}

/** Nothing that was read has become a part of the page but as text. */
async function expectClean(page: Page, faults: string[]): Promise<void> {
  const found = await page.evaluate(() => ({
    pwned: (window as unknown as { pwned?: number }).pwned ?? null,
    polluted: ({} as { polluted?: boolean }).polluted ?? null,
    injected: [...document.querySelectorAll('[onerror], [onload], img[src="x"], script:not([src])')].map((element) => element.outerHTML),
    links: [...document.querySelectorAll('a[href]')]
      .map((link) => (link as HTMLAnchorElement).protocol)
      .filter((name) => !/^https?:$/.test(name)),
  }));
  expect(found).toEqual({ pwned: null, polluted: null, injected: [], links: [] });
  expect(faults).toEqual([]);
}

test('what is hostile in files becomes rows and text, and what is good in them is kept', async ({ page, folder, faults }) => {
  test.slow();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('');
  await idle(page);
  await drop(page, ...files(folder));
  await idle(page);

  const report = (await jobOf(page))!.report!;
  const rows = report.problems.map(({ code, file }) => `${code} ${file}`);
  const hostile = '<img src=x onerror=window.pwned=5>.log';
  for (const row of [
    `out-of-range ${hostile}`,
    `too-deep ${hostile}`,
    `zip-bomb ${hostile}`,
    'zip-bomb bomb.zip/bomb.log',
    'line-too-long long.log',
    'unknown-format __proto__',
  ])
    expect(rows).toContain(row);
  expect(report.problems.filter(({ code }) => code === 'out-of-range')).toHaveLength(3);
  for (const { detail, file } of report.problems) await expect(page.getByText(detail).first(), file).toBeAttached();
  await expectClean(page, faults);

  // What was good is one world, and is stored.
  const [world, ...more] = await worldsOf(page);
  expect(more).toEqual([]);
  expect(world).toMatchObject({ forces: [{ name: PROTO }, { name: 'constructor' }, { name: IMG }] });
  // In the page, since what carries objects out of it loses this very name.
  const chunks = await page.evaluate(() => Object.entries((window as unknown as AppWindow).factoscope.state.worlds.value![0]!.chunks));
  expect(chunks).toEqual([[PROTO, 2], ['platform-1', 1]]); // biome-ignore format: one line
  expect(world!.packets).toMatchObject({ chat: 6, built: 1, tags: 1 });
  await page.reload();
  await idle(page);
  expect(await worldsOf(page)).toEqual([world]);
  await expectClean(page, faults);

  // The map, its marks, who is there, what was said, what happened, what is known: all as text.
  await page.goto(`#/map/${encodeURIComponent(world!.id)}/${PROTO}?on=buildings,players,tags,stops&x=16&y=12&z=3`);
  await idle(page);
  for (const text of [IMG, SCRIPT, PROTO, 'from the zip', 'behind 20 MB']) await expect(page.getByText(text).first()).toBeAttached();
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await idle(page);
    await expectClean(page, faults);
  }
  const map = page.locator('.leaflet-container');
  const { x, y, width, height } = (await map.boundingBox())!;
  for (const [dx, dy] of [
    [0, 0],
    [-0.1, 0.1],
    [0.1, -0.1],
    [-0.02, 0.13],
  ] as const) {
    // biome-ignore format: one line
    await page.mouse.click(x + width * (0.5 + dx), y + height * (0.5 + dy));
    await idle(page);
  }
  await expectClean(page, faults);
});
