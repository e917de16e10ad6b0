import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Packet } from '../core/packet/schema';
import { collect, inWindows } from './testing/collect';
import { importTexts } from './testing/import-texts';

const envelope = (seq: number, d: unknown[] = [{ kind: 'chat', tick: seq, text: `n${seq}` }]) =>
  JSON.stringify({ v: 1, seq, chain: seq, d });
const plain = (seq: number) => `Factoscope:${envelope(seq)}`;
const packed = (seq: number) => `Factoscope:${deflateSync(envelope(seq)).toString('base64')}`;
const seqs = ({ entries }: Awaited<ReturnType<typeof collect>>) =>
  entries.map((entry) => (entry.type === 'packets' ? (entry.envelope.seq ?? 'local') : entry.type));

test('[P1] a packet line stands anywhere in a line; what is before it is not its text', async () => {
  const { entries } = await collect(`${plain(1)}\n  17.390 Script @__m__/control.lua:6: ${packed(2)}\nnoise Factoscope ${plain(3)}\r\n`);
  expect(entries.map((entry) => [entry.line, entry.text])).toEqual([
    [1, plain(1)],
    [2, packed(2)],
    [3, plain(3)],
  ]);
});

test('[P10] a marker that somebody has written into an envelope from a port is a text', async () => {
  const bare = (seq: number, text: string) => `@5 ${envelope(seq, [{ kind: 'chat', tick: 1, text }])}\n`;
  const { entries, problems } = await collect(`${bare(1, packed(9))}${bare(2, plain(9).slice(0, 11))}${plain(3)}\n`);
  expect(entries.map((entry) => [entry.clock, entry.type === 'packets' && entry.envelope.seq])).toEqual([
    [5, 1],
    [5, 2],
    [null, 3],
  ]);
  expect(problems).toEqual([]);
});

test('[P13] the engine’s seconds before a line of packets say when it was written', async () => {
  const log = `   0.000 2026-03-01 12:00:00; Factorio 2.0.76 (build 1, linux64, headless)
   9.500 Script @__factoscope__/control.lua:6: ${plain(600)}
3609.500 Script @__factoscope__/control.lua:6: ${packed(216_600)}
`;
  const { worlds } = await importTexts([['factorio-current.log', log]]);
  const [info] = await worlds.worlds();
  const noon = Date.UTC(2026, 2, 1, 12);
  expect(info!.clocks).toEqual([noon + 9_500, noon + 3_609_500]);
  const { clocks } = await (await worlds.world(info!.id))!.times.timeline('main');
  expect(clocks.map(({ tick, clock }) => [tick, clock - noon])).toEqual([
    [600, 9_500],
    [216_600, 3_609_500],
  ]);
});

test.each([
  ['cut before the end', `${plain(1).slice(0, -9)}\n${plain(2)}\n`, [2], ['bad-json']],
  ['another packet begins in it', `${plain(1).slice(0, 30)}${plain(2)}\n${plain(3)}\n`, [2, 3], ['bad-json']],
  ['packed, another packet begins in it', `${packed(1).slice(0, 30)}${packed(2)}\n`, [2], ['bad-base64']],
  ['two in one line', `${plain(1)}${packed(2)}${plain(3)}\n`, [1, 2, 3], ['line-mixed', 'line-mixed']],
  ['something behind it', `${packed(1)} tail\n${plain(2)} \n`, [1, 2], ['line-mixed']],
  ['an engine line behind it', `${plain(1)}   1.000 Goodbye\n`, [1, 'engine'], ['line-mixed']],
  ['packed and cut', `${packed(1).slice(0, -11)}\n`, [], ['bad-base64']],
  ['garbled', `Factoscope:{"v":1,"seq":!\nFactoscope:\nFactoscope:%\n`, [], ['bad-json', 'bad-zlib', 'bad-base64']],
  [
    'Kafkatorio cut',
    `KafkatorioPacket:::encoded:eNpNjUEKwjAURO8y6xiM2\nKafkatorioPacket:::{"tick":5\n${plain(1)}\n`,
    [1],
    ['bad-base64', 'bad-json'],
  ],
])('what is wrong with a line costs that line alone: %s', async (_, text, expected, codes) => {
  const whole = await collect(text);
  expect(seqs(whole)).toEqual(expected);
  expect(whole.problems.map(({ code }) => code)).toEqual(codes);
  for (const problem of whole.problems)
    expect(problem).toMatchObject({ file: 'test.log', line: expect.any(Number), tip: expect.stringMatching(/./) });
  const bytewise = await collect(inWindows(new TextEncoder().encode(text), 1));
  expect(bytewise.entries).toEqual(whole.entries);
  expect(bytewise.problems).toEqual(whole.problems);
});

