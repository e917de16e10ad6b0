import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { MARKER } from '../packet/schema';
import { MemoryStore } from './block-store';
import { Library } from './library';
import { feed, kernels } from './testing/host';

const header = (world: string) => ({
  kind: 'header',
  tick: 0,
  world,
  seed: 1,
  game: '2.0.76',
  mods: [],
  next: 1,
  chain: 0,
  checkpoints: [],
});
const chained = (seq: number, d: unknown[]): string => `${MARKER}${JSON.stringify({ v: 1, chain: seq, seq, d })}`;

it('[P20] charts that are bombs take seconds, are said, and leave the good ones as they are', async () => {
  const packed = (bytes: number) => deflateSync(Buffer.alloc(bytes, 0x21)).toString('base64');
  const chart = (i: number, px: string) =>
    `${MARKER}${JSON.stringify({ v: 1, at: [1, 1], d: [{ kind: 'chart', tick: i, surface: 1, force: 1, at: [i % 100, Math.floor(i / 100)], px }] })}`;
  const bomb = packed(1_900_000);
  const lines = [chained(1, [header('charts')]), chart(0, packed(2048))];
  for (let i = 1; i < 1000; i++) lines.push(chart(i, bomb));
  const library = new Library(new MemoryStore(), await kernels());
  const importer = await library.importer();
  feed(importer, 'charts.log', lines);
  const { problems } = await importer.finish();
  expect(problems).toMatchObject([{ code: 'bad-chart', detail: expect.stringContaining('999 charts') }]);
  expect((await library.worlds())[0]!.chunks).toEqual({ nauvis: 1 });
});

it('[P20] forty thousand chunks of plain water are no bomb', async () => {
  const px = deflateSync(Buffer.alloc(2048, 0x21), { level: 9 }).toString('base64');
  const lines = [chained(1, [header('water')])];
  for (let i = 0; i < 40_000; i += 20) {
    const d = Array.from({ length: 20 }, (_, k) => ({
      kind: 'chart',
      tick: 1,
      surface: 1,
      force: 1,
      at: [(i + k) % 200, Math.floor((i + k) / 200)],
      px,
    }));
    lines.push(`${MARKER}${JSON.stringify({ v: 1, at: [1, 1], d })}`);
  }
  const library = new Library(new MemoryStore(), await kernels());
  const importer = await library.importer();
  feed(importer, 'water.log', lines);
  expect((await importer.finish()).problems).toEqual([]);
  expect((await library.worlds())[0]!.chunks).toEqual({ nauvis: 40_000 });
}, 60_000);

it('one import begins 500 worlds at most, and says what it leaves out', async () => {
  const library = new Library(new MemoryStore(), await kernels());
  const importer = await library.importer();
  const lines = Array.from({ length: 700 }, (_, i) => chained(1, [header(`w${i}`), { kind: 'chat', tick: 1, text: 'x' }]));
  feed(importer, 'many.log', lines);
  const { problems } = await importer.finish();
  expect(await library.worlds()).toHaveLength(500);
  expect(problems).toMatchObject([{ code: 'too-many-worlds', detail: expect.stringContaining('200 more') }]);
  // What is there already is no new one.
  const again = await library.importer();
  feed(again, 'again.log', lines.slice(0, 400));
  expect((await again.finish()).problems).toEqual([]);
}, 60_000);
