import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../core/result';
import { bytesSource, type Source } from '../source';
import { collect, inWindows } from '../testing/collect';
import { writeZip } from '../testing/item-browser';
import { PackRecorder } from '../testing/pack-recorder';
import { openedFolder, sourceFolder } from './folder';
import { modRoots, partsOf } from './parts';

const encode = (text: string) => new TextEncoder().encode(text);
const never = new AbortController().signal;
const png = (text: string) => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...encode(text)]);
const mod = (root: string, name: string, version = '1.2.3'): Record<string, Uint8Array> => ({
  [`${root}info.json`]: encode(JSON.stringify({ name, version, title: `The ${name}`, author: 'me' })),
  [`${root}locale/en/b.cfg`]: encode(`[item-name]\n${name}=second`),
  [`${root}locale/en/a.cfg`]: encode(`[item-name]\n${name}=first\nother=Other`),
  [`${root}locale/pt-BR/a.cfg`]: encode(`[item-name]\n${name}=Um`),
  [`${root}locale/en/deeper/c.cfg`]: encode('[item-name]\nnever=read'),
  [`${root}graphics/icons/a.png`]: png(name),
  [`${root}data.lua`]: encode('-- code'),
});
const zipOf = (files: Record<string, Uint8Array>, deflate = true) =>
  writeZip(Object.entries(files).map(([name, data]) => ({ name, data, deflate })));

function counted(name: string, bytes: Uint8Array) {
  const slices: [number, number][] = [];
  const source: Source = {
    name,
    size: bytes.length,
    slice: async (start, end) => {
      slices.push([start, end]);
      return bytes.slice(start, Math.min(end, bytes.length));
    },
  };
  return { source, slices };
}

async function folder(files: Record<string, Uint8Array>) {
  const problems: Problem[] = [];
  const pack = new PackRecorder();
  const sources = Object.entries(files).map(([name, bytes]) => bytesSource(name, bytes));
  const parts = partsOf(sourceFolder(sources, (problem) => problems.push(problem)));
  const sink = {
    log: () => ({ head() {}, entry() {}, other() {} }),
    problem: (problem: Problem) => problems.push(problem),
    pack,
    turn: async () => {},
  };
  const summaries = [];
  for (const part of parts) summaries.push({ name: part.name, ...(await part.read(sink, never)), bytes: part.size });
  return { pack, problems, summaries };
}

/** What a mod gives, however it came. */
async function expectMod(pack: PackRecorder, name: string, from: string, version = '1.2.3') {
  expect(pack.mods).toMatchObject([{ info: { name, version, title: `The ${name}`, author: 'me' }, from }]);
  expect(pack.locales.map(({ mod: of, language, file, table }) => [of, language, file, [...table]])).toEqual([
    [
      name,
      'en',
      'locale/en/a.cfg',
      [
        [`item-name.${name}`, 'first'],
        ['item-name.other', 'Other'],
      ],
    ],
    [name, 'en', 'locale/en/b.cfg', [[`item-name.${name}`, 'second']]],
    [name, 'pt-BR', 'locale/pt-BR/a.cfg', [[`item-name.${name}`, 'Um']]],
  ]);
  const [shelf] = pack.shelves;
  expect(shelf).toMatchObject({ mod: name, version, from });
  expect([shelf!.has('graphics/icons/a.png'), shelf!.has('graphics/icons/b.png'), shelf!.has('../info.json')]).toEqual([
    true,
    false,
    false,
  ]);
  expect(await shelf!.read(['nothing.png', 'graphics/icons/a.png'], never)).toEqual([null, png(name)]);
}

