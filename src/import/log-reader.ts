import { InflateBudget } from '../core/inflate-budget';
import type { LineScan } from '../core/kernels/line-scan';
import { valueEnd } from '../core/packet/json';
import { readEnvelope } from '../core/packet/read';
import { MARKER, TEXT_MARKER } from '../core/packet/schema';
import { MAX_TEXT, readTextLine, TEXT_END } from '../core/packet/text-line';
import type { Problem } from '../core/result';
import { CarrierReader, type ContentHandler } from './carriers';
import type { LogSink, LogStory } from './format';
import { EngineReader } from './formats/engine';
import { CONSOLE } from './formats/engine-lines';
import type { Told } from './formats/engine-pairs';
import { KAFKATORIO_MARKER, readKafkatorio } from './formats/kafkatorio';
import { LineSplitter } from './lines';
import type { DumpLines } from './packs/dump-lines';
import { isDigit, secondsEnd } from './plain-scan';

/** A log without an id is known by so many first lines [P25]. */
const HEAD_LINES = 20;
const HEAD_LINE_BYTES = 65_536;
const ANY_MARKER = new RegExp(`${MARKER}|${TEXT_MARKER}|${KAFKATORIO_MARKER.source}`, 'g');
/** A line that surely is not the middle of a text. */
const OWN_LINE = /^ *\d+\.\d{3} |^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[; ]/;
/** The engine writes how long ago its launch was before whatever a mod writes. */
const SECONDS = /^ *(\d{1,9}\.\d{3}) /;
/** A line of nothing but markers must not be read once for each of them. */
const MAX_MENDS = 16;
const CUT_TIP = 'Long lines are cut when others are written at the same time; the rest of the log is read. A JSONL log has no such lines.';

const GREATER = 62;

/** Lines of the launch that a dump behind them wants to know: `   0.123 2023-…; Factorio 1.1.110 …`, `   1.234 Loading mod …`. */
function isLaunch(bytes: Uint8Array, start: number, end: number): boolean {
  const at = secondsEnd(bytes, start, end);
  return at > 0 && (bytes[at] === LOADING || (bytes[at + 4] === DASH && isDigit(bytes[at]!)));
}
const LOADING = 76;
const DASH = 45;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

export interface LogOptions {
  /** Lines are envelopes without a marker [P10]. */
  bare?: boolean;
  /** As of `Sink`. */
  scan?: LineScan | undefined;
  /** Takes the lines of the Item Browser's Dump mod. */
  dump?: DumpLines | undefined;
}

interface Held {
  bytes: Uint8Array;
  number: number;
  clock: number | null;
}

/** The bytes of one log, in any pieces, into entries: `push` all of them, then `end`. */
export class LogReader implements ContentHandler {
  private readonly splitter: LineSplitter;
  private readonly carrier: CarrierReader;
  private readonly engine: EngineReader;
  private heads = 0;
  private packetLines = 0;
  private mends = 0;
  private readonly budget = new InflateBudget();
  /** Of the line that is read. */
  private number = 0;
  /** The engine's seconds before the packets of the line that is read. */
  private seconds: { seconds: number } | null = null;
  private readonly reportHere = (problem: Problem) => this.report({ ...problem, line: this.number });
  /** A text in the game's language whose end has not come: its first line, and those after it. */
  private text: { held: Held[]; length: number } | null = null;

  constructor(
    private readonly sink: LogSink,
    private readonly report: (problem: Problem) => void,
    private readonly options: LogOptions = {},
  ) {
    this.carrier = new CarrierReader(this);
    this.splitter = new LineSplitter(this.carrier, options.scan);
    this.engine = new EngineReader(
      (told) => this.engineEntry(told),
      () => this.sink.other(),
    );
  }

  push(bytes: Uint8Array): void {
    this.splitter.push(bytes);
  }

  end(): void {
    this.splitter.end();
    this.carrier.end();
    this.endText();
    this.options.dump?.end();
    this.engine.flush();
  }

  /** What came does not end where a line of its own does: only together with what follows it can it be read. */
  get open(): boolean {
    return this.text !== null || this.engine.waits;
  }

  get story(): LogStory {
    return { ...this.engine.story, lines: this.splitter.number, packetLines: this.packetLines };
  }

  tooLong(number: number): void {
    this.problem(
      'line-too-long',
      number,
      'A line longer than 16 MB was skipped.',
      'No line of a game is so long: the file may be damaged.',
    );
  }

  get skims(): boolean {
    return this.heads === HEAD_LINES && this.text === null && this.engine.skims && !this.options.dump?.begun;
  }

  idle(count: number): void {
    for (let i = 0; i < count; i++) this.sink.other();
  }

