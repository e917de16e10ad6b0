/** Lines on their way out: stretches of what came, as they are, and lines that were written anew. */
import { joined } from '../../core/inflate';

const encoder = new TextEncoder();
const LF = 10;
const NOTHING = new Uint8Array(0);

export class OutLines {
  private pieces: Uint8Array[] = [];
  private span: { bytes: Uint8Array; start: number; end: number } | null = null;
  length = 0;

  /** A stretch of whole lines, with their line feeds. The bytes must last until they are taken. */
  stretch(bytes: Uint8Array, start: number, end: number): void {
    this.length += end - start;
    if (this.span?.bytes === bytes && this.span.end === start) {
      this.span.end = end;
      return;
    }
    this.endSpan();
    this.span = { bytes, start, end };
  }

  /** One line, without its line feed. */
  line(text: string): void {
    this.add(encoder.encode(`${text}\n`));
  }

  /** The bytes of one line, without its line feed; they are copied. */
  copy(bytes: Uint8Array): void {
    const line = new Uint8Array(bytes.length + 1);
    line.set(bytes);
    line[bytes.length] = LF;
    this.add(line);
  }

  /** Whole lines that nobody will change. */
  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.endSpan();
    this.pieces.push(bytes);
    this.length += bytes.length;
  }

  private endSpan(): void {
    if (this.span !== null) this.pieces.push(this.span.bytes.subarray(this.span.start, this.span.end));
    this.span = null;
  }

  /** All of them, and none are left. Where nothing was changed this is the very buffer that came. */
  take(): Uint8Array {
    this.endSpan();
    const { pieces, length } = this;
    this.pieces = [];
    this.length = 0;
    if (pieces.length <= 1) return pieces[0] ?? NOTHING;
    return joined(pieces, length);
  }
}
