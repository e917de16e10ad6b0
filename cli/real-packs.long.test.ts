/** Files that the game and other people wrote. They are not ours to keep here: without them these tests are skipped. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decodePng } from '../mod/host/png';
import { withoutTags } from '../src/core/prototype/locale/rich-text';
import type { Ref } from '../src/core/prototype/types';
import { command, Folder } from './testing/command';
import { readPack } from './testing/packs';

const DATA = process.env.FACTOSCOPE_DATA ?? '/work/shared/data';
const folder = new Folder();
const there = existsSync(join(DATA, 'dumps'));
const why = there ? '' : ` (skipped: ${DATA} is not here; FACTOSCOPE_DATA says where it is)`;

const SPACE_AGE = join(DATA, 'dumps/data-raw-dump_space-age_2.0.15.zip');
const LOCALE = join(DATA, 'locale/space-age-2.0');
const MODS = join(DATA, 'mods');

/** Prototypes by type, as the dump's own JSON has them; types without any are not told. */
function countsOf(json: string): Record<string, number> {
  const raw = JSON.parse(json) as Record<string, Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(raw).flatMap(([type, named]) => (Object.keys(named).length === 0 ? [] : [[type, Object.keys(named).length]])),
  );
}

describe.skipIf(!there)(`real files${why}`, () => {
  it('Space Age 2.0.15 with its locale: the counts of the JSON, and every name', async () => {
    const json = Buffer.from(Object.values(unzipSync(readFileSync(SPACE_AGE)))[0]!).toString('utf8');
    const { code, out } = await command('inspect', SPACE_AGE, LOCALE);
    const [pack, ...more] = JSON.parse(out).packs;
    expect([code, more]).toEqual([0, []]);
    expect(pack.counts).toEqual(countsOf(json));
    expect(pack).toMatchObject({ languages: ['en'], icons: { complete: 0 } });
    const found = await readPack(SPACE_AGE, LOCALE);
    try {
      const pages = await found.pages('en');
      let names = 0;
      for (const file of readdirSync(LOCALE)) {
        const kind = file.replace('-locale.json', '');
        if (kind === 'noise-expression') continue;
        const texts = JSON.parse(readFileSync(join(LOCALE, file), 'utf8')) as { names: Record<string, string> };
        for (const [name, text] of Object.entries(texts.names)) {
          const shown = pages.show({ kind, name } as Ref);
          // The locale is of another version than the dump.
          if (shown === null) continue;
          expect(shown.label, `${kind} ${name}`).toBe(withoutTags(text));
          names += 1;
        }
      }
      expect(names).toBeGreaterThan(2000);
    } finally {
      found.read.close();
    }
  }, 60_000);

  it.each(['base', 'sa'])(
    '%s 2.1.12: the counts of the JSON',
    async (name) => {
      const path = join(DATA, `dumps/${name}-2.1.12.json.gz`);
      const { code, out } = await command('inspect', path);
      expect(code).toBe(0);
      expect(JSON.parse(out).packs).toMatchObject([{ counts: countsOf(gunzipSync(readFileSync(path)).toString('utf8')) }]);
    },
    60_000,
  );

  it('packs of them go out and in again, to the byte', async () => {
    for (const input of [[SPACE_AGE, LOCALE], [join(DATA, 'dumps/sa-2.1.12.json.gz')]]) {
      const [first, second] = [folder.at('first.zip'), folder.at('second.zip')];
      expect((await command('pack', ...input, '--out', first)).code).toBe(0);
      expect((await command('pack', first, '--out', second)).code).toBe(0);
      expect(Buffer.compare(readFileSync(first), readFileSync(second))).toBe(0);
      // All but the pictures of Space Age in one language.
      expect(readFileSync(first).length).toBeLessThan(400_000);
    }
  }, 120_000);

  it('all icons of the mods’ zips, by a dump that names them all, and what was left out', async () => {
    const named: Record<string, Record<string, object>> = { item: {}, technology: {} };
    for (const zip of readdirSync(MODS)) {
      const mod = zip.replace(/_[\d.]+\.zip$/, '');
      for (const path of Object.keys(unzipSync(readFileSync(join(MODS, zip)), { filter: ({ name }) => name.endsWith('.png') }))) {
        const inside = path.replace(/^[^/]+\//, '');
        const kind = inside.includes('/technology/') ? 'technology' : 'item';
        if (!/^graphics\/(icons|technology)\//.test(inside)) continue;
        const name = inside.replace(/[/.]/g, '-');
        named[kind]![`${mod}-${name}`] = {
          type: kind,
          name: `${mod}-${name}`,
          icon: `__${mod}__/${inside}`,
          icon_size: kind === 'technology' ? 128 : 64,
        };
      }
    }
    named.item!.lost = { type: 'item', name: 'lost', icon: '__bztin__/graphics/icons/lost.png' };
    const dump = folder.at('data-raw-dump.json');
    writeFileSync(dump, JSON.stringify({ ...named, fluid: {}, recipe: {} }));
    const out = folder.at('icons');
    const { code, said } = await command('icons', dump, MODS, '--out', out);
    expect(code).toBe(0);
    expect(said).toMatch(/Mod bztin: 1 file is missing, as __bztin__\/graphics\/icons\/lost.png/);
    expect(said).toContain('invalid_mod.zip');
    for (const [kind, prototypes] of Object.entries(named))
      for (const name of Object.keys(prototypes)) {
        const path = join(out, kind, `${name}.png`);
        expect(existsSync(path), name).toBe(name !== 'lost');
        if (name === 'lost') continue;
        const { width, height, pixels } = decodePng(readFileSync(path));
        expect([width, height, pixels.some((value) => value > 0)], name).toEqual([64, 64, true]);
      }
  }, 60_000);

  it('the mods’ zips without any dump: their pictures as they are', async () => {
    const { code, said } = await command('icons', MODS, '--out', folder.at('files'));
    expect(code).toBe(0);
    expect(said).toMatch(/18 pictures of bzlead 2.0.27[\s\S]*26 pictures of bztin 2.1.14[\s\S]*17 pictures of bztitanium 2.0.26/);
  });

  it('lists of mods and settings are claims of the dump beside them', async () => {
    const configs = join(DATA, 'mod-configs');
    const { out } = await command(
      'inspect',
      SPACE_AGE,
      join(configs, 'draftsman_issue182_mod-list.json'),
      join(configs, 'draftsman_issue182_mod-settings.dat'),
    );
    const { packs, problems } = JSON.parse(out);
    expect(problems.filter(({ code }: { code: string }) => code !== 'icon-missing')).toEqual([]);
    expect(packs[0].claims.mods.length).toBeGreaterThan(10);
    expect(packs[0].claims.gameVersion).toMatch(/^2\.0\./);
  }, 60_000);
});
