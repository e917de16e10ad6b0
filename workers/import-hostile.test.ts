/** Zips and names that mean harm, by the way that a drop takes: each costs itself alone, and is told by its name. */
import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { openPack } from '../src/core/pack/open';
import { MemoryStore } from '../src/core/world/block-store';
import { kernels } from '../src/core/world/testing/host';
import { readFile } from '../src/import/read-file';
import { writeZip } from '../src/import/testing/item-browser';
import { queue } from './exclusive';
import { HeldPack } from './held-pack';
import { createImportService } from './import-service';

const encode = (text: string) => new TextEncoder().encode(text);
const png = (text: string) => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...encode(text)]);
const quiet = () => {};

async function imported(files: Record<string, Uint8Array | string>) {
  const store = new MemoryStore();
  const api = createImportService({
    ...{ store, kernels, readFile, exclusively: queue(), tellChanged: quiet },
    storage: async () => ({ used: 1, quota: 2, persisted: true }),
  });
  const dropped = Object.entries(files).map(([name, data]) => ({ name, file: new File([data as Uint8Array<ArrayBuffer>], name) }));
  const report = await api.run('1', dropped, quiet);
  const packs = await Promise.all(report.packs.map((id) => openPack(store, id)));
  return { report, packs: packs.map((pack) => pack!), infos: await api.packs() };
}

const named = (...icons: string[]) =>
  JSON.stringify({
    item: Object.fromEntries(icons.map((icon) => [icon, { type: 'item', name: icon, icon: `__bad__/${icon}.png` }])),
    fluid: {},
    recipe: {},
  });
const info = encode('{"name":"bad","version":"1.0.0"}');
const put = (name: string, data: Uint8Array, deflate = false) => ({ name: `bad/${name}`, data, deflate });

/** Changes one byte of the bytes of a stored entry: its checksum is wrong then. */
function spoiled(zip: Uint8Array, bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(zip);
  copy[copy.indexOf(bytes) + bytes.length - 1]! ^= 1;
  return new Uint8Array(copy);
}

it('a mod’s zip whose entries climb out, are absolute, twice there, changed, bombs: the others are its icons and texts', async () => {
  const changed = png('changed on its way');
  const zip = spoiled(
    writeZip([
      put('info.json', info),
      put('good.png', png('good')),
      put('changed.png', changed),
      put('twice.png', png('first')),
      put('twice.png', png('second')),
      put('bomb.png', new Uint8Array(13_000_000), true),
      put('locale/en/bomb.cfg', new Uint8Array(13_000_000).fill(0x61), true),
      put('locale/en/good.cfg', encode('[item-name]\ngood=Good')),
      put('../../../outside.png', png('outside')),
      put('a/../climbing.png', png('climbing')),
      { name: '/absolute/info.json', data: encode('{"name":"absolute","version":"9.9.9"}'), deflate: false },
      { name: 'C:/drive/info.json', data: encode('{"name":"drive","version":"9.9.9"}'), deflate: false },
    ]),
    changed,
  );
  const dump = named('good', 'changed', 'twice', 'bomb', 'climbing', 'outside');
  const { report, packs, infos } = await imported({ 'data-raw-dump.json': dump, 'mods/bad_1.0.0.zip': zip });
  expect(infos[0]).toMatchObject({ languages: ['en'], icons: { complete: 2, incomplete: 4 } });
  expect(infos[0]!.claims.mods.map(({ value }) => value.name)).toEqual(['bad']);
  const [pack] = packs;
  const shown = (await HeldPack.of(pack!)).pages({ languages: [] }).show({ kind: 'item', name: 'good' });
  expect(shown).toMatchObject({ label: 'Good', picture: expect.any(Number) });
  const told = report.problems.map(({ code, file, detail }) => `${code} ${file} ${detail}`);
  for (const wanted of [
    /^zip-path .*bad_1\.0\.0\.zip.*outside\.png/,
    /^zip-path .*climbing\.png/,
    /^zip-path .*\/absolute\/info\.json/,
    /^zip-path .*C:\/drive/,
    /^zip-duplicate .*twice\.png/,
    /^zip-crc .*bad_1\.0\.0\.zip\/bad\/changed\.png/,
    /^zip-bomb .*bad\/bomb\.png/,
    /^zip-(bomb|too-large) .*locale\/en\/bomb\.cfg/,
  ])
    expect(told, String(wanted)).toContainEqual(expect.stringMatching(wanted));
});

