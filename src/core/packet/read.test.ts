import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inflateBounded } from '../inflate';
import type { Problem } from '../result';
import { readEnvelope } from './read';
import type { LineEnvelope, Packet } from './schema';
import { lift } from './upgrade';
import { type ChainState, chainedLines, type LineHost, localLines, logForm } from './write';

const host: LineHost = { json: JSON.stringify, pack: (text) => deflateSync(text).toString('base64') };
const pack = (text: string) => deflateSync(text).toString('base64');

function read(body: string): { envelope: LineEnvelope | null; problems: Problem[]; code: string } {
  const problems: Problem[] = [];
  const result = readEnvelope(body, inflateBounded, (problem) => problems.push(problem));
  return result.ok ? { envelope: result.value, problems, code: '' } : { envelope: null, problems, code: result.problem.code };
}
const line = (fields: object) => JSON.stringify({ v: 1, seq: 1, chain: 7, ...fields });
/** The codes of what was dropped from a line of these packets. */
const faults = (...packets: unknown[]) => read(line({ d: packets })).problems.map(({ code }) => code);

/** One right packet of each kind. */
const RIGHT: Packet[] = [
  { kind: 'header', tick: 0, world: 'w', seed: 1, game: '2.0.55', mods: [['base', '2.0.55']], next: 1, chain: 0, checkpoints: [[1, 2, 3]] },
  { kind: 'surfaces', tick: 1, list: [{ index: 1, name: 'nauvis', daytime: 0.5 }] },
  { kind: 'forces', tick: 1, list: [{ index: 1, name: 'player', color: [255, 0, 0] }] },
  { kind: 'chart', tick: 1, surface: 1, force: 1, at: [-3, 4], px: 'eJw=' },
  { kind: 'tiles', tick: 1, surface: 1, at: [0, 0], names: ['grass-1'], runs: [0, 1000, -1, 24] },
  { kind: 'tiles', tick: 1, surface: 1, at: [0, 0], names: ['grass-1'], set: [31, 0, 0] },
  { kind: 'chunk-gone', tick: 1, surface: 1, at: [0, 0] },
  { kind: 'resources', tick: 1, surface: 1, at: [0, 0], amounts: { 'iron-ore': [1, 2, 300] } },
  { kind: 'entities', tick: 1, surface: 1, at: [0, 0], whole: true, key: 1, list: [{ name: 'tree', at: [0.5, 1.25] }] },
  {
    kind: 'built',
    tick: 1,
    surface: 1,
    list: [{ id: 7, name: 'inserter', at: [1, 1], dir: 12, size: [1, 1], force: 1 }],
    how: 'player',
    by: 1,
  },
  { kind: 'changed', tick: 1, surface: 1, list: [{ name: 'x', at: [0, 0], recipe: 'y' }], how: 'recipe' },
  { kind: 'removed', tick: 1, surface: 1, list: [{ name: 'x', at: [0, 0] }], how: 'died', cause: 'biter' },
  { kind: 'players', tick: 1, list: [{ index: 1, online: false, at: [0, 0], color: [1, 2, 3] }] },
  { kind: 'tags', tick: 1, surface: 1, force: 1, list: [{ id: 1, at: [0, 0], text: '<b>' }] },
  { kind: 'stops', tick: 1, surface: 1, list: [{ id: 1, gone: true }] },
  { kind: 'chat', tick: 1, text: 'hello' },
  { kind: 'command', tick: 1, player: 1, command: 'c', args: 'x' },
  { kind: 'join', tick: 1, player: 1, name: 'a' },
  { kind: 'death', tick: 1, player: 1, cause: 'biter' },
  { kind: 'research', tick: 1, force: 1, name: 'automation', level: 1, state: 'finished' },
  { kind: 'rocket', tick: 1, force: 1, surface: 1 },
  { kind: 'statistics', tick: 1, force: 1, produced: { iron: 1.5 }, evolution: 0.5 },
  {
    kind: 'prototypes',
    tick: 1,
    tiles: { grass: [1, 2, 3] },
    entities: { belt: { type: 'transport-belt', size: [1, 1], color: [0, 0, 0] } },
  },
  { kind: 'config', tick: 1, game: '2.0.55', mods: [['a', '1']] },
  { kind: 'keyframe', tick: 1, state: 'begin' },
  { kind: 'clock', tick: 1, time: 1_700_000_000_000 },
  { kind: 'channel', tick: 1, name: 'x', data: { any: [1] } },
  // Restated by who has read it [P27].
  {
    kind: 'header',
    tick: 0,
    key: 3,
    world: 'f1',
    seed: 0,
    game: '',
    mods: [],
    next: 1,
    chain: 0,
    checkpoints: [],
    head: [8_000_000_000, 2],
  },
  { kind: 'keyframe', tick: 4, key: 3, state: 'end', restated: true },
  { kind: 'clock', tick: 3, time: 1_700_000_000_000, launch: 1_600_000_000_000 },
  { kind: 'players', tick: 3, key: 3, whole: true, of: 1, list: [{ index: 1, seen: 2 }], online: ['a', '#7', '__proto__'] },
  { kind: 'stops', tick: 3, key: 3, whole: true, of: 1, surface: 1, list: [] },
  { kind: 'rocket', tick: 4, force: 1, total: 12 },
  { kind: 'entities', tick: 3, key: 3, whole: true, surface: 1, at: [0, 0], list: [{ name: 'x', at: [0, 0] }], made: [-1, 0] },
];