  content(bytes: Uint8Array, start: number, end: number, number: number, marked: boolean, clock: number | null, ledger: boolean): void {
    if (this.heads < HEAD_LINES) {
      this.heads++;
      this.sink.head(decoder.decode(bytes.subarray(start, Math.min(end, start + HEAD_LINE_BYTES))));
    }
    this.mends = 0;
    const { dump } = this.options;
    // Few lines begin with ">"; where one was a dump's, any may be its rest, or say in which order the mods were loaded.
    if (dump !== undefined && (dump.begun || bytes[start] === GREATER || isLaunch(bytes, start, end))) {
      const text = decoder.decode(bytes.subarray(start, end));
      const rest = dump.line(text, number);
      if (rest !== text) {
        const left = encoder.encode(rest ?? '');
        if (rest === null) this.sink.other();
        else this.engine.line(left, 0, left.length, number, clock);
        return;
      }
    }
    if (this.text) this.textGoesOn(bytes, start, end, number, marked, clock);
    else if (marked) this.markedLine(bytes, start, end, number, clock, ledger);
    else if (bytes[start] === 123 && (this.options.bare || ledger))
      this.bareLine(decoder.decode(bytes.subarray(start, end)), number, clock);
    else this.engine.line(bytes, start, end, number, clock);
  }

  /** Whether the next line may belong to a text in the game's language that goes on. */
  get inText(): boolean {
    return this.text !== null;
  }

  private markedLine(bytes: Uint8Array, start: number, end: number, number: number, clock: number | null, ledger = false): void {
    const line = decoder.decode(bytes.subarray(start, end));
    // An envelope may hold a marker in a text that somebody wrote; and what players write on the console is theirs, markers too.
    if (line.charCodeAt(0) === 123 && (this.options.bare || ledger)) {
      this.bareLine(line, number, clock);
      return;
    }
    if (!line.startsWith(MARKER)) {
      ANY_MARKER.lastIndex = 0;
      const found = CONSOLE.test(line) ? null : ANY_MARKER.exec(line);
      if (!found) {
        this.engine.line(bytes, start, end, number, clock);
        return;
      }
      const seconds = SECONDS.exec(line)?.[1];
      this.seconds = seconds === undefined ? null : { seconds: Number(seconds) };
      this.packetLine(line.slice(found.index), number, clock);
      this.seconds = null;
      return;
    }
    this.packetLine(line, number, clock);
  }

  /**
   * `line` begins with a marker. Others may begin behind its packets: a line of 16 MB holds a million of them, so they are read
   * one after the other, each cut off before it is looked into.
   */
  private packetLine(line: string, number: number, clock: number | null): void {
    const rest = this.onePacketLine(line, false, number, clock);
    if (rest !== null) this.behind(rest, number, clock);
  }

  /** What stands behind the packets of a line, or behind a text. */
  private behind(text: string, number: number, clock: number | null): void {
    for (let rest: string | null = text; rest !== null; ) {
      ANY_MARKER.lastIndex = 0;
      const found = ANY_MARKER.exec(rest);
      if (!found) {
        const bytes = encoder.encode(rest);
        this.engine.line(bytes, 0, bytes.length, number, clock);
        return;
      }
      rest = this.onePacketLine(rest.slice(found.index), true, number, clock);
    }
  }

  /** What is left of `line` to be read; null when it is done with. `mixed`: it is known that something may stand behind its packets. */
  private onePacketLine(line: string, mixed: boolean, number: number, clock: number | null): string | null {
    this.packetLines++;
    this.engine.interrupted();
    if (line.startsWith(TEXT_MARKER)) return this.textLine(line, number, clock);
    const mark = line.startsWith(MARKER) ? MARKER.length : KAFKATORIO_MARKER.exec(line)![0].length;
    const problem = mixed ? null : this.take(line, mark, number, clock);
    return problem || mixed ? this.mend(line, mark, problem, number, clock) : null;
  }

  /** Reads `line`, whose body begins at `mark`, and gives its entry; null, or why it could not be read. */
  private take(line: string, mark: number, number: number, clock: number | null): Problem | null {
    this.number = number;
    const body = line.slice(mark);
    if (line.startsWith(MARKER)) {
      const result = readEnvelope(body, this.budget.ofLine, this.reportHere);
      if (!result.ok) return result.problem;
      this.sink.entry({ type: 'packets', line: number, clock, text: line, envelope: result.value, ...this.seconds });
    } else {
      const result = readKafkatorio(body, this.budget.inflate, this.reportHere);
      if (!result.ok) return result.problem;
      this.sink.entry({ type: 'foreign', line: number, clock, text: line, packets: result.value, ...this.seconds });
    }
    return null;
  }

