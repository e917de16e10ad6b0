/** Bytes that are appended piece by piece, at the price of one copy in all. */
export class GrowingBytes {
  length = 0;
  private room = new Uint8Array(256);

  append(bytes: Uint8Array): void {
    const length = this.length + bytes.length;
    if (length > this.room.length) {
      const larger = new Uint8Array(Math.max(length, this.room.length * 2));
      larger.set(this.room.subarray(0, this.length));
      this.room = larger;
    }
    this.room.set(bytes, this.length);
    this.length = length;
  }

  /** What is in it; lent until the next `append` or `clear`. */
  view(): Uint8Array {
    return this.room.subarray(0, this.length);
  }

  /** Empties it; room over 64 kB is given back. */
  clear(): void {
    this.length = 0;
    if (this.room.length > 65_536) this.room = new Uint8Array(256);
  }
}