test('a line of nothing but markers is a fault, not an hour’s work', async () => {
  const { problems } = await collect('Factoscope:'.repeat(400_000));
  expect(problems.length).toBeLessThan(30);
});

test('[P11] texts of the game: with their end, over line breaks, without', async () => {
  const text = (value: string) => `Factoscope-text:1:4:5:6:names:k=${value}`;
  const { entries, problems, logs } = await collect(
    `${text('one\u001e')}\n${text('two\nlines\u001e')} ${plain(7)}\n${text('three')}\n  17.390 Script @x\n${text('four')}\n${plain(8)}\n${text('five')}\nmore\n`,
  );
  expect(problems).toEqual([]);
  expect(
    entries.map((entry) =>
      entry.type === 'packets' ? (entry.envelope.seq ?? (entry.envelope.d[0] as Packet & { data: { text: string } }).data.text) : null,
    ),
  ).toEqual(['one', 'two\nlines', 7, 'three', 'four', 8, 'five']);
  expect(entries[1]!.text).toBe(text('two\nlines\u001e'));
  expect(logs[0]!.others).toBe(2);
  const again = await collect(entries.map((entry) => `@5 ${entry.text}\n`).join(''));
  expect(again.entries.map((entry) => entry.text)).toEqual(entries.map((entry) => entry.text));
});

test('[P11] a text over 64 kB ended with its line', async () => {
  const { entries, logs } = await collect(`Factoscope-text:1:4:5:6:c:k=x\n${'y'.repeat(40_000)}\n${'z'.repeat(40_000)}\n${plain(1)}\n`);
  expect(seqs({ entries } as never)).toEqual(['local', 1]);
  expect(logs[0]!.others).toBe(2);
});

test('[P10] JSONL: bare envelopes, long ones too, and what is wrong in it', async () => {
  const long = envelope(2, [{ kind: 'chat', tick: 1, text: `Factoscope:${'x'.repeat(1_500_000)}` }]);
  const text = `${envelope(1)}\n${long}\n\n{"v":1\nFactoscope-odd\n${envelope(3)}`;
  for (const source of [text, inWindows(new TextEncoder().encode(text), 100_000)]) {
    const { logs, entries, problems } = await collect(source, 'a.jsonl');
    expect(logs[0]!.format).toBe('Factoscope JSONL');
    expect(seqs({ entries } as never)).toEqual([1, 2, 3]);
    expect(entries[1]!.text).toBe(long);
    expect(problems).toMatchObject([{ code: 'bad-json', line: 4 }]);
  }
});

test('the ledger’s own lines hold bare envelopes; other logs’ do not', async () => {
  expect(seqs(await collect(`@1700000000000 ${envelope(1)}\n@1700000000000 ${plain(2)}\n`))).toEqual([1, 2]);
  expect(seqs(await collect(`${plain(2)}\n${envelope(1)}\n`))).toEqual([2]);
});

test('the first 20 lines are told, whatever they hold', async () => {
  const lines = Array.from({ length: 30 }, (_, i) => (i % 3 ? `line ${i}` : plain(i + 1)));
  const { logs } = await collect(lines.join('\n'));
  expect(logs[0]!.heads).toEqual(lines.slice(0, 20));
});

test('any bytes between packet lines leave them what they are', async () => {
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc
      .constantFrom('Factorio', ':', '{"log":', '<14>1 ', '@5', '__CURSOR=', '  1.000 Error x', '\u001b[31m', 'a | ')
      .map((text) => new TextEncoder().encode(text)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(noise, { maxLength: 12 }), fc.integer({ min: 1, max: 50 }), async (pieces, size) => {
      const bytes = Buffer.concat([
        Buffer.from(`${plain(1)}\n`),
        ...pieces.flatMap((piece) => [Buffer.from(piece.filter((byte) => byte !== 0)), Buffer.from('\n')]),
      ]);
      const whole = await collect(new Uint8Array(bytes));
      const cut = await collect(inWindows(new Uint8Array(bytes), size));
      expect(whole.entries.length).toBeGreaterThanOrEqual(1);
      expect(cut.entries).toEqual(whole.entries);
      expect(cut.problems).toEqual(whole.problems);
    }),
    { numRuns: 300 },
  );
});
