/**
 * One log being read into worlds. A log may hold several launches and several worlds; which world a line belongs to is
 * known once a header (or, for files without an id, the first lines) has come, so lines before that wait.
 */
import type { ChainPoint, HeaderPacket, Packet, Tick } from '../packet/schema';
import { HEAD_LINES, hash53, safeId } from './identity';
import { KeyCounts } from './keys';
import { type EngineNote, readLine } from './ledger-read';
import type { EngineEvent, LogEntry } from './log-entry';
import { toldAt } from './restatement';
import type { RunBuilder } from './run';
import type { ToldRow } from './story';
import type { WorldInfo } from './types';
import type { WorldWriter } from './writer';

/** Worlds by id or by head; null while an existing one has still to be opened, `full` where there is no room for another new one. */
export interface Worlds {
  /** `head`: what a world without an id of its own is known by besides, as far as that is told. */
  byId(id: string, head?: number[]): WorldWriter | null | 'full';
  byHead(head: number[]): WorldWriter | null | 'full';
}

/** Roughly what they take in memory. */
const WAITING_BYTES = 96 * 1024 * 1024;
const WAITING_ENTRY = 400;
/** Of a followed log whose next header may still come, so much is held back, at most. */
const HELD_BYTES = 1024 * 1024;
/** Rows that wait for the next tick of their log. A console's has none, and must not be kept whole until its end. */
const MOST_UNPLACED = 20_000;
/** So many are kept with the place where a log is left; where more wait it is left before them. */
const MOST_LEFT = 100;
const STORY: ReadonlySet<string> = new Set(['start', 'join', 'leave', 'chat', 'command', 'kick', 'ban', 'error', 'save', 'quit']);
/** Who speaks on the console when it is nobody: a chat without a player is the server's. */
const SERVER = '<server>';
const COUNTS: Record<string, keyof WorldInfo['engine']> = { join: 'joins', leave: 'leaves', error: 'errors', save: 'saves', chat: 'chats' };

/** Where in a launch a log is, for whoever reads on from there another time: a plain value. */
export interface LogPlace {
  world: string;
  /** The run its lines are kept as, and the last point of history it saw or named. */
  run: { id: string; file: string; tip: number; point: ChainPoint | null } | null;
  /** The launch's first line, whose date the clock of its lines begins at. */
  started: EngineEvent | null;
  anchor: { tick: Tick; clock: number | null } | null;
  /** Rows that wait for the next tick. */
  unplaced: Unplaced[];
}

interface Unplaced {
  entry: LogEntry;
  row: ToldRow;
}

export class LogIngest {
  private readonly heads: number[] = [];
  private headDone = false;
  private waiting: Waiting[] = [];
  private waitingBytes = 0;
  /** Id the waiting lines belong to, once known; 'head' for a file without an id. */
  private target: { id: string; head?: number[] } | 'head' | null = null;
  private writer: WorldWriter | null = null;
  /** Its world is one too many: its lines are passed over. */
  private leftOut = false;
  private run: RunBuilder | null = null;
  /** Worlds with an id that this log has named. */
  private named: string | null = null;
  private foreign = false;
  private readonly texts = new Map<WorldWriter, KeyCounts>();
  // The launch being read.
  private started: EngineEvent | null = null;
  private mods: WorldInfo['mods'] = [];
  private lastAnchor: { tick: Tick; clock: number | null } | null = null;
  private unplaced: Unplaced[] = [];
  private ended = false;
  private launchOver = false;
  /** Packets taken, read before or not. */
  packets = 0;
  lines = 0;
  readonly worlds = new Set<string>();
  /** For the file's note. */
  readonly told = { version: '', mods: 0, joins: 0, chat: 0, engine: 0, factoscopeMod: false };

  constructor(
    readonly name: string,
    readonly format: string,
    private readonly all: Worlds,
    /** The world that earlier launches of a followed log have named: lines before the next header wait for it. */
    private readonly follows: string | null = null,
    /** It begins where another log of this launch ended. */
    private within: LogPlace | null = null,
  ) {
    if (within === null) return;
    this.target = { id: within.world };
    this.named = within.world;
    this.started = within.started;
    this.lastAnchor = within.anchor;
    this.unplaced = [...within.unplaced];
  }

