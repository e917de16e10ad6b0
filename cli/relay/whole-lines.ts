import { GrowingBytes } from '../../src/import/growing-bytes';
import type { ServerLog } from './keeping';

const LF = 10;

/** Of the log, from the beginning of a line on, about `length` bytes and at least a line; `from` lies before `end`. */
export async function linesFrom(log: ServerLog, from: number, length: number, end: number): Promise<Uint8Array> {
  const bytes = new GrowingBytes();
  for (let at = from; ; ) {
    const to = Math.min(end, at + length);
    for await (const piece of log.read(at, to)) bytes.append(piece);
    const all = bytes.view();
    const last = to === end ? all.length : all.lastIndexOf(LF) + 1;
    if (last > 0) return all.subarray(0, last);
    at = to;
  }
}
