/**
 * Where a relay keeps what came: for every server an append-only log, and keyframes of its state. Files in `--data` on one machine
 * (`cli/relay/keep/files.ts`); whoever wants more machines puts a stream and its store of keys behind the same.
 */

/** Where lines came from: who follows a file or forwards one goes on behind what is kept. */
export interface Origin {
  /** Names the file or the forwarder's spool; another one under the same name is another origin. */
  source: string;
  /** Bytes of the source up to and with these lines. */
  offset: number;
}

/** One server's log. Offsets are bytes since it began, whatever was dropped of it since. */
export interface ServerLog {
  /** Made once; another one when the log is lost. */
  readonly epoch: string;
  /** The first byte that is still there: a line begins here. */
  readonly start: number;
  /** Behind the last whole line. */
  readonly end: number;
  /**
   * Whole lines, each with its line feed. Resolves with the new end when a kill -9 cannot undo it any more. `origin`: of the last of them;
   * all of these lines lie in a row in that source. `written`: called before, with the new end, when they have their place; in order.
   * What was written and not yet kept is lost only with the machine, and the log has another epoch then.
   */
  append(lines: Uint8Array, origin?: Origin, written?: (end: number) => void): Promise<number>;
  /** Up to where lines of this source are kept; 0: none are. */
  taken(source: string): number;
  /** Both within start … end. Throws the Problem `log-dropped` when lines of it are not kept any more, as may happen while it is read. */
  read(from: number, to: number, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** Keeps a keyframe of the state behind `offset`. Whole or not at all. */
  putState(offset: number, lines: Uint8Array): Promise<void>;
  /** The newest, with which and the lines behind it everything that is the latest can be told; null: the log is whole from its beginning. */
  state(): Promise<{ offset: number; lines: Uint8Array } | null>;
  /** The one at the start, where the log's beginning was dropped: with it the log can be read alone. */
  opening(): Promise<Uint8Array | null>;
  /** What lies before is not needed any more: what can be dropped of it is. */
  forget(before: number): Promise<void>;
  /** Of disk. */
  readonly bytes: number;
  close(): Promise<void>;
}

export interface Keeping {
  servers(): Promise<{ id: string; name: string }[]>;
  /** Makes it when there is none. Only one at a time has it open. */
  open(id: string, name?: string): Promise<ServerLog>;
  /** Signs tokens; made once, of 32 bytes. */
  secret(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** What servers are called in addresses and folders. */
export const SERVER_ID = /^[a-z0-9][a-z0-9._-]{0,62}$/;
