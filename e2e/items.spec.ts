import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { unzipSync, zipSync } from 'fflate';
import { serve } from '../scripts/serve.mjs';
import { drop, holdWorkers, jobOf, killWorkers, open, problemsOf, untilRead } from './app';
import { test as base, expect, idle, watchFaults } from './fixtures';
import { accessibleText, FOLDER, found, hits, openSample, openThing, PARTS, packsOf, renderingOf, search, wordsOf } from './items-page';

const test = base.extend<{ temp: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the names of the fixtures from this pattern
  temp: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'factoscope-items-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
});

const golden = JSON.parse(readFileSync('e2e/samples/pack.json', 'utf8'))[0];
const DATA = process.env.FACTOSCOPE_DATA ?? '/work/shared/data';
/** axe brings types of a Playwright of its own. */
const axe = (page: Page) => new AxeBuilder({ page: page as unknown as ConstructorParameters<typeof AxeBuilder>[0]['page'] });

function filesBelow(path: string, name: string): Record<string, Uint8Array> {
  const found: Record<string, Uint8Array> = {};
  for (const entry of readdirSync(path)) {
    const [inside, at] = [join(path, entry), `${name}/${entry}`];
    if (statSync(inside).isDirectory()) Object.assign(found, filesBelow(inside, at));
    else found[at] = readFileSync(inside);
  }
  return found;
}

async function expectWhole(page: Page): Promise<void> {
  const packs = await packsOf(page);
  expect(packs).toHaveLength(1);
  expect(packs[0]).toMatchObject({ id: golden.id, counts: golden.counts, languages: golden.languages });
  expect(packs[0]!.icons).toMatchObject({ ...golden.icons, pending: 0 });
}

test('a folder, its parts in any order, and a zip of it are one set of mods, with its icons', async ({ openPersistent, temp }) => {
  const context = await openPersistent();
  const page = await open(context);
  const faults = await watchFaults(page);
  await drop(page, FOLDER);
  await idle(page);
  await expect(page).toHaveURL(/#\/items\//);
  await expectWhole(page);
  // Again, in pieces: nothing new.
  for (const path of [...PARTS].reverse()) {
    await drop(page, path);
    await idle(page);
  }
  await expectWhole(page);
  const zip = join(temp, 'factorio.zip');
  writeFileSync(zip, zipSync(filesBelow(FOLDER, 'factorio'), { level: 1 }));
  await drop(page, zip);
  await idle(page);
  await expectWhole(page);
  expect(faults).toEqual([]);
});

test('icons and languages that come later fill in; until then a page says what is missing', async ({ page, faults }) => {
  await page.goto('');
  await idle(page);
  await drop(page, PARTS[0]!);
  await idle(page);
  expect((await packsOf(page))[0]).toMatchObject({ languages: [], icons: { complete: 0 } });
  await openThing(page, 'item', 'iron-gear-wheel');
  expect(await wordsOf(page)).toContain('__base__/graphics/icons/iron-gear-wheel.png');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('iron-gear-wheel');
  // The pack that is open takes what has none of its own.
  await drop(page, PARTS[2]!);
  await idle(page);
  await drop(page, PARTS[1]!);
  await idle(page);
  await expectWhole(page);
  await openThing(page, 'item', 'iron-gear-wheel');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Iron gear');
  expect(await wordsOf(page)).not.toContain('graphics/icons/iron-gear-wheel.png');
  expect(faults).toEqual([]);
});

test('pages answer by their accessible text alone: how much a minute, what first, on which planets', async ({ page, faults }) => {
  await openSample(page);
  // Half a second at speed 0.75, one gear a run: 90 a minute.
  await openThing(page, 'item', 'iron-gear-wheel');
  let text = await accessibleText(page);
  expect(text).toMatch(/One Assembler 2 makes 90 Iron gear a minute and uses 180 Iron plate a minute/);
  expect(text).toContain('No research is needed');

  // 2.5 s at speed 4 with half as much again: 10 s / 4 → 24 runs, 36 flasks.
  await openThing(page, 'item', 'metallurgic-science-pack');
  text = await accessibleText(page);
  expect(text).toMatch(/One Foundry makes 36 Orange flask a minute/);
  const path = text.slice(text.indexOf('Unlock path'));
  for (const step of ['Automation', 'Rockets', 'The way to Vulcanus', 'Foundry']) expect(path, step).toContain(step);
  expect(await wordsOf(page)).toMatch(/On Vulcanus\./);

  // An electric drill at speed 0.5 on a mining time of 1 s.
  await openThing(page, 'item', 'iron-ore');
  expect(await accessibleText(page)).toMatch(/One Electric drill makes 30 Iron ore a minute/);
  expect(await wordsOf(page)).toMatch(/On Nauvis/);
  expect(faults).toEqual([]);
});

test('the language that is shown is the person’s own; another one names everything anew', async ({ page, faults }) => {
  await openSample(page);
  const choice = page.getByRole('combobox', { name: 'Language' });
  // The browser asks for en-US, of which there is en.
  await expect(choice).toHaveValue('en');
  await choice.selectOption('ja');
  await idle(page);
  await openThing(page, 'item', 'iron-gear-wheel');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('鉄の歯車');
  expect(faults).toEqual([]);
});

test('the search knows German, Japanese, internal names, and what was mistyped', async ({ page, faults }) => {
  await openSample(page);
  for (const [query, label] of [
    ['Eisenzahnrad', 'Iron gear'],
    ['zahnrad', 'Iron gear'],
    ['鉄の歯車', 'Iron gear'],
    ['歯車', 'Iron gear'],
    ['iron-gear-wheel', 'Iron gear'],
    ['Eisenzahnrat', 'Iron gear'],
    ['simple circiut', 'Simple circuit'],
    ['لوح حديد', 'Iron plate'],
    ['__proto__', 'A name that breaks things'],
  ]) {
    await search(page, query!);
    expect((await hits(page)).slice(0, 4).join('\n'), query).toContain(label);
  }
  await search(page, 'qqqqxyzzy');
  expect(await hits(page)).toEqual([]);
  expect(faults).toEqual([]);
});

test('everything by keyboard: / and arrows, Enter, Backspace back, Escape', async ({ page, faults }) => {
  await openSample(page);
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: 'Search' })).toBeFocused();
  await page.keyboard.type('circuit');
  await idle(page);
  const second = found(page).nth(1);
  const wanted = ((await hits(page))[1]!.split('\n')[0] ?? '').trim();
  await page.keyboard.press('ArrowDown');
  await expect(second).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await idle(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(wanted);
  await expect(page.getByRole('dialog', { name: 'Search' })).toBeHidden();
  await page.keyboard.press('Backspace');
  await idle(page);
  await expect(page.getByRole('article')).toHaveCount(0);
  await page.keyboard.press('/');
  await page.keyboard.type('iron');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Search' })).toBeHidden();
  expect(faults).toEqual([]);
});

