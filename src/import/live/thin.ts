/**
 * Lines of a log as those may see them who have one view of it. Bytes in, bytes out: a line in which nothing is left out goes on as it is,
 * every other is written anew. Read by the reader that reads them when they are dropped, so nothing means here what it does not there;
 * what that cannot read goes nowhere. Not in `src/core/live`, since the lines of every carrier come.
 */
import type { LineScan } from '../../core/kernels/line-scan';
import type { Revealed } from '../../core/live/ground';
import type { Known } from '../../core/live/known';
import { Sight } from '../../core/live/sight';
import { type LiveView, seesAll } from '../../core/live/view';
import type { ChainPoint } from '../../core/packet/schema';
import { clocked } from '../../core/world/ledger';
import type { LogEntry } from '../../core/world/log-entry';
import { CarrierReader, type ContentHandler } from '../carriers';
import { CONSOLE, consoleEvent, engineFact } from '../formats/engine-lines';
import { type LineHandler, LineSplitter } from '../lines';
import { LogReader } from '../log-reader';
import { isDigit, secondsEnd } from '../plain-scan';
import { OutLines } from './out-lines';
import { PacketLines, type Way } from './packet-lines';

export type { Revealed } from '../../core/live/ground';

export interface Thinned {
  /** Whole lines, each with its line feed; where nothing is left out, the buffer that was pushed. */
  lines: Uint8Array;
  /** Chunks that the force has charted now: what stood there before has to be told. */
  revealed: Revealed[];
}

/** Of lines that wait for the end of a list, and of all from the first that waits. */
const MOST_BEHIND = 4 * 1024 * 1024;
const MOST_HELD = 64 * 1024 * 1024;
const AT = 64;
const DASH = 45;
const BRACE = 123;
const BRACKET = 91;
const GOODBYE = 71;
const QUITTING = 81;
/** What the engine puts before a line that a mod writes to its log. */
const WRITTEN_BY = /^ *\d{1,9}\.\d{3} (?:Script @[^:]{1,200}:\d{1,9}: )?$/;
const MOST_CLOCK = 1e15;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** One for each view, for all who have it. */
export class Thinner {
  private readonly sight: Sight;
  private readonly packets: PacketLines;
  private readonly carrier: CarrierReader;
  private readonly splitter: LineSplitter;
  private readonly reader: LogReader;
  private readonly out = new OutLines();
  /** What came behind the first part of a list whose last has not come. */
  private readonly behind = new OutLines();
  private waits = false;
  /** Milliseconds since 1970 when the game was launched whose lines come; null: not known. */
  launched: number | null;
  /** What is pushed, where it begins among all that was, and how far all of it goes. */
  private pushed: Uint8Array = new Uint8Array(0);
  private base = 0;
  private end = 0;
  /** Where the first line stands of which nothing has come out yet. */
  private heldFrom: number | null = null;
  /** The line that is read, where its content stands in it if it stands in it as it is, and whether something in it is of no use. */
  private line = { bytes: this.pushed, start: 0, end: 0, number: 0 };
  private content = { bytes: this.pushed, start: 0, end: 0, isPlain: false };
  private isFaulty = false;

  constructor(
    private readonly view: LiveView,
    known: Known,
    /** The WASM module's search for lines; the plain one without it. */
    scan?: LineScan,
  ) {
    this.launched = known.launched;
    this.sight = new Sight(view, known);
    this.packets = new PacketLines(this.sight, this.way, known.at);
    this.carrier = new CarrierReader(this.contents);
    this.splitter = new LineSplitter(this.lines, scan);
    const report = () => {
      this.isFaulty = true;
    };
    this.reader = new LogReader({ head() {}, other() {}, entry: (entry) => this.entry(entry) }, report);
  }

  /** The last chained line [P6]. */
  get at(): ChainPoint {
    return this.packets.at;
  }

  /**
   * Bytes at the end of what was pushed of which nothing has come out yet, because they can only be judged together with lines to come:
   * so much before that end stands whoever has taken all that came out.
   */
  get held(): number {
    return this.heldFrom === null ? 0 : this.end - this.heldFrom;
  }

  /** Whole lines, each with its line feed. The bytes must not be changed as long as those that come out are used. */
  push(lines: Uint8Array): Thinned {
    if (seesAll(this.view)) return { lines, revealed: [] };
    this.pushed = lines;
    this.end = this.base + lines.length;
    this.splitter.push(lines);
    this.base = this.end;
    return { lines: this.out.take(), revealed: this.sight.takeRevealed() };
  }

  // ---- lines as they came ----------------------------------------------------------------------------------------------

  private readonly lines: LineHandler = this.lineHandler();

  private lineHandler(): LineHandler {
    const skims = () => !this.view.engine && this.carrier.skims;
    return {
      line: (bytes, start, end, number, marked) => {
        this.line = { bytes, start, end, number };
        this.carrier.line(bytes, start, end, number, marked);
        this.settle();
      },
      tooLong() {},
      idle() {},
      get skims() {
        return skims();
      },
    };
  }

  /** After a line: whether anything still waits, from where on. */
  private settle(): void {
    if (this.waits && this.behind.length > MOST_BEHIND) this.packets.giveUp();
    const isOpen = this.waits || this.reader.inText || this.carrier.waits;
    const { bytes, start } = this.line;
    if (!isOpen) this.heldFrom = null;
    else this.heldFrom ??= this.base + (bytes === this.pushed ? start : 0);
    // A record that never ends: whoever comes back goes on behind it.
    if (this.held > MOST_HELD) this.heldFrom = null;
  }