describe('a mod', () => {
  it.each([
    ['its own name', 'tin_1.2.3/'],
    ['any name', 'internal-root-folder/'],
    ['no name', ''],
  ])('zipped, with a root folder of %s', async (_, root) => {
    for (const deflate of [true, false]) {
      const pack = new PackRecorder();
      const { problems, summary } = await collect(zipOf(mod(root, 'tin'), deflate), 'mods/tin_1.2.3.zip', pack);
      expect(problems).toEqual([]);
      expect(summary).toMatchObject({ format: 'zip (Mod)', read: true, note: '1 mod, 4 texts, 2 languages.' });
      await expectMod(pack, 'tin', 'mods/tin_1.2.3.zip');
    }
  });

  it('unpacked', async () => {
    const { pack, problems, summaries } = await folder(mod('Factorio/mods/tin/', 'tin'));
    expect(problems).toEqual([]);
    expect(summaries).toMatchObject([{ name: 'Factorio/mods/tin', format: 'Mod', read: true }]);
    // Its info.json and three files of texts; no picture.
    expect(summaries[0]!.bytes).toBeGreaterThan(100);
    expect(summaries[0]!.bytes).toBeLessThan(200);
    await expectMod(pack, 'tin', 'Factorio/mods/tin');
  });

  it('in a zip of the mods folder, zipped or not, stored or deflated', async () => {
    for (const deflate of [true, false]) {
      const inner = new PackRecorder();
      await collect(
        zipOf(
          { 'mods/tin_1.2.3.zip': zipOf(mod('tin/', 'tin')), 'mods/mod-list.json': encode('{"mods":[{"name":"tin","enabled":true}]}') },
          deflate,
        ),
        'all.zip',
        inner,
      );
      await expectMod(inner, 'tin', 'all.zip/mods/tin_1.2.3.zip');
      expect(inner.lists[0]!.mods).toEqual([{ name: 'tin', version: null }]);
      const unpacked = new PackRecorder();
      await collect(
        zipOf({ ...mod('mods/tin/', 'tin'), ...mod('mods/lead/', 'lead'), 'game.log': encode('   0.001 x') }, deflate),
        'all.zip',
        unpacked,
      );
      expect(unpacked.shelves.map(({ from }) => from)).toEqual(['all.zip/mods/lead', 'all.zip/mods/tin']);
    }
  });

  it('is never unpacked whole: of 10 MB a thirtieth is read', async () => {
    const noise = new Uint8Array(100_000).map((_, i) => (i * 2_654_435_761) >>> 13);
    const big = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`big/graphics/entity/${i}.png`, noise]));
    const { source, slices } = counted('big.zip', zipOf({ ...big, ...mod('big/', 'big') }, false));
    const pack = new PackRecorder();
    await collect(source, 'big.zip', pack);
    await expectMod(pack, 'big', 'big.zip');
    expect(source.size).toBeGreaterThan(10_000_000);
    expect(slices.reduce((sum, [start, end]) => sum + Math.min(end, source.size) - start, 0)).toBeLessThan(source.size / 30);
    expect(slices.length).toBeLessThan(20);
  });

  it('without a readable info.json gets an answer, and the others are read', async () => {
    const broken = await folder({ 'mods/a/info.json': encode('{'), ...mod('mods/tin/', 'tin') });
    expect(broken.problems).toMatchObject([{ code: 'mod-info-broken', file: 'mods/a/info.json' }]);
    await expectMod(broken.pack, 'tin', 'mods/tin');
  });

  it('whose texts are bombs keeps the others', async () => {
    const bombs = {
      'tin/locale/de/x.cfg': new Uint8Array(60_000_000).fill(97),
      'tin/locale/fr/x.cfg': encode(`[${'x'.repeat(1000)}]\n${'a=b\n'.repeat(1_500_000)}`),
      'tin/locale/ja/x.cfg': encode(Array.from({ length: 400_000 }, (_, i) => `k${i}=v`).join('\n')),
    };
    const pack = new PackRecorder();
    const { problems } = await collect(zipOf({ ...mod('tin/', 'tin'), ...bombs }), 'tin.zip', pack);
    expect(problems).toMatchObject([{ code: 'zip-too-large', file: 'tin.zip/tin/locale/de/x.cfg' }]);
    expect(pack.locales.map(({ language, table }) => [language, Math.min(table.size, 200_000)])).toEqual([
      ['en', 2],
      ['en', 1],
      ['fr', 1],
      ['ja', 200_000],
      ['pt-BR', 1],
    ]);
  });

  it('in a mod is no mod of its own', () => {
    expect(modRoots(['a/info.json', 'a/b/info.json', 'a/b/c/info.json', 'ab/info.json', 'c/d/info.json', 'x.json'])).toEqual([
      'a/',
      'ab/',
      'c/d/',
    ]);
    expect(modRoots(['info.json', 'a/info.json'])).toEqual(['']);
    expect(modRoots([`${'a/'.repeat(30_000)}info.json`])).toEqual([]);
  });
});

