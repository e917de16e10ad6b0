/** A log that another program hands over. */
import { type InCounts, type Inlet, noCounts, take } from './inlet';
import { LineCutter } from './line-cutter';

export interface StdinOptions {
  signal: AbortSignal;
  input?: AsyncIterable<Uint8Array>;
  counts?: InCounts;
}

/** Resolves at the input's end, or when the signal says so. Rejects with a Problem when lines cannot be kept: they cannot be read again. */
export async function readStdin(inlet: Inlet, { signal, input = process.stdin, counts = noCounts }: StdinOptions): Promise<void> {
  const cutter = new LineCutter(() => counts.refused('too-long'));
  const keep = async (lines: Uint8Array) => {
    if (lines.length > 0) await take(inlet, 'stdin', lines, counts);
  };
  const pieces = input[Symbol.asyncIterator]();
  const aborted = new Promise<IteratorResult<Uint8Array>>((resolve) => {
    const end = () => resolve({ done: true, value: undefined });
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
  for (;;) {
    const { done, value } = await Promise.race([aborted, pieces.next()]);
    if (done === true) break;
    await keep(cutter.push(value));
  }
  if (signal.aborted) void pieces.return?.();
  await keep(cutter.end());
}
