/** The engine's own lines of a headless 2.0 server, as far as a reader can learn from them. */
import type { Tick } from '../../src/core/packet/schema';
import type { HeaderFacts } from '../../src/core/packet/write';
import { engineLine } from './emitter';

export interface Launch {
  from: Tick;
  to: Tick;
  /** Milliseconds since 1970. */
  clock: number;
  /** The save it was started from; null: a new map. */
  save: string | null;
}

const stamp = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
const NO_TICK = '18446744073709551615';

export function launchLines(launch: Launch, facts: HeaderFacts): string[] {
  const mods = facts.mods.filter(([name]) => name !== 'core');
  const rows: [number, string][] = [
    [0, `${stamp(launch.clock)}; Factorio ${facts.game} (build 84451, linux64, headless, space-age)`],
    [0.012, 'Operating system: Linux (Debian 12)'],
    [
      0.012,
      `Program arguments: "/opt/factorio/bin/x64/factorio" "--start-server${launch.save === null ? '' : '-load-latest'}" "nordhafen.zip"`,
    ],
    [0.012, 'Read data path: /opt/factorio/data'],
    [0.013, 'Write data path: /opt/factorio [48211/80112MB]'],
    [0.013, 'Binaries path: /opt/factorio/bin'],
    [0.04, 'Running in headless mode'],
    [0.081, 'Loading mod core 0.0.0 (data.lua)'],
    ...mods.map(([name, version], i): [number, string] => [0.1 + i * 0.09, `Loading mod ${name} ${version} (data.lua)`]),
    [0.601, `Checksum for core: 1599024484`],
    ...mods.map(([name], i): [number, string] => [0.602, `Checksum of ${name}: ${1000000007 + i * 77777777}`]),
    [1.118, 'Prototype list checksum: 611276394'],
    [1.402, 'Factorio initialised'],
    [1.403, `Info ServerMultiplayerManager.cpp:808: updateTick(${NO_TICK}) changing state from(Ready) to(PreparedToHostGame)`],
    [1.403, `Info ServerMultiplayerManager.cpp:808: updateTick(${NO_TICK}) changing state from(PreparedToHostGame) to(CreatingGame)`],
    [1.405, `Loading map /opt/factorio/saves/${launch.save ?? 'nordhafen'}.zip: ${4200000 + launch.from} bytes.`],
    [3.981, 'Hosting game at IP ADDR:({0.0.0.0:34197})'],
    [4.2, `Info ServerMultiplayerManager.cpp:808: updateTick(${launch.from}) changing state from(CreatingGame) to(InGame)`],
  ];
  return rows.map(([seconds, text]) => engineLine(seconds, text));
}

export const joinLines = (player: number, tick: Tick, peer: number): string[] => [
  `Info GameActionHandler.cpp:4477: UpdateTick (${tick}) processed PlayerJoinGame peerID(${peer + 1}) playerIndex(${player - 1}) mode(connect) `,
  `Info ServerMultiplayerManager.cpp:978: updateTick(${tick}) received stateChanged peerID(${peer + 1}) oldState(WaitingForCommandToStartSendingTickClosures) newState(InGame)`,
];

export const leaveLines = (_player: number, tick: Tick, peer: number): string[] => [
  `Info ServerMultiplayerManager.cpp:978: updateTick(${tick}) received stateChanged peerID(${peer + 1}) oldState(InGame) newState(DisconnectScheduled)`,
  `Info ServerSynchronizer.cpp:613: nextHeartbeatSequenceNumber(${tick}) removing peer(${peer + 1}).`,
];

export const saveLines = (n: number): string[] => [
  `Info AppManager.cpp:323: Saving to _autosave${((n - 1) % 5) + 1} (blocking).`,
  'Info AppManagerStates.cpp:2110: Saving finished',
];

export const quitLines = (): string[] => ['Info ServerMultiplayerManager.cpp:138: Quitting multiplayer connection.', 'Goodbye'];
