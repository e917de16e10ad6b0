/**
 * A file on any static host, read in part through HTTP ranges. What other origins let a page know is little: neither `Content-Range` nor
 * `ETag` can be read, so the size comes from the file's own header, and whether it has changed meanwhile is told by the hashes of its
 * blocks. Only `bytes=a-b` is asked for: other forms of a range are preflighted.
 */
import { fail, isProblem, ok, type Problem, type Result } from '../core/result';

export interface HttpBytes {
  /** Up to the given end, not included; exactly that many bytes, or a Problem is thrown: `no-ranges`, `unreachable`, `fetch-failed`, `fetch-cut`. */
  read(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array>;
  /** Of bodies, so far. */
  readonly received: number;
}

/** Waits before a range is asked for again, in ms. */
const WAITS = [300, 1_000, 3_000];
/** More than this in one piece is no block of a snapshot. */
const MAX_RANGE = 256_000_000;

/** Not through the browser's cache: it takes one range of a file at a time, and may put an old file's bytes beside those of a new one. */
const AS_STRANGER = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' } as const;

export interface HttpOptions {
  fetch?: typeof fetch;
  waits?: readonly number[];
}

export function httpBytes(url: URL, { fetch: ask = fetch, waits = WAITS }: HttpOptions = {}): HttpBytes {
  let received = 0;

  /** What came of a range; fewer bytes when the connection broke. */
  async function part(start: number, end: number, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const response = await ask(url, {
      headers: { range: `bytes=${start}-${end - 1}` },
      ...AS_STRANGER,
      ...(signal === undefined ? {} : { signal }),
    });
    if (response.status !== 206) {
      void response.body?.cancel().catch(() => {});
      throw response.status === 200 ? noRanges(url) : refused(url, response.status);
    }
    const bytes = new Uint8Array(end - start);
    let filled = 0;
    const reader = response.body!.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        // A host that sends more than was asked for is not read on.
        const wanted = value.subarray(0, bytes.length - filled);
        bytes.set(wanted, filled);
        filled += wanted.length;
        received += value.length;
        if (filled === bytes.length) break;
      }
    } catch (error) {
      if (signal?.aborted || filled === 0) throw error;
    } finally {
      void reader.cancel().catch(() => {});
    }
    return bytes.subarray(0, filled);
  }

  return {
    get received() {
      return received;
    },
    async read(start, end, signal) {
      if (end - start > MAX_RANGE) throw cut(url);
      const parts: Uint8Array[] = [];
      let at = start;
      for (let tries = 0; at < end; ) {
        try {
          const bytes = await part(at, end, signal);
          at += bytes.length;
          parts.push(bytes);
          // What goes on a little with each try is not given up.
          if (bytes.length > 0) tries = 0;
          else if (tries >= waits.length) throw cut(url);
          else await pause(waits[tries++]!, signal);
        } catch (error) {
          signal?.throwIfAborted();
          if (isProblem(error)) throw error;
          if (tries >= waits.length) throw at > start || received > 0 ? cut(url) : unreachable(url);
          await pause(waits[tries++]!, signal);
        }
      }
      return parts.length === 1 ? parts[0]! : joined(parts, end - start);
    },
  };
}

/** The first bytes, fewer where the file ends before them: a host answers a range beyond the end with what there is. */
export async function firstBytes(
  url: URL,
  length: number,
  options: HttpOptions & { signal?: AbortSignal } = {},
): Promise<Result<Uint8Array>> {
  const first = await firstTry(url, length, options);
  const wait = (options.waits ?? WAITS)[0];
  if (first.ok || first.problem.code !== 'unreachable' || wait === undefined) return first;
  // Once more for what broke off; where no other site may read it is refused as fast as before.
  await pause(wait, options.signal).catch(() => {});
  return await firstTry(url, length, options);
}

async function firstTry(url: URL, length: number, options: HttpOptions & { signal?: AbortSignal }): Promise<Result<Uint8Array>> {
  const { fetch: ask = fetch, signal } = options;
  try {
    const response = await ask(url, {
      headers: { range: `bytes=0-${length - 1}` },
      ...AS_STRANGER,
      ...(signal === undefined ? {} : { signal }),
    });
    if (response.status !== 206) {
      void response.body?.cancel().catch(() => {});
      return { ok: false, problem: response.status === 200 ? noRanges(url) : refused(url, response.status) };
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    return bytes.length > length ? ok(bytes.subarray(0, length)) : ok(bytes);
  } catch {
    return signal?.aborted ? fail('cancelled', 'It was cancelled.') : { ok: false, problem: unreachable(url) };
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}

const noRanges = (url: URL): Problem =>
  fail(
    'no-ranges',
    `${url.host} gives this file only as a whole.`,
    'It can be fetched and read whole; or put it on a host that answers HTTP ranges, as GitHub Pages, S3 and nginx do.',
  ).problem;
const refused = (url: URL, status: number): Problem =>
  fail('fetch-failed', `${url.host} answered ${status}.`, 'Is the address right, and is the file still there?').problem;
const unreachable = (url: URL): Problem =>
  fail(
    'unreachable',
    `${url.host} could not be reached, or does not let other sites read from it.`,
    'The host must send Access-Control-Allow-Origin for this site. Is there a network?',
  ).problem;
const cut = (url: URL): Problem =>
  fail('fetch-cut', `The connection to ${url.host} broke off again and again.`, 'Try again when the network is better.').problem;
