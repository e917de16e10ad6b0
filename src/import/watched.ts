import type { FileSink, LogSink } from './format';
import type { Source } from './source';

/** So many first bytes tell one log from another: the first line holds the date. */
export const FIRST = 4096;
const GUARD = 256;
/** A packet in parts is at most 8 MB [P5]: parts that have waited for longer are lost. */
const MAX_PARTS = 16 * 1024 * 1024;
const MAX_OPEN = 64;
const LF = 10;

/** What is known of a file that was read: enough to read on from there when it has grown. */
export interface Followed {
  size: number;
  /** All lines before this byte were read. */
  whole: number;
  /** Where to read on: before `whole` when a packet in parts is not complete yet. */
  end: number;
  /** Lines before `end`, as a person counts. */
  lines: number;
  /** Its first bytes, and some before `whole`: is it still the same file? */
  first: Uint8Array;
  guard: Uint8Array;
}

/** Where a reader's bytes and lines lie in the file, when it is given a part of it. */
export interface Place {
  byte(offset: number): number;
  line(number: number): number;
  /** Lines up to this number (as the reader counts) were read before: what is wrong with them was said. */
  told: number;
  /** Where what is new begins. */
  from: Mark;
}

/** The beginning of a line, and how many come before it. */
interface Mark {
  byte: number;
  lines: number;
}

export const everything: Place = { byte: (offset) => offset, line: (number) => number, told: 0, from: { byte: 0, lines: 0 } };

/** Looks on while a file is read: what must be known to follow it costs no reading of its own. */
export class Watched implements Source {
  readonly name: string;
  readonly size: number;
  private first = new Uint8Array(0);
  private guard = new Uint8Array(0);
  /** A part of it could not be read: what is known of it is not enough to go on. */
  failed = false;
  private whole = 0;
  /** The last line, as the reader and as a person counts. */
  private read = 0;
  private lines = 0;
  /** Where the last line begins that is not whole in what was sliced up to an offset. */
  private readonly lineStarts = new Map<number, number>();
  /** All lines before this one were given to the reader in earlier turns. */
  private turned: Mark;
  /** Packets whose other parts have not come, by id: where to look for their first one. */
  private readonly open = new Map<number, Mark>();

  constructor(
    private readonly source: Source,
    private readonly place: Place = everything,
    /** Lines that were read before are not passed on. */
    private readonly onlyNew = false,
  ) {
    this.name = source.name;
    this.size = source.size;
    this.turned = place.from;
  }

  async slice(start: number, end: number): Promise<Uint8Array> {
    const bytes = await this.source.slice(start, end).catch((error) => {
      this.failed = true;
      throw error;
    });
    if (start === 0 && this.first.length < FIRST) this.first = bytes.slice(0, FIRST);
    const last = bytes.lastIndexOf(LF) + 1;
    if (last > 0) this.lineStarts.set(start + bytes.length, start + last);
    if (last > 0 && start + last > this.whole) {
      this.whole = start + last;
      this.guard = bytes.slice(Math.max(0, last - GUARD), last);
    }
    return bytes;
  }

  /** Passes everything on, in the file's own line numbers. */
  sink(sink: FileSink): FileSink {
    const { place } = this;
    return {
      log: (name, format) => this.log(sink.log(name, format)),
      problem: (problem) => {
        // A line of which only this is told is a line as well.
        if (problem.line > this.read) this.at(problem.line);
        if (problem.line === 0) sink.problem(problem);
        else if (problem.line > place.told) sink.problem({ ...problem, line: place.line(problem.line) });
      },
      pack: sink.pack,
      ...(sink.world === undefined ? {} : { world: sink.world }),
      turn: async (bytesDone) => {
        const done = place.byte(bytesDone);
        const byte = this.lineStarts.get(done);
        // Windows that are read ahead stay; what lies behind is done with.
        for (const end of this.lineStarts.keys()) if (end <= done) this.lineStarts.delete(end);
        if (byte !== undefined) this.turned = { byte, lines: this.lines };
        await sink.turn(bytesDone);
      },
    };
  }

  private at(line: number): void {
    this.read = line;
    this.lines = this.place.line(line);
  }

  private log(log: LogSink): LogSink {
    return {
      head: (text) => {
        if (!this.onlyNew) log.head(text);
      },
      other: () => {
        this.at(this.read + 1);
        if (!this.onlyNew || this.read > this.place.told) log.other();
      },
      done: (story) => {
        // Events that waited for a second line came late: the count of lines is the log's own.
        this.at(story.lines);
        log.done?.(story);
      },
      entry: (entry) => {
        this.at(Math.max(this.read, entry.line));
        if (this.onlyNew && entry.line <= this.place.told) return;
        if (entry.type === 'packets' && entry.envelope.part !== undefined) {
          const [n, of, id] = entry.envelope.part;
          if (n === of) this.open.delete(id);
          else if (!this.open.has(id) && this.open.size < MAX_OPEN) this.open.set(id, this.turned);
        }
        log.entry(this.place === everything ? entry : { ...entry, line: this.place.line(entry.line) });
      },
    };
  }

  /** To be asked after all of it was read, `openLine`: also what came after the last line feed. */
  followed(openLine: boolean): Followed {
    const { size, whole, first, guard } = this;
    let end = whole;
    // A line that was read before its end came is read again when it has come.
    let lines = openLine && whole < size ? Math.max(0, this.lines - 1) : this.lines;
    for (const part of this.open.values())
      if (part.byte < end && part.byte > size - MAX_PARTS) {
        end = part.byte;
        lines = part.lines;
      }
    return { size, whole, end, lines, first, guard };
  }
}