test('[P2] every kind of packet comes back as it was written, plain and packed [P4]', () => {
  const state: ChainState = { seq: 0, chain: 0 };
  const read1 = chainedLines(RIGHT, state, host).flatMap((json) => {
    const [plain, packed] = [read(json), read(pack(json))];
    expect(packed).toEqual(plain);
    expect(plain.problems).toEqual([]);
    return plain.envelope!.d as Packet[];
  });
  expect(read1).toEqual(RIGHT);
});

test('[P8] a local line has its place by `at`', () => {
  const [json] = localLines([{ kind: 'chat', tick: 1, text: 'x' }], [4, 99], { parts: 0 }, host);
  expect(read(json!).envelope).toMatchObject({ at: [4, 99], d: [{ text: 'x' }] });
  expect(logForm(json!, host)).toMatch(/^Factoscope:/);
});

test('[P2] unknown fields are ignored, unknown kinds kept', () => {
  const { envelope, problems } = read(line({ more: 1, d: [{ kind: 'weather', tick: 5, rain: true }] }));
  expect(problems).toEqual([]);
  expect(envelope).toEqual({ v: 1, seq: 1, chain: 7, d: [{ kind: 'weather', tick: 5, rain: true }] });
});

test('[P3] a packet newer than the site is refused, and told how to mend it', () => {
  const result = readEnvelope(line({ v: 2, d: [] }), inflateBounded);
  expect(result).toMatchObject({ ok: false, problem: { code: 'too-new', tip: expect.stringContaining('Reload') } });
});

test('[P3] an older envelope climbs the ladder step by step', () => {
  const ladder = { 1: (old: { v: number }) => ({ ...old, b: 1 }), 2: (old: { v: number }) => ({ ...old, c: 2 }) };
  expect(lift({ v: 1 }, ladder, 3)).toEqual({ ok: true, value: { v: 3, b: 1, c: 2 } });
  expect(lift({ v: 0 }, ladder, 3)).toMatchObject({ ok: false, problem: { code: 'bad-envelope' } });
});

test('[P4] a packed body inflates to 1 MB at most', () => {
  expect(read(pack(line({ d: [{ kind: 'chat', tick: 1, text: 'x'.repeat(1_000_001) }] }))).code).toBe('zip-bomb');
});

test('[P27] what restates a world wrongly is left out', () => {
  const wrong = [
    { ...RIGHT[0]!, head: new Array(21).fill(1) },
    { ...RIGHT[0]!, head: ['a'] },
    { kind: 'keyframe', tick: 1, state: 'begin', restated: 'yes' },
    { kind: 'clock', tick: 1, time: 1, launch: 'then' },
    { kind: 'players', tick: 1, list: [{ index: 1, seen: -1 }] },
    { kind: 'players', tick: 1, list: [], online: [7] },
    { kind: 'players', tick: 1, list: [], of: 0.5 },
    { kind: 'stops', tick: 1, surface: 1, list: [], of: 'player' },
    { kind: 'rocket', tick: 1, force: 1, total: 2 ** 40 },
    { kind: 'entities', tick: 1, surface: 1, at: [0, 0], list: [], made: [-2, 0] },
    { kind: 'entities', tick: 1, surface: 1, at: [0, 0], list: [], made: [1, -1] },
  ];
  for (const packet of wrong) expect([packet, faults(packet)]).toEqual([packet, ['bad-packet']]);
});

test('an empty list may come as {}', () => {
  const packets = [
    { kind: 'surfaces', tick: 1, list: {} },
    { kind: 'tiles', tick: 1, surface: 1, at: [0, 0], names: {}, set: {} },
    { kind: 'resources', tick: 1, surface: 1, at: [0, 0], amounts: { iron: {} } },
    { kind: 'statistics', tick: 1, force: 1, produced: [] },
  ];
  const { envelope, problems } = read(line({ d: packets }));
  expect(problems).toEqual([]);
  expect(envelope!.d).toMatchObject([{ list: [] }, { names: [], set: [] }, { amounts: { iron: [] } }, { produced: {} }]);
  expect(read(line({ d: {} })).envelope!.d).toEqual([]);
});