it('42.zip: zips in zips in zips, and a mod that is a bomb of mods, end; what lies beside them is read', async () => {
  let nested = zipSync({ 'bad/info.json': info, 'bad/good.png': png('too deep') });
  for (let i = 0; i < 5; i++) nested = zipSync(Object.fromEntries(Array.from({ length: 4 }, (_, n) => [`${n}.zip`, nested])));
  const { report, infos } = await imported({
    'data-raw-dump.json': named('good'),
    '42.zip': nested,
    'mods/bad_1.0.0.zip': zipSync({ 'bad/info.json': info, 'bad/good.png': png('good'), 'bad/42.zip': nested }),
  });
  expect(infos[0]!.icons).toMatchObject({ complete: 1, incomplete: 0 });
  expect(new Set(report.problems.map(({ code }) => code))).toEqual(new Set(['too-nested', 'more-problems']));
  expect(report.problems.length).toBeLessThanOrEqual(200);
});

it('names of any kind are kept as they are, from the dump to the page', async () => {
  const names = [
    '__proto__',
    'constructor',
    'toString',
    'a b',
    ' ',
    '"\'`',
    '<b>',
    'x'.repeat(200),
    'שלום',
    '\u202eright to left',
    'a/../b',
  ];
  const items = names.map((name) => `${JSON.stringify(name)}:${JSON.stringify({ type: 'item', name, icon: `__bad__/${name}.png` })}`);
  const texts = names.map((name) => `${name}=Name of ${name}`).join('\n');
  const mod = zipSync({
    'bad/info.json': info,
    'bad/locale/en/a.cfg': encode(`[item-name]\n${texts}`),
    ...Object.fromEntries(names.filter((name) => !name.includes('/')).map((name) => [`bad/${name}.png`, png(name)])),
  });
  const { packs, infos } = await imported({ 'data-raw-dump.json': `{"item":{${items.join(',')}},"fluid":{},"recipe":{}}`, 'bad.zip': mod });
  expect(infos[0]!.counts).toEqual({ item: names.length });
  const held = await HeldPack.of(packs[0]!);
  const pages = held.pages({ languages: ['en'] });
  for (const name of names) {
    const page = pages.page({ kind: 'item', name });
    expect(page?.ref.name, name).toBe(name);
    if (name.trim() !== '') expect(page?.ref.label, name).toBe(`Name of ${name}`);
    if (!name.includes('/')) expect(page?.ref.picture, name).not.toBeNull();
  }
  expect(held.search({ languages: [] }, '__proto__', {}, 10, true).rows.map(({ ref }) => ref.name)).toContain('__proto__');
});

it('texts that mean each other, round and round, end: one name is the other’s, or none', async () => {
  const items = ['round', 'square', 'self'].map((name) => [
    name,
    { type: 'item', name, icon: '__bad__/x.png', localised_description: ['item-description.round'] },
  ]);
  const cfg = [
    // Ten ways at each turn: followed without end, or twenty deep, it would take for ever.
    `[item-name]\nround=${'__ITEM__square__ '.repeat(10)}\nsquare=${'__ITEM__round__ '.repeat(10)}\nself=__ITEM__self__`,
    '[item-description]\nround=__ITEM__round__ __1__ __ENTITY__round__',
  ].join('\n');
  const { packs } = await imported({
    'data-raw-dump.json': JSON.stringify({ item: Object.fromEntries(items), fluid: {}, recipe: {} }),
    'bad.zip': zipSync({ 'bad/info.json': info, 'bad/locale/en/a.cfg': encode(cfg) }),
  });
  const pages = (await HeldPack.of(packs[0]!)).pages({ languages: ['en'] });
  for (const name of ['round', 'square', 'self']) {
    const page = pages.page({ kind: 'item', name })!;
    expect(page.ref.label.length).toBeLessThanOrEqual(20_000);
    expect(page.description.length).toBeLessThanOrEqual(20_000);
  }
});
