import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { CARRIERS, wrapIn } from './testing/carriers';
import { collect, inWindows } from './testing/collect';
import { encodeKafkatorio } from './testing/kafkatorio-encoder';

const envelope = (seq: number) =>
  JSON.stringify({
    v: 1,
    seq,
    chain: seq,
    d: [
      { kind: 'chat', tick: seq, text: `n${seq}` },
      { kind: 'chunk-gone', tick: seq, surface: 1, at: [seq, -seq] },
    ],
  });
const LINES = [
  '   0.001 2026-11-21 19:56:24; Factorio 2.0.55 (build 83138, linux64, headless)',
  `Factoscope:${envelope(1)}`,
  `Factoscope:${deflateSync(envelope(2)).toString('base64')}`,
  'Factoscope-text:1:4:5:6:names:k=value\u001e',
  '  10.000 Info GameActionHandler.cpp:1: UpdateTick (600) processed PlayerJoinGame peerID(1) playerIndex(2) mode(connect) ',
  '2026-11-21 19:56:34 [JOIN] ann joined the game',
  '  37.133 Error MainLoop.cpp:1288: Exception at tick 5',
  'stack traceback:',
  ...encodeKafkatorio({
    surfaces: [{ index: 1, name: 'nauvis' }],
    tiles: [{ surface: 1, at: [1, 1], name: 'water' }],
    chat: [{ player: 1, text: 'hi' }],
  }),
];
const seeds: Uint8Array[] = [
  ...CARRIERS.map((carrier) => wrapIn(carrier, LINES)),
  new Uint8Array(gzipSync(LINES.join('\n'))),
  zipSync({
    'a.log': strToU8(LINES.join('\n')),
    'b/c.jsonl': strToU8(envelope(3)),
    'd.zip': zipSync({ 'e.log': strToU8(LINES.join('\n')) }),
  }),
  new Uint8Array(new TextEncoder().encode(`0${deflateSync('{"blueprint":{}}').toString('base64')}`)),
];

/** Bytes changed, left out, doubled, swapped for those of another sample. */
const mutated = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('set', 'drop', 'double', 'splice', 'lines'), fc.nat(255), fc.nat(400)), {
      minLength: 1,
      maxLength: 12,
    }),
    fc.constantFrom(...seeds),
  )
  .map(([seed, steps, other]) => {
    let bytes = Buffer.from(seed);
    for (const [where, what, value, length] of steps) {
      const at = bytes.length === 0 ? 0 : where % bytes.length;
      const [before, here, after] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)];
      if (what === 'set' && bytes.length > 0) bytes[at] = value;
      else if (what === 'drop') bytes = Buffer.concat([before, after]);
      else if (what === 'double') bytes = Buffer.concat([before, here, here, after]);
      else if (what === 'splice') bytes = Buffer.concat([before, Buffer.from(other).subarray(value, value + length), after]);
      else if (what === 'lines') bytes = Buffer.concat([before, Buffer.from('\n'), after]);
    }
    return new Uint8Array(bytes);
  });

test('mutated files of every kind are read or answered, never thrown at', async () => {
  await fc.assert(
    fc.asyncProperty(mutated, async (bytes) => {
      const { summary, problems } = await collect(bytes);
      expect(summary.read || problems.length > 0).toBe(true);
      expect(problems.length).toBeLessThanOrEqual(200);
    }),
    { numRuns: 20_000 },
  );
});

test('mutated logs are the same in pieces of one byte', async () => {
  await fc.assert(
    fc.asyncProperty(mutated, fc.integer({ min: 1, max: 64 }), async (bytes, size) => {
      // Of a damaged archive more can be had in smaller pieces.
      fc.pre(!(bytes[0] === 0x1f && bytes[1] === 0x8b) && !(bytes[0] === 0x50 && bytes[1] === 0x4b));
      const [whole, cut] = [await collect(bytes), await collect(inWindows(bytes, size))];
      expect(cut.entries).toEqual(whole.entries);
      expect(cut.logs.map(({ heads, others }) => [heads, others])).toEqual(whole.logs.map(({ heads, others }) => [heads, others]));
    }),
    { numRuns: 4000 },
  );
});

test('random bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
      const { problems, summary } = await collect(bytes);
      expect(summary.read || problems.length > 0).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

test('a 1 GB line and 100 MB of lines are read in little memory', async () => {
  const line = new TextEncoder().encode('Factoscope:{"v":1,"seq":1,"chain":1,"d":[]}\n');
  const filler = new Uint8Array(8 * 1024 * 1024).fill(120);
  const ordinary = new TextEncoder().encode(`${'  17.390 Script @__a__/b.lua:1: x\n'.repeat(30_000)}`);
  const source = {
    name: 'big.log',
    size: 1_200_000_000,
    slice: async () => line,
    async *stream() {
      yield { bytes: line, done: 1 };
      for (let i = 0; i < 128; i++) yield { bytes: filler, done: 1 };
      yield { bytes: new TextEncoder().encode('\n'), done: 1 };
      for (let i = 0; i < 100; i++) yield { bytes: ordinary, done: 1 };
      yield { bytes: line, done: 1 };
    },
  };
  const before = process.memoryUsage().rss;
  const { entries, problems } = await collect(source);
  expect(entries).toHaveLength(2);
  expect(problems).toMatchObject([{ code: 'line-too-long', line: 2 }]);
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
});
