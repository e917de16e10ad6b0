/**
 * What lies in e2e/samples: a folder for each way in which a world is told. The files are kept as they were first written, so that
 * what an older version wrote is read in every run; here is how they were made.
 */
import type { Packet } from '../../src/core/packet/schema';
import { Game, host } from '../../src/core/world/testing/host';
import * as foundry from './foundry';
import { harbour, header, keyframe, type Step, told, type Written } from './harbour';

export interface SampleFile {
  name: string;
  text: string;
}

const lines = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');
const at = (seconds: number, text: string): string => `${seconds.toFixed(3).padStart(8)} ${text}`;
const script = ({ seconds, text }: Written): string => at(seconds, `Script @__factoscope__/emit.lua:42: ${text}`);

const launch = (date: string, version = '2.0.76', mods = ['base', 'space-age', 'factoscope']): string[] => [
  at(0, `${date}; Factorio ${version} (build 84451, linux64, headless)`),
  at(0.01, 'Operating system: Linux'),
  at(0.08, 'Loading mod core 0.0.0 (data.lua)'),
  ...mods.map((mod, i) => at(0.1 + i / 10, `Loading mod ${mod} ${mod === 'factoscope' ? '0.1.0' : version} (data.lua)`)),
  at(3.9, 'Hosting game at IP ADDR:({0.0.0.0:34197})'),
];
const anchor = (seconds: number, tick: number, peer: number): string =>
  at(
    seconds,
    `Info ServerMultiplayerManager.cpp:943: updateTick(${tick}) received stateChanged peerID(${peer}) oldState(TryingToCatchUp) newState(InGame)`,
  );
const join = (seconds: number, tick: number, peer: number): string =>
  at(
    seconds,
    `Info GameActionHandler.cpp:4996: UpdateTick (${tick}) processed PlayerJoinGame peerID(${peer}) playerIndex(${peer - 1}) mode(connect) `,
  );

const newGame = () => new Game('kestrel-harbour', 20260502);

function harbourLog(): string {
  const game = newGame();
  const [before, after] = [harbour.slice(0, 5), harbour.slice(5)];
  const first = [...header(game, 0), ...told(game, before)];
  const second = [...told(game, after), ...told(game, [{ packets: keyframe }])];
  const text = `Factoscope-text:1:${game.state.seq}:${game.state.chain}:800:entity-name:crane=Hafenkran\u001e`;
  return lines([
    ...launch('2026-05-02 19:30:00'),
    ...first.map(script),
    join(6.2, 120, 1),
    ...second.map(script),
    at(17.4, `Script @__factoscope__/emit.lua:44: ${text}`),
    at(17.6, 'Info AppManager.cpp:415: Saving game as /opt/factorio/saves/_autosave1.zip'),
    at(18, 'Info AppManagerStates.cpp:2097: Saving finished'),
    at(20, 'Goodbye'),
  ]);
}

function harbourJsonl(): string {
  const game = newGame();
  const all: Step[] = [...harbour, { packets: keyframe }];
  return lines([...header(game, 0, 'jsonl'), ...told(game, all, 'jsonl')].map(({ text }) => text));
}

const serverLog = (): string =>
  lines([
    ...launch('2025-11-08 20:15:00', '2.0.76', ['base', 'elevated-rails', 'quality', 'space-age']),
    anchor(4.2, 7200, 0),
    join(30, 8748, 1),
    anchor(30.1, 8754, 1),
    at(64.5, 'Error Util.cpp:81: The connection to the matching server was lost'),
    at(64.5, 'it will be tried again'),
    at(300, 'Info ServerMultiplayerManager.cpp:1231: Auto saving map as /opt/factorio/saves/_autosave1.zip'),
    at(300, 'Info AppManager.cpp:415: Saving game as /opt/factorio/saves/_autosave1.zip'),
    at(300.4, 'Info AppManagerStates.cpp:2097: Saving finished'),
    at(
      431,
      'Info ServerMultiplayerManager.cpp:943: updateTick(32808) received stateChanged peerID(1) oldState(InGame) newState(DisconnectScheduled)',
    ),
    at(431.1, 'Info ServerMultiplayerManager.cpp:1014: removing peer(1) success(true)'),
    at(500, 'Received SIGTERM, shutting down'),
    at(500, 'Quitting: signal.'),
    at(500.1, 'Info MainLoop.cpp:435: Saving map as /opt/factorio/saves/_autosave1.zip'),
    at(501, 'Goodbye'),
  ]);

const consoleLog = (): string =>
  lines([
    '2025-11-08 20:15:30 [JOIN] Ines Vogel joined the game',
    '2025-11-08 20:15:41 [CHAT] Ines Vogel: is the <b>crane</b> up?',
    '2025-11-08 20:16:02 [CHAT] <server>: not yet',
    '2025-11-08 20:16:40 [COMMAND] Ines Vogel (command): /time',
    '2025-11-08 20:18:00 [JOIN] Per Lund joined the game',
    '2025-11-08 20:19:11 [KICK] Per Lund was kicked by Ines Vogel. Reason: idle.',
    '2025-11-08 20:21:09 [LEAVE] Ines Vogel left the game',
  ]);

