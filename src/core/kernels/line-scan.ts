import { type Exports, LINES_BYTES } from './module';

/** The most bytes of one call of a `LineScan`, which is also the length of its `ends`. */
export const SCAN_BYTES = LINES_BYTES;

/** Bits of what a `LineScan` finds: the line holds a packet marker; it has none and surely says nothing. */
export const MARKED = 1;
export const IDLE = 2;

/**
 * The lines that end in `bytes` from `from` to `to` (at most SCAN_BYTES), where `from` begins a line: for each the offset
 * of its line feed from `from`, times 4, plus MARKED or IDLE, into `ends`. Returns how many there are.
 */
export type LineScan = (bytes: Uint8Array, from: number, to: number, ends: Int32Array) => number;

/** The scan of the WASM module. What it finds is copied out: whoever is given a line may scan others. */
export function lineScanOf(wasm: Exports): LineScan {
  const lines = new Uint8Array(wasm.memory.buffer, wasm.linesAt(), LINES_BYTES);
  const found = new Int32Array(wasm.memory.buffer, wasm.endsAt(), LINES_BYTES);
  return (bytes, from, to, ends) => {
    lines.set(bytes.subarray(from, to));
    const count = wasm.scanLines(to - from);
    ends.set(found.subarray(0, count));
    return count;
  };
}
