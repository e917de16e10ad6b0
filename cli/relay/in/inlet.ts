/** What the ways in ask of a server, and what they tell of what they did. `Hub`, `Hubs` and the counters of the relay fit it. */
import type { Origin } from '../keeping';

export interface Inlet {
  readonly id: string;
  /**
   * Whole lines, each with its line feed. Resolves with the log's new end when they have their place in it and no kill -9 can undo it any
   * more, later when much is not safe yet; rejects with a Problem when they could not be written: then nothing was.
   */
  append(lines: Uint8Array, origin?: Origin): Promise<number>;
  /** What was appended outlives the machine. Rejects with a Problem when that cannot be had: nothing more can be appended then. */
  safe(): Promise<void>;
  /** Bytes of that source that are kept; 0: none. */
  taken(source: string): number;
}

export interface Inlets {
  get(id: string): Inlet | undefined;
  /** Makes it when there is none. */
  open(id: string, name?: string): Promise<Inlet>;
}

export type Way = 'file' | 'stdin' | 'syslog' | 'udp' | 'forward';

/** Why something was not taken. */
export type Refusal =
  | 'token-missing'
  | 'token-bad'
  | 'token-expired'
  /** Its token is for another use, or for another server. */
  | 'token-other'
  /** It keeps to no framing that is known. */
  | 'bad-frame'
  | 'too-long'
  /** It began and did not go on, or said nothing at all. */
  | 'too-slow'
  /** More connections than there is room for. */
  | 'too-many'
  /** It came faster than it could be kept. */
  | 'too-fast'
  /** It could not be written down. */
  | 'not-kept';

export interface InCounts {
  /** Lines that have their place in the log. */
  came(way: Way, server: string, lines: number, bytes: number): void;
  refused(why: Refusal): void;
}

export const noCounts: InCounts = { came: () => {}, refused: () => {} };

const LF = 10;
export function lineFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) count += 1;
  return count;
}

/** Appends and counts. */
export async function take(inlet: Inlet, way: Way, lines: Uint8Array, counts: InCounts, origin?: Origin): Promise<void> {
  try {
    await inlet.append(lines, origin);
  } catch (error) {
    counts.refused('not-kept');
    throw error;
  }
  counts.came(way, inlet.id, lineFeeds(lines), lines.length);
}