describe('the game’s own folders', () => {
  it('are mods like any, and base tells the version', async () => {
    const { pack, summaries } = await folder({
      ...mod('data/core/', 'core', '2.0.60'),
      ...mod('data/base/', 'base', '2.0.60'),
      ...mod('data/space-age/', 'space-age', '2.0.60'),
    });
    expect(pack.shelves.map(({ mod: name }) => name)).toEqual(['base', 'core', 'space-age']);
    expect(pack.versions).toEqual([{ version: '2.0.60', from: 'data/base/info.json' }]);
    expect(summaries.map(({ name }) => name)).toEqual(['data/base', 'data/core', 'data/space-age']);
  });
});

describe('dumped icons', () => {
  const files = {
    'out/item/iron-plate.png': png('1'),
    'out/space-location/nauvis.png': png('2'),
    'out/item/__proto__.png': png('3'),
    'out/shots/x.png': png('4'),
    'out/item/broken.png': encode('x'),
  };
  const wanted = ['item/iron-plate', 'space-location/nauvis', 'item/__proto__'];

  it('are told by the folders they lie in', async () => {
    const { pack, problems, summaries } = await folder(files);
    expect(pack.pictures.map(({ kind, name }) => `${kind}/${name}`)).toEqual(wanted);
    expect(pack.pictures[0]).toMatchObject({ premultiplied: true, picture: 'native', png: png('1') });
    expect(problems).toMatchObject([{ code: 'png-damaged', file: 'out/item/broken.png' }]);
    expect(summaries).toMatchObject([{ name: 'out', format: 'Dumped icons', note: '3 icons.' }]);
  });

  it('in a zip, with the dump and its names', async () => {
    const pack = new PackRecorder();
    const others = {
      'out/data-raw-dump.json': encode('{"item":{"iron-plate":{"type":"item","name":"iron-plate"}}}'),
      'out/de/item-locale.json': encode('{"names":{"iron-plate":"Eisenplatte"}}'),
    };
    const { summary } = await collect(zipOf({ ...files, ...others }), 'script-output.zip', pack);
    expect(pack.pictures.map(({ kind, name }) => `${kind}/${name}`).sort()).toEqual([...wanted].sort());
    expect(pack.names).toEqual(['item/iron-plate']);
    expect(pack.texted).toMatchObject([{ texts: { kind: 'item', language: 'de' } }]);
    expect(summary.format).toContain('Dumped icons');
  });

  it('one alone is known by its path', async () => {
    const pack = new PackRecorder();
    await collect(png('x'), 'script-output/fluid/water.png', pack);
    expect(pack.pictures).toMatchObject([{ kind: 'fluid', name: 'water' }]);
    expect((await collect(png('x'), 'water.png')).problems).toMatchObject([{ code: 'not-a-log-picture' }]);
  });
});

it('a folder of the page is opened in batches, and says what is gone', async () => {
  const asked: number[] = [];
  const problems: Problem[] = [];
  const paths = Array.from({ length: 1200 }, (_, i) => `item/${i}.png`);
  const open = async (batch: string[]) => {
    asked.push(batch.length);
    return batch.map((path) => (path === 'item/7.png' ? null : new Blob([path])));
  };
  const bytes = await openedFolder(paths, open, (problem) => problems.push(problem)).read(paths, never);
  expect(asked).toEqual([500, 500, 200]);
  expect(new TextDecoder().decode(bytes[1199]!)).toBe('item/1199.png');
  expect(bytes[7]).toBeNull();
  expect(problems).toMatchObject([{ code: 'not-readable', file: 'item/7.png' }]);
});