  /** The world that its lines go into now. */
  get world(): string | null {
    return this.writer?.id ?? null;
  }

  /** null: the world is not known, or lines wait for it. */
  get here(): LogPlace | null {
    const { writer, run } = this;
    if (writer === null || this.waiting.length > 0 || this.unplaced.length > MOST_LEFT) return null;
    const of = run && { id: run.id, file: run.file, tip: run.tip, point: run.point };
    return { world: writer.id, run: of, started: this.started, anchor: this.lastAnchor, unplaced: [...this.unplaced] };
  }

  head(text: string): void {
    if (this.heads.length < HEAD_LINES) this.heads.push(hash53(text));
    if (this.heads.length === HEAD_LINES) this.headDone = true;
  }

  other(): void {
    this.lines += 1;
  }

  entry(entry: LogEntry): void {
    this.lines += 1;
    if (entry.type === 'packets') this.packets += typeof entry.envelope.d === 'string' ? 0 : entry.envelope.d.length;
    else if (entry.type === 'foreign') this.packets += entry.packets.length;
    else this.note(entry.event);
    if (entry.type === 'engine' && entry.event.type === 'start') this.endLaunch();
    const header = headerOf(entry);
    // A followed log was taken for one without an id before its header came.
    if (header && this.target === 'head' && this.writer !== null && !this.foreign) this.leaveWorld();
    if (header && this.target !== null && this.target !== 'head' && this.target.id !== safeId(header.world)) this.leaveWorld();
    if (header && (this.target === null || this.target === 'head')) {
      this.target = { id: safeId(header.world), ...(header.head === undefined ? {} : { head: header.head }) };
      this.named = this.target.id;
    }
    if (entry.type === 'foreign') this.foreign = true;
    if (this.writer !== null) {
      this.take(this.writer, entry);
      return;
    }
    if (this.leftOut) return;
    // Read again when its turn comes: as objects the packets of a packed line take twenty times its length.
    this.waiting.push(entry.type === 'packets' ? { ...entry, envelope: null } : entry);
    this.waitingBytes += entry.text.length * (entry.type === 'foreign' ? 8 : 2) + WAITING_ENTRY;
    if (this.waitingBytes > WAITING_BYTES) this.target ??= 'head';
    if (this.target !== null || (this.foreign && this.headDone)) this.drain();
  }

  /** Bytes that wait for a world to be opened. */
  get pending(): number {
    return this.waitingBytes;
  }

  /** A header may still come: which world this is will be known then. */
  private get holds(): boolean {
    return this.follows !== null && this.waitingBytes < HELD_BYTES;
  }

  /** What was taken in may turn out to be another world's, or waits: to go on, the log must be read again from its beginning. */
  get unsure(): boolean {
    return this.waiting.length > 0 || (this.target === 'head' && !this.foreign);
  }

  /** The id that the log itself gives its world, and the lines it would be known by without one. */
  get identity(): { named: string | null; head: readonly number[] } {
    return { named: this.named, head: this.heads };
  }

  /** Takes in what waits, as far as its world is known and open. */
  drain(): void {
    if (this.target === null) {
      if (!(this.foreign && this.headDone) && !this.ended) return;
      if (this.named === null && this.holds && this.ended && !this.launchOver) return;
      // A launch without a header in a log that has named its world is that server's.
      const named = this.named ?? this.follows;
      if (named !== null) this.target = { id: named };
      else if (this.waiting.length > 0) this.target = 'head';
      else return;
    }
    if (this.leftOut) return;
    if (!this.writer) {
      const found = this.target === 'head' ? this.all.byHead(this.heads) : this.all.byId(this.target.id, this.target.head);
      if (!found) return;
      if (found === 'full') {
        this.leftOut = true;
        this.waiting = [];
        this.waitingBytes = 0;
        return;
      }
      this.writer = found;
      // Known by its first lines under another id.
      if (this.target !== 'head' && this.target.head !== undefined) this.named = found.id;
    }
    this.worlds.add(this.writer.id);
    const entries = this.waiting;
    this.waiting = [];
    this.waitingBytes = 0;
    for (const entry of entries) this.take(this.writer, whole(entry));
  }

