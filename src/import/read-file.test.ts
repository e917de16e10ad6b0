import { existsSync, readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { formats } from './formats';
import { noPack } from './packs/no-pack';
import { readFile } from './read-file';
import { bytesSource } from './source';
import { collect } from './testing/collect';

const blueprint = (value: object) => `0${deflateSync(JSON.stringify(value), { level: 9 }).toString('base64')}`;
const bytes = (...values: number[]) => Uint8Array.from(values);
const text = (value: string) => new TextEncoder().encode(value);

test.each([
  ['empty', 'factorio-current.log', bytes()],
  ['blueprint', 'x.txt', text(blueprint({ blueprint: { item: 'blueprint', entities: [{ name: 'x' }] } }))],
  [
    'blueprint',
    'x.txt',
    text(
      `${blueprint({ blueprint_book: { blueprints: Array.from({ length: 60_000 }, (_, i) => ({ i: (i * 2_654_435_761) >>> 0 })) } })}\n`,
    ),
  ],
  ['blueprint-storage', 'blueprint-storage-2.dat', bytes(2, 0, 0, 0, 55, 0, 0, 0, 0)],
  ['picture', 'screenshot.png', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
  ['picture', 'factorio.log', bytes(0xff, 0xd8, 0xff, 0xe0)],
  ['replay', 'replay.dat', bytes(1, 0, 0, 0, 5)],
  ['achievements', 'achievements.dat', bytes(1, 0, 0, 0, 5)],
  ['crash-dump', 'factorio-dump-current.dmp', text('MDMP\u0093')],
  ['directory-listing', 'logs', text('<html><head><title>Index of /logs</title>')],
  ['directory-listing', 'ls.txt', text('total 12\n-rw-r--r-- 1 root root 12 Nov 21 19:56 factorio-current.log\n')],
  ['web-page', 'page.html', text('<!DOCTYPE html><html>')],
  ['other-archive', 'logs.7z', bytes(0x37, 0x7a, 0xbc, 0xaf)],
])('a file that holds no log is named, and told what to drop instead: %s', async (kind, name, data) => {
  const { problems, summary, logs } = await collect(data, name);
  expect(problems).toMatchObject([{ code: `not-a-log-${kind}`, file: name, tip: expect.stringMatching(/./) }]);
  expect(summary.read).toBe(false);
  expect(logs).toEqual([]);
});

test('what nobody knows is named by its first bytes', async () => {
  expect((await collect(bytes(1, 2, 0, 255), 'x.bin')).problems).toMatchObject([
    { code: 'unknown-format', detail: expect.stringContaining('01 02 00 ff') },
  ]);
  expect((await collect('Dear diary\n', 'x.txt')).problems).toMatchObject([
    { code: 'unknown-format', detail: expect.stringContaining('Dear diary') },
  ]);
});

test('no name makes a log of a picture, none hides a log', async () => {
  const line = '   0.001 2026-11-21 19:56:24; Factorio 2.0.55 (build 83138, linux64, headless)\n';
  for (const name of ['x.png', 'save.zip', ''])
    expect((await collect(line, name)).summary).toMatchObject({ read: true, format: 'Factorio log' });
});

test('a text that calls itself a log is read, and said to hold nothing', async () => {
  const { summary } = await collect('GET / 200\n', 'access.log');
  expect(summary).toMatchObject({ read: true, note: expect.stringContaining('nothing of Factorio') });
});

test('the note says why there is no map', async () => {
  const start =
    '   0.001 2026-11-21 19:56:24; Factorio 2.0.55 (build 83138, linux64, headless)\n   1.000 Loading mod core 0.0.0 (data.lua)\n   1.000 Loading mod base 2.0.55 (data.lua)\n';
  expect((await collect(start)).summary.note).toMatch(/server, Factorio 2\.0\.55\. Its one mod did not write about the map/);
  expect((await collect(`${start}   1.000 Loading mod factoscope 1.0.0 (data.lua)\n`)).summary.note).toMatch(
    /mod Factoscope was loaded.*stdout/,
  );
  expect((await collect(`${start}Factoscope:{"v":1,"seq":1,"chain":1,"d":[]}\n`)).summary).toMatchObject({ note: '', packetLines: 1 });
});

test('the note names what else a log tells, chat too', async () => {
  const console = (...lines: string[]) => lines.map((line, i) => `2025-11-08 20:15:${30 + i} ${line}\n`).join('');
  const log = console('[JOIN] ann joined the game', '[CHAT] ann: hi', '[CHAT] <server>: hello', '[LEAVE] ann left the game');
  expect((await collect(log)).summary.note).toContain('console of a game. It tells of 1 join, 1 leave and 2 chat lines.');
  expect((await collect(console('[CHAT] ann: hi'))).summary.note).toContain('It tells of 1 chat line.');
});

test('ten faults of a kind have a row each, the rest share one; a file has 200 rows', async () => {
  const { problems } = await collect('Factoscope:{\n'.repeat(100));
  expect(problems).toHaveLength(11);
  expect(problems[0]).toMatchObject({ line: 1 });
  expect(problems[10]).toMatchObject({ code: 'bad-json', line: 11, count: 90 });
});

test('a file that changes while it is read is a problem row; a cancel rejects with its reason', async () => {
  const gone = Object.assign(new Error('gone'), { name: 'NotReadableError' });
  const source = { ...bytesSource('a.log', new Uint8Array(100)), slice: () => Promise.reject(gone) };
  expect((await collect(source)).problems).toMatchObject([{ code: 'not-readable', tip: expect.stringContaining('Follow') }]);
  const sink = { log: () => ({ head() {}, entry() {}, other() {} }), problem() {}, pack: noPack, turn: async () => {} };
  await expect(readFile(bytesSource('a.log', new Uint8Array(100)), sink, AbortSignal.abort('stop'))).rejects.toBe('stop');
});

test('every format is a row with its own id', () => {
  expect(new Set(formats.map(({ id }) => id)).size).toBe(formats.length);
  for (const format of formats.filter(({ help }) => help))
    expect(format.help).toMatchObject({ drop: expect.stringMatching(/./), from: expect.stringMatching(/./) });
});

const DATA = '/work/shared/data/';
// Skipped where the folder of real files is not at hand.
describe.skipIf(!existsSync(DATA))('real files that hold nothing', () => {
  test.each([
    ['mods/invalid_mod.zip', 'zip-without-log'],
    ['maps/nauvis-preview-1024.png', 'picture'],
  ])('%s', async (path, kind) => {
    expect((await collect(new Uint8Array(readFileSync(DATA + path)), path)).problems).toMatchObject([{ code: `not-a-log-${kind}` }]);
  });
});
