/** What a reader of logs hands to the world, line by line. */
import type { LineEnvelope, Packet } from '../packet/schema';

/** `seconds` of a line of packets: the engine's, since launch, that stand before it. */
interface EntryBase {
  /** Line number in the file, from 1. */
  line: number;
  /** The carrier's clock (docker, journald, syslog, relay) in ms since 1970; null without one. */
  clock: number | null;
  /** The line without the carrier's prefix: what the ledger keeps, readable again by the same reader. */
  text: string;
}

export type LogEntry =
  /** A Factoscope line, envelope read and lifted; `d` may be a part's piece. */
  | (EntryBase & { type: 'packets'; envelope: LineEnvelope; seconds?: number })
  /** Packets without number and chain: Kafkatorio's. */
  | (EntryBase & { type: 'foreign'; packets: Packet[]; seconds?: number })
  | (EntryBase & { type: 'engine'; event: EngineEvent });

/** What the engine's and console's own lines tell. */
export interface EngineEvent {
  type:
    | 'start' // the first line of a launch: version, build, platform, time
    | 'mod' // a mod was loaded (name, version), first mention each, in load order
    | 'anchor' // a tick beside the seconds column
    | 'join'
    | 'leave'
    | 'chat'
    | 'command'
    | 'kick'
    | 'ban'
    | 'unban'
    | 'error'
    | 'save'
    | 'quit';
  /** The engine's seconds since launch. */
  seconds?: number;
  /** Local wall clock the line itself gives (start line, console lines), read as UTC, ms since 1970. */
  time?: number;
  tick?: number;
  /** Player's name, mod's name. */
  name?: string;
  /** Player index, as in packets (from 1), where the line gives one. */
  player?: number;
  version?: string;
  build?: number;
  platform?: string;
  text?: string;
}
