import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type LineEnvelope, MARKER, MAX_LINE, type Packet } from '../src/core/packet/schema';
import { addCheckpoint, foldChain } from '../src/core/packet/write';
import { compileMod } from './host/compile';
import { LuaGame } from './host/lua-game';
import { ScriptEmitter } from './sample/emitter';

let mod: Map<string, string>;
beforeAll(() => {
  mod = compileMod();
}, 60_000);

const body = (line: string): string => line.slice(line.indexOf(MARKER));
const opened = (line: string): LineEnvelope => {
  const text = body(line).slice(MARKER.length);
  return JSON.parse(text.startsWith('{') ? text : inflateSync(Buffer.from(text, 'base64')).toString('latin1'));
};
const facts = { world: 'w', seed: 4294967295, game: '2.0.76', mods: [['base', '2.0.76']] as [string, string][] };

/** The packets of lines, parts put together again. */
function packetsOf(lines: string[]): Packet[] {
  const found: Packet[] = [];
  let pieces = '';
  for (const { part, d } of lines.map(opened)) {
    if (typeof d !== 'string') {
      found.push(...d);
      continue;
    }
    pieces += d;
    if (part![0] === part![1]) {
      found.push(...(JSON.parse(pieces) as Packet[]));
      pieces = '';
    }
  }
  expect(pieces).toBe('');
  return found;
}
/** What a table of the game's loses on its way: an empty list comes back as an empty record. */
const emptied = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.length === 0
      ? {}
      : value.map(emptied)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, emptied(v)]))
      : value;

const bounds = fc.constantFrom(
  0,
  1,
  -1,
  31,
  1023,
  65535,
  4294967295,
  4294967296,
  2 ** 46,
  1e14 - 1,
  99999999999,
  -1000000,
  0.5,
  -31.25,
  1 / 3,
  12345.678,
);
const tick = fc.oneof(fc.nat(), fc.constantFrom(0, 4294967295, 4294967296, 1e14 - 1, 2 ** 46));
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', 'ä', '日本', '🚀', '"\\/\b\f\n\r\t\u0001\u007f\u0080', '</script>'),
);
const packet: fc.Arbitrary<Packet> = fc.oneof(
  fc.record({ kind: fc.constant('chat' as const), tick, player: fc.nat(9), text }),
  fc.record({
    kind: fc.constant('tiles' as const),
    tick,
    surface: fc.nat(9),
    at: fc.tuple(fc.integer(), fc.integer()),
    names: fc.array(text, { maxLength: 3 }),
    runs: fc.array(fc.nat(1024), { maxLength: 60 }),
  }),
  fc.record({
    kind: fc.constant('resources' as const),
    tick,
    surface: fc.nat(9),
    at: fc.tuple(fc.integer(), fc.integer()),
    amounts: fc.dictionary(fc.string(), fc.array(bounds, { maxLength: 2500, size: 'max' }), { maxKeys: 2, noNullPrototype: true }),
  }),
  fc.record({
    kind: fc.constant('channel' as const),
    tick,
    name: text,
    data: fc.record({
      list: fc.array(bounds),
      yes: fc.boolean(),
      no: fc.constant(false),
      deep: fc.record({ zero: fc.constant(0), empty: fc.constant('') }),
    }),
  }),
);

