/** Numbers and bytes one after another, as a snapshot's blocks hold them. A reader of a hostile block throws `Malformed` and nothing else. */

export class Malformed extends Error {
  override readonly name = 'Malformed';
}

export class ByteWriter {
  private bytes = new Uint8Array(4096);
  length = 0;

  private room(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  byte(value: number): void {
    this.room(1);
    this.bytes[this.length++] = value;
  }

  /** Whole, not negative, below 2^53: seven bits a byte, the lowest first. */
  number(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.byte((rest % 128) | 128);
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
  }

  put(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Its length before it. */
  sized(bytes: Uint8Array): void {
    this.number(bytes.length);
    this.put(bytes);
  }

  take(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  byte(): number {
    if (this.at >= this.bytes.length) throw new Malformed('it ends too early');
    return this.bytes[this.at++]!;
  }

  /** At most `most`. */
  number(most = Number.MAX_SAFE_INTEGER): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (value > most) throw new Malformed('a number is too large');
      if (byte < 128) return value;
      if (factor > 2 ** 49) throw new Malformed('a number is too long');
    }
  }

  take(count: number): Uint8Array {
    if (this.at + count > this.bytes.length) throw new Malformed('it ends too early');
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  sized(most: number): Uint8Array {
    return this.take(this.number(most));
  }

  /** How many bytes are left. */
  get left(): number {
    return this.bytes.length - this.at;
  }

  end(): void {
    if (this.left > 0) throw new Malformed('something stands behind its end');
  }
}