  /** The log is at its end (it may still grow). */
  end(): void {
    this.ended = true;
    this.drain();
    this.place(null);
  }

  /** More of a followed log comes. */
  reopen(): void {
    this.ended = false;
  }

  private endLaunch(): void {
    this.ended = true;
    this.launchOver = true;
    this.drain();
    this.ended = false;
    this.launchOver = false;
    this.place(null);
    this.target = null;
    this.writer = null;
    this.leftOut = false;
    this.run = null;
    this.started = null;
    this.mods = [];
    this.lastAnchor = null;
  }

  private leaveWorld(): void {
    this.drain();
    this.place(null);
    this.target = null;
    this.writer = null;
    this.leftOut = false;
    this.run = null;
  }

  private note(event: EngineEvent): void {
    this.told.engine += 1;
    if (event.type === 'start') this.told.version = event.version ?? '';
    else if (event.type === 'mod') {
      this.told.mods += 1;
      if (event.name === 'factoscope') this.told.factoscopeMod = true;
    } else if (event.type === 'join') this.told.joins += 1;
    else if (event.type === 'chat') this.told.chat += 1;
  }

  private textsOf(writer: WorldWriter): KeyCounts {
    const texts = this.texts.get(writer) ?? new KeyCounts();
    this.texts.set(writer, texts);
    return texts;
  }

  private take(writer: WorldWriter, entry: LogEntry): void {
    const texts = this.textsOf(writer);
    if (entry.type === 'engine') {
      this.takeEngine(writer, entry, entry.event);
      return;
    }
    const place = entry.type === 'packets' ? (entry.envelope.seq ?? entry.envelope.at?.[0]) : undefined;
    let run = this.runOf(writer);
    // Local lines repeat the number they stand at.
    const follows =
      place === undefined || run.follows(place) || (entry.type === 'packets' && entry.envelope.seq === undefined && place >= run.tip);
    if (!follows) {
      run = writer.beginRun(this.name);
      this.run = run;
    }
    if (entry.type === 'packets') writer.envelope(run, entry.text, entry.clock, entry.envelope, texts);
    else writer.foreign(run, entry.packets, entry.clock, texts);
    const launch = launchOf(entry);
    if (launch !== null) this.started = { type: 'start', time: launch };
    const tick = latestTick(entry.type === 'packets' ? entry.envelope.d : entry.packets);
    if (tick !== null && (this.lastAnchor === null || tick >= this.lastAnchor.tick))
      this.anchored(writer, tick, this.clockOf(entry, entry));
  }

  /** A log that goes on where it was left goes on in its run, or, where that is gone, in one that is known to follow it. */
  private runOf(writer: WorldWriter): RunBuilder {
    if (this.run) return this.run;
    const left = this.within?.world === writer.id ? this.within.run : null;
    this.within = null;
    const run = (left && writer.goOn(left.id, left)) ?? writer.beginRun(this.name);
    if (left?.point) {
      run.at(left.point);
      run.point = left.point;
    }
    this.run = run;
    return run;
  }

  private takeEngine(writer: WorldWriter, entry: LogEntry, event: EngineEvent): void {
    const run = this.runOf(writer);
    const clock = this.clockOf(entry, event);
    if (event.type === 'start') {
      this.started = event;
      writer.launched(event.version, this.mods);
    } else if (event.type === 'mod' && event.name) {
      this.mods.push({ name: event.name, version: event.version ?? '' });
      writer.launched(this.started?.version, this.mods);
    }
    // Joins and leaves are told some lines late: that the clock went back only a tick of the engine's own may say.
    if (event.tick !== undefined && (event.type === 'anchor' || event.tick >= (this.lastAnchor?.tick ?? 0)))
      this.anchored(writer, event.tick, clock);
    else if (event.tick !== undefined) run.tick(event.tick);
    if (!STORY.has(event.type)) return;
    const row: ToldRow = {
      type: event.type,
      tick: event.tick ?? null,
      clock,
      text: event.type === 'start' ? `Factorio ${event.version ?? ''} ${event.platform ?? ''}`.trim() : (event.text ?? ''),
      engine: true,
      ...(event.player === undefined ? {} : { player: event.player }),
      ...(event.name === undefined || event.name === SERVER ? {} : { name: event.name }),
    };
    if (row.tick !== null) this.tell(entry, row);
    // Behind the end of a launch no tick of it follows: who watches live is told at once, not when the next one begins.
    else if (this.unplaced.push({ entry, row }) > MOST_UNPLACED || event.type === 'quit') this.place(null);
  }

