import type { Source, Window } from './source';

export type Windows = AsyncIterable<Window>;

/** A `File.slice` takes about 1 ms whatever its size, and 8 MB do not hurt anybody's memory. */
export const WINDOW = 8 * 1024 * 1024;
/**
 * Of what is read ahead: its 1 ms is nobody's, and buffers of this size are freed while they are young. Larger ones live
 * through two small collections of garbage, and then wait for a whole one.
 */
const AHEAD = 2 * 1024 * 1024;
/** What formats are judged by. */
export const HEAD = 65_536;

/** A source from front to back. */
export async function* windowsOf(source: Source, signal: AbortSignal, size: number = AHEAD, from = 0): Windows {
  if (source.stream) {
    yield* source.stream(signal);
    return;
  }
  // One window is read ahead: the disk works while the last one is decoded.
  let next = from < source.size ? source.slice(from, Math.min(from + size, source.size)) : null;
  for (let at = from; next; ) {
    const bytes: Uint8Array = await next;
    signal.throwIfAborted();
    at += bytes.length;
    next = bytes.length > 0 && at < source.size ? source.slice(at, Math.min(at + size, source.size)) : null;
    // A rejection must not be unhandled while the reader is busy with this window.
    next?.catch(() => {});
    if (bytes.length > 0) yield { bytes, done: at };
  }
}

/** Text files of a PowerShell redirect (`>`) are UTF-16: they become UTF-8 here; a byte order mark goes. */
export async function* asUtf8(windows: Windows): Windows {
  let encoding: Encoding | null = null;
  let decoder: TextDecoder | null = null;
  let held: Uint8Array | null = null;
  const encoder = new TextEncoder();
  let done = 0;
  for await (const window of windows) {
    done = window.done;
    let bytes = window.bytes;
    if (!encoding) {
      if (held) bytes = concat(held, bytes);
      if (bytes.length < 4) {
        held = bytes.slice();
        continue;
      }
      encoding = encodingOf(bytes);
      if (encoding.label !== 'utf-8') decoder = new TextDecoder(encoding.label, { ignoreBOM: true });
      bytes = bytes.subarray(encoding.mark);
    }
    yield { bytes: decoder ? encoder.encode(decoder.decode(bytes, { stream: true })) : bytes, done };
  }
  if (!encoding && held) yield { bytes: held.subarray(encodingOf(held).mark), done };
  const rest = decoder?.decode();
  if (rest) yield { bytes: encoder.encode(rest), done };
}

interface Encoding {
  label: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** Length of the byte order mark. */
  mark: number;
}

export function encodingOf(head: Uint8Array): Encoding {
  const [a, b, c, d] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { label: 'utf-8', mark: 3 };
  if (a === 0xff && b === 0xfe) return { label: 'utf-16le', mark: 2 };
  if (a === 0xfe && b === 0xff) return { label: 'utf-16be', mark: 2 };
  // Without a mark: a log begins with ASCII, of which UTF-16 makes every other byte zero.
  if (a && !b && c && d === 0) return { label: 'utf-16le', mark: 0 };
  if (a === 0 && b && c === 0 && d) return { label: 'utf-16be', mark: 0 };
  return { label: 'utf-8', mark: 0 };
}

export function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const result = new Uint8Array(a.length + b.length);
  result.set(a);
  result.set(b, a.length);
  return result;
}
