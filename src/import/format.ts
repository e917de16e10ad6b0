import type { LineScan } from '../core/kernels/line-scan';
import type { LineEnvelope, Packet } from '../core/packet/schema';
import type { Problem } from '../core/result';
import type { Source } from './source';

/** One way of giving us something: a file here and a row in formats/index.ts is all it takes. */
export interface Format {
  id: string;
  /** For a person: "Factorio log". */
  label: string;
  /** For the table of what is read: what to drop and where it comes from; absent for answers to what cannot be read. */
  help?: { drop: string; from: string; map: boolean; history: boolean; items: boolean; icons: boolean };
  /** Judges the first bytes (up to 64 kB, all of a smaller file); the name is only a hint. */
  sniff(head: Uint8Array, name: string): boolean;
  read(source: Source, sink: Sink, signal: AbortSignal): Promise<void>;
}

/** Where a reader puts what it finds. All calls are synchronous but `turn`, which gives back-pressure. */
export interface Sink {
  /** A log begins; lines follow until the next call. `format` is for the person. */
  log(name: string, format: string): LogSink;
  /** A file inside a file (zip entry, gunzipped stream is not one): is detected and read like a dropped one. */
  nested(source: Source): Promise<void>;
  problem(problem: Problem): void;
  /** To be awaited between windows: tells progress in bytes of the dropped file and lets the store write. */
  turn(bytesDone: number): Promise<void>;
  /** The WASM module's search for lines; the plain one without it. */
  readonly scan?: LineScan | undefined;
}

export interface LogSink {
  /** The first 20 lines, without the carrier's prefix, whatever they hold: a file without an id is known by them. */
  head(text: string): void;
  entry(entry: LogEntry): void;
  /** A line that says nothing to us; counted. */
  other(): void;
  /** The log's end: what kind of log it was. */
  done?(story: LogStory): void;
}

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
  | (EntryBase & { type: 'packets'; envelope: LineEnvelope })
  /** Packets without number and chain: Kafkatorio's. */
  | (EntryBase & { type: 'foreign'; packets: Packet[] })
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

/** What the engine's and console's lines of a log tell of the launch, for saying why a log has no map. */
export interface EngineStory {
  version: string | null;
  platform: string | null;
  mods: string[];
  /** Lines of the engine, and of the console, were met. */
  engine: boolean;
  console: boolean;
  /** What was told, by type. */
  told: Partial<Record<EngineEvent['type'], number>>;
}

export interface LogStory extends EngineStory {
  lines: number;
  /** Lines of packets, ours and Kafkatorio's. */
  packetLines: number;
}
