/**
 * The made-up set of mods beside its goldens, in whatever way it comes: e2e/samples/pack must come to e2e/samples/pack.json (what inspect
 * says) and pack-pages.txt (what pages say, for a person to check). `npm run golden` rewrites both.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDump, nordland, oldDump } from '../mod/sample-pack/generate';
import { FOLDER, LANGUAGES } from '../mod/sample-pack/options';
import type { Ref } from '../src/core/prototype/types';
import { command, Folder } from './testing/command';
import { type ReadPack, readPack } from './testing/packs';
import { pageText } from './testing/page-text';

const SAMPLES = fileURLToPath(new URL('../e2e/samples', import.meta.url));
const GOLDEN = join(SAMPLES, 'pack.json');
const PAGES = join(SAMPLES, 'pack-pages.txt');
const rewrite = process.env.FACTOSCOPE_GOLDEN === '1';
const folder = new Folder();

const inspected = async (...paths: string[]) => JSON.parse((await command('inspect', ...paths)).out);
/** Without the names of files, which are the carrier's. */
const plain = ({ packs }: { packs: { claims: { mods: { source?: string }[] } }[] }) =>
  packs.map((pack) => ({ ...pack, claims: { ...pack.claims, mods: pack.claims.mods.map(({ source: _, ...mod }) => mod) } }));

function filesBelow(path: string, name = ''): Record<string, Uint8Array> {
  const found: Record<string, Uint8Array> = {};
  for (const entry of readdirSync(path).sort()) {
    const [inside, at] = [join(path, entry), name === '' ? entry : `${name}/${entry}`];
    if (statSync(inside).isDirectory()) Object.assign(found, filesBelow(inside, at));
    else found[at] = readFileSync(inside);
  }
  return found;
}

describe('the made-up set of mods', () => {
  let golden: ReturnType<typeof plain>;

  beforeAll(async () => {
    const found = plain(await inspected(FOLDER));
    if (rewrite) writeFileSync(GOLDEN, `${JSON.stringify(found, null, 1)}\n`);
    golden = JSON.parse(readFileSync(GOLDEN, 'utf8'));
    expect(found).toEqual(golden);
  }, 60_000);

  it('has the counts of its dump, all its languages, and lacks what it is meant to lack', () => {
    const [pack] = golden as unknown as { counts: object; languages: string[]; icons: object; claims: object }[];
    expect(pack!.counts).toEqual(Object.fromEntries([...nordland().raw].map(([type, kind]) => [type, kind.size])));
    expect(pack!.languages).toEqual([...LANGUAGES].sort());
    expect(pack!.claims).toMatchObject({ gameVersion: '2.0.76' });
    expect(pack!.icons).toMatchObject({ incomplete: 3 });
    expect(golden).toHaveLength(1);
  });

  it('is the same in any order, in pieces, zipped and gzipped', async () => {
    const parts = ['data', 'mods', 'data-raw-dump.json'].map((name) => join(FOLDER, name));
    const gz = folder.at('data-raw-dump.json.gz');
    writeFileSync(gz, gzipSync(readFileSync(parts[2]!)));
    const zip = folder.at('nordland-folder.zip');
    writeFileSync(zip, zipSync(filesBelow(FOLDER, 'factorio'), { level: 1 }));
    for (const given of [parts, [...parts].reverse(), [gz, parts[0]!, parts[1]!], [zip]])
      expect(plain(await inspected(...given)), given.join(' ')).toEqual(golden);
  }, 60_000);

  it('is the same when each mod is a zip as the portal has them', async () => {
    const mods = folder.at('mods');
    mkdirSync(mods);
    cpSync(join(FOLDER, 'mods/mod-list.json'), join(mods, 'mod-list.json'));
    cpSync(join(FOLDER, 'mods/mod-settings.dat'), join(mods, 'mod-settings.dat'));
    writeFileSync(join(mods, 'factoscope_0.1.0.zip'), zipSync(filesBelow(join(FOLDER, 'mods/factoscope_0.1.0'), 'factoscope_0.1.0')));
    writeFileSync(join(mods, 'space-age_2.0.76.zip'), zipSync(filesBelow(join(FOLDER, 'data/space-age'), 'any-name')));
    const rest = ['core', 'base', 'quality', 'elevated-rails'].map((mod) => join(FOLDER, 'data', mod));
    expect(plain(await inspected(join(FOLDER, 'data-raw-dump.json'), mods, ...rest))).toEqual(golden);
  }, 60_000);

  it('without its folders has no icons, and says what to add', async () => {
    const dump = join(FOLDER, 'data-raw-dump.json');
    const { packs } = await inspected(dump);
    expect(packs).toMatchObject([{ languages: [], icons: { complete: 0 } }]);
    expect(packs[0].id.slice(-16)).toBe((golden[0] as unknown as { id: string }).id.slice(-16));
    const { code, said } = await command('icons', dump, '--out', folder.at('nothing'));
    expect([code, said]).toEqual([0, expect.stringContaining('add data/base')]);
  });

  it('[1.1] and [2.1]: data of other versions of the game', async () => {
    for (const [name, data, counts] of [
      ['1.1', oldDump(), { recipe: 4, item: 8, fluid: 1, furnace: 1 }],
      ['2.1', newDump(), { recipe: 3, item: 8, 'assembling-machine': 1 }],
    ] as const) {
      const path = folder.at(`dump-${name}.json`);
      writeFileSync(path, data.json());
      const { packs } = await inspected(path, join(FOLDER, 'data'));
      expect(packs, name).toMatchObject([{ counts, icons: { incomplete: 0 } }]);
    }
  });
});