test('a wrong packet is dropped, the rest of its line kept', () => {
  const { envelope, problems } = read(line({ d: [RIGHT[0], { kind: 'chat', tick: 1 }, 5, RIGHT[1]] }));
  expect(envelope!.d).toEqual([RIGHT[0], RIGHT[1]]);
  expect(problems.map(({ code }) => code)).toEqual(['bad-packet', 'bad-packet']);
  expect(problems[0]!.detail).toContain('chat');
});

test('[P19] ticks from 2^53 on and places outside the game are refused', () => {
  const chunk = { kind: 'chunk-gone', tick: 1, surface: 1 };
  expect(faults({ ...chunk, tick: 2 ** 53, at: [0, 0] })).toEqual(['out-of-range']);
  expect(faults({ ...chunk, at: [31_251, 0] })).toEqual(['out-of-range']);
  expect(faults({ ...chunk, at: [0, -31_251] })).toEqual(['out-of-range']);
  expect(faults({ ...chunk, at: [-31_250, 31_250], tick: 2 ** 53 - 1 })).toEqual([]);
  expect(faults({ kind: 'built', tick: 1, surface: 1, list: [{ name: 'x', at: [1e7, 0] }] })).toEqual(['out-of-range']);
  expect(faults({ kind: 'resources', tick: 1, surface: 1, at: [0, 0], amounts: { a: [2_000_000, 0, 1] } })).toEqual(['out-of-range']);
});

test('[P6] a header whose numbers do not fit 32 bits is refused', () => {
  const header = { kind: 'header', tick: 1, world: 'w', seed: 1, game: '2.0', mods: [], next: 4_294_967_295, chain: 0, checkpoints: [] };
  expect(faults(header)).toEqual([]);
  expect(faults({ ...header, checkpoints: [[1, 4_294_967_295, 4_294_967_295]] })).toEqual([]);
  expect(faults({ ...header, next: 4_294_967_296 })).toEqual(['out-of-range']);
  expect(faults({ ...header, checkpoints: [[1, 2 ** 53 - 1, 0]] })).toEqual(['out-of-range']);
  expect(faults({ ...header, checkpoints: [[1, 1.5, 0]] })).toEqual(['bad-packet']);
});

test('[P21] tiles are 1,024 in all, of names that are there', () => {
  const tiles = { kind: 'tiles', tick: 1, surface: 1, at: [0, 0], names: ['a'] };
  for (const wrong of [
    { runs: [0, 1023] },
    { runs: [1, 1024] },
    { runs: [0, 1024, 0] },
    { runs: [0, -1, 0, 1025] },
    { set: [32, 0, 0] },
    { set: [0, 0] },
    {},
  ]) {
    expect(faults({ ...tiles, ...wrong })).toEqual(['bad-packet']);
  }
});

test('any right packet with a field turned into something else is dropped or right, never a throw', () => {
  const odd = fc.oneof(fc.constantFrom(null, -1, 1.5, 2 ** 60, '', 'x', true, [], {}, [[]], ['a', 'b'], { a: null }), fc.jsonValue());
  fc.assert(
    fc.property(fc.nat(RIGHT.length - 1), fc.nat(), odd, (n, field, value) => {
      const packet = structuredClone(RIGHT[n]!) as unknown as Record<string, unknown>;
      const keys = Object.keys(packet);
      packet[keys[field % keys.length]!] = value;
      const { envelope, code } = read(line({ d: [packet] }));
      expect(code === '' || code === 'too-deep').toBe(true);
      if (envelope) expect(envelope.d.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['{"v":1', 'bad-json'],
  ['[]', 'bad-base64'],
  ['"x"', 'bad-base64'],
  ['{}', 'bad-envelope'],
  ['{"v":1,"d":[]}', 'bad-envelope'],
  ['{"v":1,"seq":0,"chain":0,"d":[]}', 'bad-envelope'],
  ['{"v":1,"seq":1,"chain":-1,"d":[]}', 'bad-envelope'],
  ['{"v":1,"seq":1,"chain":4294967296,"d":[]}', 'out-of-range'],
  ['{"v":1,"seq":4294967296,"chain":1,"d":[]}', 'out-of-range'],
  ['{"v":1,"seq":9007199254740991,"chain":1,"d":[]}', 'out-of-range'],
  ['{"v":1,"at":[4294967296,0],"d":[]}', 'out-of-range'],
  ['{"v":1,"at":[1],"d":[]}', 'bad-envelope'],
  ['{"v":1,"seq":1,"chain":1,"d":"text"}', 'bad-envelope'],
  ['{"v":1,"seq":1,"chain":1,"part":[2,1,1],"d":"x"}', 'bad-envelope'],
  ['{"v":1,"seq":1,"chain":1,"part":[1,4097,1],"d":"x"}', 'bad-envelope'],
  ['eJw', 'bad-zlib'],
  [pack('{"v":'), 'bad-json'],
  ['', 'bad-zlib'],
])('%s is refused as %s', (body, code) => {
  expect(read(body).code).toBe(code);
});