  private tell(entry: LogEntry, row: ToldRow): void {
    if (!this.writer) return;
    const launch = entry.type === 'engine' && entry.event.time === undefined ? this.started?.time : undefined;
    const note: EngineNote = { row, count: COUNTS[row.type] ?? null, ...(launch === undefined ? {} : { launch }) };
    this.writer.engine(this.runOf(this.writer), entry.text, entry.clock, note, this.textsOf(this.writer));
  }

  /** The launch's own clock: its start, and seconds since. */
  private clockOf(entry: LogEntry, event: Pick<EngineEvent, 'time' | 'seconds'>): number | null {
    if (event.time !== undefined) return event.time;
    if (entry.clock !== null) return entry.clock;
    if (this.started?.time !== undefined && event.seconds !== undefined) return this.started.time + event.seconds * 1000;
    return null;
  }

  private anchored(writer: WorldWriter, tick: Tick, clock: number | null): void {
    if (clock !== null && this.run) writer.anchor(this.run, tick, clock);
    else this.run?.tick(tick);
    this.place({ tick, clock });
    this.lastAnchor = { tick, clock };
  }

  /** [P13] What came between two anchors lies between their ticks; outside of them it keeps its clock and has no tick. */
  private place(next: { tick: Tick; clock: number | null } | null): void {
    const rows = this.unplaced;
    if (rows.length === 0) return;
    this.unplaced = [];
    const last = this.lastAnchor;
    for (const { entry, row } of rows) {
      if (last && next && next.tick >= last.tick) row.tick = between(last, next, row.clock);
      else if (last) row.after = last.tick;
      else if (next) row.before = next.tick;
      this.tell(entry, row);
    }
  }
}

function between(a: { tick: Tick; clock: number | null }, b: { tick: Tick; clock: number | null }, clock: number | null): Tick {
  if (clock === null || a.clock === null || b.clock === null || b.clock <= a.clock) return a.tick;
  const share = Math.min(1, Math.max(0, (clock - a.clock) / (b.clock - a.clock)));
  return Math.round(a.tick + share * (b.tick - a.tick));
}

/** An entry whose world is not known or not open yet. */
type Waiting = LogEntry | (Omit<Extract<LogEntry, { type: 'packets' }>, 'envelope'> & { envelope: null });

function whole(entry: Waiting): LogEntry {
  if (entry.type !== 'packets' || entry.envelope !== null) return entry as LogEntry;
  const envelope = readLine(entry.text);
  // It was read before it had to wait.
  if (!envelope.ok) throw new Error(`a line that was read cannot be read again: ${envelope.problem.detail}`);
  return { ...entry, envelope: envelope.value };
}

function headerOf(entry: LogEntry): HeaderPacket | null {
  if (entry.type !== 'packets' || typeof entry.envelope.d === 'string') return null;
  for (const packet of entry.envelope.d) if (packet.kind === 'header') return packet;
  return null;
}

function latestTick(packets: string | readonly Packet[]): Tick | null {
  if (typeof packets === 'string') return null;
  let latest: Tick | null = null;
  for (const packet of packets) {
    const tick = toldAt(packet);
    if (latest === null || tick > latest) latest = tick;
  }
  return latest;
}

/** When the launch began whose lines follow, where somebody says so who has its first line [P27]. */
function launchOf(entry: LogEntry): number | null {
  if (entry.type !== 'packets' || typeof entry.envelope.d === 'string') return null;
  for (const packet of entry.envelope.d) if (packet.kind === 'clock' && packet.launch !== undefined) return packet.launch;
  return null;
}