  /**
   * A line that cannot be read as it is (null: was not tried): something may stand behind its packets, or it was cut and another
   * line begins in it. Answers what is left to be read.
   */
  private mend(line: string, mark: number, first: Problem | null, number: number, clock: number | null): string | null {
    const body = line.slice(mark);
    const trimmed = body.trimStart();
    const end = first && !isDamage(first) ? -1 : bodyEnd(trimmed);
    let problem = first;
    if (end > 0 && (end < trimmed.length || !first)) {
      problem = this.take(line.slice(0, mark) + trimmed.slice(0, end), mark, number, clock);
      if (!problem) {
        const rest = trimmed.slice(end);
        if (rest.trim() === '') return null;
        this.problem('line-mixed', number, 'Something else stands behind the packets of a line; both were read.', CUT_TIP);
        return rest;
      }
      problem = first ?? problem;
    }
    problem ??= this.take(line, mark, number, clock);
    if (!problem) return null;
    const damaged = isDamage(problem);
    this.problem(problem.code, number, problem.detail, problem.tip || (damaged ? CUT_TIP : ''));
    if (!damaged || this.mends++ >= MAX_MENDS) return null;
    ANY_MARKER.lastIndex = 0;
    const next = ANY_MARKER.exec(body);
    return next && body.slice(next.index);
  }

  private bareLine(line: string, number: number, clock: number | null): void {
    const text = line.trimEnd();
    this.number = number;
    const result = readEnvelope(text, this.budget.inflate, this.reportHere);
    if (result.ok) {
      this.packetLines++;
      this.sink.entry({ type: 'packets', line: number, clock, text, envelope: result.value });
    } else {
      this.problem(result.problem.code, number, result.problem.detail, result.problem.tip);
    }
  }

  // ---- texts in the game's language, which may run over line breaks [P11] ----

  /** What stands behind it; null when nothing does. */
  private textLine(line: string, number: number, clock: number | null): string | null {
    const end = line.indexOf(TEXT_END);
    if (end < 0) {
      this.text = { held: [{ bytes: encoder.encode(line), number, clock }], length: line.length };
      return null;
    }
    this.textEntry(line.slice(0, end + 1), number, clock);
    const rest = line.slice(end + 1);
    return rest.trim() === '' ? null : rest;
  }

  private textGoesOn(bytes: Uint8Array, start: number, end: number, number: number, marked: boolean, clock: number | null): void {
    const text = this.text!;
    const line = decoder.decode(bytes.subarray(start, Math.min(end, start + MAX_TEXT)));
    const stop = line.indexOf(TEXT_END);
    ANY_MARKER.lastIndex = 0;
    const other = OWN_LINE.test(line) || (marked && ANY_MARKER.test(stop < 0 ? line : line.slice(0, stop)));
    if (other || text.length + (end - start) > MAX_TEXT) {
      this.endText();
      if (marked) this.markedLine(bytes, start, end, number, clock);
      else this.engine.line(bytes, start, end, number, clock);
      return;
    }
    text.held.push({ bytes: bytes.slice(start, end), number, clock });
    text.length += end - start + 1;
    if (stop < 0) return;
    this.text = null;
    const first = text.held[0]!;
    const lines = text.held.map((held) => decoder.decode(held.bytes));
    lines[lines.length - 1] = line.slice(0, stop + 1);
    this.textEntry(lines.join('\n'), first.number, first.clock);
    const rest = line.slice(stop + 1);
    if (rest.trim() !== '') this.behind(rest, number, clock);
  }

  /** Its end never came: it ended with its line, and the lines after it are their own. */
  private endText(): void {
    const text = this.text;
    this.text = null;
    if (!text) return;
    const [first, ...rest] = text.held as [Held, ...Held[]];
    this.textEntry(decoder.decode(first.bytes), first.number, first.clock);
    for (const { bytes, number, clock } of rest) this.engine.line(bytes, 0, bytes.length, number, clock);
  }

  private textEntry(line: string, number: number, clock: number | null): void {
    const result = readTextLine(line);
    if (result.ok) this.sink.entry({ type: 'packets', line: number, clock, text: line, envelope: result.value });
    else this.problem(result.problem.code, number, result.problem.detail, result.problem.tip || CUT_TIP);
  }

  private engineEntry(told: Told): void {
    // The launch's date tells carriers the year that their own dates lack.
    if (told.event.time !== undefined) this.carrier.clock.learn(told.event.time);
    this.sink.entry({ type: 'engine', line: told.line, clock: told.clock, text: told.text, event: told.event });
  }

  private problem(code: string, line: number, detail: string, tip: string): void {
    this.report({ code, file: '', line, detail, tip });
  }
}

const isDamage = ({ code }: Problem): boolean => code === 'bad-json' || code === 'bad-base64' || code === 'bad-zlib';

/** Where the packets end that begin `text`; -1 when that cannot be told. */
function bodyEnd(text: string): number {
  if (text[0] === '{') return valueEnd(text);
  const end = /^[A-Za-z0-9+/]+={0,2}/.exec(text)?.[0].length ?? -1;
  // The letters of a marker could all be packed ones.
  ANY_MARKER.lastIndex = 0;
  const marker = ANY_MARKER.exec(text)?.index ?? end;
  return marker > 0 ? Math.min(end, marker) : end;
}
