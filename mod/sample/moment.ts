/** What the parts that tell a world's life share: the launch they speak for, and the moments they speak at. */
import type { Packet, Position, Tick } from '../../src/core/packet/schema';
import type { Emitter } from './emitter';
import type { Launch } from './engine';
import type { Person, Session } from './story';
import type { World, WorldOptions } from './world';

export interface GenerateOptions extends WorldOptions {
  players?: number;
  /** The game is started this often; each launch is a log of its own that begins with a keyframe. */
  launches?: number;
  /** One more log: the save of this tick is loaded again and another history goes on from there to the end. */
  branchAt?: Tick;
  /** Charts alone, for measuring: headers, surfaces, forces and chart packets. */
  only?: 'charts';
  /** No engine lines: for script-output/*.jsonl and measuring. */
  bare?: boolean;
  /** Ticks between two flushes of lines. */
  flush?: Tick;
  /** Ticks between two positions of a player who walks. */
  steps?: Tick;
  emitter?: Emitter;
  /** Every line without its newline, and the number of the log it belongs to. */
  onLine(line: string, log: number): void;
  /** Every packet with the emitter's position before its line; for tests. */
  onPacket?(packet: Packet, log: number, local: boolean): void;
}
export const TEN_MINUTES = 36000;
export const HOUR = 216000;

export interface Moment {
  tick: Tick;
  /** Keeps moments of one tick in a fixed order. */
  rank: number;
  run(): void;
}
export type Put = (tick: Tick, rank: number, run: () => void) => void;

/** One launch of the game, as those who tell of it see it. */
export interface Life {
  readonly world: World;
  readonly options: GenerateOptions;
  readonly launch: Launch;
  readonly crowd: Person[];
  readonly shifts: Session[];
  /** Where each player was last told to be. */
  readonly places: Map<number, Position>;
  /** A sum of each chunk's pixels as last told. */
  readonly shown: Map<string, number>;
  readonly now: Tick;
  tell(packet: Packet, local?: boolean): void;
  /** The engine's own lines. */
  engine(texts: string[]): void;
  flush(): void;
}
