import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { EngineEvent } from '../format';
import { collect, inWindows } from '../testing/collect';

const events = async (text: string): Promise<EngineEvent[]> =>
  (await collect(text)).entries.map((entry) => {
    if (entry.type !== 'engine') throw new Error(entry.type);
    return entry.event;
  });
const START = '   0.001 2026-11-21 19:56:24; Factorio 2.0.55 (build 83138, linux64, headless, space-age)\n';
const JOIN = '  10.000 Info GameActionHandler.cpp:1: UpdateTick (600) processed PlayerJoinGame peerID(1) playerIndex(2) mode(connect) \n';
const LEAVE = '  20.000 Info ServerSynchronizer.cpp:1: nextHeartbeatSequenceNumber(5) removing peer(1).\n';

test('a launch: version, build, platform, clock', async () => {
  expect(await events(START)).toEqual([
    {
      type: 'start',
      seconds: 0.001,
      time: Date.UTC(2026, 10, 21, 19, 56, 24),
      version: '2.0.55',
      build: 83138,
      platform: 'linux64, headless, space-age',
    },
  ]);
});

test('mods in load order: spaces in names, settings stages, core', async () => {
  const mods = (
    await events(`${START}
   1.0 nothing
   1.000 Loading mod settings Squeak Through 1.8.2 (settings.lua)
   1.001 Loading mod settings only-settings 2.0.0 (settings.lua)
   1.002 Loading mod core 0.0.0 (data.lua)
   1.003 Loading mod base 2.0.55 (data.lua)
   1.004 Loading mod settings helper 1.0.0 (data.lua)
   1.005 Loading mod base 2.0.55 (data-updates.lua)
   1.006 Loading mod Squeak Through 1.8.2 (data-updates.lua)
   1.007 Checksum of base: 12
   1.008 Checksum of only-settings: 13
`)
  ).filter((event) => event.type === 'mod');
  expect(mods.map(({ name, version }) => `${name} ${version}`)).toEqual([
    'base 2.0.55',
    'settings helper 1.0.0',
    'Squeak Through 1.8.2',
    'only-settings 2.0.0',
  ]);
});

test('anchors, but for "none" and what follows the map’s end', async () => {
  const state = (seconds: string, tick: string, to: string) =>
    `${seconds} Info ServerMultiplayerManager.cpp:1: updateTick(${tick}) changing state from(X) to(${to})\n`;
  const anchors = await events(
    state('   1.000', '18446744073709551615', 'CreatingGame') +
      state('   1.001', '4294967295', 'CreatingGame') +
      state('   1.002', '0', 'InGame') +
      '   2.000 Info ServerMultiplayerManager.cpp:1039: UpdateTick(77) Serving map(/x.zip) for peer(1) size(2)\n' +
      state('   3.000', '99', 'Disconnected') +
      state('   3.001', '0', 'Closed') +
      state('   4.000', '0', 'CreatingGame'),
  );
  expect(anchors).toEqual([
    { type: 'anchor', seconds: 1.002, tick: 0 },
    { type: 'anchor', seconds: 2, tick: 77 },
    { type: 'anchor', seconds: 3, tick: 99 },
    { type: 'anchor', seconds: 4, tick: 0 },
  ]);
});

test('a peer that never joined does not leave, one that joined leaves once', async () => {
  const story = await events(
    `${LEAVE}${JOIN}  16.000 Info ServerMultiplayerManager.cpp:1: updateTick(900) received stateChanged peerID(1) oldState(InGame) newState(DisconnectScheduled)\n${LEAVE}${LEAVE}`,
  );
  expect(story).toEqual([
    { type: 'join', seconds: 10, tick: 600, player: 3 },
    { type: 'anchor', seconds: 16, tick: 900 },
    { type: 'leave', seconds: 20, tick: 900, player: 3 },
  ]);
});

