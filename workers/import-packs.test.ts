import { releaseProxy } from 'comlink';
import { describe, expect, it, vi } from 'vitest';
import { openPack } from '../src/core/pack/open';
import { createNames } from '../src/core/prototype/locale/names';
import { type BlockStore, MemoryStore } from '../src/core/world/block-store';
import { kernels } from '../src/core/world/testing/host';
import { readFile } from '../src/import/read-file';
import { dumpLog, exportZip, game, writeZip } from '../src/import/testing/item-browser';
import type { DroppedFile, ImportApi, Progress } from '../src/worker-api/import-api';
import { queue } from './exclusive';
import { createImportService } from './import-service';

const encode = (text: string) => new TextEncoder().encode(text);
const quiet = () => {};

/** `cancelAt`: the job 1 is cancelled at this turn of its readers. */
function service(store: BlockStore = new MemoryStore(), cancelAt = 0) {
  const told: (string | null)[] = [];
  let turns = 0;
  const api: ImportApi = createImportService({
    store,
    kernels,
    readFile: (source, sink, signal) =>
      readFile(
        source,
        {
          ...sink,
          turn: async (done) => {
            if (++turns === cancelAt) await api.cancel('1');
            await sink.turn(done);
          },
        },
        signal,
      ),
    exclusively: queue(),
    tellChanged: quiet,
    tellPackChanged: (pack) => told.push(pack),
    storage: async () => ({ used: 1, quota: 2, persisted: true }),
  });
  return { api, told, store };
}

const dropped = (name: string, data: string | Uint8Array): DroppedFile => ({
  name,
  file: new File([typeof data === 'string' ? data : (data as Uint8Array<ArrayBuffer>)], name),
});

/** Draws nothing: what is stored of a picture are its bytes. */
const png = (text: string) => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...encode(text)]);
const dump = JSON.stringify({
  'item-group': { goods: { type: 'item-group', name: 'goods', icon: '__tin__/graphics/group.png', icon_size: 128 } },
  item: {
    tin: { type: 'item', name: 'tin', icon: '__tin__/graphics/tin.png', icon_size: 64 },
    lead: { type: 'item', name: 'lead', icon: '__tin__/graphics/missing.png', icon_size: 64 },
  },
  recipe: { tin: { type: 'recipe', name: 'tin', ingredients: [], results: [{ type: 'item', name: 'tin', amount: 1 }] } },
});
const mod: Record<string, Uint8Array> = {
  'info.json': encode('{"name":"tin","version":"1.2.3","title":"Tin"}'),
  'locale/de/a.cfg': encode('[item-name]\ntin=Zinn'),
  'locale/en/a.cfg': encode('[item-name]\ntin=Tin'),
  'graphics/tin.png': png('tin'),
  'graphics/group.png': png('group'),
  'graphics/entity/large.png': png('never named'),
};
const modZip = writeZip(Object.entries(mod).map(([name, data]) => ({ name: `tin_1.2.3/${name}`, data, deflate: true })));
/** The mod as a folder of the page, which keeps what it was asked for. */
function lazyMod(at = 'mods/tin/') {
  const asked: string[] = [];
  const paths = Object.keys(mod).map((path) => at + path);
  const open = async (batch: string[]) => {
    asked.push(...batch);
    return batch.map((path) => new File([mod[path.slice(at.length)] as Uint8Array<ArrayBuffer>], path));
  };
  return { paths, open, asked };
}

