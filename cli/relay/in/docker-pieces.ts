/**
 * Docker hands a line of more than 16 KiB to its syslog driver in pieces, and nothing says that they belong together: all but the last have
 * exactly that length, and a last one without a byte is left out. So whatever follows such a piece goes on with it, unless it begins a line.
 * https://github.com/moby/moby/blob/master/daemon/logger/copier.go
 */
import { GrowingBytes } from '../../../src/import/growing-bytes';
import { MAX_LINE_BYTES } from '../../../src/import/lines';
import { beginsLine } from './line-start';

const PIECE = 16_384;
/** Stdout and stderr of a few containers. */
const MAX_HELD = 8;

export interface Piece {
  text: Uint8Array;
  /** Milliseconds since 1970. */
  clock: number;
}

interface Held {
  bytes: GrowingBytes;
  clock: number;
  /** It grew too long: what belongs to it still is passed over. */
  skips: boolean;
}

export class DockerPieces {
  private readonly held = new Map<string, Held>();
  private size = 0;

  /** `onTooLong`: a line of more than 16 MB is left out. */
  constructor(private readonly onTooLong: () => void) {}

  get any(): boolean {
    return this.held.size > 0;
  }

  /** `stream`: whose pieces follow each other. Answers what is whole now, in order. */
  push(stream: string, piece: Piece): Piece[] {
    const begun = this.held.get(stream);
    const cut = piece.text.length === PIECE;
    if (begun === undefined) return cut && this.held.size < MAX_HELD ? this.hold(stream, piece) : [piece];
    if (beginsLine(piece.text, begun.bytes.view())) {
      const before = this.end(stream);
      return cut ? [...before, ...this.hold(stream, piece)] : [...before, piece];
    }
    this.add(begun, piece.text);
    return cut ? [] : this.end(stream);
  }

  private hold(stream: string, { text, clock }: Piece): Piece[] {
    const held = { bytes: new GrowingBytes(), clock, skips: false };
    this.held.set(stream, held);
    this.add(held, text);
    return [];
  }

  private add(held: Held, text: Uint8Array): void {
    if (held.skips) return;
    if (this.size + text.length > MAX_LINE_BYTES) {
      this.size -= held.bytes.length;
      held.bytes.clear();
      held.skips = true;
      this.onTooLong();
      return;
    }
    this.size += text.length;
    held.bytes.append(text);
  }

  /** What is held of it goes on no more. */
  end(stream: string): Piece[] {
    const held = this.held.get(stream);
    if (held === undefined) return [];
    this.held.delete(stream);
    this.size -= held.bytes.length;
    return held.skips ? [] : [{ text: held.bytes.view(), clock: held.clock }];
  }

  streams(): string[] {
    return [...this.held.keys()];
  }
}
