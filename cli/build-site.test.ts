import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { decodePng } from '../mod/host/png';
import { PREVIEW_SIZE } from '../src/core/site/names';
import { revisionOf } from '../src/core/site/page';
import { buildSite } from './build-site';
import { command, Folder } from './testing/command';
import { NothingThere, WrongUse } from './wrong-use';

const LOG = fileURLToPath(new URL('../public/sample/Nordhafen.log.gz', import.meta.url));
const PAGE =
  '<!doctype html>\n<html>\n  <head>\n    <meta name="description" content="x" />\n    <title>Factoscope</title>\n  </head>\n</html>\n';
const folder = new Folder();
const said: string[] = [];
const io = { out: () => {}, say: (line: string) => void said.push(line), progress: () => {} };

/** A site as small as can be. */
function built(): string {
  const site = folder.at('site');
  const files = { 'index.html': PAGE, 'assets/a.js': 'a', 'sw.js': `[{url:"index.html",revision:"${revisionOf(Buffer.from(PAGE))}"}]` };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(site, name)), { recursive: true });
    writeFileSync(join(site, name), text);
  }
  return site;
}

it('puts the site and the world into one folder, and again into the same', async () => {
  const site = built();
  const [zip, out] = [folder.at('world.zip'), folder.at('out')];
  expect((await command('snapshot', LOG, '--tick', '3000000', '--out', zip)).code).toBe(0);
  expect(await buildSite(['--snapshot', zip, '--out', out, '--address', 'https://example.org/w'], io, site)).toBe(0);
  expect(readdirSync(out, { recursive: true }).sort()).toEqual([
    'assets',
    'assets/a.js',
    'index.html',
    'preview.png',
    'sw.js',
    'world.zip',
  ]);
  expect(readFileSync(join(out, 'world.zip')).equals(readFileSync(zip))).toBe(true);

  const page = readFileSync(join(out, 'index.html'));
  expect(String(page)).toContain('<title>Nordhafen</title>');
  expect(String(page)).toContain('<meta name="factoscope-snapshot" content="world.zip" />');
  expect(String(page)).toContain('content="https://example.org/w/preview.png"');
  expect(readFileSync(join(out, 'sw.js'), 'utf8')).toContain(revisionOf(page));
  const { width, height, pixels } = decodePng(readFileSync(join(out, 'preview.png')));
  expect([width, height]).toEqual([...PREVIEW_SIZE]);
  // Water, ground, what is not charted: more than one colour, none of them transparent.
  const seen = new Uint32Array(pixels.slice().buffer);
  expect(new Set(seen).size).toBeGreaterThan(20);
  expect(seen.every((pixel) => pixel >>> 24 === 255)).toBe(true);

  writeFileSync(join(out, 'assets/old.js'), 'of the version before');
  expect(await buildSite(['--snapshot', zip, '--out', out, '--title', 'Home <3'], io, site)).toBe(0);
  expect(existsSync(join(out, 'assets/old.js'))).toBe(false);
  expect(readFileSync(join(out, 'index.html'), 'utf8')).toContain('<title>Home &lt;3</title>');
  expect(readFileSync(join(site, 'index.html'), 'utf8')).toBe(PAGE);
});

it('writes nothing over what is somebody’s, and shows nothing but snapshots', async () => {
  const site = built();
  const mine = folder.at('mine');
  mkdirSync(mine, { recursive: true });
  writeFileSync(join(mine, 'index.html'), '<p>my page</p>');
  const run = (...args: string[]) => buildSite(args, io, site);
  await expect(run('--snapshot', LOG, '--out', mine)).rejects.toThrow(WrongUse);
  expect(readdirSync(mine)).toEqual(['index.html']);
  await expect(run('--snapshot', LOG, '--out', folder.at('new'))).rejects.toThrow(NothingThere);
  await expect(run('--snapshot', folder.at('none.zip'), '--out', folder.at('new'))).rejects.toThrow(NothingThere);
  const cut = folder.at('cut.zip');
  writeFileSync(cut, readFileSync(folder.at('world.zip')).subarray(0, 5000));
  await expect(run('--snapshot', cut, '--out', folder.at('new'))).rejects.toThrow(NothingThere);
  for (const args of [
    ['--out', 'x'],
    ['--snapshot', 'x'],
    ['x', '--snapshot', 'x', '--out', 'x'],
    ['--snapshot', 'x', '--out', 'x', '--address', 'ftp://x'],
  ])
    await expect(run(...args)).rejects.toThrow(WrongUse);
  expect(existsSync(folder.at('new'))).toBe(false);
});
