/** Mods and dumps as nobody should make them: each costs itself alone, and is told. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodePng, encodePng } from '../mod/host/png';
import { bench, drop, dump, oneFile, PIECES, render } from '../src/core/pack/testing/game';
import { command, Folder } from './testing/command';

const folder = new Folder();
const text = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

function checksum(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(checksum(body));
  return Buffer.concat([length, body, sum]);
}
/** Any kind of PNG: `rows` are its filtered bytes. */
function png(
  width: number,
  height: number,
  depth: number,
  color: number,
  rows: Uint8Array,
  { interlaced = 0, palette }: { interlaced?: number; palette?: Uint8Array } = {},
): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([depth, color, 0, 0, interlaced], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    ...(palette ? [chunk('PLTE', palette)] : []),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
const even = (side: number, bytes: number, value: number) =>
  Buffer.concat(Array.from({ length: side }, () => Buffer.concat([Buffer.from([0]), Buffer.alloc(bytes, value)])));

const good = encodePng({ width: 64, height: 64, pixels: new Uint8Array(64 * 64 * 4).fill(255) });
/** Drawn all the same: they are PNGs. */
const DRAWN: Record<string, Uint8Array> = {
  good,
  grey: png(64, 64, 8, 0, even(64, 64, 200)),
  'grey-alpha': png(64, 64, 8, 4, even(64, 128, 200)),
  'sixteen-bit': png(64, 64, 16, 6, even(64, 512, 200)),
  palette: png(64, 64, 8, 3, even(64, 64, 1), { palette: Buffer.from([0, 0, 0, 200, 100, 50]) }),
  'one-bit': png(64, 64, 1, 0, even(64, 8, 255)),
  // One pixel a pass: the first of seven.
  interlaced: png(1, 1, 8, 6, Buffer.from([0, 9, 200, 9, 255]), { interlaced: 1 }),
};
/** Left out, each with its reason. */
const REFUSED: Record<string, Uint8Array> = {
  huge: png(30_000, 30_000, 8, 6, even(1, 4, 0)),
  cut: good.slice(0, good.length >> 1),
  empty: new Uint8Array(0),
  text: text('this is no picture'),
  'no-pixels': png(64, 64, 8, 6, Buffer.alloc(0)),
};

const SPECS: Record<string, object> = {
  'size-0': { icons: [{ icon: '__bad__/graphics/icons/good.png', icon_size: 0 }] },
  'size-1': { icons: [{ icon: '__bad__/graphics/icons/good.png', icon_size: 1 }] },
  'size-huge': { icons: [{ icon: '__bad__/graphics/icons/good.png', icon_size: 1e9 }] },
  'size-text': { icons: [{ icon: '__bad__/graphics/icons/good.png', icon_size: 'large' }] },
  'scale-huge': {
    icons: [
      { icon: '__bad__/graphics/icons/good.png', scale: 1e300 },
      { icon: '__bad__/graphics/icons/good.png', shift: [1e300, 0] },
    ],
  },
  'climbs-out': { icon: '__bad__/../../../etc/passwd.png' },
  'no-path': { icon: 'graphics/icons/good.png' },
  'no-list': { icons: 'good' },
  'ten-thousand': { icons: Array.from({ length: 10_000 }, () => ({ icon: '__bad__/graphics/icons/good.png' })) },
};

describe('hostile mods', () => {
  const out = folder.at('icons');
  let ran: Awaited<ReturnType<typeof command>>;

  beforeAll(async () => {
    const items = [...Object.keys(DRAWN), ...Object.keys(REFUSED)].map((name) => [
      name,
      { type: 'item', name, icon: `__bad__/graphics/icons/${name}.png`, stack_size: 1 },
    ]);
    const odd = Object.entries(SPECS).map(([name, spec]) => [name, { type: 'item', name, ...spec, stack_size: 1 }]);
    // Round and round: texts that mean each other, and a recipe that makes what it needs.
    const round = {
      type: 'item',
      name: 'round',
      stack_size: 1,
      localised_name: ['item-name.round'],
      icon: '__bad__/graphics/icons/good.png',
    };
    const dump = {
      item: Object.fromEntries([...items, ...odd, ['round', round]]),
      fluid: {},
      recipe: {
        round: {
          type: 'recipe',
          name: 'round',
          ingredients: [{ type: 'item', name: 'round', amount: 1 }],
          results: [{ type: 'item', name: 'round', amount: 1 }],
        },
      },
    };
    writeFileSync(folder.at('data-raw-dump.json'), JSON.stringify(dump));
    const pictures = Object.fromEntries(
      Object.entries({ ...DRAWN, ...REFUSED }).map(([name, bytes]) => [`bad/graphics/icons/${name}.png`, bytes]),
    );
    writeFileSync(
      folder.at('bad_1.0.0.zip'),
      zipSync({
        'bad/info.json': text({ name: 'bad', version: '1.0.0' }),
        'bad/locale/en/a.cfg': text('[item-name]\nround=__ITEM__round__ __1__\n[[[\n=\nno equals sign\n'),
        ...pictures,
        '../../climbs.txt': text('out'),
        '/absolute.txt': text('out'),
      }),
    );
    ran = await command('icons', folder.at('data-raw-dump.json'), folder.at('bad_1.0.0.zip'), '--out', out);
  }, 60_000);

  it('every kind of PNG is drawn', () => {
    expect(ran.code).toBe(0);
    for (const name of Object.keys(DRAWN)) {
      const { width, height, pixels } = decodePng(readFileSync(join(out, `item/${name}.png`)));
      expect([width, height, pixels.some((value) => value > 0)], name).toEqual([64, 64, true]);
    }
  });

  it('what is none, cut or too large is left out and told', () => {
    for (const name of Object.keys(REFUSED)) {
      expect(existsSync(join(out, `item/${name}.png`)), name).toBe(false);
      expect(ran.said, name).toContain(`graphics/icons/${name}.png`);
    }
    expect(ran.said).toContain('30000 × 30000');
  });

  it('sizes, scales and paths that make no sense end nothing', () => {
    expect(existsSync(join(out, 'item/size-1.png'))).toBe(true);
    expect(existsSync(join(out, 'item/round.png'))).toBe(true);
    expect(existsSync(join(out, 'item/climbs-out.png'))).toBe(false);
    expect(existsSync(folder.at('climbs.txt'))).toBe(false);
  });

  it('is inspected and packed all the same', async () => {
    const { code, out: json } = await command('inspect', folder.at('data-raw-dump.json'), folder.at('bad_1.0.0.zip'));
    expect([code, JSON.parse(json).packs[0].counts]).toEqual([
      0,
      { item: Object.keys({ ...DRAWN, ...REFUSED, ...SPECS }).length + 1, recipe: 1 },
    ]);
    expect((await command('pack', folder.at('data-raw-dump.json'), folder.at('bad_1.0.0.zip'), '--out', folder.at('p.zip'))).code).toBe(0);
  }, 60_000);
});

it('100,000 prototypes are counted, with names of every kind', async () => {
  const names = ['__proto__', 'constructor', 'a b', '"', 'x'.repeat(200), 'شيء', ...Array.from({ length: 99_994 }, (_, i) => `thing-${i}`)];
  const rows = names.map((name) => `${JSON.stringify(name)}:${JSON.stringify({ type: 'item', name, stack_size: 1 })}`);
  writeFileSync(folder.at('many.json'), `{"item":{${rows.join(',')}},"fluid":{},"recipe":{}}`);
  const { code, out } = await command('inspect', folder.at('many.json'));
  expect([code, JSON.parse(out).packs[0].counts]).toEqual([0, { item: 100_000 }]);
}, 60_000);

it('a snapshot whose pictures are damaged loses them alone, and says so', async () => {
  const at = bench();
  const [id] = (await drop(at, [dump(), ...PIECES])).packs;
  // Bytes that begin as a WebP does, and go on as nothing.
  await render(at, id!);
  const zip = folder.at('damaged.zip');
  writeFileSync(zip, oneFile(await at.library.exportPack(id!, { icons: true, native: false })));
  for (const args of [
    ['icons', zip, '--out', folder.at('of-damaged')],
    ['pack', zip, '--small', '--out', folder.at('small.zip')],
    ['pack', zip, '--lossy', '--out', folder.at('lossy.zip')],
  ]) {
    const { code, said } = await command(...args);
    expect([args[0], code, said]).toEqual([args[0], 0, expect.stringMatching(/sheet 1: .*damaged/)]);
  }
  expect(existsSync(folder.at('of-damaged/item/cog.png'))).toBe(false);
  expect(existsSync(folder.at('small.zip'))).toBe(true);
}, 60_000);