describe('names and lists', () => {
  it('a locale dump says of what by its name, and in which language by its folder', async () => {
    const read = async (name: string, text = '{"names":{"a":"A","__proto__":"B"},"descriptions":{"a":5}}') => {
      const pack = new PackRecorder();
      const { problems } = await collect(encode(text), name, pack);
      return {
        of: pack.texted.map(({ texts }) => [texts.kind, texts.language, [...texts.names]])[0],
        codes: problems.map(({ code }) => code),
      };
    };
    const names = [
      ['a', 'A'],
      ['__proto__', 'B'],
    ];
    expect((await read('item-locale.json')).of).toEqual(['item', null, names]);
    expect((await read('script-output-pt-BR/space-location-locale.json')).of).toEqual(['space-location', 'pt-BR', names]);
    expect((await read('dumps/zh-cn/script-output/item-locale.json')).of).toEqual(['item', 'zh-CN', names]);
    expect(await read('noise-expression-locale.json')).toEqual({ of: undefined, codes: ['not-a-log-locale'] });
    expect(await read('names.json')).toEqual({ of: undefined, codes: ['locale-kind'] });
    expect(await read('item-locale.json', '{"names":{"a":"A"')).toEqual({ of: undefined, codes: ['bad-json'] });
    const many = `{"names":{${Array.from({ length: 300_000 }, (_, i) => `"${i}x":""`).join(',')}}}`;
    expect((await read('item-locale.json', many)).of![2]).toHaveLength(200_000);
  });

  it('a dump is read whole in windows of a byte, and cut ones to the cut', async () => {
    const text = '{"item":{"a":{"type":"item","name":"a"},\n"b":{"type":"item","name":"b"}},\n"fluid":{"c":{"type":"fluid"}}}';
    const pack = new PackRecorder();
    expect((await collect(inWindows(encode(text), 1, 'data-raw-dump.json'), 'data-raw-dump.json', pack)).problems).toEqual([]);
    expect(pack.names).toEqual(['item/a', 'item/b', 'fluid/c']);
    expect(pack.dumps[0]!.whole).toBe(true);
    const cut = new PackRecorder();
    const { problems, summary } = await collect(encode(text.slice(0, 60)), 'data-raw-dump.json', cut);
    expect(problems).toMatchObject([{ code: 'dump-cut', line: 2, detail: expect.stringContaining('"b" (item)') }]);
    expect([cut.names, cut.dumps[0]!.whole]).toEqual([['item/a'], false]);
    expect(summary).toMatchObject({ format: 'Prototype dump', note: '1 prototype.' });
    const wrong = new PackRecorder();
    const found = await collect(encode(text.replace('"name":"b"', '"name":b')), 'x.json', wrong);
    expect(found.problems).toMatchObject([{ code: 'bad-prototype', line: 2 }]);
    expect(wrong.names).toEqual(['item/a', 'fluid/c']);
  });

  it('a dump in UTF-16, with a mark, with broken characters', async () => {
    const text = `{"item":{"ä":{"type":"item","s":"\ufffd","long":"${'x'.repeat(200)}"}}}`;
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
    const latin = new Uint8Array(Buffer.from(text.replace('\ufffd', 'é'), 'latin1'));
    for (const [bytes, name] of [
      [utf16, 'item/ä'],
      [encode(`\ufeff${text}`), 'item/ä'],
      [latin, 'item/\ufffd'],
    ] as const) {
      const pack = new PackRecorder();
      expect((await collect(bytes, 'data-raw-dump.json', pack)).problems).toEqual([]);
      expect(pack.names).toEqual([name]);
    }
  });

  it('a .cfg alone needs a folder that says its language', async () => {
    const pack = new PackRecorder();
    await collect('[item-name]\na=A', 'mods/tin_1.0.0/locale/de/x.cfg', pack);
    expect(pack.locales).toMatchObject([{ mod: 'tin', language: 'de', file: 'locale/de/x.cfg' }]);
    expect((await collect('[item-name]\na=A', 'x.cfg')).problems).toMatchObject([{ code: 'cfg-language' }]);
  });
});

const MODS = '/work/shared/data/mods/';
// Skipped where the folder of real files is not at hand.
describe.skipIf(!existsSync(MODS))('real mods', () => {
  it.each(existsSync(MODS) ? readdirSync(MODS) : [])('%s', async (file) => {
    const pack = new PackRecorder();
    const { problems } = await collect(new Uint8Array(readFileSync(MODS + file)), file, pack);
    if (file.startsWith('invalid')) return expect(problems).toMatchObject([{ code: 'not-a-log-zip-without-log' }]);
    expect(problems).toEqual([]);
    expect(`${pack.shelves[0]!.mod}_${pack.shelves[0]!.version}.zip`).toBe(file);
    expect(pack.locales.some(({ language }) => language === 'en')).toBe(true);
  });
});
