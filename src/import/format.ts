import type { LineScan } from '../core/kernels/line-scan';
import type { PackSink } from '../core/pack/types';
import type { Problem } from '../core/result';
import type { EngineEvent, LogEntry } from '../core/world/log-entry';
import type { SnapshotWorld } from '../core/world/snapshot/blocks';
import type { Source } from './source';

export type { EngineEvent, LogEntry };

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
  /** What was found in a file of files, for the person: "Mod". */
  found?(label: string): void;
  /** What belongs to packs. */
  readonly pack: PackSink;
  /** A world in a snapshot, to be kept. Absent where nobody wants it. */
  world?(world: SnapshotWorld): Promise<void>;
  /** To be awaited between windows: tells progress in bytes of the dropped file and lets the store write. */
  turn(bytesDone: number): Promise<void>;
  /** The WASM module's search for lines; the plain one without it. */
  readonly scan?: LineScan | undefined;
}

/** Where `readFile` puts what it finds: as `Sink`, but files in files are its own business. */
export type FileSink = Omit<Sink, 'nested' | 'found' | 'scan'>;

export interface FileSummary {
  /** For a person: "Factorio log", "zip (Factorio log)". */
  format: string;
  /** Something in it was read, be it a log without packets. */
  read: boolean;
  /** Lines of packets. */
  packetLines: number;
  /** What was in it for packs ("9,120 prototypes."); of a log without a map why there is none; else ''. */
  note: string;
  /** The first of these. */
  ofPack?: true;
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
