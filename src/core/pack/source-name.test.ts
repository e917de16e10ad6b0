import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sourceName, textFileName } from './source-name';
import { bench, drop, dump, oneFile } from './testing/game';

it('names of sources tell nothing of where they lie', () => {
  for (const [path, name] of [
    ['/home/x/factorio/mods/bztin_2.1.14.zip', 'mods/bztin_2.1.14.zip'],
    ['C:\\Users\\x\\AppData\\Roaming\\Factorio\\mods\\mod-list.json', 'mods/mod-list.json'],
    ['mods/bztin_2.1.14.zip', 'mods/bztin_2.1.14.zip'],
    ['factorio/data/base/info.json', 'data/base/info.json'],
    ['/tmp/y/script-output/data-raw-dump.json', 'script-output/data-raw-dump.json'],
    ['/home/x/data-raw-dump.json', 'data-raw-dump.json'],
    ['/home/x/bztin/info.json', 'bztin/info.json'],
    ['../../x/factorio-current.log', 'factorio-current.log'],
    ['/home/x/all.zip/backup/data-raw-dump.json', 'all.zip/backup/data-raw-dump.json'],
    ['/home/x/mods/tin.zip/data/y.json', 'mods/tin.zip/data/y.json'],
    ['/home/data/mods', 'data/mods'],
    ['', ''],
  ] as const)
    expect(sourceName(path), path).toBe(name);
  expect(textFileName('/home/x/tin/locale/de/a.cfg')).toBe('locale/de/a.cfg');
  expect(textFileName('/home/x/de/a.cfg')).toBe('de/a.cfg');
});

it('are the same whatever lies around, and of themselves', () => {
  const path = fc
    .array(fc.constantFrom('a', 'mods', 'data', 'x.zip', 'info.json', '..', '', 'C:', 'script-output', 'mods.gz'), { maxLength: 7 })
    .map((parts) => parts.join('/'));
  fc.assert(
    fc.property(path, (given) => {
      const name = sourceName(given);
      expect(sourceName(name)).toBe(name);
      expect(name).not.toMatch(/^[/\\]|^[A-Z]:|(^|\/)\.\.(\/|$)/);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (given) => {
      expect(sourceName(sourceName(given))).toBe(sourceName(given));
    }),
  );
});

it('a pack’s file is the same bytes wherever its sources lay', async () => {
  const made = await Promise.all(
    ['/home/one/', '/srv/other/very/deep/', ''].map(async (root) => {
      const at = bench();
      const { packs } = await drop(at, [
        dump(undefined, `${root}data-raw-dump.json`),
        {
          name: 'rest',
          feed(sink) {
            sink.modList([{ name: 'tin', version: '1.0.0' }], `${root}mods/mod-list.json`);
            sink.settings('2.0.1', { a: 1 }, `${root}mods/mod-settings.dat`);
            sink.gameVersion('2.0.76', `${root}data/base/info.json`);
            const info = { title: '', author: '', description: '', factorioVersion: null, dependencies: [] };
            sink.mod({ name: 'tin', version: '1.0.0', ...info }, `${root}mods/tin_1.0.0.zip`);
          },
        },
      ]);
      return oneFile(await at.library.exportPack(packs[0]!, { icons: true, native: true }));
    }),
  );
  expect(Buffer.compare(made[1]!, made[0]!)).toBe(0);
  expect(Buffer.compare(made[2]!, made[0]!)).toBe(0);
});
