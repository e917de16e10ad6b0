import { type Exports, LINES_BYTES } from './module';

/** The most bytes of one call of a `LineScan`, which is also the length of its `ends`. */
export const SCAN_BYTES = LINES_BYTES;

/**
 * The lines that end in `bytes` from `from` to `to` (at most SCAN_BYTES), where `from` begins a line, into `ends`. For a
 * line one number: the offset of its line feed from `from`, times 2, plus 1 where the line holds a packet marker. For lines
 * on end that surely say nothing two: how many they are, negative, and the offset of the last one's line feed. Returns how
 * many numbers there are.
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
