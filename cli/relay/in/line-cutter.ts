/** Bytes that come piece by piece, as whole lines. */
import { GrowingBytes } from '../../../src/import/growing-bytes';
import { MAX_LINE_BYTES } from '../../../src/import/lines';

const LF = 10;
const LINE_FEED = Uint8Array.of(LF);
const NOTHING = new Uint8Array(0);

export class LineCutter {
  private readonly carry = new GrowingBytes();
  /** A line grew too long: what belongs to it still is passed over. */
  private skips = false;

  constructor(private readonly onTooLong: () => void) {}

  /** Whole lines, each with its line feed; nothing when none has ended. */
  push(bytes: Uint8Array): Uint8Array {
    const end = bytes.lastIndexOf(LF) + 1;
    const first = bytes.indexOf(LF) + 1;
    this.keep(bytes.subarray(0, first));
    const line = this.skips ? NOTHING : this.carry.view();
    // What lies between the first and the last line feed is lines: however long they are, they are here.
    const lines = end === 0 ? NOTHING : new Uint8Array(Buffer.concat([line, bytes.subarray(first, end)]));
    if (end > 0) {
      this.skips = false;
      this.carry.clear();
    }
    this.keep(bytes.subarray(end));
    return lines;
  }

  private keep(bytes: Uint8Array): void {
    if (this.skips) return;
    this.skips = this.carry.length + bytes.length > MAX_LINE_BYTES;
    if (this.skips) {
      this.carry.clear();
      this.onTooLong();
    } else {
      this.carry.append(bytes);
    }
  }

  /** What has no line feed, as a line: nothing comes any more. */
  end(): Uint8Array {
    if (this.carry.length === 0) return NOTHING;
    const line = new Uint8Array(Buffer.concat([this.carry.view(), LINE_FEED]));
    this.carry.clear();
    return line;
  }
}
