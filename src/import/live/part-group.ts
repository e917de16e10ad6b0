/** A list of packets that comes in parts [P5], with the lines it comes in: they go on together once it is whole. */
import type { LineEnvelope } from '../../core/packet/schema';

/** Of the list's text, and of what came between its lines. */
const MOST_TEXT = 8_000_000;

export interface PartLine {
  envelope: LineEnvelope;
  clock: number | null;
  /** The line as it goes on if nothing is left out of it, with its line feed. */
  whole: Uint8Array;
}

export class PartGroup {
  readonly lines: PartLine[] = [];
  private length = 0;

  /** Whether a line is the next of it. */
  takes({ seq, part }: LineEnvelope): boolean {
    const last = this.lines.at(-1)?.envelope;
    if (last?.part === undefined || part === undefined) return false;
    const [n, of, id] = last.part;
    // Chained parts are lines of their own and stand in a row.
    return part[0] === n + 1 && part[1] === of && part[2] === id && seq === (last.seq === undefined ? undefined : last.seq + 1);
  }

  add(line: PartLine): void {
    this.lines.push(line);
    this.length += typeof line.envelope.d === 'string' ? line.envelope.d.length : 0;
  }

  get isWhole(): boolean {
    const [n, of] = this.lines.at(-1)?.envelope.part ?? [0, 1];
    return n === of;
  }

  get isTooLong(): boolean {
    return this.length > MOST_TEXT;
  }

  /** The list as JSON. */
  get text(): string {
    return this.lines.map(({ envelope }) => envelope.d).join('');
  }
}
