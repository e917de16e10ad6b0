import { microClock } from './clock';
import { GrowingBytes } from './growing-bytes';
import { ascii } from './head-text';
import { MAX_LINE_BYTES } from './lines';

const FIELD = /^[A-Z_][A-Z0-9_]{0,63}$/;
const LINE_FEED = Uint8Array.of(10);

/** journald's export format: a field a line, a blank line between records, fields with line feeds with their length. */
export class JournalExport {
  open = false;
  private message: Uint8Array | null = null;
  private clock: number | null = null;
  private number = 0;
  /** A field with its length: name and bytes so far, length field included. */
  private binary: { name: string; bytes: GrowingBytes } | null = null;

  constructor(private readonly give: (message: Uint8Array, number: number, clock: number | null) => void) {}

  begins(bytes: Uint8Array, start: number, end: number): boolean {
    return /^__(?:CURSOR|REALTIME_TIMESTAMP)=/.test(ascii(bytes, start, Math.min(end, start + 40)));
  }

  /** False: this line is not part of a record. */
  line(bytes: Uint8Array, start: number, end: number, number: number): boolean {
    if (this.binary) {
      this.more(bytes.subarray(start, end));
      return true;
    }
    if (start === end) {
      this.end();
      return true;
    }
    const head = ascii(bytes, start, Math.min(end, start + 66));
    const equals = head.indexOf('=');
    const name = equals < 0 ? head : head.slice(0, equals);
    if (!FIELD.test(name)) {
      this.end();
      return false;
    }
    this.open = true;
    if (equals < 0) this.binary = { name, bytes: new GrowingBytes() };
    else this.field(name, bytes.slice(start + equals + 1, end), number);
    if (name === 'MESSAGE') this.number = number;
    return true;
  }

  private more(line: Uint8Array): void {
    const binary = this.binary!;
    binary.bytes.append(line);
    const so = binary.bytes.view();
    if (so.length >= 8) {
      const view = new DataView(so.buffer, so.byteOffset);
      const length = view.getUint32(0, true);
      const tooLong = view.getUint32(4, true) !== 0 || length > MAX_LINE_BYTES;
      if (tooLong || so.length >= 8 + length) {
        this.binary = null;
        if (!tooLong) this.field(binary.name, so.slice(8, 8 + length), this.number);
        return;
      }
    }
    binary.bytes.append(LINE_FEED);
  }

  private field(name: string, value: Uint8Array, number: number): void {
    if (name === 'MESSAGE') {
      this.message = value;
      this.number = number;
    } else if (name === '__REALTIME_TIMESTAMP') {
      this.clock = microClock(ascii(value, 0, Math.min(20, value.length)));
    }
  }

  /** A record ends. */
  end(): void {
    const { message, clock, number } = this;
    this.open = false;
    this.message = null;
    this.clock = null;
    this.binary = null;
    if (message) this.give(message, number, clock);
  }
}
