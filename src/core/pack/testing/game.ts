/** A small game of our own for tests of packs: prototypes, texts, shelves, pictures, in pieces that can be given in any order. */
import type { RawTable } from '../../prototype/types';
import { MemoryStore } from '../../world/block-store';
import type { PackImporter } from '../importer';
import { PackLibrary } from '../library';
import type { ModInfo, PackSink, Shelf } from '../types';
import { type PackReport, Workshop } from '../workshop';

export const never: AbortSignal = new AbortController().signal;
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What is fed to a sink; a name for the reports of failing tests. */
export interface Piece {
  name: string;
  feed(sink: PackSink): void;
}

const icon = (file: string, size = 64): RawTable => ({ icon: file, icon_size: size });
export const PROTOTYPES: [type: string, name: string, table: RawTable][] = [
  ['item-group', 'goods', { order: 'a', ...icon('__base__/graphics/group.png', 128) }],
  ['item-subgroup', 'plates', { group: 'goods', order: 'b' }],
  ['item', 'tin-plate', { subgroup: 'plates', order: 'b', stack_size: 100, ...icon('__tin__/graphics/plate.png') }],
  ['item', 'tin-ore', { subgroup: 'plates', order: 'a', stack_size: 50, ...icon('__tin__//graphics/ore.png') }],
  ['item', 'cog', { subgroup: 'plates', order: 'c', stack_size: 50, ...icon('__base__/graphics/cog.png') }],
  ['item', '__proto__', { subgroup: 'plates', order: 'd', stack_size: 1, ...icon('__base__/graphics/cog.png') }],
  [
    'ammo',
    'tin-shot',
    {
      subgroup: 'plates',
      order: 'e',
      stack_size: 1,
      icons: [{ icon: '__base__/graphics/cog.png' }, { icon: '__tin__/graphics/none.png' }],
    },
  ],
  ['fluid', 'molten-tin', { order: 'a', ...icon('__tin__/graphics/molten.png') }],
  [
    'recipe',
    'tin-plate',
    { ingredients: [{ type: 'item', name: 'tin-ore', amount: 2 }], results: [{ type: 'item', name: 'tin-plate', amount: 1 }] },
  ],
  ['technology', 'tin', { localised_name: ['technology-name.tin'], ...icon('__tin__/graphics/tech.png', 256) }],
  ['furnace', 'oven', { crafting_speed: 1, ...icon('__base__/graphics/oven.png') }],
  ['quality', 'constructor', { order: 'a', ...icon('__base__/graphics/q.png') }],
];
/** Of no use to a pack, but counted. */
const LEFT_OUT: [string, string, RawTable][] = [['ambient-sound', 'song', { sound: 'x' }]];

const info = (name: string, version: string, more: Partial<ModInfo> = {}): ModInfo => ({
  name,
  version,
  title: `The ${name}`,
  author: 'Me',
  description: '',
  factorioVersion: '2.0',
  dependencies: ['base'],
  ...more,
});

export function shelf(mod: string, version: string | null, files: Record<string, string>): Shelf & { asked: string[] } {
  const asked: string[] = [];
  return {
    mod,
    version,
    from: `mods/${mod}_${version}.zip`,
    asked,
    has: (path) => Object.hasOwn(files, path),
    read: async (paths) => {
      asked.push(...paths);
      return paths.map((path) => (Object.hasOwn(files, path) ? bytes(files[path]!) : null));
    },
  };
}

export function dump(prototypes = PROTOTYPES, file = 'data-raw-dump.json', whole = true): Piece {
  return {
    name: file,
    feed(sink) {
      const to = sink.dump(file);
      for (const [type, name, table] of [...prototypes, ...LEFT_OUT]) to.prototype(type, name, structuredClone(table));
      to.end(whole);
    },
  };
}

const piece = (name: string, feed: (sink: PackSink) => void): Piece => ({ name, feed });

