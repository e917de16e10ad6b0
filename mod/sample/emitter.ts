/** Who turns packets into lines of a log: the mod's own code in Lua, or the same code here in TypeScript. */
import { strToU8, zlibSync } from 'fflate';
import type { ChainPoint, Packet, Tick } from '../../src/core/packet/schema';
import {
  addCheckpoint,
  type ChainState,
  chainedLines,
  type HeaderFacts,
  headerPacket,
  type LineHost,
  localLines,
  logForm,
} from '../../src/core/packet/write';

/** What a save keeps, as the mod keeps it in `storage`. */
export interface Kept {
  seq: number;
  chain: number;
  points: [tick: Tick, seq: number, chain: number][];
}
export interface Emitter {
  /** Each answers whole lines of the log; `seconds` is what the engine's clock shows. */
  chained(packets: Packet[], seconds: number): string[];
  local(packets: Packet[], seconds: number): string[];
  header(facts: HeaderFacts, tick: Tick, local: boolean, seconds: number): string[];
  /** A copy of what the save would hold now. */
  save(): Kept;
  /** The game is started anew from a save: everything else is forgotten. */
  load(kept: Kept): void;
}

/** Where the mod's `log` is called; the game names file and line. */
export const SCRIPT = 'Script @__factoscope__/emit.lua:42: ';
export const engineLine = (seconds: number, text: string): string => `${seconds.toFixed(3).padStart(8)} ${text}`;

const base64 = (bytes: Uint8Array): string => {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
};
/** As `helpers.encode_string`. */
export const encode = (bytes: Uint8Array): string => base64(zlibSync(bytes, { level: 6 }));

/** JSON as the mod writes it: ASCII, `{}` for every empty table, keys in order of their letters. */
export function gameJson(value: unknown): string {
  if (typeof value === 'string') return asciiString(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? '{}' : `[${value.map(gameJson).join(',')}]`;
  const record = value as Record<string, unknown>;
  const keys = Object.keys(record).filter((key) => record[key] !== undefined);
  return `{${keys
    .sort()
    .map((key) => `${asciiString(key)}:${gameJson(record[key])}`)
    .join(',')}}`;
}
const asciiString = (text: string): string =>
  JSON.stringify(text).replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const siteHost: LineHost = { json: gameJson, pack: (text) => encode(strToU8(text)) };

/** The mod's emitter without Lua. `jsonl`: bare lines, as in script-output. */
export class ScriptEmitter implements Emitter {
  private chain: ChainState = { seq: 0, chain: 0 };
  private points: Kept['points'] = [];
  private locals = { parts: 0 };
  constructor(
    private readonly form: 'log' | 'jsonl' = 'log',
    private readonly host: LineHost = siteHost,
  ) {}

  chained(packets: Packet[], seconds: number): string[] {
    return this.written(chainedLines(packets, this.chain, this.host), seconds);
  }
  local(packets: Packet[], seconds: number): string[] {
    const at: ChainPoint = [this.chain.seq, this.chain.chain];
    return this.written(localLines(packets, at, this.locals, this.host), seconds);
  }
  header(facts: HeaderFacts, tick: Tick, local: boolean, seconds: number): string[] {
    const packet = headerPacket(facts, tick, this.chain, this.points);
    if (local) return this.local([packet], seconds);
    const lines = this.chained([packet], seconds);
    addCheckpoint(this.points, [tick, this.chain.seq, this.chain.chain]);
    return lines;
  }
  save(): Kept {
    return { ...this.chain, points: this.points.map((point) => [...point] as Kept['points'][number]) };
  }
  load(kept: Kept): void {
    this.chain = { seq: kept.seq, chain: kept.chain };
    this.points = kept.points.map((point) => [...point] as Kept['points'][number]);
    this.locals = { parts: 0 };
  }
  private written(lines: string[], seconds: number): string[] {
    return this.form === 'jsonl' ? lines : lines.map((line) => engineLine(seconds, SCRIPT + logForm(line, this.host)));
  }
}
