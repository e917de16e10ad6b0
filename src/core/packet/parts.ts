import { fail, type Problem } from '../result';
import { type Report, readPackets } from './read';
import type { LineEnvelope, Packet } from './schema';

/** The pieces of one packet list, at most [P5]. */
const MAX_TEXT = 8_000_000;
/** Lists begun and not ended, at most: an attacker must not fill the memory with first parts. */
const MAX_OPEN = 64;
const MAX_OPEN_TEXT = 32_000_000;

interface Open {
  of: number;
  pieces: Map<number, string>;
  length: number;
  line: number;
}

/** Puts packet lists that were too long for a line together again [P5]. One for each log, or each branch of a ledger. */
export class PartAssembler {
  private readonly open = new Map<string, Open>();
  private length = 0;

  constructor(private readonly report: Report = () => {}) {}

  /** The packets once the last piece is there, whatever the order they come in; null before. Only for envelopes with `part`. */
  add(envelope: LineEnvelope, line = 0): Packet[] | null {
    const { part, d } = envelope;
    if (!part || typeof d !== 'string') return null;
    const [n, of, id] = part;
    const key = envelope.seq === undefined ? `local ${id}` : `chained ${envelope.seq - n}`;
    let list = this.open.get(key);
    if (list && list.of !== of) {
      this.drop(key, list, 'another list of the same number began');
      list = undefined;
    }
    if (!list) {
      list = { of, pieces: new Map(), length: 0, line };
      this.open.set(key, list);
    }
    // A part read twice says the same: the first is kept.
    if (!list.pieces.has(n)) {
      list.pieces.set(n, d);
      list.length += d.length;
      this.length += d.length;
    }
    if (list.length > MAX_TEXT) this.drop(key, list, 'it grew over 8 MB');
    else if (list.pieces.size === of) return this.whole(key, list);
    this.bound();
    return null;
  }

  private whole(key: string, list: Open): Packet[] | null {
    this.forget(key, list);
    let json = '';
    for (let n = 1; n <= list.of; n++) json += list.pieces.get(n)!;
    const packets = readPackets(json, this.report);
    if (packets.ok) return packets.value;
    this.report({ ...packets.problem, line: list.line });
    return null;
  }

  private bound(): void {
    for (const [key, list] of this.open) {
      if (this.open.size <= MAX_OPEN && this.length <= MAX_OPEN_TEXT) return;
      this.drop(key, list, 'too many others were begun after it');
    }
  }

  private drop(key: string, list: Open, why: string): void {
    this.forget(key, list);
    this.report(incomplete(list, why));
  }

  private forget(key: string, list: Open): void {
    this.open.delete(key);
    this.length -= list.length;
  }

  /** At the end of the log: reports the lists that never became whole. They stay open, for more of a growing log may come. */
  incomplete(): Problem[] {
    return [...this.open.values()].map((list) => incomplete(list, 'the rest is not in this log'));
  }
}

function incomplete(list: Open, why: string): Problem {
  return fail(
    'parts-missing',
    `A long packet came in ${list.of} parts, of which only ${list.pieces.size} were found: ${why}.`,
    'Drop the log that goes on where this one ends, or a more complete capture of it.',
    '',
    list.line,
  ).problem;
}
