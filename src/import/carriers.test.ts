import { expect, test } from 'vitest';
import type { LogEntry } from './format';
import { CARRIERS, clockOf, joined, WITH_CLOCK, wrapIn } from './testing/carriers';
import { collect, inWindows } from './testing/collect';

const packet = (seq: number, text: string) =>
  `Factoscope:${JSON.stringify({ v: 1, seq, chain: seq, d: [{ kind: 'chat', tick: seq, text }] })}`;
/** Engine, console and packet lines, one of them longer than docker's records. */
const LINES = [
  '   0.001 2026-11-21 19:56:24; Factorio 2.0.55 (build 83138, linux64, headless)',
  '   0.100 Loading mod core 0.0.0 (data.lua)',
  '   0.200 Loading mod base 2.0.55 (data.lua)',
  packet(1, 'x'),
  '   3.762 Info ServerMultiplayerManager.cpp:808: updateTick(19044001) changing state from(CreatingGame) to(InGame)',
  packet(2, 'y'.repeat(40_000)),
  '2026-11-21 19:56:30 [CHAT] <server>: grüße',
  '',
  packet(3, 'z'),
];

const told = (entries: LogEntry[]) =>
  entries.map((entry) => (entry.type === 'packets' ? entry.envelope : entry.type === 'engine' ? entry.event : entry.packets));

test.each(CARRIERS)('%s: the same entries, whole and cut into single bytes', async (carrier) => {
  const expected = told((await collect(wrapIn('plain', LINES))).entries);
  expect(expected).toHaveLength(7);
  const bytes = wrapIn(carrier, LINES);
  for (const source of [bytes, inWindows(bytes, 1), inWindows(bytes, 1000)]) {
    const { entries, problems, logs } = await collect(source);
    expect(problems).toEqual([]);
    expect(told(entries)).toEqual(expected);
    expect(logs[0]!.heads).toEqual(LINES);
    // What the ledger keeps of a line is the line.
    expect(entries.map((entry) => entry.text)).toEqual(LINES.filter((line) => line !== '' && !line.includes('mod core')));
    if (WITH_CLOCK.includes(carrier)) expect(entries.map((entry) => entry.clock)).toEqual([0, 2, 3, 4, 5, 6, 8].map(clockOf));
  }
});

test('dates without a year get that of the launch', async () => {
  const { entries } = await collect(wrapIn('journald-short', LINES));
  // The launch's own line comes before its year is known.
  expect(entries.map((entry) => entry.clock)).toEqual([null, ...[2, 3, 4, 5, 6, 8].map(clockOf)]);
});

test('a file may mix carriers line by line', async () => {
  const mixed = joined(
    CARRIERS.filter((carrier) => carrier !== 'bom' && carrier !== 'utf-16le').map((carrier) =>
      wrapIn(carrier, [packet(1, 'x'), packet(2, 'y')]),
    ),
  );
  for (const source of [mixed, inWindows(mixed, 1)]) {
    const { entries, problems } = await collect(source);
    expect(problems).toEqual([]);
    expect(entries).toHaveLength(2 * (CARRIERS.length - 2));
  }
});

test('docker compose with timestamps has a clock', async () => {
  const { entries } = await collect(`factorio-1  | 2026-11-21T19:56:24.5Z ${packet(1, 'x')}\n`);
  expect(entries).toMatchObject([{ clock: clockOf(0) + 500, text: packet(1, 'x') }]);
});

test('a record of journald may hold several lines; one without its end is given as it is', async () => {
  const both = `${packet(1, 'x')}\n${packet(2, 'y')}`;
  const length = new Uint8Array(8);
  length[0] = both.length & 255;
  length[1] = both.length >> 8;
  const text = (value: string) => new TextEncoder().encode(value);
  const bytes = joined([text('__CURSOR=1\nMESSAGE\n'), length, text(`${both}\n__REALTIME_TIMESTAMP=1700000000000000\n`)]);
  const { entries } = await collect(bytes);
  expect(entries).toMatchObject([
    { clock: 1_700_000_000_000, text: packet(1, 'x') },
    { clock: 1_700_000_000_000, text: packet(2, 'y') },
  ]);
});

test('octet-counted frames may hold line feeds and be cut', async () => {
  const frame = `<14>1 2026-11-21T19:56:24Z h a 1 - - ${packet(1, 'x')}\n${packet(2, 'y')}\n`;
  const { entries } = await collect(`${frame.length} ${frame}${frame.length} ${frame.slice(0, -8)}`);
  expect(entries.map((entry) => entry.text)).toEqual([packet(1, 'x'), packet(2, 'y'), packet(1, 'x')]);
});

test('ordinary lines that look a little like a carrier keep what they are', async () => {
  const lines = [
    '2024-04-09 06:08:43 [JOIN] a | b joined the game',
    'x | y',
    '{"log":5}',
    '<14>',
    '@x',
    '12 apples',
    '{"MESSAGE":',
    '__CURSOR',
    'Nov 21',
  ];
  const { logs } = await collect(lines.map((line) => `${line}\n`).join(''));
  expect(logs[0]!.heads).toEqual(lines);
});
