import type { FrameHead, Position } from '../../core/live/wire';

/** Lines that are handed to the store together. */
export interface Batch {
  from: Position | null;
  position: Position | null;
  begins: boolean;
  lines: Uint8Array<ArrayBuffer>;
  /** When the first of them came (ms). */
  came: number;
}

interface Piece extends Omit<Batch, 'lines'> {
  lines: Uint8Array[];
  size: number;
}

/** So much goes to the store at once: it is as long about it as a person may wait for the next picture. */
const AT_ONCE = 1024 * 1024;

/** Frames that came and are not stored yet. */
export class FrameQueue {
  private readonly pieces: Piece[] = [];
  /** Bytes that wait. */
  size = 0;

  /** `at`: where the watcher is before the first frame. */
  constructor(private at: Position | null) {}

  push({ epoch, offset, what, first, last }: FrameHead, lines: Uint8Array, now: number): void {
    const begins = what === 'state' && first === true;
    // In the middle of a keyframe there is no going on.
    const position = what === 'lines' || last === true ? { epoch, offset } : null;
    const piece = this.pieces.at(-1);
    if (piece === undefined || begins || piece.size + lines.length > AT_ONCE)
      this.pieces.push({ from: this.at, position, begins, lines: [lines], size: lines.length, came: now });
    else {
      piece.lines.push(lines);
      piece.size += lines.length;
      piece.position = position;
    }
    this.at = position;
    this.size += lines.length;
  }

  /** When what waits for the longest time came; null: nothing waits. */
  get waitsSince(): number | null {
    return this.pieces[0]?.came ?? null;
  }

  take(): Batch | null {
    const piece = this.pieces.shift();
    if (piece === undefined) return null;
    this.size -= piece.size;
    const lines = new Uint8Array(piece.size);
    let at = 0;
    for (const part of piece.lines) {
      lines.set(part, at);
      at += part.length;
    }
    const { from, position, begins, came } = piece;
    return { from, position, begins, lines, came };
  }
}
