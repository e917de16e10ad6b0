import type { LineScan } from '../src/core/kernels/line-scan';
import type { Position } from '../src/core/live/wire';
import type { Problem } from '../src/core/result';
import type { BlockStore } from '../src/core/world/block-store';
import type { Importer, Library } from '../src/core/world/library';
import type { LogEntry } from '../src/core/world/log-entry';
import type { WorldInfo } from '../src/core/world/types';
import { LogReader } from '../src/import/log-reader';
import { OpenParts } from '../src/import/open-parts';
import type { FeedSource } from '../src/worker-api/feed-api';
import { type FeedRow, FeedStore, feedKey, readFeed } from './feed-rows';
import { Left } from './left';

/** What the person is told a server's lines are. */
const FORMAT = 'Live';
/** Bytes that are read before others get their turn. */
const AT_ONCE = 256 * 1024;
const LF = 10;

/** A server whose lines are being taken in: its world stays open from one part to the next, since opening it means to read all its lines. */
export class FeedSession {
  readonly key: string;
  private log: ReturnType<Importer['log']> | null = null;
  private reader: LogReader | null = null;
  private parts = new OpenParts();
  /** Behind all that was given. */
  private given: Position | null;
  /** The last line that was given is not whole. */
  private halved = false;
  private left: Left | null = null;
  /** What is given now is new at this tick or behind it; null: nobody can tell. */
  private since: number | null = null;
  /** The same of all since the world was settled. */
  private unsettled: number | null = null;
  /** By world, the branches it had. */
  private readonly branches = new Map<string, string>();
  report: (problem: Problem) => void = () => {};

  private constructor(
    private readonly store: BlockStore,
    private readonly scan: LineScan,
    readonly row: FeedRow,
    readonly importer: Importer,
  ) {
    this.key = feedKey(row.source);
    this.given = row.position;
  }

  static async open(
    store: BlockStore,
    source: FeedSource,
    library: (store: BlockStore) => Promise<Library>,
    scan: LineScan,
  ): Promise<FeedSession> {
    const row = (await readFeed(store, feedKey(source))) ?? { source, position: null, log: null, world: null, at: 0 };
    const into = new FeedStore(store, () => session.stand());
    const importer: Importer = await (await library(into)).importer();
    // Opened before the first line, so that none has to wait for it.
    if (row.log !== null) {
      importer.byId(row.log.world);
      await importer.flush();
    }
    const session: FeedSession = new FeedSession(store, scan, row, importer);
    return session;
  }

  /** Lines from here on are of another piece of the log. */
  begin(): void {
    this.start(null);
  }

  /** Where it must go on. */
  get next(): Position | null {
    return this.given;
  }

  async push(lines: Uint8Array, position: Position | null): Promise<void> {
    // What came before, and is not derived yet, might be of any time.
    const told = this.reader !== null && this.log?.world != null && this.importer.pending === 0 && !this.parts.any;
    this.since = told ? Number.POSITIVE_INFINITY : null;
    const reader = this.reader ?? this.start(this.row.log);
    for (let at = 0; at < lines.length; at += AT_ONCE) {
      if (at > 0) await new Promise<void>((resolve) => setTimeout(resolve));
      reader.push(lines.subarray(at, at + AT_ONCE));
    }
    if (lines.length > 0) this.halved = lines[lines.length - 1] !== LF;
    this.given = position;
  }

  private start(within: FeedRow['log']): LogReader {
    const log = this.importer.log(this.row.source.name, FORMAT, { within });
    const parts = new OpenParts();
    this.log = log;
    this.parts = parts;
    this.halved = false;
    const sink = {
      head: (text: string) => log.head(text),
      other: () => log.other(),
      entry: (entry: Parameters<typeof log.entry>[0]) => {
        parts.entry(entry);
        if (this.since !== null && entry.type !== 'engine') this.since = earliest(entry, this.since);
        log.entry(entry);
      },
    };
    this.reader = new LogReader(sink, (problem) => this.report(problem), { scan: this.scan });
    return this.reader;
  }

  /** What its row must say together with what is stored now. */
  private stand(): FeedRow {
    const { row, log } = this;
    const place = log?.here ?? null;
    row.world = log?.world ?? row.world;
    row.at = Date.now();
    // What waits for more is not stored: from the place before it all of that comes once more, and what is read twice changes nothing.
    if (place === null || this.given === null || this.halved || this.parts.any || this.reader?.open) return row;
    row.position = this.given;
    row.log = place;
    return row;
  }

  /**
   * From which tick on these worlds, as they are now, have changed since this was asked; null: anything of them may have. `settled`: what could
   * not be derived before may have been now.
   */
  newSince(worlds: readonly WorldInfo[], settled: boolean): number | null {
    this.unsettled = this.since === null || this.unsettled === null ? null : Math.min(this.unsettled, this.since);
    let since = settled ? this.unsettled : this.since;
    if (settled) this.unsettled = Number.POSITIVE_INFINITY;
    for (const { id, branches } of worlds) {
      const now = branches.map((branch) => branch.id).join();
      // Another history shows another picture of the same time.
      if (this.branches.get(id) !== now) since = null;
      this.branches.set(id, now);
    }
    return since === null ? null : Math.min(since, Number.MAX_SAFE_INTEGER);
  }

  /** It is left alone with its worlds until `alone` is asked. */
  async leave(): Promise<void> {
    this.left = await Left.of(this.store, this.log?.worlds ?? new Set());
  }

  /** Whether nobody else has written to its worlds since it was left. */
  async alone(): Promise<boolean> {
    return (await this.left?.untouched()) ?? false;
  }
}

/** The earliest tick of a line's packets, where that is earlier; null: it restates something, or is a part of what comes later. */
function earliest(entry: Exclude<LogEntry, { type: 'engine' }>, since: number): number | null {
  const packets = entry.type === 'packets' ? entry.envelope.d : entry.packets;
  if (typeof packets === 'string') return null;
  let least = since;
  for (const { tick, key, kind } of packets) {
    if (key !== undefined || kind === 'prototypes') return null;
    least = Math.min(least, tick);
  }
  return least;
}