test.each([
  ['engine first', `${JOIN}2026-11-21 19:56:34 [JOIN] ann joined the game\n`],
  ['console first', `2026-11-21 19:56:34 [JOIN] ann joined the game\n${JOIN}`],
  ['lines between', `${JOIN}  10.100 Script @__a__/b.lua:1: x\nsup\n2026-11-21 19:56:34 [JOIN] ann joined the game\n`],
])('a join that engine and console tell is told once: %s', async (_, text) => {
  const { entries, logs } = await collect(START + text);
  const joins = entries.filter((entry) => entry.type === 'engine' && entry.event.type === 'join');
  expect(joins).toMatchObject([{ event: { name: 'ann', tick: 600, player: 3, seconds: 10, time: Date.UTC(2026, 10, 21, 19, 56, 34) } }]);
  // What the ledger keeps tells the same again.
  const again = await collect(entries.map((entry) => `${entry.text}\n`).join(''));
  expect(again.entries.map((entry) => entry.type === 'engine' && entry.event)).toEqual(
    entries.map((entry) => entry.type === 'engine' && entry.event),
  );
  expect(logs[0]!.entries.length).toBe(2);
});

test('joins of several players are told with the right names', async () => {
  const join = (peer: number, tick: number) =>
    `  10.0${peer}0 Info GameActionHandler.cpp:1: UpdateTick (${tick}) processed PlayerJoinGame peerID(${peer}) playerIndex(${peer}) mode(connect) \n`;
  const leave = (peer: number) => `  12.0${peer}0 Info ServerSynchronizer.cpp:1: nextHeartbeatSequenceNumber(5) removing peer(${peer}).\n`;
  const story = await events(
    `${START}${join(1, 10)}2026-11-21 19:56:34 [JOIN] ann joined the game\n${join(2, 20)}2026-11-21 19:56:34 [JOIN] bob joined the game\n` +
      `2026-11-21 19:56:36 [LEAVE] bob left the game\n2026-11-21 19:56:36 [LEAVE] ann left the game\n${leave(1)}${leave(2)}`,
  );
  expect(story.slice(1).map(({ type, name, player }) => [type, name, player])).toEqual([
    ['join', 'ann', 2],
    ['join', 'bob', 3],
    ['leave', 'ann', 2],
    ['leave', 'bob', 3],
  ]);
});

test('far apart they are two', async () => {
  expect(
    (await events(`${START}${JOIN}2026-11-21 20:56:34 [JOIN] ann joined the game\n`)).filter(({ type }) => type === 'join'),
  ).toHaveLength(2);
});

test('an error with its further lines is one', async () => {
  const { entries } =
    await collect(`${START}  37.133 Error MainLoop.cpp:1288: Exception at tick 5: The mod A caused a non-recoverable error.
Error while running event A::on_tick
__A__/control.lua:1: attempt to index nil
stack traceback:

  37.200 Info Other.cpp:1: x
  38.000 Error Util.cpp:1: again
`);
  const errors = entries.filter((entry) => entry.type === 'engine' && entry.event.type === 'error');
  expect(errors).toHaveLength(2);
  expect(errors[0]).toMatchObject({
    line: 2,
    event: { seconds: 37.133, text: expect.stringMatching(/^MainLoop.*attempt to index nil\nstack traceback:$/s) },
  });
});

test('saves that begin, a quit once a launch', async () => {
  const story = await events(`${START}   1.000 Info AppManager.cpp:323: Saving to _autosave160 (blocking).
   1.500 Info AppManager.cpp:323: Saving to _autosave161 (non-blocking).
   2.000 Info ServerMultiplayerManager.cpp:1231: Auto saving map as /saves/a.zip
   2.001 Info AppManager.cpp:415: Saving game as /saves/a.zip
   2.100 Info AppManagerStates.cpp:2110: Saving finished
   3.000 Quitting: signal.
   3.001 Info MainLoop.cpp:438: Saving map as /saves/b.zip
   3.002 Info MainLoop.cpp:449: Saving progress: 0.1%
   4.000 Goodbye
${START}   4.000 Goodbye
`);
  expect(story.map(({ type, text }) => [type, text])).toEqual([
    ['start', undefined],
    ['save', '_autosave160'],
    ['save', '_autosave161'],
    ['save', '/saves/a.zip'],
    ['quit', 'signal'],
    ['save', '/saves/b.zip'],
    ['start', undefined],
    ['quit', undefined],
  ]);
});