test('what was opened is there after a reload, and without a network', async ({ openPersistent }) => {
  const server = await serve({ folder: 'dist/site', base: '/off/line/' });
  const context = await openPersistent();
  const page = await context.newPage();
  const faults = await watchFaults(page);
  await page.goto(server.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await drop(page, FOLDER);
  await idle(page);
  await openThing(page, 'item', 'electronic-circuit');
  const text = await accessibleText(page);
  await server.close();
  await page.reload();
  await idle(page);
  expect(await accessibleText(page)).toBe(text);
  await expectWhole(page);
  await search(page, 'Kupferdraht');
  expect((await hits(page))[0]).toContain('Copper wire');
  expect(faults).toEqual([]);
});

test('killed icon workers cost nothing: what they had not drawn is drawn', async ({ openPersistent, temp }) => {
  // 5,000 pictures of their own: twenty sheets.
  const many = Object.fromEntries(
    Array.from({ length: 5000 }, (_, i) => {
      const tint = [(i % 100) / 100, Math.floor(i / 100) / 50, 0.5, 1];
      const icons = [{ icon: '__base__/graphics/icons/iron-plate.png', tint }];
      return [`plate-${i}`, { type: 'item', name: `plate-${i}`, stack_size: 50, icons }];
    }),
  );
  const dump = join(temp, 'data-raw-dump.json');
  writeFileSync(dump, JSON.stringify({ item: many, fluid: {}, recipe: {} }));
  const context = await openPersistent();
  const page = await context.newPage();
  await holdWorkers(page);
  await page.goto('');
  await idle(page);
  await drop(page, dump, PARTS[2]!);
  await page.waitForFunction(
    () => {
      const { value } = (window as unknown as { factoscope: { state: { rendering: { value: { done: number; total: number } | null } } } })
        .factoscope.state.rendering;
      return value !== null && value.total > 0 && value.done > 0;
    },
    undefined,
    { polling: 5 },
  );
  expect((await renderingOf(page))!.status).toBe('running');
  expect(await killWorkers(page, 'icon')).toBeGreaterThan(0);
  await idle(page);
  if ((await packsOf(page))[0]!.icons.pending > 0) {
    // It was told; the next visit goes on.
    expect((await renderingOf(page))?.status).not.toBe('running');
    await page.reload();
    await idle(page);
  }
  expect((await packsOf(page))[0]!.icons).toMatchObject({ complete: 5000, incomplete: 0, pending: 0, pictures: 5000 });
});

test('a cancelled import leaves nothing half, and the next one is whole', async ({ page, temp }) => {
  const many = Object.fromEntries(
    Array.from({ length: 60_000 }, (_, i) => [`thing-${i}`, { type: 'item', name: `thing-${i}`, stack_size: 50, order: 'x'.repeat(300) }]),
  );
  const dump = join(temp, 'data-raw-dump.json');
  writeFileSync(dump, JSON.stringify({ item: many, fluid: {}, recipe: {} }));
  await page.goto('');
  await idle(page);
  await drop(page, dump);
  await untilRead(page, 0.05);
  await page.evaluate(() => (window as unknown as { factoscope: { actions: { cancel(): void } } }).factoscope.actions.cancel());
  await idle(page);
  expect(['cancelled', 'done']).toContain((await jobOf(page))!.status);
  for (const pack of await packsOf(page)) expect(pack.counts.item).toBeLessThanOrEqual(60_000);
  await drop(page, dump);
  await idle(page);
  expect((await packsOf(page)).some(({ counts }) => counts.item === 60_000)).toBe(true);
});

test('hostile packs are told, and what is good beside them is kept', async ({ page, temp, faults }) => {
  const sample = readFileSync('public/sample/Nordland.zip');
  const changed = Buffer.from(sample);
  changed[Math.floor(changed.length / 2)]! ^= 255;
  const paths = { 'cut.zip': sample.subarray(0, 200_000), 'changed.zip': changed, 'html.json': Buffer.from('') };
  const img = '<img src=x onerror="window.pwned=1">';
  const hostile = {
    type: 'item',
    name: img,
    stack_size: 1,
    localised_name: img,
    localised_description: `[img=${img}] [color=red]${img}`,
    icon: '__base__/../../etc/passwd.png',
  };
  paths['html.json'] = Buffer.from(
    JSON.stringify({
      item: {
        [img]: hostile,
        ['__proto__']: { type: 'item', name: '__proto__', stack_size: 1 },
        constructor: { type: 'item', name: 'constructor', stack_size: 1 },
      },
      fluid: {},
      recipe: {},
    }),
  );
  for (const [name, bytes] of Object.entries(paths)) writeFileSync(join(temp, name), bytes);
  writeFileSync(
    join(temp, 'climbing.zip'),
    zipSync({
      '../../outside/info.json': Buffer.from('{"name":"outside","version":"1.0.0"}'),
      '/absolute/info.json': Buffer.from('{"name":"absolute"}'),
    }),
  );
  await page.goto('');
  await idle(page);
  await drop(page, ...[...Object.keys(paths), 'climbing.zip'].map((name) => join(temp, name)), PARTS[0]!);
  await idle(page);
  const codes = await problemsOf(page);
  expect(codes.filter((code) => code.startsWith('snapshot-')).length).toBeGreaterThanOrEqual(2);
  const packs = await packsOf(page);
  expect(packs.map(({ counts }) => counts.recipe ?? 0).sort((a, b) => a - b)).toEqual([0, golden.counts.recipe]);
  const small = packs.find(({ counts }) => counts.item === 3)!;
  for (const name of [img, '__proto__', 'constructor']) {
    await page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      `#/items/${small.id}/item/${encodeURIComponent(name)}`,
    );
    await idle(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  }
  await search(page, '<img');
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  expect(faults).toEqual([]);
});

test('a pack goes out as one file and comes back as it was', async ({ page, temp, faults }) => {
  await page.goto('');
  await idle(page);
  await drop(page, FOLDER);
  await idle(page);
  await page.getByRole('button', { name: 'Export, name, delete' }).click();
  const coming = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: 'Save the file' }).click();
  const zip = join(temp, 'out.zip');
  await (await coming).saveAs(zip);
  expect(Object.keys(unzipSync(readFileSync(zip))).length).toBeLessThanOrEqual(300);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await idle(page);
  const [before] = await packsOf(page);

  const other = await (
    await page
      .context()
      .browser()!
      .newContext({ baseURL: new URL('.', page.url()).href })
  ).newPage();
  await other.goto('');
  await idle(other);
  await drop(other, zip);
  await idle(other);
  const [after] = await packsOf(other);
  expect(after).toMatchObject({
    id: before!.id,
    counts: before!.counts,
    languages: before!.languages,
    icons: { complete: before!.icons.complete, pictures: before!.icons.pictures, pending: 0 },
  });
  await openThing(page, 'item', 'electronic-circuit');
  await openThing(other, 'item', 'electronic-circuit');
  expect(await accessibleText(other)).toBe(await accessibleText(page));
  await other.context().close();
  expect(faults).toEqual([]);
});

