/** `icons` and `pack` as a person uses them. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync, zipSync } from 'fflate';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { decodePng, encodePng } from '../mod/host/png';
import { FOLDER, PACK_FILE } from '../mod/sample-pack/options';
import { FileNames } from './file-names';
import { command, Folder } from './testing/command';
import { type ReadPack, readPack } from './testing/packs';

const folder = new Folder();
const root = fileURLToPath(new URL('..', import.meta.url));
const pngAt = (path: string) => decodePng(readFileSync(path));
const sizeAt = (path: string) => [pngAt(path).width, pngAt(path).height];
const pixel = (path: string, x: number, y: number): number[] => {
  const { width, pixels } = pngAt(path);
  return [...pixels.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
};

describe('icons', () => {
  const out = folder.at('icons');
  let said: string;

  beforeAll(async () => {
    const ran = await command('icons', FOLDER, '--out', out);
    expect([ran.code, ran.out]).toEqual([0, '']);
    said = ran.said;
  }, 60_000);

  it('are laid out as the game’s own dump: all items under item, all entities under entity', () => {
    for (const name of [
      'item/iron-plate',
      'item/automation-science-pack',
      'item/speed-module',
      'entity/assembling-machine-2',
      'entity/crude-oil',
      'space-location/nauvis',
      'recipe/iron-gear-wheel',
      'technology/automation',
      'item-group/logistics',
    ])
      expect(sizeAt(join(out, `${name}.png`)), name).toEqual([64, 64]);
    expect(existsSync(join(out, 'tool'))).toBe(false);
  });

  it('have straight alpha: half-seen edges keep their colour', () => {
    const { pixels } = pngAt(join(out, 'virtual-signal/signal-red.png'));
    let soft = 0;
    for (let i = 0; i < pixels.length; i += 4) {
      if (pixels[i + 3]! < 20 || pixels[i + 3]! > 120) continue;
      soft += 1;
      // The edge is drawn in #141210: premultiplied, or drawn twice, it would be darker or lighter than that.
      expect(Math.abs(pixels[i]! - 0x14)).toBeLessThanOrEqual(12);
    }
    expect(soft).toBeGreaterThan(3);
  });

  it('says what was left out, why, and what to add', () => {
    const pictures = readdirSync(out, { recursive: true }).filter((name) => String(name).endsWith('.png'));
    expect(said).toContain(`${pictures.length} icons`);
    expect(pictures.length).toBeGreaterThan(600);
    expect(said).toMatch(/Mod base: 2 files are missing, as __base__\/graphics\/icons\/never-drawn.png/);
    expect(said).toContain('1 icon left out: item/odd-missing.');
    expect(said).toContain('1 icon drawn without a layer: item/odd-missing-layer.');
    expect(said).toMatch(/Mod factoscope: 1 file is missing.*\n.*\n {2}Add the mod/);
    expect(said).toMatch(/broken\.png: This PNG is cut or damaged.*item\/odd-broken/);
    expect(existsSync(join(out, 'item/odd-missing.png'))).toBe(false);
    expect(existsSync(join(out, 'item/odd-missing-layer.png'))).toBe(true);
  });

  it('keeps what a broken layer leaves, and of a missing layer the rest', () => {
    for (const [odd, art] of [
      ['odd-broken-layer', 'copper-plate'],
      ['odd-missing-layer', 'iron-plate'],
      ['odd-doubled-slashes', 'iron-plate'],
      ['odd-both', 'steel-plate'],
    ])
      expect(Buffer.compare(readFileSync(join(out, `item/${odd}.png`)), readFileSync(join(out, `item/${art}.png`))), odd).toBe(0);
  });

  it('hold the law’s tints: 0..255 when one channel is above 1, black and opaque where nothing is said', () => {
    // The pip is #f2f2f2 right of its middle, #d0d0d0 left of it.
    expect(pixel(join(out, 'item/odd-tint-list.png'), 42, 32)).toEqual([255, Math.round((0xf2 * 0.25) / 0.5), 0, 128]);
    expect(pixel(join(out, 'item/odd-tint-half-said.png'), 42, 32)).toEqual([0, 0xf2, 0, 255]);
    const [r, g, b, a] = pixel(join(out, 'item/odd-tint-of-255.png'), 42, 32);
    expect([r, b, a]).toEqual([255, 0, 128]);
    expect(Math.abs(g! - (0xf2 * 64) / 128)).toBeLessThanOrEqual(1);
  });

  it('--native is as large as all layers need', async () => {
    const native = folder.at('native');
    expect((await command('icons', FOLDER, '--out', native, '--native')).code).toBe(0);
    const sizes = {
      'technology/laser-shooting-speed-1': 292,
      'space-connection/nauvis-vulcanus': 66,
      'item/odd-empty': 1,
      'entity/lane-splitter': 64,
      'achievement/quiet-night': 128,
      'item-group/space': 128,
    };
    for (const [name, side] of Object.entries(sizes)) expect(sizeAt(join(native, `${name}.png`)), name).toEqual([side, side]);
    expect(sizeAt(join(native, 'item/odd-wide.png'))).toEqual([96, 64]);
  }, 60_000);

  it('--size makes them larger or smaller', async () => {
    const small = folder.at('small');
    expect((await command('icons', FOLDER, '--out', small, '--size', '24')).code).toBe(0);
    expect(sizeAt(join(small, 'technology/laser-shooting-speed-1.png'))).toEqual([24, 24]);
  }, 60_000);

  it('stay within their folder, whatever a prototype is called', () => {
    const names = readdirSync(join(out, 'virtual-signal'));
    expect(names).toContain('a%2F..%2Fb.png');
    expect(names).toContain('__proto__.png');
    expect(names).toContain('constructor.png');
    expect(names).toContain('%43ON.png');
    expect(Math.max(...names.map((name) => name.length))).toBeLessThan(200);
    expect(readdirSync(join(out, '..')).filter((name) => name.endsWith('.png'))).toEqual([]);
  });

  it('come out of a pack too', async () => {
    const zip = folder.at('for-icons.zip');
    expect((await command('pack', FOLDER, '--out', zip)).code).toBe(0);
    const again = folder.at('again');
    expect((await command('icons', zip, '--out', again)).code).toBe(0);
    expect(pngAt(join(again, 'item/iron-plate.png')).pixels).toEqual(pngAt(join(out, 'item/iron-plate.png')).pixels);
  }, 60_000);

  it('without a dump are the mods’ own files, and that is said', async () => {
    const zip = folder.at('pretty_1.2.3.zip');
    const png = encodePng({ width: 6, height: 4, pixels: new Uint8Array(6 * 4 * 4).fill(200) });
    const info = Buffer.from('{"name": "pretty", "version": "1.2.3"}');
    writeFileSync(
      zip,
      zipSync({
        'any/info.json': info,
        'any/graphics/icons/a.png': png,
        'any/graphics/icons/deep/a.png': png,
        'any/graphics/technology/a.png': png,
        'any/graphics/icons/bad.png': png.slice(0, 40),
        'any/graphics/entity/big.png': png,
        'any/thumbnail.png': png,
      }),
    );
    const { code, said } = await command('icons', zip, '--out', folder.at('pretty'), '--native');
    expect(code).toBe(0);
    expect(said).toContain('There is no dump among these files');
    expect(said).toContain('3 pictures of pretty 1.2.3');
    expect(said).toContain('2 pictures that are no icons');
    expect(said).toMatch(/Left out: graphics\/icons\/bad.png: This PNG is cut/);
    for (const name of ['a', 'deep/a', 'technology/a']) expect(sizeAt(folder.at(`pretty/file/pretty/${name}.png`)), name).toEqual([4, 4]);
  });

  it('exits with 1 where there is nothing, with 2 when used wrongly', async () => {
    const list = join(FOLDER, 'mods/mod-list.json');
    expect(await command('icons', list, '--out', folder.at('none'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('Add a dump'),
    });
    const wrong = async (...args: string[]) => (await command('icons', FOLDER, ...args)).code;
    expect([await wrong(), await wrong('--out', 'x', '--size', '0'), await wrong('--out', 'x', '--size', 'big')]).toEqual([2, 2, 2]);
    expect(await wrong('--out', 'x', '--size', '32', '--native')).toBe(2);
    writeFileSync(folder.at('a-file'), '');
    expect(await wrong('--out', folder.at('a-file'))).toBe(2);
  }, 60_000);
});

describe('names of files', () => {
  it('are one a prototype, where case and accents tell nothing apart either', () => {
    const names = new FileNames();
    const taken = ['Iron', 'iron', 'IRON', 'e\u0301', '\u00e9', 'a:b', 'a%3Ab', '', '.', 'nul', 'nul.x', 'end.', '\ud800'].map((name) =>
      names.take('item', name),
    );
    expect(new Set(taken.map((name) => name.normalize('NFC').toLowerCase())).size).toBe(taken.length);
    for (const name of taken) expect(name).toMatch(/^item\/[^<>:"/\\|?*]+$/);
    expect(taken.some((name) => /\/(nul|\.)|\.$/.test(name))).toBe(false);
    expect(names.take('fluid', 'iron')).toBe('fluid/iron');
    expect(Buffer.byteLength(names.take('item', '鉄'.repeat(300)))).toBeLessThan(200);
  });
});

describe('pack', () => {
  const open: ReadPack[] = [];
  afterEach(() => {
    for (const { read } of open.splice(0)) read.close();
  });
  const opened = async (...paths: string[]) => {
    const pack = await readPack(...paths);
    open.push(pack);
    return pack;
  };
  const made = async (name: string, ...args: string[]) => {
    const path = folder.at(name);
    const { code, said } = await command('pack', ...args, '--out', path);
    expect([code, said]).toEqual([0, expect.stringContaining(path)]);
    return path;
  };

  it('of the same input is the same bytes, wherever it lies; read and written again too', async () => {
    const zip = await made('first.zip', FOLDER);
    const elsewhere = folder.at('elsewhere/pack');
    mkdirSync(folder.at('elsewhere'));
    cpSync(FOLDER, elsewhere, { recursive: true });
    expect(Buffer.compare(readFileSync(zip), readFileSync(await made('second.zip', elsewhere)))).toBe(0);
    expect(Buffer.compare(readFileSync(zip), readFileSync(await made('third.zip', zip)))).toBe(0);
  }, 60_000);

  it('imported is what was exported: prototypes, names in every language, pictures, claims', async () => {
    const [before, after] = [await opened(FOLDER), await opened(await made('round.zip', FOLDER))];
    const { bytes: _, createdAt: _c, changedAt: _d, version: _v, files: _f, ...info } = before.info;
    expect(after.info).toMatchObject({ id: info.id, counts: info.counts, languages: info.languages });
    expect(after.info.icons).toMatchObject({
      complete: info.icons.complete,
      incomplete: info.icons.incomplete,
      pictures: info.icons.pictures,
    });
    expect(after.info.claims.mods.map(({ value: { name, version } }) => [name, version])).toEqual(
      before.info.claims.mods.map(({ value: { name, version } }) => [name, version]),
    );
    expect(after.info.claims.settings?.value).toEqual(before.info.claims.settings?.value);
    expect(await after.pack.raw()).toEqual(await before.pack.raw());
    for (const language of info.languages) {
      const [was, is] = [await before.pages(language), await after.pages(language)];
      for (const { tab } of was.tabs()) expect(is.grid(tab), `${language} ${tab}`).toEqual(was.grid(tab));
    }
  }, 60_000);

  it('--languages, --no-icons, --lossy, --small and --native change what is in it', async () => {
    const size = async (...args: string[]) => statSync(await made(`${args.join('')}.zip`, FOLDER, ...args)).size;
    const whole = await size();
    const [none, lossy, small, native] = [await size('--no-icons'), await size('--lossy'), await size('--small'), await size('--native')];
    expect(lossy).toBeLessThan(whole);
    expect(small).toBeLessThan(whole);
    expect(native).toBeGreaterThan(whole);
    expect(none).toBeLessThan(100_000);
    const two = await opened(await made('two.zip', FOLDER, '--languages', 'en,de', '--no-icons'));
    expect(two.info.languages).toEqual(['de', 'en']);
    const { code, said } = await command('pack', FOLDER, '--languages', 'tlh', '--out', folder.at('x.zip'));
    expect([code, said]).toEqual([1, expect.stringContaining('no texts in tlh')]);
  }, 120_000);

  it('is a zip that any program opens, of at most 300 entries that are stored', async () => {
    const bytes = readFileSync(await made('plain.zip', FOLDER));
    const methods: number[] = [];
    const entries = unzipSync(bytes, { filter: ({ compression }) => methods.push(compression) > 0 });
    expect(methods.every((method) => method === 0)).toBe(true);
    expect(Object.keys(entries).length).toBeLessThanOrEqual(300);
  }, 60_000);

  it('says whose pictures they are, and goes to stdout for --out -', async () => {
    const { code, out, said } = await command('pack', FOLDER, '--out', '-');
    expect([code, out.slice(0, 2), said]).toEqual([0, 'PK', expect.stringContaining('belong to')]);
  }, 60_000);

  it('exits with 1 where there are no prototypes, with 2 for several packs without --pack and when used wrongly', async () => {
    const dump = folder.at('other-dump.json');
    writeFileSync(
      dump,
      '{"item": {"a": {"type": "item", "name": "a", "stack_size": 1}}, "fluid": {"b": {"type": "fluid", "name": "b"}}, "recipe": {}}',
    );
    expect((await command('pack', join(FOLDER, 'mods'), '--out', folder.at('x.zip'))).code).toBe(1);
    const { code, said } = await command('pack', dump, join(FOLDER, 'data-raw-dump.json'), '--out', folder.at('x.zip'));
    expect([code, said]).toEqual([2, expect.stringContaining('--pack says which')]);
    for (const args of [
      [],
      ['--out', 'x', '--small', '--lossy'],
      ['--out', 'x', '--no-icons', '--native'],
      ['--out', 'x', '--languages', 'en,,de'],
    ])
      expect((await command('pack', dump, ...args)).code).toBe(2);
  }, 60_000);
});

it('a pack is the same bytes wherever its files lie and whatever way they are named, and tells nothing of where that is', async () => {
  const packs: Buffer[] = [];
  for (const place of ['one', 'some/de/other-folder']) {
    const at = folder.at(place);
    cpSync(FOLDER, at, { recursive: true });
    const parts = ['data', 'mods', 'data-raw-dump.json'].map((name) => join(at, name));
    for (const [i, given] of [[at], parts, parts.map((path) => relative(process.cwd(), path))].entries()) {
      const out = folder.at(`same-${packs.length}-${i}.zip`);
      expect((await command('pack', ...given, '--native', '--out', out)).code).toBe(0);
      packs.push(readFileSync(out));
    }
    const { out } = await command('inspect', at);
    const { packs: found, files } = JSON.parse(out);
    for (const { source } of found[0].claims.mods) expect(source).toMatch(/^(mods|data)\/|^(icons|texts)$/);
    // To the person files are what they were called.
    for (const { name } of files) expect(name.startsWith(`${at}/`), name).toBe(true);
  }
  for (const pack of packs) expect(Buffer.compare(pack, packs[0]!)).toBe(0);
  expect((await command('inspect', folder.at('nowhere/x.log'))).said).toContain(folder.at('nowhere/x.log'));
}, 120_000);

it('the shipped sample is what the generator and the command make today (npm run sample:pack)', async () => {
  const path = folder.at('Nordland.zip');
  expect((await command('pack', FOLDER, '--name', 'Nordland', '--out', path)).code).toBe(0);
  expect(Buffer.compare(readFileSync(path), readFileSync(join(root, PACK_FILE)))).toBe(0);
  expect(statSync(path).size).toBeLessThan(800_000);
}, 60_000);