describe('pages of the made-up set', () => {
  let found: ReadPack;
  beforeAll(async () => {
    found = await readPack(FOLDER);
  }, 60_000);
  afterAll(() => found.read.close());

  const SHOWN: Ref[] = [
    { kind: 'item', name: 'electronic-circuit' },
    { kind: 'item', name: 'iron-plate' },
    { kind: 'item', name: 'uranium-235' },
    { kind: 'item', name: 'sunberry' },
    { kind: 'item', name: 'rocket-part' },
    { kind: 'item', name: 'speed-module-2' },
    { kind: 'fluid', name: 'steam' },
    { kind: 'fluid', name: 'molten-iron' },
    { kind: 'recipe', name: 'metallic-asteroid-crushing' },
    { kind: 'recipe', name: 'uranium-enrichment' },
    { kind: 'recipe', name: 'metallurgic-science-pack' },
    { kind: 'recipe', name: 'water-barrel' },
    { kind: 'technology', name: 'automation-2' },
    { kind: 'technology', name: 'foundry' },
    { kind: 'technology', name: 'laser-shooting-speed-1' },
    { kind: 'technology', name: 'planet-discovery-vulcanus' },
    { kind: 'entity', name: 'assembling-machine-2' },
    { kind: 'entity', name: 'electric-mining-drill' },
    { kind: 'entity', name: 'crude-oil' },
    { kind: 'tile', name: 'stone-path' },
    { kind: 'space-location', name: 'vulcanus' },
    { kind: 'quality', name: 'good' },
    { kind: 'equipment', name: 'personal-shield' },
    { kind: 'item', name: 'odd-missing-layer' },
    { kind: 'mod', name: 'space-age' },
  ];

  it('come to their golden', async () => {
    const pages = await found.pages('en');
    const text = SHOWN.flatMap((ref) => {
      const page = pages.page(ref);
      return page === null ? [`# no page of ${ref.kind} ${ref.name}`, ''] : [...pageText(page), ''];
    }).join('\n');
    if (rewrite) writeFileSync(PAGES, text);
    expect(text.split('\n')).toEqual(readFileSync(PAGES, 'utf8').split('\n'));
    expect(text).not.toContain('no page of');
  });

  it('say how much a minute, what to research first and on which planets, by numbers worked out by hand', async () => {
    const pages = await found.pages('en');
    const circuit = pages.page({ kind: 'item', name: 'electronic-circuit' })!;
    const magnet = circuit.machines.find(({ machine }) => machine.name === 'electromagnetic-plant')!;
    // Half a second at speed 2 with +50 %: 240 runs, 360 circuits.
    expect(magnet.makes.map(({ ref, perMinute }) => [ref.label, Math.round(perMinute)])).toEqual([['Simple circuit', 360]]);
    expect(magnet.uses.map(({ ref, perMinute }) => [ref.name, Math.round(perMinute)])).toEqual([
      ['iron-plate', 240],
      ['copper-cable', 720],
    ]);
    const gear = pages.page({ kind: 'item', name: 'iron-gear-wheel' })!;
    const second = gear.machines.find(({ machine }) => machine.name === 'assembling-machine-2')!;
    expect(second.makes[0]!.perMinute).toBeCloseTo(90, 6);
    expect(gear.path).toEqual([]);
    const flask = pages.page({ kind: 'item', name: 'metallurgic-science-pack' })!;
    expect(flask.path!.at(-1)!.ref.name).toBe('metallurgic-science-pack');
    expect(flask.path!.map(({ ref }) => ref.name)).toEqual(expect.arrayContaining(['rocket-silo', 'planet-discovery-vulcanus', 'foundry']));
    expect(flask.planets!.map(({ name }) => name)).toEqual(['vulcanus']);
  });

  it('are in the asker’s language, then in English, then the internal name', async () => {
    const label = async (language: string, ref: Ref) => (await found.pages(language)).show(ref)?.label;
    const gear: Ref = { kind: 'item', name: 'iron-gear-wheel' };
    expect([await label('de', gear), await label('ja', gear), await label('ar', gear)]).toEqual(['Eisenzahnrad', '鉄の歯車', 'ترس حديد']);
    expect(await label('pl', gear)).toBe('Iron gear');
    expect(await label('de', { kind: 'recipe', name: 'water-barrel' })).toBe('Wasser abfüllen');
    expect(await label('ja', { kind: 'technology', name: 'planet-discovery-gleba' })).toBe('グレバへの道');
    // A machine's item is called as the machine.
    expect(await label('fr', { kind: 'item', name: 'lab' })).toBe('Laboratoire');
    expect(await label('en', { kind: 'item', name: 'odd-wide' })).toBe('odd-wide');
  });
});

it.skipIf(!existsSync(GOLDEN))('the goldens are small enough to be read', () => {
  for (const path of [GOLDEN, PAGES]) expect(statSync(path).size).toBeLessThan(100_000);
});