test('pins are the same in two tabs', async ({ openPersistent }) => {
  const context = await openPersistent();
  const first = await openSample(context);
  const second = await context.newPage();
  await second.goto('');
  await idle(second);
  await openThing(second, 'item', 'lab');
  await openThing(first, 'item', 'electronic-circuit');
  await first.getByRole('button', { name: 'Pin', exact: true }).click();
  const pinned = second.getByRole('region', { name: 'Pinned' });
  await expect(pinned.getByRole('link', { name: 'Simple circuit' })).toBeVisible();
  await second.reload();
  await idle(second);
  await expect(pinned.getByRole('link', { name: 'Simple circuit' })).toBeVisible();
});

const THINGS: [kind: string, name: string][] = [
  ['item', 'electronic-circuit'],
  ['fluid', 'steam'],
  ['recipe', 'metallic-asteroid-crushing'],
  ['technology', 'laser-shooting-speed-1'],
  ['entity', 'assembling-machine-2'],
  ['entity', 'crude-oil'],
  ['tile', 'stone-path'],
  ['space-location', 'vulcanus'],
  ['quality', 'good'],
  ['equipment', 'personal-shield'],
  ['virtual-signal', 'signal-A'],
  ['mod', 'space-age'],
];

for (const colorScheme of ['dark', 'light'] as const)
  for (const width of [1440, 360]) {
    test(`no barriers on any page, and nothing wider than the window: ${colorScheme}, ${width} px`, { tag: '@long' }, async ({ page }) => {
      test.setTimeout(180_000);
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      await page.addInitScript((theme) => localStorage.setItem('factoscope-theme', theme), colorScheme);
      await openSample(page);
      const check = async (what: string) => {
        // What the pointer lies on by chance has its tooltip open.
        await page.mouse.move(0, 0);
        const violations = (await axe(page).analyze()).violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
        );
        expect.soft(violations, what).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect.soft(wide, `${what} is wider than the window by`).toBeLessThanOrEqual(0);
      };
      await check('front page');
      for (const [kind, name] of THINGS) {
        await openThing(page, kind, name);
        await check(`${kind} ${name}`);
      }
      await search(page, 'iron');
      await check('search');
    });
  }