/** Everything but the dump, each on its own. Two versions of the mod `tin` lie there; the list says the older. */
export const PIECES: Piece[] = [
  piece('mod-list', (sink) =>
    sink.modList(
      [
        { name: 'base', version: null },
        { name: 'tin', version: '1.9.0' },
        { name: 'helper', version: null },
      ],
      'mods/mod-list.json',
    ),
  ),
  piece('settings', (sink) => sink.settings('2.0.20', { 'tin-amount': 3, constructor: 'x' }, 'mods/mod-settings.dat')),
  piece('base info', (sink) => sink.mod(info('base', '2.0.76', { dependencies: [] }), 'base/info.json')),
  piece('helper info', (sink) => sink.mod(info('helper', '0.1.0', { dependencies: ['tin >= 1.0'] }), 'helper/info.json')),
  piece('tin 1.9.0', (sink) => {
    sink.mod(info('tin', '1.9.0'), 'tin_1.9.0/info.json');
    sink.shelf(shelf('tin', '1.9.0', { 'graphics/plate.png': 'old plate', 'graphics/ore.png': 'ore', 'graphics/other.png': 'x' }));
    sink.locale('tin', 'en', new Map([['item-name.tin-plate', 'Old tin plate']]), '1.9.0', 'locale/en/a.cfg');
    sink.locale('tin', 'en', new Map([['item-name.tin-ore', 'Tin ore']]), '1.9.0', 'locale/en/b.cfg');
  }),
  piece('tin 1.10.0', (sink) => {
    sink.mod(info('tin', '1.10.0'), 'tin_1.10.0/info.json');
    sink.shelf(shelf('tin', '1.10.0', { 'graphics/plate.png': 'new plate', 'graphics/molten.png': 'molten' }));
    sink.locale('tin', 'en', new Map([['item-name.tin-plate', 'New tin plate']]), '1.10.0', 'locale/en/a.cfg');
  }),
  piece('base files', (sink) =>
    sink.shelf(shelf('base', '2.0.76', { 'graphics/cog.png': 'cog', 'graphics/oven.png': 'oven', 'graphics/q.png': 'cog' })),
  ),
  piece('base texts', (sink) => {
    sink.locale(
      'base',
      'en',
      new Map([
        ['item-name.cog', 'Cog'],
        ['item-name.tin-plate', 'Base says tin'],
        ['gui.ok', 'OK'],
      ]),
      '2.0.76',
      'locale/en/base.cfg',
    );
    sink.locale('base', 'de', new Map([['item-name.cog', 'Zahnrad']]), '2.0.76', 'locale/de/base.cfg');
  }),
  piece('helper texts', (sink) => sink.locale('helper', 'en', new Map([['item-name.cog', 'Helped cog']]), '0.1.0', 'locale/en/h.cfg')),
  piece('dumped texts', (sink) =>
    sink.texts(
      { language: null, kind: 'fluid', names: new Map([['molten-tin', 'Flüssiges Zinn']]), descriptions: new Map() },
      'fluid-locale.json',
    ),
  ),
  piece('pictures', (sink) => {
    sink.picture({ kind: 'technology', name: 'tin', png: bytes('tech picture'), premultiplied: true, picture: 'native' });
    sink.picture({ kind: 'item', name: 'unknown', png: bytes('of nothing'), premultiplied: true, picture: 'native' });
  }),
];

export interface Bench {
  store: MemoryStore;
  library: PackLibrary;
  workshop: Workshop;
}
export function bench(store = new MemoryStore()): Bench {
  const library = new PackLibrary(store);
  return { store, library, workshop: new Workshop(library) };
}

let jobs = 0;
/** One drop. */
export async function drop({ workshop }: Bench, pieces: readonly Piece[], openPack: string | null = null): Promise<PackReport> {
  const importer: PackImporter = workshop.importer(`job ${++jobs}`, openPack);
  for (const { feed } of pieces) feed(importer);
  return await importer.finish(never);
}

/** Everything stored, without what tells when and how often. */
export async function stored({ store }: Bench): Promise<Map<string, string>> {
  const keys = await store.keys('', '\uffff');
  const values = await store.get(keys);
  const { unpackJson } = await import('../packing');
  return new Map(
    keys.map((key, i) => {
      if (!key.startsWith('p/i/')) return [key, Buffer.from(values[i]!).toString('base64')];
      const row = unpackJson(values[i]!) as { info: Record<string, unknown> };
      const { version: _v, createdAt: _c, changedAt: _d, ...rest } = row.info;
      return [key, JSON.stringify({ ...row, info: rest })];
    }),
  );
}

/** Bytes that begin as a lossless WebP of so many pixels does. */
export function webp(text: string, width = 1024, height = 64): Uint8Array {
  const content = bytes(text.padEnd(8));
  const file = new Uint8Array(25 + content.length);
  file.set(bytes('RIFF'), 0);
  file.set(bytes('WEBPVP8L'), 8);
  file[20] = 0x2f;
  new DataView(file.buffer).setUint32(21, ((width - 1) | ((height - 1) << 14)) >>> 0, true);
  file.set(content, 25);
  return file;
}

/** Renders all that is pending, as some bytes that tell the sheet. */
export async function render({ library }: Bench, id: string, look = 'fast'): Promise<void> {
  const { plan, sheets } = await library.pendingSheets(id);
  for (const sheet of sheets) if (!(await library.putSheet(id, plan, sheet, webp(`${look} ${sheet}`)))) throw new Error('sheet refused');
}

export const oneFile = (pieces: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(pieces));
