/** Lines of one server as they come, taken into a store of their own: a world that is never left, so that nothing is read twice. */
import type { Kernels } from '../../src/core/kernels/kernels';
import type { ChainPoint, Packet } from '../../src/core/packet/schema';
import { Turns } from '../../src/core/turns';
import { type Importer, Library } from '../../src/core/world/library';
import type { LogEntry } from '../../src/core/world/log-entry';
import type { OpenWorld } from '../../src/core/world/stored-world';
import { LogReader } from '../../src/import/log-reader';
import { OpenParts } from '../../src/import/open-parts';
import { TemporaryStore } from '../temporary-store';

/** Where a log is, for whoever writes lines that are to stand behind it. */
export interface LogPoint {
  /** The last chained line. */
  at: ChainPoint;
  /** Milliseconds since 1970 when the launch began whose lines come; null: not known. */
  launched: number | null;
}

/** What its log is called in the world. */
const NAME = 'live';
const LF = 10;
/** No date is later (ms). */
const LATEST = 8.64e15;
/** Bytes that may wait to be stored. */
const MAX_PENDING = 4 * 1024 * 1024;
/** Bytes that are read before it is asked whether others shall have their turn. */
const AT_ONCE = 16 * 1024;

export class Intake {
  private readonly store = new TemporaryStore();
  private readonly library: Library;
  private readonly parts = new OpenParts();
  private readonly reader: LogReader;
  private log!: ReturnType<Importer['log']>;
  private importer!: Importer;
  /** The engine's first line of the launch that is told, by which its seconds are read. */
  launch: string | undefined;
  readonly point: LogPoint = { at: [0, 0], launched: null };
  /** Its lines were taken for a world without an id before one was named: they are to be read again from their beginning. */
  mistaken = false;

  /** The last line behind which no packet in parts lies open. */
  private rested = -1;

  private constructor(kernels: Kernels) {
    this.library = new Library(this.store, kernels);
    const sink = {
      head: (text: string) => this.log.head(text),
      other: () => this.log.other(),
      entry: (entry: LogEntry) => this.entry(entry),
    };
    // What cannot be read is told to whoever reads the log itself, which has it as it came.
    this.reader = new LogReader(sink, () => {}, { scan: kernels.scanLines });
  }

  static async open(kernels: Kernels): Promise<Intake> {
    const intake = new Intake(kernels);
    intake.importer = await intake.library.importer();
    intake.log = intake.importer.log(NAME, NAME);
    return intake;
  }

  private entry(entry: LogEntry): void {
    this.parts.entry(entry);
    if (!this.parts.any) this.rested = Math.max(this.rested, entry.line);
    if (entry.type === 'engine' && entry.event.type === 'start') {
      this.launch = entry.clock === null ? entry.text : `@${entry.clock} ${entry.text}`;
      this.point.launched = entry.event.time ?? entry.clock;
    } else if (entry.type === 'packets') {
      const { seq, chain, at } = entry.envelope;
      if (seq !== undefined && chain !== undefined) this.point.at = [seq, chain];
      else if (at !== undefined) this.point.at = at;
      if (typeof entry.envelope.d !== 'string') for (const packet of entry.envelope.d) this.learn(packet);
    }
    const unnamed = this.log.identity.named === null && this.log.worlds.size > 0;
    this.log.entry(entry);
    this.mistaken ||= unnamed && this.log.identity.named !== null;
  }

  /** A keyframe says when the launch began, in place of its first line [P27]. */
  private learn(packet: Packet): void {
    if (packet.kind !== 'clock' || packet.launch === undefined || !(Math.abs(packet.launch) <= LATEST)) return;
    this.launch = `   0.000 ${new Date(packet.launch).toISOString().slice(0, 19).replace('T', ' ')}; Factorio`;
    this.point.launched = packet.launch;
  }

  /** Whole lines. Answers behind how many of their bytes what follows can be read without those before; null: nowhere. */
  async push(lines: Uint8Array): Promise<number | null> {
    const before = this.reader.story.lines;
    this.rested = this.whole ? before : -1;
    const turns = new Turns();
    for (let at = 0; at < lines.length; at += AT_ONCE) {
      await turns.rest();
      this.reader.push(lines.subarray(at, at + AT_ONCE));
      if (this.importer.pending > MAX_PENDING) await this.importer.flush();
    }
    if (this.whole) return lines.length;
    return this.rested < before ? null : behindLines(lines, this.rested - before);
  }

  /** What came so far ends in the middle of nothing. */
  private get whole(): boolean {
    return !this.parts.any && !this.reader.open;
  }

  /** Stores what came, and tells its branches apart. */
  async settle(): Promise<void> {
    if (this.log.worlds.size > 0) {
      await this.importer.settle();
      return;
    }
    // Lines of the engine alone wait for a header that may never come.
    await this.importer.finish();
    this.log.reopen();
  }

  /** Of the world that was named last, as it was settled; null: nothing was told yet. */
  async world(): Promise<OpenWorld | null> {
    const id = this.log.identity.named ?? [...this.log.worlds].at(-1);
    return id === undefined ? null : await this.library.open(id);
  }

  close(): void {
    this.store.close();
  }
}

function behindLines(bytes: Uint8Array, count: number): number {
  let at = 0;
  for (let i = 0; i < count; i++) at = bytes.indexOf(LF, at) + 1;
  return at;
}