describe('a drop with prototypes', () => {
  it('becomes a pack: counts, languages, icons, missing files', async () => {
    const { api, told } = service();
    const progress: Progress[] = [];
    const report = await api.run('1', [dropped('mods/tin_1.2.3.zip', modZip), dropped('script-output/data-raw-dump.json', dump)], (one) =>
      progress.push(one),
    );
    expect(report).toMatchObject({ worlds: [], cancelled: false });
    expect(report.packs).toHaveLength(1);
    const [info] = await api.packs();
    expect(info).toMatchObject({
      id: report.packs[0],
      counts: { item: 2, recipe: 1, 'item-group': 1 },
      languages: ['de', 'en'],
      icons: { incomplete: 1 },
      claims: { mods: [{ value: { name: 'tin', version: '1.2.3' } }] },
    });
    expect(report.files.map(({ name, format, note, ofPack }) => [name, format, note, ofPack])).toEqual([
      ['mods/tin_1.2.3.zip', 'zip (Mod)', '1 mod, 2 texts, 2 languages.', true],
      ['script-output/data-raw-dump.json', 'Prototype dump', '4 prototypes.', true],
    ]);
    expect(told).toContain(info!.id);
    await vi.waitFor(() => expect(progress.at(-1)!.packs.map(({ id }) => id)).toEqual([info!.id]), { timeout: 30_000 });
  });

  it('is the same from a folder as from a zip, before and behind the dump; only files that an icon names are opened', async () => {
    const zipped = service();
    await zipped.api.run('1', [dropped('data-raw-dump.json', dump), dropped('tin_1.2.3.zip', modZip)], quiet);
    const lazy = lazyMod();
    const unpacked = service();
    await unpacked.api.run('1', [dropped('data-raw-dump.json', dump)], quiet, { lazy: lazy.paths }, lazy.open);
    expect(lazy.asked).not.toContain('mods/tin/graphics/entity/large.png');
    expect(lazy.asked).toContain('mods/tin/graphics/tin.png');
    const [a] = await zipped.api.packs();
    const [b] = await unpacked.api.packs();
    expect([b!.id, b!.counts, b!.languages, b!.icons]).toEqual([a!.id, a!.counts, a!.languages, a!.icons]);
  });

  it('names and icons that come later join the open pack, or wait until they are given to one', async () => {
    const { api } = service();
    const { packs } = await api.run('1', [dropped('data-raw-dump.json', dump)], quiet);
    const id = packs[0]!;
    expect((await api.packs())[0]).toMatchObject({ languages: [], icons: { complete: 0 } });
    const waits = await api.run('2', [dropped('tin_1.2.3.zip', modZip)], quiet);
    expect(waits).toMatchObject({ packs: [], loose: { texts: expect.any(Number), icons: expect.any(Number) } });
    expect(await api.joinPack('2', id, quiet)).toMatchObject({ packs: [id], cancelled: false });
    const after = (await api.packs())[0]!;
    expect(after).toMatchObject({ id, languages: ['de', 'en'] });
    const open = service();
    const first = await open.api.run('1', [dropped('data-raw-dump.json', dump)], quiet);
    await open.api.run('2', [dropped('tin_1.2.3.zip', modZip)], quiet, { pack: first.packs[0]! });
    expect((await open.api.packs())[0]).toMatchObject({ languages: after.languages, icons: after.icons });
  });

  it('icons of a folder that came before are read when their pack comes, or is named; then the page’s folder is let go', async () => {
    for (const named of [false, true]) {
      const { api } = service();
      const { paths, open } = lazyMod();
      let released = false;
      const proxied = Object.assign(
        (batch: string[]) => (released ? Promise.reject(new Error('Proxy has been released and is not useable')) : open(batch)),
        {
          [releaseProxy]() {
            released = true;
          },
        },
      );
      const first = named ? await api.run('0', [dropped('data-raw-dump.json', dump)], quiet) : null;
      expect(await api.run('1', [], quiet, { lazy: paths }, proxied)).toMatchObject({ packs: [], loose: { texts: expect.any(Number) } });
      expect(released).toBe(false);
      const report = first ? await api.joinPack('1', first.packs[0]!, quiet) : await api.run('2', [dropped('a.json', dump)], quiet);
      expect(report).toMatchObject({ packs: [expect.any(String)], cancelled: false });
      expect(report.problems.map(({ code }) => code)).not.toContain('bug');
      const [info] = await api.packs();
      // The recipe and the item that is there, and the group.
      expect([info!.languages, info!.icons.complete]).toEqual([['de', 'en'], 3]);
      expect(released).toBe(true);
    }
  });

  it('a log beside it says which mods it was made with', async () => {
    const log =
      '   0.001 2024-11-01 12:00:00; Factorio 2.0.15 (build 79600, linux64, full)\n   1.000 Loading mod core 0.0.0 (data.lua)\n   1.000 Loading mod base 2.0.15 (data.lua)\n   1.000 Loading mod tin 1.2.3 (data.lua)\n';
    const { api } = service();
    await api.run('1', [dropped('factorio-current.log', log), dropped('data-raw-dump.json', dump)], quiet);
    const [info] = await api.packs();
    expect(info!.claims.gameVersion).toEqual({ value: '2.0.15', source: 'factorio-current.log' });
    expect(info!.claims.mods.map(({ value }) => `${value.name} ${value.version}`)).toContain('tin 1.2.3');
  });

  it('a log alone is no pack, nor is a mod', async () => {
    const { api } = service();
    await api.run(
      '1',
      [
        dropped(
          'a.log',
          '   0.001 2024-11-01 12:00:00; Factorio 2.0.15 (build 79600, linux64, full)\n   1.000 Loading mod base 2.0.15 (data.lua)\n',
        ),
      ],
      quiet,
    );
    await api.run('2', [dropped('tin_1.2.3.zip', modZip)], quiet);
    expect(await api.packs()).toEqual([]);
  });

  it('texts of the mod that the log says was loaded last count, there and out of a snapshot', async () => {
    const mods = (...names: string[]) => [
      ...game.mods.slice(0, 2),
      ...names.map((name) => ({ name, version: '1.0.0', title: name, author: '' })),
    ];
    const items = { ...game, items: [{ ...game.items[0]!, label: '' }] };
    const zip = (name: string) =>
      writeZip([
        { name: `${name}/info.json`, data: encode(JSON.stringify({ name, version: '1.0.0', dependencies: ['base'] })), deflate: false },
        { name: `${name}/locale/en/a.cfg`, data: encode(`[item-name]\nore=As ${name} calls it`), deflate: false },
      ]);
    const label = async (store: BlockStore, id: string) => {
      const pack = (await openPack(store, id))!;
      return createNames(await pack.raw(), await pack.texts())
        .in(['en'])
        .label({ kind: 'item', name: 'ore' });
    };
    const log = (...names: string[]) => dumpLog({ ...items, mods: mods(...names) }).replaceAll('["",""]', '["item-name.ore"]');
    for (const names of [
      ['left', 'right'],
      ['right', 'left'],
    ]) {
      const { api, store } = service();
      const files = [
        dropped('left_1.0.0.zip', zip('left')),
        dropped('stdout.log', log(...names)),
        dropped('right_1.0.0.zip', zip('right')),
      ];
      const { packs } = await api.run('1', files, quiet);
      expect(await label(store, packs[0]!)).toBe(`As ${names[1]} calls it`);
      const again = service();
      const blob = await api.exportPack(packs[0]!, { icons: false, native: false });
      await again.api.run('1', [{ name: 'pack.zip', file: new File([blob], 'pack.zip') }], quiet);
      expect(await label(again.store, packs[0]!)).toBe(`As ${names[1]} calls it`);
    }
  });

  it('an Item Browser’s log and its export are packs', async () => {
    const { api } = service();
    const log = await api.run('1', [dropped('stdout.log', dumpLog(game))], quiet);
    expect(log.packs).toHaveLength(1);
    const exported = await api.run('2', [dropped('export.zip', exportZip(game, png))], quiet);
    expect(exported.packs).toHaveLength(1);
    const infos = await api.packs();
    expect(infos.find(({ id }) => id === exported.packs[0])).toMatchObject({
      counts: { item: 3, fluid: 1, recipe: 2 },
      languages: ['de', 'en'],
    });
    expect(infos.find(({ id }) => id === log.packs[0])!.claims.mods.map(({ value }) => value.name)).toEqual(['base', 'nord']);
  });
});

