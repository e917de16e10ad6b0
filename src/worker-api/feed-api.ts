import type { Position } from '../core/live/wire';
import type { Problem } from '../core/result';
import type { WorldInfo } from '../core/world/types';

/** Who feeds: a server of a relay, and what the page knows of it. */
export interface FeedSource {
  /** The relay's address, ending with a slash. */
  relay: string;
  server: string;
  /** The server's name, for the person. */
  name: string;
}

/** Lines of a server that came in a row. */
export interface FeedPart {
  /** Names the page, which hears from the answer what has changed. */
  by: string;
  source: FeedSource;
  /** Where the watcher was before these lines. Of a keyframe that begins it says nothing. */
  from: Position | null;
  /** Where the watcher is behind these lines; null: in the middle of a keyframe, from where nobody can go on. */
  position: Position | null;
  /** What came before is another piece of the log: these lines begin a run of their own, and the timeline shows what lies between. */
  begins: boolean;
  /** The last for now: what it leaves is settled. */
  ends: boolean;
}

/** What is stored of a server that was watched. */
export interface FeedPlace {
  source: FeedSource;
  /** Up to here all lines are stored; null: only a new keyframe leads on. */
  position: Position | null;
  /** The world that its lines went into last; null: none yet. */
  world: string | null;
}

export interface Fed {
  place: FeedPlace;
  /** Worlds that changed, as they are in the store now. */
  worlds: WorldInfo[];
  /** All that is new in them lies at this tick or behind it; null: it may be anywhere. */
  since: number | null;
  /** Packets that were in it. */
  packets: number;
  /** Lines that could not be read, and what the world says of itself; at most 20. */
  problems: Problem[];
  /** Some of it is not stored: the browser has no more room. */
  full: boolean;
}

/** Watching live: lines that come piece by piece go into the store as a log's that grows. A part of ImportApi. */
export interface FeedApi {
  /**
   * Stores lines: whole ones, but for one longer than a frame, whose rest comes with the next part. Parts of one source are handed over one
   * after another.
   */
  feed(part: FeedPart, lines: Uint8Array): Promise<Fed>;
  /** Every server that was watched here, the last first. */
  feeds(): Promise<FeedPlace[]>;
  forgetFeed(relay: string, server: string): Promise<void>;
}