test('Space Age as the game wrote it, with its locale: the counts of the JSON, names, pages', async ({ page, faults }) => {
  const dump = join(DATA, 'dumps/data-raw-dump_space-age_2.0.15.zip');
  test.skip(!existsSync(dump), `${DATA} is not here; FACTOSCOPE_DATA says where it is`);
  await page.goto('');
  await idle(page);
  await drop(page, dump, join(DATA, 'locale/space-age-2.0'));
  await idle(page);
  const json = JSON.parse(Buffer.from(Object.values(unzipSync(readFileSync(dump)))[0]!).toString('utf8')) as Record<string, object>;
  const counts = Object.fromEntries(
    Object.entries(json).flatMap(([type, named]) => (Object.keys(named).length === 0 ? [] : [[type, Object.keys(named).length]])),
  );
  expect((await packsOf(page)).map((pack) => pack.counts)).toEqual([counts]);
  await openThing(page, 'item', 'electronic-circuit');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Electronic circuit');
  expect(await accessibleText(page)).toMatch(/One Assembling machine 2 makes 90 Electronic circuit a minute/);
  await openThing(page, 'item', 'metallurgic-science-pack');
  expect(await wordsOf(page)).toMatch(/On Vulcanus/);
  await search(page, 'electrnic circuit');
  expect((await hits(page))[0]).toContain('Electronic circuit');
  expect(faults).toEqual([]);
});