describe('lines written by the mod in Lua', { timeout: 60_000 }, () => {
  it('[P6] [P8] are byte for byte those written in TypeScript, chain and parts included', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.array(packet, { minLength: 1, maxLength: 6 })), { minLength: 1, maxLength: 5 }),
        (batches) => {
          const game = new LuaGame(mod);
          const script = new ScriptEmitter();
          for (const [local, packets] of batches) {
            const written = local ? game.local(packets, 17.39) : game.chained(packets, 17.39);
            expect(written.map(body)).toEqual((local ? script.local(packets, 17.39) : script.chained(packets, 17.39)).map(body));
            expect(packetsOf(written)).toEqual(packets.map(emptied));
          }
          expect(game.save()).toEqual(script.save());
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  }, 60_000);

  it('[P5] are ASCII and at most 4,000 bytes from the marker on, and parts come together again', () => {
    const long: Packet[] = [
      { kind: 'chat', tick: 1, text: 'ä🚀'.repeat(3000) },
      {
        kind: 'resources',
        tick: 2,
        surface: 1,
        at: [0, 0],
        amounts: { coal: Array.from({ length: 3072 }, (_, i) => (i * 2654435761) % 4294967296) },
      },
      { kind: 'chat', tick: 3, text: '"\\'.repeat(4000) },
    ];
    const game = new LuaGame(mod);
    const lines = [...game.chained(long, 0), ...game.local(long, 0)];
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      expect(body(line)).toMatch(/^[ -~]+$/);
      expect(body(line).length).toBeLessThanOrEqual(MAX_LINE);
    }
    expect(packetsOf(lines)).toEqual([...long, ...long]);
    const seqs = lines.map(opened).flatMap(({ seq }) => seq ?? []);
    expect(seqs).toEqual(seqs.map((_, i) => i + 1));
  });

  it('[P1] begin as the game writes them, with the file and line that logged', () => {
    const [line] = new LuaGame(mod).chained([{ kind: 'chat', tick: 5, text: 'moin' }], 17.39);
    expect(line).toMatch(
      /^ {2}17\.390 Script @__factoscope__\/emit\.lua:\d+: Factoscope:\{"v":1,"chain":\d+,"seq":1,"d":\[\{"kind":"chat","text":"moin","tick":5\}\]\}$/,
    );
  });

  it('[P4] are packed where that is shorter, and only there', () => {
    const game = new LuaGame(mod);
    const packed = game.local([{ kind: 'chat', tick: 5, text: 'a'.repeat(500) }], 0)[0]!;
    expect(body(packed)[MARKER.length]).not.toBe('{');
    expect(opened(packed).d).toEqual([{ kind: 'chat', tick: 5, text: 'a'.repeat(500) }]);
  });

  it('[P6] [P7] go on from the save after a reload, as another branch where another thing happens', () => {
    const game = new LuaGame(mod);
    game.header(facts, 0, true, 0);
    game.header(facts, 0, false, 0);
    game.chained([{ kind: 'chat', tick: 10, text: 'one' }], 0);
    const saved = game.save();
    const first = opened(game.chained([{ kind: 'chat', tick: 20, text: 'two' }], 0)[0]!);
    game.load(saved);
    const header = packetsOf(game.header(facts, 10, true, 0))[0]!;
    expect(header).toMatchObject({
      kind: 'header',
      next: 3,
      chain: saved.chain,
      seed: 4294967295,
      checkpoints: [[0, 1, saved.points[0]![2]]],
    });
    const second = opened(game.chained([{ kind: 'chat', tick: 20, text: 'three' }], 0)[0]!);
    expect([second.seq, second.chain === first.chain]).toEqual([first.seq, false]);
    expect(opened(game.local([{ kind: 'chat', tick: 21, text: 'x' }], 0)[0]!).at).toEqual([3, second.chain]);
  });

  it('[P7] begin a log before anything may be kept: a local header leaves the save as it is', () => {
    const game = new LuaGame(mod);
    game.header(facts, 0, true, 0);
    expect(game.run('return tostring(storage.factoscope)')).toBe('nil');
  });

  it('replace what is no UTF-8, so that a broken name cannot break a line', () => {
    const line = new LuaGame(mod).run('emit.emitLocal({{kind = "chat", tick = 1, text = "a\\128\\195(\\255z\\237"}})');
    expect(packetsOf([line])).toEqual([{ kind: 'chat', tick: 1, text: 'a\ufffd\ufffd(\ufffdz\ufffd' }]);
  });
});

describe('the mod', () => {
  it("compiles against the game's 2.0 API as well", () => {
    expect(compileMod('typed-factorio-2.0/runtime').get('emit.lua')).toBe(mod.get('emit.lua'));
  }, 60_000);
});

describe('the chain', () => {
  it('[P6] folds length and bytes, of a long text 64 spread over it', () => {
    const slow = (chain: bigint, text: string): bigint => {
      const values = [
        text.length,
        ...Array.from({ length: Math.min(64, text.length) }, (_, i) =>
          text.charCodeAt(text.length <= 64 ? i : Math.floor((i * text.length) / 64)),
        ),
      ];
      return values.reduce((h, v) => (h * 69069n + BigInt(v) + 1n) % 2n ** 32n, chain);
    };
    fc.assert(
      fc.property(fc.nat(4294967295), fc.string({ maxLength: 300, unit: 'binary-ascii' }), (chain, text) => {
        expect(BigInt(foldChain(chain, text))).toBe(slow(BigInt(chain), text));
      }),
    );
  });
});

describe('checkpoints', { timeout: 60_000 }, () => {
  it.each([1, 7, 120])('[P7] stay few over 1,000,000 headers %i lines apart, and cover every doubling of the distance', (step) => {
    const points: [number, number, number][] = [];
    const headers = step === 1 ? 1_000_000 : 100_000;
    let most = 0;
    for (let i = 1; i <= headers; i++) {
      addCheckpoint(points, [i * 36000, i * step, i]);
      if (points.length > most) most = points.length;
      if (i % 997 !== 0) continue;
      expect(points.slice(0, 8).map(([, seq]) => (i * step - seq) / step)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      for (let distance = 16 * step; distance < i * step; distance *= 2)
        expect(points.some(([, seq]) => i * step - seq >= distance / 2 && i * step - seq <= distance * 2)).toBe(true);
    }
    expect(most).toBeLessThanOrEqual(45);
  });
});
