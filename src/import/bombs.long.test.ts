/** Packed files made to grow: each is left early, is called what it is, and what came before it is kept. */
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { NestedBudget } from './nested';
import { bytesSource } from './source';
import { collect } from './testing/collect';

const line = (seq: number) =>
  `Factoscope:${JSON.stringify({ v: 1, seq, chain: seq, d: [{ kind: 'chat', tick: seq, text: `n${seq}` }] })}\n`;
const codes = ({ problems }: Awaited<ReturnType<typeof collect>>) => problems.map(({ code }) => code);

test('a zip that grows a thousandfold is left after megabytes, by name; what came before is read', async () => {
  const huge = Buffer.alloc(100_000_000, '0');
  huge.write(line(1));
  const zip = zipSync({ 'a/bomb.log': huge, 'good.log': strToU8(line(2)) });
  const found = await collect(zip, 'x.zip');
  expect(found.entries).toHaveLength(2);
  expect(found.problems).toMatchObject([{ code: 'zip-bomb', file: 'x.zip/a/bomb.log', detail: expect.stringContaining('a/bomb.log') }]);
}, 30_000);

test('so is a gzip, and one of zeros is said to be that', async () => {
  const huge = Buffer.alloc(100_000_000, '0');
  huge.write(line(1));
  const gzip = new Uint8Array(gzipSync(huge));
  const found = await collect(gzip, 'bomb.log.gz');
  expect(found.entries).toHaveLength(1);
  expect(found.problems).toMatchObject([{ code: 'zip-bomb', file: 'bomb.log.gz' }]);
  const nothing = new Uint8Array(gzipSync(Buffer.alloc(100_000_000)));
  const zeros = await collect(nothing, 'zeros.gz');
  expect(zeros.problems).toMatchObject([{ code: 'only-zeros', file: 'zeros.gz' }]);
}, 30_000);

test('a log of the same line again and again is none', async () => {
  const text = `${line(1)}${Array.from({ length: 400_000 }, (_, i) => `${String(i / 60).slice(0, 8)} Script @__m__/control.lua:6: nothing to do here\n`).join('')}${line(2)}`;
  for (const packed of [gzipSync(text), zipSync({ 'a.log': strToU8(text) })]) {
    const found = await collect(new Uint8Array(packed));
    expect([found.entries.length, codes(found)]).toEqual([2, []]);
  }
});

test('a gzip of hundreds of thousands of empty members is left', async () => {
  const empty = gzipSync('');
  const bytes = Buffer.concat([gzipSync(line(1)), Buffer.alloc(empty.length * 700_000, empty)]);
  const found = await collect(new Uint8Array(bytes), 'many.gz');
  expect([found.entries.length, codes(found)]).toEqual([1, ['gzip-members']]);
  // One that a logger has written line by line is whole.
  const lines = Buffer.concat(Array.from({ length: 12_000 }, (_, i) => gzipSync(line(i + 1))));
  const all = await collect(new Uint8Array(lines), 'lines.gz');
  expect([all.entries.length, codes(all)]).toEqual([12_000, []]);
}, 30_000);

test('a zip of more files than are read says so', async () => {
  const files: Record<string, Uint8Array> = {};
  for (let i = 0; i < 10_100; i++) files[`${i}.log`] = strToU8(i === 0 ? line(1) : '');
  const found = await collect(zipSync(files, { level: 0 }), 'many.zip');
  expect(found.entries).toHaveLength(1);
  expect(found.problems).toContainEqual(expect.objectContaining({ code: 'zip-too-many', detail: expect.stringContaining('10,100') }));
}, 30_000);

test('more files than 16 bits can count are counted', async () => {
  const files: Record<string, Uint8Array> = {};
  for (let i = 0; i < 70_000; i++) files[`${i}.png`] = strToU8('');
  // fflate writes their number modulo 65,536.
  const found = await collect(zipSync(files, { level: 0 }), 'many.zip');
  expect(found.problems).toContainEqual(expect.objectContaining({ code: 'zip-too-many', detail: expect.stringContaining('70,000') }));
}, 30_000);

test('all files in a file share one budget', async () => {
  const budget = new NestedBudget(1_000);
  const told: string[] = [];
  const source = {
    ...bytesSource('a.log', new Uint8Array(5_000)),
    async *stream() {
      for (let i = 1; i <= 50; i++) yield { bytes: new Uint8Array(100), done: i };
    },
  };
  const read = async () => {
    let total = 0;
    for await (const { bytes } of budget.counted(source, ({ code }) => told.push(code)).stream!(new AbortController().signal))
      total += bytes.length;
    return total;
  };
  expect([budget.refuses(source, 1), await read(), told]).toEqual([null, 1_100, ['zip-bomb']]);
  expect(budget.refuses(source, 1)).toMatchObject({ code: 'too-nested', detail: expect.stringContaining('8 GB') });
  expect(budget.refuses(source, 4)).toMatchObject({ code: 'too-nested', detail: expect.stringContaining('three deep') });
});