describe('a pack', () => {
  it('is renamed, put into the bin and taken out again; the bin is emptied at the next visit', async () => {
    const { api, store, told } = service();
    const { packs } = await api.run('1', [dropped('data-raw-dump.json', dump)], quiet);
    const id = packs[0]!;
    await api.renamePack(id, 'Mine');
    expect((await api.packs())[0]!.name).toBe('Mine');
    await api.removePack(id);
    expect((await api.packs())[0]!.deletedAt).toBeDefined();
    await api.undeletePack(id);
    expect((await api.packs())[0]!.deletedAt).toBeUndefined();
    await api.removePack(id);
    told.length = 0;
    const next = service(store);
    await next.api.recover();
    await vi.waitFor(async () => expect(await next.api.packs()).toEqual([]), { timeout: 30_000 });
    expect(await store.keys('p', 'q')).toEqual([]);
  });

  it('goes out as a zip, and comes in again as the same', async () => {
    const { api } = service();
    const { packs } = await api.run('1', [dropped('data-raw-dump.json', dump), dropped('tin_1.2.3.zip', modZip)], quiet);
    const blob = await api.exportPack(packs[0]!, { icons: true, native: true });
    const again = service();
    const zip = { name: 'pack.zip', file: new File([blob], 'pack.zip') };
    const report = await again.api.run('1', [zip], quiet);
    expect(report).toMatchObject({ problems: [], packs, files: [{ format: 'zip (Pack)' }] });
    const [a] = await api.packs();
    const [b] = await again.api.packs();
    expect([b!.counts, b!.languages, b!.icons.complete]).toEqual([a!.counts, a!.languages, a!.icons.complete]);
  });

  it('half of which was read when the job was cancelled is not stored, and no file of a folder is opened any more', async () => {
    const items = Array.from({ length: 60_000 }, (_, i) => [`i${i}`, { type: 'item', name: `i${i}`, order: 'x'.repeat(100) }]);
    const large = dropped('data-raw-dump.json', JSON.stringify({ item: Object.fromEntries(items) }));
    const lazy = lazyMod();
    const { api } = service(undefined, 1);
    expect(await api.run('1', [large], quiet, { lazy: lazy.paths }, lazy.open)).toMatchObject({ packs: [], cancelled: true });
    expect(await api.packs()).toEqual([]);
    expect(lazy.asked).toEqual([]);
  });

  it('is stored without the icons that were not read yet when the job was cancelled; the same drop again brings them', async () => {
    const count = 2_000;
    const name = (i: number) => `i${String(i).padStart(4, '0')}`;
    const items = Array.from({ length: count }, (_, i) => [
      name(i),
      { type: 'item', name: name(i), icon: `__tin__/graphics/${name(i)}.png` },
    ]);
    const large = dropped('data-raw-dump.json', JSON.stringify({ item: Object.fromEntries(items) }));
    const info = 'mods/tin/info.json';
    const paths = [info, ...Array.from({ length: count }, (_, i) => `mods/tin/graphics/${name(i)}.png`)];
    const { api } = service();
    let cancelAfter = 2;
    const asked: string[] = [];
    const open = async (batch: string[]) => {
      const icons = batch.filter((path) => path !== info);
      asked.push(...icons);
      if (icons.length > 0 && --cancelAfter === 0) await api.cancel('1');
      return batch.map((path) => new File([path === info ? mod['info.json']! : png(path)] as Uint8Array<ArrayBuffer>[], path));
    };
    const report = await api.run('1', [large], quiet, { lazy: paths }, open);
    expect(report).toMatchObject({ cancelled: true, packs: [expect.any(String)], problems: [{ code: 'icons-left' }] });
    const [cut] = await api.packs();
    const { complete } = cut!.icons;
    expect(complete).toBeGreaterThan(0);
    expect(cut!.icons.incomplete).toBe(count - complete);
    expect(asked.length).toBeLessThan(count);
    const again = await api.run('2', [large], quiet, { lazy: paths }, open);
    expect(again).toMatchObject({ cancelled: false, packs: report.packs, problems: [] });
    expect((await api.packs())[0]!.icons).toMatchObject({ complete: count, incomplete: 0 });
    expect(new Set(asked).size).toBe(count);
  });

  it('that was whole is stored though another dump was cut by the cancel', async () => {
    const items = Array.from({ length: 60_000 }, (_, i) => [`i${i}`, { type: 'item', name: `i${i}`, order: 'x'.repeat(100) }]);
    const large = dropped('z/data-raw-dump.json', JSON.stringify({ item: Object.fromEntries(items) }));
    // The first turn is the small one's.
    const { api } = service(undefined, 4);
    const report = await api.run('1', [dropped('data-raw-dump.json', dump), large], quiet);
    expect(report).toMatchObject({ cancelled: true, packs: [expect.any(String)] });
    expect((await api.packs()).map(({ counts }) => counts.item)).toEqual([2]);
  });
});
