import { joined } from '../../core/inflate';
import type { Source } from '../source';
import { asUtf8, windowsOf } from '../windows';

/** A short file as bytes; null when it is longer than `max`. */
export async function wholeBytes(source: Source, max: number, signal: AbortSignal): Promise<Uint8Array | null> {
  return await gathered(windowsOf(source, signal), max);
}

/** A short text file, whatever its encoding; null when it is longer than `max` bytes. */
export async function wholeText(source: Source, max: number, signal: AbortSignal): Promise<string | null> {
  const bytes = await gathered(asUtf8(windowsOf(source, signal)), max);
  return bytes && new TextDecoder().decode(bytes);
}

async function gathered(windows: AsyncIterable<{ bytes: Uint8Array }>, max: number): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let total = 0;
  for await (const { bytes } of windows) {
    total += bytes.length;
    if (total > max) return null;
    pieces.push(bytes.slice());
  }
  return joined(pieces, total);
}
