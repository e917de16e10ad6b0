/** Lines made to hurt the reader: each is bounded in time, and what is good in the file is still read. */
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { collect } from './testing/collect';

const envelope = (seq: number) => JSON.stringify({ v: 1, seq, chain: seq, d: [{ kind: 'chat', tick: seq, text: `n${seq}` }] });
const plain = (seq: number) => `Factoscope:${envelope(seq)}`;
const packed = (seq: number) => `Factoscope:${deflateSync(envelope(seq)).toString('base64')}`;
const seqs = ({ entries }: Awaited<ReturnType<typeof collect>>) =>
  entries.map((entry) => (entry.type === 'packets' ? (entry.envelope.seq ?? 'local') : entry.type));
const counts = ({ problems }: Awaited<ReturnType<typeof collect>>) => {
  const found: Record<string, number> = {};
  for (const { code, count } of problems) found[code] = (found[code] ?? 0) + (count ?? 1);
  return found;
};

test('colours within colours are taken off once, not ten thousand deep', async () => {
  const nested = `${'\u001b['.repeat(10_000)}${'m'.repeat(10_000)}`;
  const found = await collect(`${nested}\n\u001b[31m${plain(1)}\u001b[0m\n${plain(2)}\n`);
  expect(seqs(found)).toEqual([1, 2]);
});

test('colours and octet-counted frames by turns do not nest either', async () => {
  let line = '';
  for (let i = 0; i < 2000; i++) line = `\u001b[${line}m7 <1>1 xx`;
  expect(seqs(await collect(`${line}\n${plain(1)}\n`))).toEqual([1]);
});

test.each([
  ['plain', plain],
  ['packed', packed],
])('150,000 %s packets in one line are all read', async (_, make) => {
  const lines = Array.from({ length: 150_000 }, (_, i) => make(i + 1));
  const found = await collect(`${lines.join('')}\n${plain(200_000)}\n`);
  expect(found.entries).toHaveLength(150_001);
  expect(found.entries.slice(-2).map((entry) => entry.text)).toEqual([lines.at(-1), plain(200_000)]);
  expect(counts(found)).toEqual({ 'line-mixed': 149_999 });
});

test('[P11] half a million texts in one line, and behind the end of one that ran over lines', async () => {
  const text = 'Factoscope-text:1:1:1:1:a:b=x\u001e';
  const found = await collect(`${text.repeat(500_000)}\n${plain(1)}\nFactoscope-text:1:1:1:1:a:b=x\ny\u001e${text.repeat(1000)}\n`);
  expect(found.entries).toHaveLength(501_002);
  expect(found.problems).toEqual([]);
});

test('docker’s records of a few letters make one line, at the price of its length', async () => {
  const piece = '{"log":"a","stream":"stdout"}\n';
  const other = `${JSON.stringify({ log: `${plain(1)}\n`, stream: 'stderr' })}\n`;
  const found = await collect(
    `${piece.repeat(200_000)}${other}{"log":"\\n","stream":"stdout"}\n${JSON.stringify({ log: `${plain(2)}\n` })}\n`,
  );
  expect(seqs(found)).toEqual([1, 2]);
  expect(found.logs[0]!.heads[1]).toBe('a'.repeat(65_536));
});

test('a docker line over 16 MB is skipped to its end, and told once', async () => {
  const piece = `${JSON.stringify({ log: 'x'.repeat(1_000_000), stream: 'stdout' })}\n`;
  const end = `${JSON.stringify({ log: `${plain(9)}\n`, stream: 'stdout' })}\n`;
  const found = await collect(`${piece.repeat(40)}${end}${JSON.stringify({ log: `${plain(1)}\n`, stream: 'stdout' })}\n`);
  expect(seqs(found)).toEqual([1]);
  expect(counts(found)).toEqual({ 'line-too-long': 1 });
});

test('[P4] many small bombs are one large one: the rest of the packed lines is not opened', async () => {
  const bomb = (bytes: number) => `Factoscope:${deflateSync(Buffer.alloc(bytes, ' ')).toString('base64')}\n`;
  const damaged = (bytes: number) => `Factoscope:${deflateSync(Buffer.alloc(bytes, ' ')).subarray(0, -20).toString('base64')}\n`;
  // 2 MB of them; 64 MB are opened of any log.
  for (const line of [bomb(9_000_000), bomb(2_900_000), bomb(900_000), bomb(60_000), damaged(900_000)]) {
    const text = `${line.repeat(Math.ceil(2_000_000 / line.length))}${plain(1)}\n${packed(2)}\n`;
    const found = await collect(text);
    expect(seqs(found)).toEqual([1]);
    expect(counts(found)['zip-bombs']).toBeGreaterThan(1);
  }
});

test('[P5] a packed line far above 4,000 bytes is not opened', async () => {
  const noise = Buffer.from(Uint32Array.from({ length: 5000 }, (_, i) => Math.imul(i, 2_654_435_761)).buffer);
  const found = await collect(`Factoscope:${deflateSync(noise).toString('base64')}\n${packed(1)}\n`);
  expect(seqs(found)).toEqual([1]);
  expect(counts(found)).toEqual({ 'line-too-long': 1 });
});