  private readonly contents: ContentHandler = this.contentHandler();

  private contentHandler(): ContentHandler {
    const skims = () => !this.reader.inText;
    return {
      content: (bytes, start, end, number, marked, clock, ledger) => {
        const { line } = this;
        const isPlain = bytes === line.bytes && (start === line.start || (ledger && bytes[line.start] === AT));
        this.content = { bytes, start, end, isPlain };
        this.isFaulty = false;
        const { inText } = this.reader;
        const isConsole = bytes[start + 4] === DASH && bytes[start + 20] === BRACKET && end - start > 22 && this.isConsole();
        const isPackets = marked || (ledger && bytes[start] === BRACE);
        if (inText || (isPackets && !isConsole)) this.reader.content(bytes, start, end, number, marked, clock, ledger);
        if (isConsole) this.console(clock);
        else if (!isPackets && !(inText && secondsEnd(bytes, start, end) === 0)) this.engine(clock);
      },
      tooLong() {},
      idle() {},
      get skims() {
        return skims();
      },
    };
  }

  private get text(): string {
    return decoder.decode(this.content.bytes.subarray(this.content.start, this.content.end));
  }

  private isConsole(): boolean {
    return CONSOLE.test(this.text);
  }

  /** Carriers that write no year learn it from these two, as they do when the log is read. */
  private console(clock: number | null): void {
    const { text } = this;
    const event = consoleEvent(text);
    if (event?.time !== undefined) this.carrier.clock.learn(event.time);
    const isShown = event === null ? this.view.engine && this.view.chat : this.sight.hears(event.name);
    if (isShown) this.way.passes(text, clock);
  }

  private engine(clock: number | null): void {
    const { bytes, start, end } = this.content;
    const at = secondsEnd(bytes, start, end);
    if (at > 0 && ((isDigit(bytes[at]!) && bytes[at + 4] === DASH) || bytes[at] === GOODBYE || bytes[at] === QUITTING)) {
      const { text } = this;
      const fact = engineFact(text.slice(at - start), Number(text.slice(0, at - start)));
      const event = fact.fact === 'event' ? fact.event.type : null;
      if (fact.fact === 'event' && event === 'start') {
        this.launched = fact.event.time ?? null;
        if (this.launched !== null) this.carrier.clock.learn(this.launched);
      }
      if ((event === 'start' || event === 'quit') && !this.view.engine && (this.view.kinds?.has('players') ?? true))
        this.packets.ended(clock);
    }
    if (this.view.engine) this.way.passes(null, clock);
  }

  // ---- lines of packets ------------------------------------------------------------------------------------------------

  private entry(entry: LogEntry): void {
    // Behind the packets of a line that was mixed with others: nobody knows how much of them there is.
    if (entry.type === 'engine') return;
    // A text that has run over line breaks begins lines before.
    if (entry.line !== this.line.number) this.content.isPlain = false;
    if (entry.type === 'packets' && typeof entry.envelope.d !== 'string')
      for (const packet of entry.envelope.d) if (packet.kind === 'clock' && packet.launch !== undefined) this.launched = packet.launch;
    const clock = entry.clock ?? this.clockAt(entry.seconds);
    if (entry.type === 'packets') this.packets.envelope(entry.envelope, entry.text, clock, this.isFaulty);
    else this.packets.foreign(entry.packets, clock);
  }

  /** What the engine's seconds mean by the launch's own clock, as `log-ingest` reads them. */
  private clockAt(seconds: number | undefined): number | null {
    if (seconds === undefined || this.launched === null) return null;
    return this.launched + Math.round(seconds * 1000);
  }

  private readonly way: Way = this.wayOut();

  private wayOut(): Way {
    const to = () => (this.waits ? this.behind : this.out);
    const dated = (text: string, clock: number | null) =>
      clocked(clock !== null && clock >= 0 && clock < MOST_CLOCK ? Math.floor(clock) : null, text);
    return {
      asItCame: (text, clock) => {
        const { bytes, start, end } = this.line;
        return this.isAll(text) ? bytes.slice(start, end + 1) : encoder.encode(`${dated(text, clock)}\n`);
      },
      passes: (text, clock) => {
        const { bytes, start, end } = this.line;
        if (!this.isAll(text)) to().line(dated(text ?? this.text, clock));
        else if (bytes !== this.pushed || this.waits) to().copy(bytes.subarray(start, end));
        else to().stretch(bytes, start, end + 1);
      },
      line: (text, clock) => to().line(dated(text, clock)),
      bytes: (line) => to().add(line),
      open: () => {
        this.waits = true;
      },
      close: (write) => {
        this.waits = false;
        write();
        this.out.add(this.behind.take());
      },
    };
  }

  /** Whether the line that is read holds nothing but this text, the ledger's clock, and what the engine writes before it. */
  private isAll(text: string | null): boolean {
    const { bytes, start, end, isPlain } = this.content;
    if (!isPlain) return false;
    if (text === null) return true;
    const before = end - start - text.length;
    if (before === 0) return true;
    return this.view.engine && before > 0 && before < 300 && WRITTEN_BY.test(decoder.decode(bytes.subarray(start, start + before)));
  }
}
