/**
 * A log reaches us through carriers, which put something before or around each of its lines: docker, journald, syslog, our
 * own ledger. Here it is taken off again, and the carrier's clock is kept. A file may mix carriers: each line is judged by
 * itself, the last one's carrier first.
 *
 * Formats: docker json-file https://docs.docker.com/engine/logging/drivers/json-file/ · journald export
 * https://systemd.io/JOURNAL_EXPORT_FORMATS/ · RFC 5424, RFC 3164, RFC 6587 (octet counting).
 */
import { ISO, isoClock, microClock, YearlessClock } from './clock';
import { GrowingBytes } from './growing-bytes';
import { ascii } from './head-text';
import { JournalExport } from './journal-export';
import { type LineHandler, MAX_LINE_BYTES } from './lines';
import { holdsMarker, isDigit } from './plain-scan';

export interface ContentHandler {
  /** A line of the log itself, `bytes` from `start` to `end`. `ledger`: it comes from our own store. */
  content(bytes: Uint8Array, start: number, end: number, number: number, marked: boolean, clock: number | null, ledger: boolean): void;
  tooLong(number: number): void;
  /** As of `LineHandler`. */
  readonly skims: boolean;
  idle(count: number): void;
}

/** What a carrier has put before a line. */
interface Prefix {
  length: number;
  clock: number | null;
}

/** `skips`: it grew too long, and what belongs to it still is passed over. */
interface Partial {
  bytes: GrowingBytes;
  number: number;
  clock: number | null;
  skips: boolean;
}

const ESC = 27;
const LF = 10;
const LINE_FEED = Uint8Array.of(LF);
const BRACE = 123;
/** Docker has two; so many may be in the middle of a line. */
const MAX_STREAMS = 8;
const PREFIX = 400;
/** RFC 5424 with a signed token as the application's name is long. */
const LONG_PREFIX = 4096;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

const TIME = new RegExp(`^${ISO.source} `);
const JOURNAL_ISO = /^\S{1,255} [^\s[\]:]{1,64}\[\d{1,10}\]: /;
const SHORT =
  /^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d)(\.\d{1,9})? \S{1,255} [^\s[\]:]{1,64}(?:\[\d{1,10}\])?: /;
const SYSLOG = /^<\d{1,3}>/;
const SYSLOG_5424 = /^<\d{1,3}>1 (\S+) \S+ \S+ \S+ \S+ (?:-|(?:\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\])+)(?: |$)/;
const COMPOSE = /^[A-Za-z0-9][\w.-]{0,100} *\| /;
const LEDGER = /^@(\d{1,15}) /;
const OCTETS = /^(\d{1,8}) (?=<\d{1,3}>1 )/;
/** What a log line begins with: seconds since launch, a date, a packet marker. */
const LOG_START = /^(?: *\d+\.\d{3} |\d{4}-\d\d-\d\d[T ]|Factoscope|KafkatorioPacket|FactorioEvent)/;
const ANSI = new RegExp(`${String.fromCharCode(ESC)}\\[[0-9;?]*[A-Za-z]`, 'g');

export class CarrierReader implements LineHandler {
  /** Dates without a year become clocks when the log itself names one. */
  readonly clock = new YearlessClock();
  private compose = false;
  /** By stream, docker records whose last piece has not come. */
  private readonly partial = new Map<string, Partial>();
  private readonly journal = new JournalExport((bytes, number, clock) => this.lines(bytes, number, clock));
  /** An octet-counted frame that runs over line feeds. */
  private frame: { bytes: GrowingBytes; missing: number; number: number } | null = null;

  constructor(private readonly out: ContentHandler) {}

  tooLong(number: number): void {
    this.out.tooLong(number);
  }

  get skims(): boolean {
    return this.frame === null && !this.journal.open && this.out.skims;
  }

  /** What was read so far is a part of something whose end has not come. */
  get waits(): boolean {
    return this.frame !== null || this.journal.open || this.partial.size > 0;
  }

  idle(count: number): void {
    this.out.idle(count);
  }

  line(bytes: Uint8Array, start: number, end: number, number: number, marked: boolean): void {
    this.oneLine(bytes, start, end, number, marked, true);
  }

  /** `colors`: they are not taken off yet. Once is enough: what they leave must not be taken for others, again and again. */
  private oneLine(bytes: Uint8Array, start: number, end: number, number: number, marked: boolean, colors: boolean): void {
    if (this.frame) {
      this.moreOfFrame(bytes.subarray(start, end), number);
      return;
    }
    if (this.journal.open && this.journal.line(bytes, start, end, number)) return;
    const first = start < end ? bytes[start]! : 0;
    // The two commonest lines first: the engine's, right-aligned, and print()ed packets.
    if (first === 32 || (marked && (first === 70 || first === 75))) {
      this.give(bytes, start, end, number, marked, null, false);
      return;
    }
    if (colors && (first === ESC || (this.compose && bytes.subarray(start, end).includes(ESC)))) {
      const plain = encoder.encode(decoder.decode(bytes.subarray(start, end)).replace(ANSI, ''));
      if (plain.length < end - start) {
        this.oneLine(plain, 0, plain.length, number, holdsMarker(plain, 0, plain.length), false);
        return;
      }
    }
    if (first === BRACE && this.json(bytes, start, end, number)) return;
    if (first === 95 && this.journal.begins(bytes, start, end)) {
      this.journal.line(bytes, start, end, number);
      return;
    }
    if (isDigit(first) && framed(bytes, start, end) && this.octets(bytes, start, end, number)) return;
    this.prefixed(bytes, start, end, number, marked);
  }