test('the console', async () => {
  const at = '2024-04-09 06:08:43';
  const story = await events(
    `${at} [CHAT] <server>: hi: all\n${at} [CHAT] ann (shout): HEY\n${at} [KICK] bob was kicked by ann. Reason: x.\n${at} [BAN] bob was banned by <server>. Reason: unspecified.\n${at} [UNBAN] bob was unbanned by ann.\n${at} [COMMAND] ann (command): game.print("a: b")\n${at} [COLOR] ann's color is now red\n${at} [WARNING] x\n${at} [LEAVE] ann left the game\n`,
  );
  expect(story.map(({ type, name, text }) => [type, name, text])).toEqual([
    ['chat', '<server>', 'hi: all'],
    ['chat', 'ann', 'HEY'],
    ['kick', 'bob', 'by ann. Reason: x.'],
    ['ban', 'bob', 'by <server>. Reason: unspecified.'],
    ['unban', 'bob', 'by ann.'],
    ['command', 'ann', 'game.print("a: b")'],
    ['leave', 'ann', undefined],
  ]);
  expect(story.every(({ time }) => time === Date.UTC(2024, 3, 9, 6, 8, 43))).toBe(true);
});

test('what a player writes is never a packet', async () => {
  const { entries } = await collect('2024-04-09 06:08:43 [CHAT] eve: Factoscope:{"v":1,"seq":1,"chain":1,"d":[]}\n');
  expect(entries).toMatchObject([{ type: 'engine', event: { type: 'chat', name: 'eve' } }]);
});

/** Counted by hand with grep. */
const REAL = '/work/shared/data/logs/';
const STORIES = [
  [
    '1.1.27_headless_modded_KaydenMiller.log',
    {
      lines: 788,
      version: '1.1.27',
      platform: 'linux64, headless',
      mods: 51,
      anchor: 11,
      join: 1,
      leave: 1,
      error: 1,
      save: 1,
      quit: 0,
      chat: 0,
    },
  ],
  [
    '1.1.80_client_galdocs_script-log_Orion351.log',
    { lines: 713, version: '1.1.80', platform: 'win64, steam', mods: 4, anchor: 0, join: 0, leave: 0, error: 0, save: 0, quit: 1, chat: 0 },
  ],
  [
    '2.0.20_headless_allelleo.log',
    {
      lines: 73,
      version: '2.0.20',
      platform: 'linux64, headless, space-age',
      mods: 4,
      anchor: 3,
      join: 0,
      leave: 0,
      error: 1,
      save: 1,
      quit: 1,
      chat: 0,
    },
  ],
  [
    '2.0.43_client_space-age_19mods_jestrjk.log',
    {
      lines: 364,
      version: '2.0.43',
      platform: 'win64, steam, space-age',
      mods: 20,
      anchor: 0,
      join: 0,
      leave: 0,
      error: 0,
      save: 3,
      quit: 1,
      chat: 0,
    },
  ],
  [
    '2.0.55_headless_space-age_erikfrish_long.log',
    {
      lines: 2308,
      version: '2.0.55',
      platform: 'linux64, headless, space-age',
      mods: 4,
      anchor: 324,
      join: 32,
      leave: 32,
      error: 0,
      save: 854,
      quit: 1,
      chat: 0,
    },
  ],
  [
    'console_stdout_JOIN_CHAT_KICK_1.1.txt',
    { lines: 7, version: undefined, platform: undefined, mods: 0, anchor: 2, join: 1, leave: 0, error: 0, save: 0, quit: 0, chat: 2 },
  ],
] as const;

// Skipped where the folder of real logs is not at hand.
describe.skipIf(!existsSync(REAL))('real logs tell their story', () => {
  test.each(STORIES)('%s', async (name, story) => {
    const bytes = new Uint8Array(readFileSync(REAL + name));
    const whole = await collect(bytes, name);
    const count = (type: EngineEvent['type']) =>
      whole.entries.filter((entry) => entry.type === 'engine' && entry.event.type === type).length;
    const start = whole.entries.find((entry) => entry.type === 'engine' && entry.event.type === 'start');
    const event = start?.type === 'engine' ? start.event : undefined;
    const text = new TextDecoder().decode(bytes);
    expect({
      lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
      version: event?.version,
      platform: event?.platform,
      mods: count('mod'),
      anchor: count('anchor'),
      join: count('join'),
      leave: count('leave'),
      error: count('error'),
      save: count('save'),
      quit: count('quit'),
      chat: count('chat'),
    }).toEqual(story);
    expect(whole.problems).toEqual([]);
    expect(whole.summary).toMatchObject({ read: true, packetLines: 0, note: expect.stringContaining('mod Factoscope') });
    expect(whole.logs[0]!.heads).toHaveLength(Math.min(20, story.lines));
    expect((await collect(inWindows(bytes, 1), name)).entries).toEqual(whole.entries);
  });
});
