import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { collect, inWindows } from './testing/collect';

const line = (seq: number) =>
  `Factoscope:${JSON.stringify({ v: 1, seq, chain: seq, d: [{ kind: 'chat', tick: seq, text: `n${seq}` }] })}\n`;
const seqs = ({ entries }: Awaited<ReturnType<typeof collect>>) =>
  entries.map((entry) => (entry.type === 'packets' ? entry.envelope.seq : entry.type));
const codes = ({ problems }: Awaited<ReturnType<typeof collect>>) => problems.map(({ code }) => code);
const log = (from: number, count = 3) => Array.from({ length: count }, (_, i) => line(from + i)).join('');
const zipOf = (files: Record<string, string | Uint8Array>, level: 0 | 6 = 6) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, data]) => [name, typeof data === 'string' ? strToU8(data) : data])), {
    level,
  });

test('gzip: one member, several, cut, with zeros behind it', async () => {
  const one = gzipSync(log(1));
  expect(seqs(await collect(new Uint8Array(one), 'a.log.gz'))).toEqual([1, 2, 3]);
  const two = new Uint8Array(Buffer.concat([one, gzipSync(log(4))]));
  for (const source of [two, inWindows(two, 1)]) expect(seqs(await collect(source))).toEqual([1, 2, 3, 4, 5, 6]);
  const cut = await collect(new Uint8Array(gzipSync(log(1, 5000))).slice(0, -2000));
  expect(cut.entries.length).toBeGreaterThan(10);
  expect(codes(cut)).toContain('gzip-damaged');
  expect(codes(await collect(new Uint8Array(Buffer.concat([one, Buffer.alloc(512)]))))).toEqual([]);
});

test('a gzip that inflates without end is read as a stream', async () => {
  const bytes = new Uint8Array(gzipSync(Buffer.from(`${log(1)}${'x\n'.repeat(4_000_000)}`)));
  const { entries, summary } = await collect(bytes);
  expect(entries).toHaveLength(3);
  expect(summary.format).toBe('gzip (Factorio log)');
});

test.each([0, 6] as const)('zip, level %i: logs in it are read, the rest is left', async (level) => {
  const zip = zipOf(
    {
      'logs/a.log': log(1),
      'logs/b.jsonl': line(4).slice('Factoscope:'.length),
      'c.log.gz': new Uint8Array(gzipSync(log(5, 1))),
      'x.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
      'd.zip': zipOf({ 'e.log': log(6, 1) }),
    },
    level,
  );
  const found = await collect(zip, 'all.zip');
  expect(seqs(found)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(found.problems).toEqual([]);
  expect(found.logs.map(({ name }) => name)).toEqual([
    'all.zip/logs/a.log',
    'all.zip/logs/b.jsonl',
    'all.zip/c.log.gz',
    'all.zip/d.zip/e.log',
  ]);
});

test('a save and what only looks like a mod get an answer; a zip of a save and a log gives the log', async () => {
  const save = zipOf({ 'my save/level.dat0': 'x', 'my save/level-init.dat': 'x' });
  const mod = zipOf({ 'mod_1.0.0/info.json': '{}', 'mod_1.0.0/data.lua': '' });
  expect(codes(await collect(save, 's.zip'))).toEqual(['not-a-log-save']);
  expect(codes(await collect(mod, 'm.zip'))).toEqual(['mod-info-broken', 'not-a-log-zip-without-log']);
  const all = await collect(zipOf({ 's.zip': save, 'a.log': log(1) }));
  expect(codes(all)).toEqual([]);
  expect(seqs(all)).toEqual([1, 2, 3]);
  expect(codes(await collect(zipOf({ 's.zip': save })))).toEqual(['not-a-log-save']);
  const none = await collect(zipOf({ 'a.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47]) }));
  expect(none.problems).toMatchObject([{ code: 'not-a-log-zip-without-log', detail: expect.stringContaining('a.png') }]);
});

test('42.zip: a zip in a zip in a zip … ends after three', async () => {
  let zip = zipOf({ 'a.log': log(1) });
  for (let i = 0; i < 5; i++) zip = zipOf({ [`${i}.zip`]: zip });
  const found = await collect(zip, 'bomb.zip');
  expect(codes(found)).toEqual(['too-nested']);
  expect(found.entries).toEqual([]);
});

/** Offset of a record with this signature. */
const find = (bytes: Uint8Array, signature: number): number =>
  Buffer.from(bytes).indexOf(Buffer.from([0x50, 0x4b, signature & 255, signature >> 8]));
const CENTRAL = 0x0201;

function changed(zip: Uint8Array, change: (view: DataView, central: number) => void): Uint8Array {
  const copy = zip.slice();
  change(new DataView(copy.buffer), find(copy, CENTRAL));
  return copy;
}

test('a zip that lies: checksum, size, offset, encryption, method, names', async () => {
  const zip = zipOf({ 'a.log': log(1) });
  const wrongCrc = await collect(changed(zip, (view, at) => view.setUint32(at + 16, 1, true)));
  expect([seqs(wrongCrc), codes(wrongCrc)]).toEqual([[1, 2, 3], ['zip-crc']]);
  expect(codes(await collect(changed(zip, (view, at) => view.setUint32(at + 24, 10, true))))).toEqual(['zip-bomb']);
  expect(codes(await collect(changed(zip, (view, at) => view.setUint32(at + 42, 1e9, true))))).toEqual(['zip-damaged']);
  expect(codes(await collect(changed(zip, (view, at) => view.setUint16(at + 8, 1, true))))).toEqual(['zip-encrypted']);
  expect(codes(await collect(changed(zip, (view, at) => view.setUint16(at + 10, 14, true))))).toEqual(['zip-method']);
  for (const name of ['../up.log', '/abs.log', 'C:/x.log', 'a/../b.log'])
    expect(codes(await collect(zipOf({ [name]: log(1) })))).toEqual(['zip-path']);
});

test('entries that overlap, or are there twice, are read once', async () => {
  const zip = zipOf({ 'a.log': log(1), 'b.log': log(4) });
  const second = Buffer.from(zip).lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  const twice = zip.slice();
  twice[second + 46] = 'a'.charCodeAt(0);
  expect(codes(await collect(twice))).toEqual(['zip-duplicate']);
  const many: Record<string, string> = {};
  for (let i = 0; i < 100; i++) many[`${i}.log`] = '';
  const overlapping = zipOf({ ...many, 'big.log': log(1, 300) }, 0);
  const view = new DataView(overlapping.buffer);
  const bytes = Buffer.from(overlapping.buffer);
  const big = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  for (
    let at = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    at >= 0 && at < big;
    at = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), at + 1)
  ) {
    for (const field of [20, 24, 16, 42]) view.setUint32(at + field, view.getUint32(big + field, true), true);
  }
  expect(codes(await collect(overlapping))).toContain('zip-bomb');
});

test('every cut of a zip is a problem, never a throw', async () => {
  const zip = zipOf({ 'a.log': log(1), 'b.txt': 'x' });
  for (let length = 1; length < zip.length; length += 7) {
    const { problems } = await collect(zip.slice(0, length), 'a.zip');
    expect(problems.length).toBeGreaterThan(0);
  }
});
