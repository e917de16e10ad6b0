/**
 * The game's binary property tree: a byte of type, a byte that says nothing, a value.
 * Source: wiki.factorio.com/Property_tree.
 */
export type Tree = null | boolean | number | string | TreeList | TreeTable;
export type TreeList = readonly Tree[];
/** Keys may be anything. */
export type TreeTable = ReadonlyMap<string, Tree>;

/** Thrown here and caught by who began to read; never leaves the folder. */
export class BrokenTree extends Error {}

const MAX_DEPTH = 50;
/** An element is a key's flag, a type and a flag at least. */
const LEAST_ELEMENT = 3;

export class TreeReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #decoder = new TextDecoder();
  #at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
  }

  read(depth = 0): Tree {
    if (depth > MAX_DEPTH) throw new BrokenTree(`it nests deeper than ${MAX_DEPTH} tables`);
    const at = this.#at;
    const type = this.#byte();
    this.#byte();
    switch (type) {
      case 0:
        return null;
      case 1:
        return this.#byte() !== 0;
      case 2:
        return this.#view.getFloat64(this.#take(8), true);
      case 3:
        return this.#text();
      case 4:
        return this.#elements(depth).map(([, value]) => value);
      case 5:
        return new Map(this.#elements(depth));
      case 6:
        return Number(this.#view.getBigInt64(this.#take(8), true));
      case 7:
        return Number(this.#view.getBigUint64(this.#take(8), true));
      default:
        throw new BrokenTree(`byte ${at} says type ${type}, which there is not`);
    }
  }

  #elements(depth: number): [string, Tree][] {
    const count = this.#view.getUint32(this.#take(4), true);
    if (count * LEAST_ELEMENT > this.#bytes.length - this.#at) throw new BrokenTree(`it promises ${count} values and ends before them`);
    return Array.from({ length: count }, (): [string, Tree] => [this.#text(), this.read(depth + 1)]);
  }

  /** A flag for "empty", the length in one byte or, from 255 on, in four more, UTF-8. */
  #text(): string {
    if (this.#byte() !== 0) return '';
    const short = this.#byte();
    const length = short < 255 ? short : this.#view.getUint32(this.#take(4), true);
    const from = this.#take(length);
    return this.#decoder.decode(this.#bytes.subarray(from, from + length));
  }

  #byte(): number {
    return this.#bytes[this.#take(1)]!;
  }

  /** Where so many bytes begin. */
  #take(count: number): number {
    const at = this.#at;
    if (count > this.#bytes.length - at) throw new BrokenTree(`it ends at byte ${this.#bytes.length}, within a value`);
    this.#at += count;
    return at;
  }
}
