import { joined } from '../core/inflate';
import type { Source } from './source';
import { HEAD, type Windows } from './windows';

const never = new AbortController().signal;

/** A source of bytes that can only be had in order. `slice` is for sniffing: what lies behind the head is streamed anew. */
export function streamSource(name: string, size: number, open: (signal: AbortSignal, quiet: boolean) => Windows): Source {
  let head: Uint8Array | null = null;
  const first = async (length: number): Promise<Uint8Array> => {
    const pieces: Uint8Array[] = [];
    let total = 0;
    for await (const { bytes } of open(never, true)) {
      pieces.push(bytes.slice(0, length - total));
      total += pieces[pieces.length - 1]!.length;
      if (total >= length) break;
    }
    return joined(pieces, total);
  };
  return {
    name,
    size,
    async slice(start, end) {
      if (end > HEAD) return (await first(end)).subarray(start);
      head ??= await first(HEAD);
      return head.subarray(start, end);
    },
    stream: (signal) => open(signal, false),
  };
}

/** Pieces of about this size are worth a turn of the reader. */
const PIECE = 1 << 20;

/** Gathers the small outputs of a decompressor into pieces of about 1 MB. */
export class Gather {
  private pieces: Uint8Array[] = [];
  private length = 0;

  add(piece: Uint8Array): void {
    this.pieces.push(piece);
    this.length += piece.length;
  }

  /** What is gathered, when it is enough or `all` is wanted; null when there is nothing to give. */
  take(all: boolean): Uint8Array | null {
    if (this.length === 0 || (!all && this.length < PIECE)) return null;
    const result = joined(this.pieces, this.length);
    this.pieces = [];
    this.length = 0;
    return result;
  }
}
