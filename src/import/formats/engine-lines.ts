import { isoClock } from '../clock';
import type { EngineEvent } from '../format';

/** What a line says by itself; `EngineReader` adds what only the lines around it tell. */
export type EngineFact =
  | { fact: 'event'; event: EngineEvent }
  /** A mod in one of the loading stages. */
  | { fact: 'mod'; name: string; version: string; stage: string; seconds: number }
  /** The end of the stages, one a mod: `Checksum of NAME: n`. */
  | { fact: 'checksum'; name: string; seconds: number }
  | { fact: 'map'; seconds: number }
  | { fact: 'state'; state: string; seconds: number; tick?: number }
  | { fact: 'peer'; peer: number; seconds: number; tick?: number }
  | { fact: 'join'; peer: number; player: number; seconds: number; tick?: number }
  | { fact: 'leave'; peer: number; seconds: number }
  | { fact: 'nothing'; seconds: number };

const START = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d); Factorio (\d+(?:\.\d+)+) \(build (\d+), ([^)]*)\)/;
const MOD = /^Loading mod (.+) (\d+(?:\.\d+)+) \(([\w-]+)\.lua\)\s*$/;
const CHECKSUM = /^Checksum of (.+): \d+\s*$/;
const TICK = /[uU]pdateTick ?\((\d{1,20})\)/;
const STATE = /changing state from\(\w+\) to\((\w+)\)/;
const PEER = /received stateChanged peerID\((\d{1,9})\)/;
const JOIN = /processed PlayerJoinGame peerID\((\d{1,9})\) playerIndex\((\d{1,9})\)/;
const LEAVE = /removing peer\((\d{1,9})\)/;
/** A save that begins. `Auto saving map as` only announces the `Saving game as` that follows it. */
const SAVE = /^Info (?:AppManager\.cpp:\d+: Saving (?:to (.+) \((?:non-)?blocking\)|game as (.+))|MainLoop\.cpp:\d+: Saving map as (.+))/;
/** "None" as 2.0 and 1.1 write it: all bits set. */
const NO_TICK = new Set(['18446744073709551615', '4294967295']);

function tickOf(body: string): number | undefined {
  const digits = TICK.exec(body)?.[1];
  if (!digits || NO_TICK.has(digits)) return undefined;
  const tick = Number(digits);
  return Number.isSafeInteger(tick) ? tick : undefined;
}

/** A line of the engine: `seconds` is its first column, `body` what follows. */
export function engineFact(body: string, seconds: number): EngineFact {
  const nothing: EngineFact = { fact: 'nothing', seconds };
  switch (body[0]) {
    case 'I':
      return infoFact(body, seconds) ?? nothing;
    case 'E':
      return body.startsWith('Error ') ? event({ type: 'error', seconds, text: body.slice(6) }) : nothing;
    case 'L': {
      if (body.startsWith('Loading map ')) return { fact: 'map', seconds };
      const mod = MOD.exec(body);
      if (!mod) return nothing;
      const stage = mod[3]!;
      // "Loading mod settings NAME …" in the settings stage alone: elsewhere a mod may be called "settings something".
      const name = stage.startsWith('settings') ? mod[1]!.replace(/^settings /, '') : mod[1]!;
      return { fact: 'mod', name, version: mod[2]!, stage, seconds };
    }
    case 'C': {
      const name = CHECKSUM.exec(body)?.[1];
      return name ? { fact: 'checksum', name, seconds } : nothing;
    }
    case 'G':
      return body.startsWith('Goodbye') ? event({ type: 'quit', seconds }) : nothing;
    case 'Q': {
      const reason = /^Quitting(?:: (.*?))?\.?\s*$/.exec(body);
      return reason ? event({ type: 'quit', seconds, ...(reason[1] ? { text: reason[1] } : {}) }) : nothing;
    }
    default: {
      const start = START.exec(body);
      if (!start) return nothing;
      const time = isoClock(start[1]!);
      return event({
        type: 'start',
        seconds,
        ...(time === null ? {} : { time }),
        version: start[2]!,
        build: Number(start[3]),
        platform: start[4]!,
      });
    }
  }
}

function infoFact(body: string, seconds: number): EngineFact | null {
  const join = JOIN.exec(body);
  const tick = tickOf(body);
  const at = tick === undefined ? {} : { tick };
  // The engine counts players from 0, packets and the game's API from 1.
  if (join) return { fact: 'join', peer: Number(join[1]), player: Number(join[2]) + 1, seconds, ...at };
  const leave = LEAVE.exec(body);
  if (leave) return { fact: 'leave', peer: Number(leave[1]), seconds };
  const state = STATE.exec(body);
  if (state) return { fact: 'state', state: state[1]!, seconds, ...at };
  const peer = PEER.exec(body);
  if (peer) return { fact: 'peer', peer: Number(peer[1]), seconds, ...at };
  const save = SAVE.exec(body);
  if (save) return event({ type: 'save', seconds, text: (save[1] ?? save[2] ?? save[3])!.trim() });
  return tick === undefined ? null : event({ type: 'anchor', seconds, tick });
}

const event = (fact: EngineEvent): EngineFact => ({ fact: 'event', event: fact });

/** `2024-04-09 06:08:43 [JOIN] …`: the console, as on stdout and in `--console-log`. */
export const CONSOLE = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) \[([A-Z][A-Z-]*)\] (.*)$/;

/** A console line's event; null where it says nothing to us ([COLOR], [WARNING] …). */
export function consoleEvent(line: string): EngineEvent | null {
  const match = CONSOLE.exec(line);
  const time = match && isoClock(match[1]!);
  if (!match || time === null) return null;
  const rest = match[3]!;
  const named = (type: EngineEvent['type'], form: RegExp): EngineEvent | null => {
    const found = form.exec(rest);
    return found && { type, time: time as number, name: found[1]!, ...(found[2] ? { text: found[2] } : {}) };
  };
  switch (match[2]) {
    case 'JOIN':
      return named('join', /^(.+?) joined the game/);
    case 'LEAVE':
      return named('leave', /^(.+?) left the game/);
    case 'CHAT':
    case 'SHOUT':
      return named('chat', /^(.+?)(?: \(shout\))?: (.*)$/);
    case 'KICK':
      return named('kick', /^(.+?) was kicked(?: (.*))?$/) ?? named('kick', /^(\S+)(?: (.*))?$/);
    case 'BAN':
      return named('ban', /^(.+?) was banned(?: (.*))?$/) ?? named('ban', /^(\S+)(?: (.*))?$/);
    case 'UNBAN':
      return named('unban', /^(.+?) was unbanned(?: (.*))?$/) ?? named('unban', /^(\S+)(?: (.*))?$/);
    case 'COMMAND':
      return named('command', /^(.+?) \(command\): (.*)$/) ?? named('command', /^(.+?): (.*)$/);
    default:
      return null;
  }
}
