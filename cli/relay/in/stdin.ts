/** A log that another program hands over. */
import type { InCounts, Inlet } from './inlet';

export interface StdinOptions {
  signal: AbortSignal;
  input?: AsyncIterable<Uint8Array>;
  counts?: InCounts;
}

/** Resolves at the input's end, or when the signal says so. */
export async function readStdin(_inlet: Inlet, _options: StdinOptions): Promise<void> {}
