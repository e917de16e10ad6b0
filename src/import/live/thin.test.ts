import { zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '../../core/base64';
import { type Known, NOTHING_KNOWN } from '../../core/live/known';
import { ALL, type LiveView } from '../../core/live/view';
import { PartAssembler } from '../../core/packet/parts';
import type { Packet } from '../../core/packet/schema';
import type { LogEntry } from '../../core/world/log-entry';
import { Game } from '../../core/world/testing/host';
import { LogReader } from '../log-reader';
import { CARRIERS, clockOf, wrapIn } from '../testing/carriers';
import { encodeKafkatorio } from '../testing/kafkatorio-encoder';
import { Thinner } from './thin';

const STRANGER: LiveView = { force: 1, surfaces: null, kinds: null, chat: false, engine: false };
const CHAT: LiveView = { ...ALL, engine: false };
const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const PLACE = 'Script @__factoscope__/emit.lua:99: ';

function thin(lines: readonly string[], view = STRANGER, known: Partial<Known> = {}): string[] {
  const thinner = new Thinner(view, { ...NOTHING_KNOWN, ...known });
  const text = lines.map((line) => decode(thinner.push(encode(`${line}\n`)).lines)).join('');
  return text === '' ? [] : text.slice(0, -1).split('\n');
}

function entriesOf(lines: readonly string[]): LogEntry[] {
  const entries: LogEntry[] = [];
  const reader = new LogReader({ head() {}, other() {}, entry: (entry) => entries.push(entry) }, ({ detail }) => {
    throw new Error(detail);
  });
  reader.push(encode(lines.map((line) => `${line}\n`).join('')));
  reader.end();
  return entries;
}

function packetsOf(lines: readonly string[]): Packet[] {
  const parts = new PartAssembler();
  return entriesOf(lines).flatMap((entry) => {
    if (entry.type === 'engine') return [];
    if (entry.type === 'foreign') return entry.packets;
    return typeof entry.envelope.d === 'string' ? (parts.add(entry.envelope) ?? []) : entry.envelope.d;
  });
}
const kindsOf = (lines: readonly string[]): string[] => packetsOf(lines).map(({ kind }) => kind);

const clock = (tick = 1): Packet => ({ kind: 'clock', tick, time: 1_700_000_000_000 });
const chat = (text = 'hidden'): Packet => ({ kind: 'chat', tick: 2, text });
const chart = (force = 1, at: [number, number] = [0, 0], tick = 3): Packet => ({ kind: 'chart', tick, surface: 1, force, at });
const tiles = (at: [number, number] = [0, 0], tick = 4): Packet => ({
  kind: 'tiles',
  tick,
  surface: 1,
  at,
  names: ['grass'],
  runs: [0, 1024],
});
const players = (...list: Extract<Packet, { kind: 'players' }>['list']): Packet => ({ kind: 'players', tick: 5, list });

describe('thinned lines', () => {
  it('are for who sees all the very buffer', () => {
    const lines = encode('anything\n');
    expect(new Thinner(ALL, NOTHING_KNOWN).push(lines).lines).toBe(lines);
  });

  it('are where nothing is left out the very buffer too', () => {
    const game = new Game();
    const lines = encode(`${[...game.chained(clock(), chart()), ...game.here(clock())].join('\n')}\n`);
    const out = new Thinner(STRANGER, NOTHING_KNOWN).push(lines).lines;
    expect(out).toEqual(lines);
    expect(out.buffer).toBe(lines.buffer);
  });

  it('[P9] keep their number and say that they are thinned, also when nothing is left; local ones with nothing left go', () => {
    const game = new Game();
    const lines = [...game.chained(clock(), chat()), ...game.chained(chat()), ...game.here(chat()), ...game.here(clock(), chat())];
    const whole = entriesOf(lines).map((entry) => (entry.type === 'packets' ? entry.envelope : null));
    const seen = entriesOf(thin(lines)).map((entry) => (entry.type === 'packets' ? entry.envelope : null));
    expect(seen).toEqual([
      { ...whole[0], thin: true, d: [clock()] },
      { ...whole[1], thin: true, d: [] },
      { ...whole[3], thin: true, d: [clock()] },
    ]);
  });

  it('keep the time they came at: of the launch and its seconds, or of what carried them', () => {
    const game = new Game();
    const lines = game.chained(clock());
    const start = '   0.000 2026-11-22 06:00:00; Factorio 2.0.76 (build 1, linux64, headless)';
    const [text] = lines as [string];
    const time = Date.UTC(2026, 10, 22, 6) + 12_345;
    expect(thin([start, `  12.345 ${PLACE}${text}`])).toEqual([`@${time} ${text}`]);
    expect(thin([`  12.345 ${PLACE}${text}`], STRANGER, { launched: Date.UTC(2026, 10, 22, 6) })).toEqual([`@${time} ${text}`]);
    expect(thin([`  12.345 ${PLACE}${text}`])).toEqual([text]);
    expect(thin([start, `@77 ${text}`])).toEqual([`@77 ${text}`]);
    const engine = { ...STRANGER, engine: true };
    expect(thin([start, `  12.345 ${PLACE}${text}`], engine)).toEqual([start, `  12.345 ${PLACE}${text}`]);
    // What a line that is written anew stood behind is not lost either.
    const [both] = game.chained(clock(), chat()) as [string];
    expect(thin([start, `  12.345 ${PLACE}${both}`], engine)[1]).toMatch(new RegExp(`^@${time} Factoscope:`));
    const thinner = new Thinner(STRANGER, NOTHING_KNOWN);
    const [launched] = game.here({ kind: 'clock', tick: 1, time: 5, launch: 1000 }) as [string];
    thinner.push(encode(`${launched}\n`));
    expect(thinner.launched).toBe(1000);
  });

  it.each(CARRIERS.filter((carrier) => carrier !== 'utf-16le' && carrier !== 'bom'))(
    'come through %s as they do when they are dropped',
    (carrier) => {
      const game = new Game();
      const lines = [
        '2024-04-09 06:08:43 [CHAT] bob: hidden',
        ...game.chained(clock(), chat()),
        ...game.chained(clock(7)),
        ...game.chained(clock(8)),
      ];
      const thinner = new Thinner(STRANGER, NOTHING_KNOWN);
      const bytes = wrapIn(carrier, lines);
      // Records of journald end with an empty line; as other carriers do not.
      const all = carrier.startsWith('journald-export') ? new Uint8Array([...bytes, 10]) : bytes;
      const out = decode(thinner.push(all.at(-1) === 10 ? all : new Uint8Array([...all, 10])).lines);
      expect(out).not.toContain('hidden');
      expect(out).not.toMatch(/docker|host|systemd|eyJ[\w-]+\.eyJ/);
      const entries = entriesOf(out.trimEnd().split('\n'));
      expect(entries.map((entry) => (entry.type === 'packets' ? entry.envelope.seq : null))).toEqual([1, 2, 3]);
      const seen: LogEntry[] = [];
      const reader = new LogReader({ head() {}, other() {}, entry: (entry) => seen.push(entry) }, () => {});
      reader.push(bytes);
      reader.end();
      const clocks = seen.filter(({ type }) => type === 'packets').map((entry) => entry.clock);
      expect(entries.map((entry) => entry.clock)).toEqual(clocks);
      if (carrier === 'ledger') expect(clocks).toEqual([clockOf(1), clockOf(2), clockOf(3)]);
    },
  );

  it('of the console are told with what is said, those of the engine apart', () => {
    const said = '2024-04-09 06:08:43 [CHAT] bob: hello Factoscope:{"v":1,"at":[0,0],"d":[]}';
    const color = '2024-04-09 06:08:43 [COLOR] Changing color';
    const engine = '  12.345 Info Main.cpp:1: /home/me';
    const other = 'what a mod prints';
    const lines = [said, color, engine, other];
    expect(thin(lines)).toEqual([]);
    expect(thin(lines, CHAT)).toEqual([said]);
    expect(thin(lines, { ...ALL, chat: false })).toEqual([engine, other]);
    expect(thin(lines, { ...ALL, surfaces: new Set() })).toEqual(lines);
    // Of those who watch one force only whom they know.
    const force = { ...CHAT, force: 1 };
    expect(thin(lines, force)).toEqual([]);
    expect(thin(lines, force, { players: [{ index: 1, name: 'bob', force: 1, lastSeen: 0 }] })).toEqual([said]);
    expect(thin(lines, force, { players: [{ index: 1, name: 'bob', force: 2, lastSeen: 0 }] })).toEqual([]);
  });

  it('[P10] come bare from a port, whatever somebody writes into them', () => {
    const forged = `Factoscope:${encodeBase64(zlibSync(encode('{"v":1,"chain":1,"seq":9,"d":[]}')))}`;
    const bare = (text: string) => `@5 {"v":1,"chain":7,"seq":3,"d":[{"kind":"chat","tick":1,"text":"${text}"}]}`;
    expect(kindsOf([bare(forged)])).toEqual(['chat']);
    const out = thin([bare(forged)]);
    expect(out).toHaveLength(1);
    expect(entriesOf(out)).toMatchObject([{ clock: 5, envelope: { seq: 3, chain: 7, thin: true, d: [] } }]);
    expect(thin([bare('hi')], CHAT)).toEqual([bare('hi')]);
    expect(thin(['{"v":1,"chain":7,"seq":3,"d":[]}'])).toEqual([]);
  });

  it('[P11] of texts go whole or not at all, and never what stands behind one', () => {
    const text = 'Factoscope-text:1:4:5:6:prototype:item/a=erste\nzweite\u001e';
    expect(thin(text.split('\n'))).toEqual([]);
    expect(thin(text.split('\n'), CHAT)).toEqual(text.split('\n'));
    expect(thin(text.split('\n'), { ...ALL, surfaces: new Set() })).toEqual(text.split('\n'));
    expect(thin(text.split('\n'), { ...ALL, chat: false })).toEqual([]);
    const open = ['Factoscope-text:1:4:5:6:prototype:item/a=open', 'more', '2024-04-09 06:08:43 [CHAT] bob: hi'];
    expect(thin(open, CHAT)).toEqual([open[0], open[2]]);
    // As long as the line that ends it: it is not taken for it.
    const long = `   1.234 Info Secret.cpp:1: ${'x'.repeat(200)}`;
    const same = `Factoscope-text:1:4:5:6:prototype:item/a=${'y'.repeat(200)}`.slice(0, long.length);
    expect(thin([same, long], CHAT)).toEqual([same]);
    const thinner = new Thinner(CHAT, NOTHING_KNOWN);
    thinner.push(encode('Factoscope-text:1:4:5:6:prototype:item/a=erste\n'));
    expect(thinner.held).toBe(47);
  });

  it('that are mixed with others or damaged tell only what is surely a packet', () => {
    const game = new Game();
    const [plain] = game.chained(clock()) as [string];
    const mixed = thin([`half of what bob saidFactoscope:${plain.slice(11)}2024-04-09 06:08:43 [CHAT] bob: hidden`]);
    expect(mixed).toEqual([plain]);
    expect(thin([plain.slice(0, -3)])).toEqual([]);
    // A packet that is wrong is not read; nor is it passed on.
    const wrong =
      'Factoscope:{"v":1,"chain":7,"seq":3,"d":[{"kind":"chat","tick":1,"text":7,"x":"hidden"},{"kind":"clock","tick":1,"time":5}]}';
    const out = thin([wrong]);
    expect(out.join()).not.toContain('hidden');
    expect(kindsOf(out)).toEqual(['clock']);
  });

  it('of Kafkatorio become local lines of ours; without charts its map is everybody’s', () => {
    const lines = encodeKafkatorio({
      surfaces: [{ index: 1, name: 'nauvis' }],
      prototypes: { tiles: { 'grass-1': [1, 2, 3] } },
      tiles: [{ surface: 1, at: [3, 4], name: 'grass-1' }],
      players: [{ index: 1, name: 'bob', at: [1, 1], surface: 1, online: true }],
      chat: [{ player: 1, text: 'hidden' }],
    });
    const out = thin(lines);
    expect(out.every((line) => line.startsWith('Factoscope:'))).toBe(true);
    expect(packetsOf(out)).toEqual(packetsOf(lines).filter(({ kind }) => kind !== 'chat'));
    expect(entriesOf(out)).toMatchObject(out.map(() => ({ type: 'packets', envelope: { at: [0, 0] } })));
    expect(kindsOf(thin(lines, STRANGER, { charts: true }))).not.toContain('tiles');
    expect(kindsOf(thin(lines, CHAT))).toContain('chat');
    const [first] = lines as [string];
    expect(thin([`@123 ${first}`])[0]).toMatch(/^@123 Factoscope:/);
  });
});

describe('what a force has charted', () => {
  it('is shown from then on, and told to whoever restates it; what goes is forgotten', () => {
    const game = new Game();
    const thinner = new Thinner(STRANGER, NOTHING_KNOWN);
    const push = (...packets: Packet[]) => {
      const { lines, revealed } = thinner.push(encode(`${game.chained(...packets).join('\n')}\n`));
      return { kinds: kindsOf(decode(lines).trimEnd().split('\n')), revealed };
    };
    expect(push(tiles())).toEqual({ kinds: [], revealed: [] });
    expect(push(chart(4), tiles())).toEqual({ kinds: [], revealed: [] });
    expect(push(chart(), tiles())).toEqual({ kinds: ['chart', 'tiles'], revealed: [{ surface: 1, at: [0, 0] }] });
    expect(push(chart(), tiles([1, 0]))).toEqual({ kinds: ['chart'], revealed: [] });
    expect(push({ kind: 'chunk-gone', tick: 5, surface: 1, at: [0, 0] }, tiles()).kinds).toEqual(['chunk-gone']);
    expect(push(chart()).revealed).toHaveLength(1);
    expect(push({ kind: 'surfaces', tick: 6, whole: true, list: [] }, tiles()).kinds).toEqual(['surfaces', 'tiles']);
    expect(push({ kind: 'surfaces', tick: 7, list: [{ index: 1, cleared: true }] }, tiles()).kinds).toEqual(['surfaces']);
    expect(push(chart(), { ...chart(), gone: true } as Packet, tiles()).kinds).toEqual(['chart', 'chart']);
  });

  it('is known beforehand of what was read before', () => {
    const game = new Game();
    const lines = game.chained(tiles(), tiles([1, 0]));
    expect(packetsOf(thin(lines, STRANGER, { charts: true, charted: [[1, [[1, 0]]]] }))).toEqual([tiles([1, 0])]);
  });

  it('is not charted any more where an older save was loaded, and is revealed anew', () => {
    const game = new Game();
    const older = game.chained(clock(10), chart(1, [0, 0], 10));
    const saved = game.load();
    const later = game.chained(chart(1, [1, 0], 20), tiles([1, 0], 21));
    const thinner = new Thinner(STRANGER, NOTHING_KNOWN);
    thinner.push(encode(`${[...older, ...later].join('\n')}\n`));
    const again = saved.here(saved.header(12));
    const { lines } = thinner.push(encode(`${[...again, ...saved.chained(tiles([0, 0], 13), tiles([1, 0], 13))].join('\n')}\n`));
    expect(packetsOf(decode(lines).trimEnd().split('\n')).slice(1)).toEqual([tiles([0, 0], 13)]);
    const revealed = thinner.push(encode(`${saved.here(chart(1, [1, 0], 14)).join('\n')}\n`)).revealed;
    expect(revealed).toEqual([{ surface: 1, at: [1, 0] }]);
  });

  it('hides things by where they stand, and what a packet puts into another chunk than it says', () => {
    const known: Partial<Known> = { charts: true, charted: [[1, [[0, 0]]]] };
    const game = new Game();
    const list = [
      { name: 'chest', at: [1, 1] as [number, number] },
      { name: 'hidden', at: [-1, 1] as [number, number] },
    ];
    const lines = game.chained(
      { kind: 'entities', tick: 1, surface: 1, at: [0, 0], whole: true, list, made: [5, 1, 6, 2] },
      { kind: 'resources', tick: 1, surface: 1, at: [0, 0], amounts: { iron: [1, 1, 5, 99, 1, 5], __proto__: [] } as never },
      { kind: 'entities', tick: 1, surface: 1, at: [0, 0], whole: true, list: list.slice(1), made: [6, 2] },
      { kind: 'entities', tick: 1, surface: 1, at: [0, 0], list: list.slice(1) },
    );
    expect(packetsOf(thin(lines, STRANGER, known))).toEqual([
      { kind: 'entities', tick: 1, surface: 1, at: [0, 0], whole: true, list: list.slice(0, 1), made: [5, 1] },
      { kind: 'resources', tick: 1, surface: 1, at: [0, 0], amounts: { iron: [1, 1, 5] } },
      { kind: 'entities', tick: 1, surface: 1, at: [0, 0], whole: true, list: [] },
    ]);
  });
});

describe('people', () => {
  it('are told whole when they come to the force, and that they are gone when they leave it', () => {
    const game = new Game();
    const lines = [
      ...game.chained(players({ index: 1, name: 'ann', at: [1, 2], surface: 1, force: 4 }, { index: 2, name: 'bob', force: 1 })),
      ...game.chained(players({ index: 1, at: [3, 4] }, { index: 2, at: [5, 6] })),
      ...game.chained(players({ index: 1, force: 1 }, { index: 2, force: 4 })),
      ...game.chained(players({ index: 1, at: [7, 8] }, { index: 2, at: [9, 9] })),
      ...game.chained(players({ index: 1, gone: true }, { index: 2, gone: true })),
    ];
    expect(packetsOf(thin(lines)).map((packet) => (packet as { list?: unknown }).list)).toEqual([
      [{ index: 2, name: 'bob', force: 1 }],
      [{ index: 2, at: [5, 6] }],
      [
        { index: 1, name: 'ann', at: [3, 4], surface: 1, force: 1 },
        { index: 2, gone: true },
      ],
      [{ index: 1, at: [7, 8] }],
      [{ index: 1, gone: true }],
    ]);
  });

  it('whom nobody has told of are of no force; a line that tells it later counts for all of it', () => {
    const game = new Game();
    const joins: Packet = { kind: 'join', tick: 1, player: 7, name: 'eve' };
    expect(packetsOf(thin(game.chained(joins, players({ index: 7, at: [1, 1] }))))).toEqual([]);
    expect(kindsOf(thin(game.chained(joins, players({ index: 7, force: 1 }))))).toEqual(['join', 'players']);
    expect(kindsOf(thin(game.chained(joins, players({ index: 7, force: 4 }))))).toEqual([]);
  });

  it('of whom something was known before it was known whose they are, are told with it', () => {
    const game = new Game();
    const lines = [
      ...game.chained(players({ index: 1, name: 'ann', at: [1, 2] })),
      ...game.chained(players({ index: 1, force: 1, dir: 3 })),
    ];
    expect(packetsOf(thin(lines))).toEqual([players({ index: 1, name: 'ann', at: [1, 2], force: 1, dir: 3 })]);
  });

  it('have stops, which may become others’', () => {
    const game = new Game();
    const stops = (...list: Extract<Packet, { kind: 'stops' }>['list']): Packet => ({ kind: 'stops', tick: 5, surface: 1, list });
    const lines = game.chained(stops({ id: 1, force: 1 }, { id: 2, force: 4 }), stops({ id: 1, name: 'a' }, { id: 2, name: 'b' }));
    const later = game.chained(stops({ id: 1, force: 4 }, { id: 2, force: 1 }), stops({ id: 1, name: 'c' }, { id: 2, gone: true }));
    expect(packetsOf(thin([...lines, ...later]))).toEqual([
      stops({ id: 1, force: 1 }),
      stops({ id: 1, name: 'a' }),
      stops({ id: 1, gone: true }, { id: 2, force: 1 }),
      stops({ id: 2, gone: true }),
    ]);
  });

  it('are not named as the cause of anything when they are not seen', () => {
    const game = new Game();
    const known: Partial<Known> = { charts: true, charted: [[1, [[0, 0]]]], players: [{ index: 4, name: 'eve', force: 4, lastSeen: 0 }] };
    const died = (cause: string): Packet => ({
      kind: 'removed',
      tick: 1,
      surface: 1,
      list: [{ name: 'chest', at: [1, 1] }],
      how: 'died',
      cause,
      by: 4,
    });
    const out = packetsOf(thin(game.chained(died('eve'), died('behemoth-biter')), STRANGER, known));
    expect(out).toEqual([
      { kind: 'removed', tick: 1, surface: 1, list: [{ name: 'chest', at: [1, 1] }], how: 'died' },
      { kind: 'removed', tick: 1, surface: 1, list: [{ name: 'chest', at: [1, 1] }], how: 'died', cause: 'behemoth-biter' },
    ]);
  });

  it('who are elsewhere have no place on the surfaces that are shown', () => {
    const game = new Game();
    const view: LiveView = { ...ALL, surfaces: new Set([1]), engine: false };
    const lines = [
      ...game.chained(players({ index: 1, name: 'ann', at: [1, 2], surface: 2 })),
      ...game.chained(players({ index: 1, at: [3, 4] })),
      ...game.chained(players({ index: 1, at: [5, 6], surface: 1 })),
      ...game.chained(players({ index: 1, at: [7, 8], surface: 2 })),
    ];
    expect(packetsOf(thin(lines, view)).map((packet) => (packet as { list?: unknown }).list)).toEqual([
      [{ index: 1, name: 'ann' }],
      [{ index: 1, name: 'ann', at: [5, 6], surface: 1 }],
      [{ index: 1, surface: 2 }],
    ]);
  });

  it('[P15] are not said to be gone because they were left out', () => {
    const game = new Game();
    const ann = { index: 1, name: 'ann', force: 1 };
    const all: Packet = {
      kind: 'players',
      tick: 5,
      whole: true,
      list: [ann, { index: 2, name: 'eve', force: 4 }],
      online: ['ann', 'eve', '#2', '#1', 'bob'],
    };
    const others: Packet = { kind: 'players', tick: 6, whole: true, of: 4, list: [{ index: 2, name: 'eve', force: 4 }, ann] };
    expect(packetsOf(thin(game.here(all, others)))).toEqual([
      { kind: 'players', tick: 5, whole: true, of: 1, list: [ann], online: ['ann', '#1'] },
      { kind: 'players', tick: 6, list: [ann] },
    ]);
    const stop = { id: 1, force: 1 };
    const stops: Packet = { kind: 'stops', tick: 5, whole: true, surface: 1, list: [stop, { id: 2, force: 4 }] };
    const forces: Packet = {
      kind: 'forces',
      tick: 5,
      whole: true,
      list: [
        { index: 1, name: 'player' },
        { index: 4, name: 'eve' },
      ],
    };
    expect(packetsOf(thin(game.here(stops, forces)))).toEqual([
      { kind: 'stops', tick: 5, whole: true, of: 1, surface: 1, list: [stop] },
      { kind: 'forces', tick: 5, list: [{ index: 1, name: 'player' }] },
    ]);
    // Of a line in the chain the whole one comes in its place when it is there.
    expect(packetsOf(thin(game.chained(forces)))).toEqual([{ ...forces, list: [{ index: 1, name: 'player' }] }]);
    const surfaces: Packet = { kind: 'surfaces', tick: 5, whole: true, list: [{ index: 3, name: 'new' }, { index: 2 }] };
    const view: LiveView = { ...ALL, surfaces: new Set([1, 2]) };
    expect(packetsOf(thin(game.here(surfaces), view, { surfaces: [1, 2] }))).toEqual([
      { kind: 'surfaces', tick: 5, list: [{ index: 2 }, { index: 1, gone: true }] },
    ]);
  });
});

describe('kinds', () => {
  const one: Packet[] = [
    clock(),
    chat(),
    { kind: 'command', tick: 1, command: 'c' },
    { kind: 'channel', tick: 1, name: 'a', data: 1 },
    { kind: 'rocket', tick: 1, force: 1 },
    { kind: 'from-tomorrow', tick: 1 } as never,
  ];

  it('that are wanted, beside those without which there is no map', () => {
    const lines = new Game().chained(...one);
    expect(kindsOf(thin(lines, { ...ALL, kinds: new Set(['rocket', 'chat']) }))).toEqual(['clock', 'chat', 'rocket']);
    expect(kindsOf(thin(lines, { ...ALL, kinds: new Set(['rocket', 'chat']), chat: false }))).toEqual(['clock', 'rocket']);
  });

  it('[P2] that nobody knows are for those alone who may see everything', () => {
    const lines = new Game().chained(...one);
    expect(kindsOf(thin(lines))).toEqual(['clock', 'rocket']);
    expect(kindsOf(thin(lines, CHAT))).toEqual(one.map(({ kind }) => kind));
    expect(kindsOf(thin(lines, { ...ALL, chat: false }))).toEqual(['clock', 'rocket']);
  });
});

describe('[P5] lists in parts', () => {
  const long = (name: string, at: [number, number] = [0, 0]): Packet => ({
    kind: 'entities',
    tick: 9,
    surface: 1,
    at,
    list: Array.from({ length: 300 }, (_, i) => ({ name: `${name}-${Math.sin(i)}`, at: [i / 10, 1] as [number, number], id: i })),
  });
  const known: Partial<Known> = { charts: true, charted: [[1, [[0, 0]]]] };

  it('go on as they came once they are whole, with what came between; until then they are held', () => {
    const game = new Game();
    const parts = game.chained(long('a'));
    expect(parts.length).toBeGreaterThan(2);
    const between = game.here(clock());
    const lines = [parts[0]!, ...between, ...parts.slice(1)];
    const thinner = new Thinner(STRANGER, { ...NOTHING_KNOWN, ...known });
    let out = '';
    let pushed = 0;
    for (const [i, line] of lines.entries()) {
      const bytes = encode(`${line}\n`);
      pushed += bytes.length;
      out += decode(thinner.push(bytes).lines);
      bytes.fill(0);
      expect(thinner.held).toBe(i < lines.length - 1 ? pushed : 0);
    }
    expect(out).toBe(`${[...parts, ...between].join('\n')}\n`);
  });

  it('are thinned as one, and every number stays', () => {
    const game = new Game();
    const before = game.chained(clock());
    const parts = game.chained(long('hidden', [5, 5]), long('seen'), chat());
    const after = game.chained(clock());
    const lines = [...before, ...parts, ...after];
    const out = thin(lines, STRANGER, known);
    expect(packetsOf(out)).toEqual([clock(), long('seen'), clock()]);
    const seqs = (of: readonly string[]) =>
      entriesOf(of).map((entry) => (entry.type === 'packets' ? [entry.envelope.seq, entry.envelope.chain] : 0));
    expect(seqs(out)).toEqual(seqs(lines));
    for (const line of out) expect(line.length).toBeLessThanOrEqual(4000);
    const local = thin([...game.here(long('hidden', [5, 5]), long('seen'))], STRANGER, known);
    expect(packetsOf(local)).toEqual([long('seen')]);
  });

  it('of which the rest does not come are nothing, in their places', () => {
    const game = new Game();
    const parts = game.chained(long('a'));
    const lost = [...parts.slice(0, 1), ...parts.slice(2), ...game.chained(clock())];
    const out = thin(lost, STRANGER, known);
    expect(packetsOf(out)).toEqual([clock()]);
    expect(out).toHaveLength(lost.length);
    const forged = (seq: number, n: number, d: string) =>
      `Factoscope:{"v":1,"chain":${seq},"seq":${seq},"part":[${n},2,1],"d":${JSON.stringify(d)}}`;
    expect(packetsOf(thin([forged(1, 1, '['), forged(2, 2, ']')]))).toEqual([]);
    expect(
      entriesOf(thin([forged(1, 1, '['), forged(3, 2, ']')])).map((entry) => (entry.type === 'packets' ? entry.envelope.part : 0)),
    ).toEqual([undefined, undefined]);
    // Nothing waits for it once the chain has gone on.
    const thinner = new Thinner(STRANGER, { ...NOTHING_KNOWN, ...known });
    const [first] = game.chained(long('b')) as [string];
    const [next] = game.chained(clock(9)) as [string];
    expect(thinner.push(encode(`${first}\n`)).lines).toHaveLength(0);
    const { lines } = thinner.push(encode(`${next}\n`));
    expect(decode(lines).trimEnd().split('\n')).toEqual([expect.stringContaining('"thin":true'), next]);
    expect(thinner.held).toBe(0);
    expect(packetsOf(thin([...game.here(long('a')).slice(1), ...game.here(clock())], STRANGER, known))).toEqual([clock()]);
  });

  it('that never end hold no more than so much', () => {
    const thinner = new Thinner(STRANGER, NOTHING_KNOWN);
    const piece = JSON.stringify('x'.repeat(100_000));
    let out = 0;
    for (let n = 1; n <= 200; n++)
      out += thinner.push(encode(`Factoscope:{"v":1,"chain":1,"seq":${n},"part":[${n},4096,1],"d":${piece}}\n`)).lines.length;
    expect(thinner.held).toBeLessThan(9_000_000);
    expect(out).toBeGreaterThan(0);
    // And what comes behind the first part of one does not wait for ever.
    const waiting = new Thinner(CHAT, NOTHING_KNOWN);
    waiting.push(encode('Factoscope:{"v":1,"at":[1,1],"part":[1,2,1],"d":"["}\n'));
    const said = encode(`2024-04-09 06:08:43 [CHAT] bob: ${'x'.repeat(100_000)}\n`);
    let came = 0;
    for (let i = 0; i < 60; i++) came += waiting.push(said).lines.length;
    expect(waiting.held).toBe(0);
    expect(came).toBe(60 * said.length);
  });
});

it('[P4] bombs pass as nothing', () => {
  const bomb = `Factoscope:${encodeBase64(zlibSync(new Uint8Array(4_000_000)))}`;
  expect(thin([bomb])).toEqual([]);
  const deep = `Factoscope:{"v":1,"chain":1,"seq":1,"d":${'['.repeat(100_000)}`;
  expect(thin([deep])).toEqual([]);
  expect(thin(['Factoscope:'.repeat(10_000)])).toEqual([]);
});