/** One history, and a save of it loaded again. */
function branches(): SampleFile[] {
  const game = newGame();
  const common = [...header(game, 0), ...told(game, harbour.slice(0, 12))];
  game.checkpoints.unshift([400, game.state.seq, game.state.chain]);
  const loaded = game.load();
  const first = [...header(game, 420), ...told(game, harbour.slice(12, 20))];
  const shed = (id: number, tick: number, x: number): Packet => ({
    kind: 'built',
    tick,
    surface: 1,
    how: 'player',
    by: 1,
    list: [{ id, name: 'shed', at: [x, 10.5], force: 1 }],
  });
  const second = [
    ...header(loaded, 420),
    ...told(loaded, [
      { packets: [shed(50, 430, 8.5)] },
      { packets: [{ kind: 'chat', tick: 500, player: 1, text: 'again, then' }] },
      { packets: [shed(51, 900, 9.5)] },
    ]),
  ];
  return [
    { name: 'first-evening.log', text: lines([...launch('2026-05-02 19:30:00'), ...[...common, ...first].map(script)]) },
    { name: 'save-loaded-again.log', text: lines([...launch('2026-05-03 10:00:00'), ...second.map(script)]) },
  ];
}

/** A log that a filter went over, and the same line whole from another log. */
function thinned(): SampleFile[] {
  const game = newGame();
  const all = [...header(game, 0, 'jsonl'), ...told(game, harbour.slice(0, 9), 'jsonl')].map(({ text }) => text);
  const thin = all.map((line) => {
    const envelope = JSON.parse(line);
    if (!line.includes('"kind":"chat"') && !line.includes('"kind":"join"')) return line;
    envelope.d = envelope.d.filter(({ kind }: Packet) => kind !== 'chat' && kind !== 'join');
    return host.json({ ...envelope, thin: true });
  });
  return [
    { name: 'published.jsonl', text: lines(thin) },
    { name: 'whole.jsonl', text: lines(all.filter((line) => line.includes('"kind":"header"') || line.includes('"kind":"chat"'))) },
  ];
}

/** The same log as it was found at two moments; the first one ends in the middle of a line. */
function grown(): SampleFile[] {
  const whole = harbourLog();
  return [
    { name: 'at-eight.log', text: whole.slice(0, Math.floor(whole.length * 0.6)) },
    { name: 'at-nine.log', text: whole },
  ];
}

/** Some lines of it were lost. */
function gap(): SampleFile[] {
  const game = newGame();
  const all = [...header(game, 0), ...told(game, harbour)];
  const lost = all.filter(({ seconds }) => seconds > 4.2 + 450 / 60 && seconds < 4.2 + 530 / 60);
  return [
    { name: 'rotated.log', text: lines([...launch('2026-05-02 19:30:00'), ...all.filter((line) => !lost.includes(line)).map(script)]) },
  ];
}

/** Lines cut short, run into each other, written over: each costs itself alone. */
function garbled(): SampleFile[] {
  const game = newGame();
  const first = [...header(game, 0), ...told(game, harbour.slice(0, 7))].map(script);
  const here = `"at":[${game.state.seq},${game.state.chain}]`;
  const second = told(game, harbour.slice(7)).map(script);
  first[first.length - 1] += '   9.100 Info AppManager.cpp:415: Saving game as /opt/factorio/saves/_autosave1.zip';
  second[second.length - 3] = second.at(-3)!.slice(0, -30);
  const all = [
    ...first,
    at(9.2, 'Script @__factoscope__/emit.lua:42: Factoscope:{"v":99,"seq":500,"chain":1,"d":[]}'),
    at(9.3, `Script @__factoscope__/emit.lua:42: Factoscope:{"v":1,${here},"d":[{"kind":"tiles","tick":9007199254740992}]}`),
    ...second,
  ];
  return [{ name: 'disk-full.log', text: lines([...launch('2026-05-02 19:30:00'), ...all]) }];
}

/** By folder. The files of a folder are dropped together. */
export const samples = (): Record<string, SampleFile[]> => ({
  'factoscope-log': [{ name: 'factorio-current.log', text: harbourLog() }],
  'factoscope-jsonl': [{ name: 'events.jsonl', text: harbourJsonl() }],
  kafkatorio: [
    { name: 'stdout.log', text: lines([...launch('2024-02-11 21:00:00', '1.1.80', ['base', 'kafkatorio-events']), ...foundry.lines()]) },
  ],
  'kafkatorio-older': [
    {
      name: 'stdout.log',
      text: lines(foundry.lines('v0.8').map((line, i) => foundry.lines((['v0.8', 'v0.9', 'plain'] as const)[i % 3])[i] ?? line)),
    },
  ],
  'engine-log': [{ name: 'factorio-current.log', text: serverLog() }],
  'console-log': [{ name: 'console.log', text: consoleLog() }],
  branches: branches(),
  thinned: thinned().slice(0, 1),
  'thinned-and-whole': thinned(),
  grown: grown(),
  gap: gap(),
  garbled: garbled(),
});
