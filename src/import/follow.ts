/**
 * A log that grows while it is looked at. A newer File of the same name is read on from where the older one ended, with the
 * log's beginning put before it, since that tells whose log it is. What is read twice changes nothing, so that only reading
 * too little could do harm.
 */
import type { Source } from './source';
import { everything, FIRST, type Followed, type Place, Watched } from './watched';

const HEAD = 65_536;
/** Below this the whole file is simply read again. */
const SMALL = 1024 * 1024;
const LF = 10;

export type Growth =
  | { kind: 'unchanged' }
  /**
   * `restarted`: it is another log under the old name, read from its beginning. `plain`: only what is new has to be read the
   * next time as well.
   */
  | { kind: 'read'; restarted: boolean; plain: boolean; source: Source; watched: Watched };

/**
 * What is new in a file. `known`: what was read of it before; undefined: nothing. `going`: whoever takes it in has what came
 * before and must not get it again. May reject as reading files does.
 */
export async function growthOf(file: Source, known: Followed | undefined, going = false): Promise<Growth> {
  const head = await file.slice(0, HEAD);
  const restarted = known !== undefined && !(await continues(file, head, known));
  const before = restarted ? undefined : known;
  if (!isPlain(head)) {
    if (before !== undefined && before.size === file.size) return { kind: 'unchanged' };
    const watched = new Watched(file);
    return { kind: 'read', restarted, plain: false, source: watched, watched };
  }
  const whole = await lastLineEnd(file, before?.whole ?? 0);
  if (whole === (before?.whole ?? 0)) return { kind: 'unchanged' };
  if (before === undefined || (before.end < SMALL && !going)) {
    const watched = new Watched(file, { ...everything, told: before?.lines ?? 0 });
    return { kind: 'read', restarted, plain: true, source: part(watched, whole), watched };
  }
  const start = head.subarray(0, before.end).lastIndexOf(LF) + 1;
  const startLines = count(head.subarray(0, start));
  const place: Place = {
    byte: (offset) => Math.max(before.end, offset - start + before.end),
    line: (number) => (number <= startLines ? number : number - startLines + before.lines),
    told: startLines,
    from: { byte: before.end, lines: before.lines },
  };
  const watched = new Watched(file, place, going);
  return { kind: 'read', restarted, plain: true, source: spliced(watched, start, before.end, whole), watched };
}

/** The file without a last line that has no end yet; null when it ends with one. */
export async function withoutOpenLine(file: Source): Promise<Source | null> {
  if (!isPlain(await file.slice(0, HEAD))) return null;
  const end = await lastLineEnd(file, Math.max(0, file.size - HEAD));
  return end === file.size || end <= file.size - HEAD ? null : part(file, end);
}

async function continues(file: Source, head: Uint8Array, known: Followed): Promise<boolean> {
  if (file.size < known.size || !equal(head.subarray(0, Math.min(FIRST, known.first.length)), known.first)) return false;
  return equal(await file.slice(known.whole - known.guard.length, known.whole), known.guard);
}

/** One byte a character, not packed: only there a line feed is the end of a line. */
function isPlain(head: Uint8Array): boolean {
  const [a, b] = head;
  return !head.includes(0) && !(a === 0x1f && b === 0x8b) && !(a === 0xff && b === 0xfe) && !(a === 0xfe && b === 0xff);
}

/** The offset behind the last line feed; `from` when there is none after it. */
async function lastLineEnd(file: Source, from: number): Promise<number> {
  for (let end = file.size; end > from; ) {
    const start = Math.max(from, end - HEAD);
    const bytes = await file.slice(start, end);
    const at = bytes.lastIndexOf(LF);
    if (at >= 0) return start + at + 1;
    end = start;
  }
  return from;
}

function part(file: Source, size: number): Source {
  return { name: file.name, size, slice: (start, end) => file.slice(start, Math.min(end, size)) };
}

/** Bytes 0 to `start`, then those from `from` to `to`. */
function spliced(file: Source, start: number, from: number, to: number): Source {
  const size = start + to - from;
  return {
    name: file.name,
    size,
    async slice(a, b) {
      const end = Math.min(b, size);
      if (a >= start) return await file.slice(a - start + from, end - start + from);
      const head = await file.slice(a, Math.min(start, end));
      if (end <= start) return head;
      const tail = await file.slice(from, end - start + from);
      const both = new Uint8Array(head.length + tail.length);
      both.set(head);
      both.set(tail, head.length);
      return both;
    },
  };
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function count(bytes: Uint8Array): number {
  let lines = 0;
  for (const byte of bytes) if (byte === LF) lines += 1;
  return lines;
}