  /** Carriers that put something before the line and leave the rest alone. */
  private prefixed(bytes: Uint8Array, start: number, end: number, number: number, marked: boolean): void {
    const first = start < end ? bytes[start]! : 0;
    let at = start;
    let clock: number | null = null;
    let ledger = false;
    if (first === 60) {
      const prefix = this.syslog(ascii(bytes, start, Math.min(end, start + LONG_PREFIX)));
      if (prefix) {
        at += prefix.length;
        clock = prefix.clock;
        if (bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
      }
    } else if (first === 64) {
      const match = LEDGER.exec(ascii(bytes, start, Math.min(end, start + 20)));
      if (match) {
        at += match[0].length;
        clock = Number(match[1]);
        ledger = true;
      }
    } else if (isDigit(first) && bytes[start + 4] === 45 && bytes[start + 10] === 84) {
      const prefix = timed(ascii(bytes, start, Math.min(end, start + PREFIX)));
      if (prefix) {
        at += prefix.length;
        clock = prefix.clock;
      }
    } else if (isLetter(first) && (mayBeShort(bytes, start) || mayBeComposed(bytes, start, end))) {
      const head = ascii(bytes, start, Math.min(end, start + PREFIX));
      const prefix = this.short(head) ?? this.composed(head);
      if (prefix) {
        at += prefix.length;
        clock = prefix.clock;
      }
    }
    this.give(bytes, at, end, number, marked, clock, ledger);
  }

  private give(
    bytes: Uint8Array,
    start: number,
    end: number,
    number: number,
    marked: boolean,
    clock: number | null,
    ledger: boolean,
  ): void {
    const last = end > start && bytes[end - 1] === 13 ? end - 1 : end;
    this.out.content(bytes, start, last, number, marked, clock, ledger);
  }

  private short(head: string): Prefix | null {
    const match = SHORT.exec(head);
    return match ? { length: match[0].length, clock: this.clock.read(match[1]!, match[2]!, match[3]!, match[4]) } : null;
  }

  private syslog(head: string): Prefix | null {
    const match = SYSLOG_5424.exec(head);
    if (match) return { length: match[0].length, clock: isoClock(match[1]!) };
    const mark = SYSLOG.exec(head)?.[0].length ?? 0;
    const short = mark > 0 ? this.short(head.slice(mark)) : null;
    return short && { length: mark + short.length, clock: short.clock };
  }

  /** `name-1  | `, where what follows is a log's line, or lines before it had it too. */
  private composed(head: string): Prefix | null {
    const match = COMPOSE.exec(head);
    if (!match) return null;
    const rest = head.slice(match[0].length);
    if (!this.compose && !LOG_START.test(rest)) return null;
    this.compose = true;
    const inner = timed(rest);
    return { length: match[0].length + (inner?.length ?? 0), clock: inner?.clock ?? null };
  }

  /** One JSON object a line: docker's json-file, or `journalctl -o json`. */
  private json(bytes: Uint8Array, start: number, end: number, number: number): boolean {
    const head = ascii(bytes, start, Math.min(end, start + 60));
    // Packets of JSONL files begin with a brace too, and are many: they are not parsed here.
    if (head.startsWith('{"v":')) return false;
    const docker = /^\{\s*"(?:log|stream|time|attrs)"\s*:/.test(head);
    if (!docker && !/^\{\s*"(?:[A-Z_]+)"\s*:/.test(head)) return false;
    let record: Record<string, unknown>;
    try {
      record = JSON.parse(decoder.decode(bytes.subarray(start, end)));
    } catch {
      return false;
    }
    if (docker) return this.docker(record, number);
    const message = record.MESSAGE;
    const clock = microClock(record.__REALTIME_TIMESTAMP);
    if (typeof message === 'string') this.lines(encoder.encode(message), number, clock);
    else if (Array.isArray(message))
      this.lines(
        Uint8Array.from(message, (value) => Number(value) & 255),
        number,
        clock,
      );
    else return false;
    return true;
  }

  /** Records over 16 KiB come in pieces; only the last ends with a line feed. */
  private docker(record: Record<string, unknown>, number: number): boolean {
    const { log, stream, time } = record;
    if (typeof log !== 'string') return false;
    const key = typeof stream === 'string' ? stream : '';
    const clock = typeof time === 'string' ? isoClock(time) : null;
    const begun = this.partial.get(key);
    const ends = log.endsWith('\n');
    if (ends && !begun) {
      this.lines(encoder.encode(log), number, clock);
      return true;
    }
    if (!begun && this.partial.size >= MAX_STREAMS) return true;
    const whole = begun ?? { bytes: new GrowingBytes(), number, clock, skips: false };
    if (!begun) this.partial.set(key, whole);
    if (!whole.skips) whole.bytes.append(encoder.encode(log));
    if (whole.bytes.length > MAX_LINE_BYTES) {
      whole.bytes.clear();
      whole.skips = true;
      this.out.tooLong(whole.number);
    }
    if (!ends) return true;
    this.partial.delete(key);
    if (!whole.skips) this.lines(whole.bytes.view(), whole.number, whole.clock);
    return true;
  }

  /** RFC 6587: the frame's length in bytes, then the frame; no line feed need stand between frames. */
  private octets(bytes: Uint8Array, start: number, end: number, number: number): boolean {
    let at = start;
    for (;;) {
      const match = OCTETS.exec(ascii(bytes, at, Math.min(end, at + 20)));
      if (!match) break;
      const length = Number(match[1]);
      const from = at + match[0].length;
      if (from + length <= end) {
        this.frameLines(bytes.subarray(from, from + length), number);
        at = from + length;
      } else if (length <= MAX_LINE_BYTES) {
        // The line feed that ended this line belongs to the frame.
        const begun = new GrowingBytes();
        begun.append(bytes.subarray(from, end));
        begun.append(LINE_FEED);
        this.frame = { bytes: begun, missing: length - begun.length, number };
        if (this.frame.missing <= 0) this.endFrame();
        return true;
      } else {
        break;
      }
    }
    if (at === start) return false;
    if (at < end) this.oneLine(bytes, at, end, number, holdsMarker(bytes, at, end), false);
    return true;
  }

  private moreOfFrame(bytes: Uint8Array, number: number): void {
    const frame = this.frame!;
    if (bytes.length < frame.missing) {
      frame.bytes.append(bytes);
      frame.bytes.append(LINE_FEED);
      frame.missing -= bytes.length + 1;
      if (frame.missing <= 0) this.endFrame();
      return;
    }
    frame.bytes.append(bytes.subarray(0, frame.missing));
    const rest = frame.missing;
    this.endFrame();
    if (rest < bytes.length) this.line(bytes, rest, bytes.length, number, holdsMarker(bytes, rest, bytes.length));
  }

  private endFrame(): void {
    const frame = this.frame!;
    this.frame = null;
    this.frameLines(frame.bytes.view(), frame.number);
  }

  private frameLines(bytes: Uint8Array, number: number): void {
    const prefix = this.syslog(ascii(bytes, 0, Math.min(bytes.length, LONG_PREFIX)));
    const from = prefix?.length ?? 0;
    const mark = bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf ? 3 : 0;
    this.lines(bytes.subarray(from + mark), number, prefix?.clock ?? null);
  }

  /** A message that may hold line feeds. */
  private lines(bytes: Uint8Array, number: number, clock: number | null): void {
    let from = 0;
    while (from < bytes.length || from === 0) {
      const found = bytes.indexOf(LF, from);
      const end = found < 0 ? bytes.length : found;
      this.give(bytes, from, end, number, holdsMarker(bytes, from, end), clock, false);
      from = end + 1;
    }
  }

  /** The end of the file: what waits for more is given as it is. */
  end(): void {
    if (this.frame) this.endFrame();
    this.journal.end();
    for (const { bytes, number, clock, skips } of this.partial.values()) if (!skips) this.lines(bytes.view(), number, clock);
    this.partial.clear();
  }
}

/** `Nov 21 19:56:24 `: the blanks and colons stand at their places. */
function mayBeShort(bytes: Uint8Array, start: number): boolean {
  return bytes[start + 3] === 32 && (bytes[start + 9] === 58 || bytes[start + 8] === 58);
}

/** A word, then a bar. */
function mayBeComposed(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  const last = Math.min(end, start + PREFIX);
  while (at < last && bytes[at] !== 32 && bytes[at] !== 124) at++;
  while (at < last && bytes[at] === 32) at++;
  return bytes[at] === 124;
}

/** `123 <`: what an octet-counted frame begins with, and an engine line with many seconds does not. */
function framed(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end && isDigit(bytes[at]!)) at++;
  return bytes[at] === 32 && bytes[at + 1] === 60;
}
const isLetter = (byte: number): boolean => (byte | 32) >= 97 && (byte | 32) <= 122;

/** `docker logs -t` and journald's short-iso. */
function timed(head: string): Prefix | null {
  const match = TIME.exec(head);
  if (!match?.[8] || head[10] !== 'T') return null;
  const length = match[0].length;
  const host = JOURNAL_ISO.exec(head.slice(length));
  return { length: length + (host?.[0].length ?? 0), clock: isoClock(match[0].slice(0, -1)) };
}
