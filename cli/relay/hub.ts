/** A server of the relay: its log, its state, and who hears of its lines. */
import type { Kernels } from '../../src/core/kernels/kernels';
import type { ServerInfo } from '../../src/core/live/wire';
import type { Problem } from '../../src/core/result';
import type { Keeping, Origin, ServerLog } from './keeping';
import { ServerState, type StateOptions } from './state';
import { type Worlds, worldsHere } from './worlds';

/** Called with whole lines as soon as they have their place in the log, and the offset behind them; in order, and must not throw. */
export type LineListener = (lines: Uint8Array, end: number) => void;

/** Without a line for so long a server is quiet (ms). */
const QUIET = 60_000;
/** Bytes that may be written and not be safe before whoever brings more waits. */
const MAX_UNSAFE = 4 * 1024 * 1024;

export class Hub {
  /** Of now; set by who serves them. */
  watchers = 0;
  /** Milliseconds since 1970 when the last line came; null: none has since the relay was started. */
  heard: number | null = null;
  private readonly listeners = new Set<LineListener>();
  /** Until what was written last is safe; and how many bytes are not. */
  private written: Promise<unknown> = Promise.resolve();
  private unsafe = 0;

  constructor(
    readonly id: string,
    readonly name: string,
    readonly log: ServerLog,
    readonly state: ServerState,
    readonly kernels: Kernels,
  ) {}

  /** As `Inlet.append`: who reads on need not wait for the disk, which may take half a second to say that all is safe. */
  append(lines: Uint8Array, origin?: Origin): Promise<number> {
    return new Promise((resolve, reject) => {
      this.unsafe += lines.length;
      const kept = this.log.append(lines, origin, (end) => {
        this.written = kept;
        this.heard = Date.now();
        for (const listener of this.listeners) listener(lines, end);
        this.state.take(end);
        if (this.unsafe <= MAX_UNSAFE) resolve(end);
      });
      kept.then(resolve, reject).finally(() => {
        this.unsafe -= lines.length;
      });
    });
  }

  async safe(): Promise<void> {
    await this.written;
  }

  taken(source: string): number {
    return this.log.taken(source);
  }

  onLines(listener: LineListener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  info(): ServerInfo {
    const { id, name, heard, watchers } = this;
    const { world, tick, online } = this.state.latest;
    const state = heard !== null && Date.now() - heard < QUIET ? 'live' : this.log.end > 0 ? 'quiet' : 'waiting';
    return { id, name, world, tick, heard, online, watchers, state };
  }

  async close(): Promise<void> {
    this.listeners.clear();
    await this.state.close();
    await this.log.close();
  }
}

export interface HubOptions {
  kernels: Kernels;
  /** Where their worlds are; in this thread unless told. */
  worlds?: Worlds;
  /** What a server's state cannot do. Its lines are kept all the same. */
  onProblem?(server: string, problem: Problem): void;
  /** A server is there that was not. */
  onOpen?(hub: Hub): void;
  state?: Omit<StateOptions, 'onProblem'>;
}

export class Hubs {
  private readonly hubs = new Map<string, Hub>();
  private readonly opening = new Map<string, Promise<Hub>>();

  constructor(
    readonly keeping: Keeping,
    readonly options: HubOptions,
  ) {}

  get(id: string): Hub | undefined {
    return this.hubs.get(id);
  }

  /** In the order in which they were opened. */
  all(): Hub[] {
    return [...this.hubs.values()];
  }

  /** The same one however often it is asked for. Throws a Problem for a name that no server can have, or when its folder cannot be used. */
  async open(id: string, name?: string): Promise<Hub> {
    const begun = this.hubs.get(id) ?? this.opening.get(id);
    if (begun !== undefined) return await begun;
    const opened = this.make(id, name);
    this.opening.set(id, opened);
    try {
      return await opened;
    } finally {
      this.opening.delete(id);
    }
  }

  private async make(id: string, name?: string): Promise<Hub> {
    const log = await this.keeping.open(id, name);
    const known = name ?? (await this.keeping.servers()).find((server) => server.id === id)?.name ?? id;
    const { kernels, worlds = worldsHere(kernels), onProblem, onOpen, state: options } = this.options;
    const state = await ServerState.open(log, worlds, { ...options, onProblem: (problem) => onProblem?.(id, problem) });
    const hub = new Hub(id, known, log, state, kernels);
    this.hubs.set(id, hub);
    onOpen?.(hub);
    return hub;
  }

  /** All that are opened; the keeping is its owner's. */
  async close(): Promise<void> {
    await Promise.allSettled(this.opening.values());
    await Promise.all(this.all().map((hub) => hub.close()));
    this.hubs.clear();
  }
}
