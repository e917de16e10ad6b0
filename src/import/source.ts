/**
 * Bytes with two methods, so that a 2 GB log never becomes one string. A File, a buffer, a file on disk, a zip's entry.
 * `slice` past the end gives what there is; it may give fewer bytes than asked for only at the end.
 */
export interface Source {
  readonly name: string;
  readonly size: number;
  slice(start: number, end: number): Promise<Uint8Array>;
  /** For what can only be read from front to back (a deflated zip entry, a gunzipped file): its bytes in order, `size` a guess. */
  stream?(signal: AbortSignal): AsyncIterable<Window>;
}

/** A piece of a file, in order. The bytes are the receiver's only until it asks for the next window. */
export interface Window {
  bytes: Uint8Array;
  /** How far the file is read, in bytes of it as it lies there (packed, if it is packed). */
  done: number;
}

export function bytesSource(name: string, bytes: Uint8Array): Source {
  return { name, size: bytes.length, slice: async (start, end) => bytes.subarray(start, Math.min(end, bytes.length)) };
}

/** A File or Blob, seen structurally so that this compiles without the DOM. */
export function blobSource(
  name: string,
  blob: { size: number; slice(a: number, b: number): { arrayBuffer(): Promise<ArrayBuffer> } },
): Source {
  return { name, size: blob.size, slice: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()) };
}
