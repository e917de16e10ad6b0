/** The files of one log: each is named by the offset at which it begins, and ends with a whole line. */
import { type FileHandle, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './disk';

export interface Segment {
  offset: number;
  size: number;
}

const LF = 10;
const PIECE = 256 * 1024;
const nameOf = (offset: number, end: string): string => `${String(offset).padStart(15, '0')}.${end}`;
export const segmentName = (offset: number): string => nameOf(offset, 'log');
export const stateName = (offset: number): string => nameOf(offset, 'state');

/** Offset and bytes of the files of one kind, in order. */
export async function filesIn(folder: string, end: 'log' | 'state'): Promise<Segment[]> {
  const found: Segment[] = [];
  for (const name of await readdir(folder)) {
    const offset = /^\d{15}$/.test(name.slice(0, 15)) ? Number(name.slice(0, 15)) : -1;
    if (offset >= 0 && name === nameOf(offset, end)) found.push({ offset, size: (await stat(join(folder, name))).size });
  }
  return found.sort((a, b) => a.offset - b.offset);
}

/** The last of them that follow each other without a hole; what lies before a hole cannot be read as one log. */
export function joined(segments: readonly Segment[]): Segment[] {
  let from = 0;
  for (let i = 1; i < segments.length; i++) {
    const before = segments[i - 1]!;
    if (before.offset + before.size !== segments[i]!.offset) from = i;
  }
  return segments.slice(from);
}

/** Cuts off a line that was being written, and zeros that a file system leaves in place of what it had not written. Answers the size. */
export async function mendTail(folder: string, { offset, size }: Segment): Promise<number> {
  const handle = await open(join(folder, segmentName(offset)), 'r+');
  try {
    const whole = await wholeLines(handle, size);
    if (whole < size) await handle.truncate(whole);
    // What a dead relay wrote may not have reached the disk.
    await handle.datasync();
    return whole;
  } finally {
    await handle.close();
  }
}

async function wholeLines(handle: FileHandle, size: number): Promise<number> {
  let zeros = true;
  for (let to = size; to > 0; to = Math.max(0, to - PIECE)) {
    const from = Math.max(0, to - PIECE);
    const bytes = new Uint8Array(to - from);
    await fill(handle, bytes, from);
    let end = bytes.length;
    while (zeros && end > 0 && bytes[end - 1] === 0) end--;
    zeros &&= end === 0;
    const found = end === 0 ? -1 : bytes.lastIndexOf(LF, end - 1);
    if (found >= 0) return from + found + 1;
  }
  return 0;
}

/** Fewer bytes than are asked for are an error: they were there when they were counted. */
export async function fill(handle: FileHandle, bytes: Uint8Array, from: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, from + done);
    if (bytesRead === 0) throw new Error(`a file of the log is shorter than it was, by ${bytes.length - done} bytes`);
    done += bytesRead;
  }
}

export async function* readSegment(folder: string, segment: number, from: number, to: number): AsyncGenerator<Uint8Array> {
  const handle = await open(join(folder, segmentName(segment)), 'r');
  try {
    for (let at = from; at < to; ) {
      const bytes = new Uint8Array(Math.min(PIECE, to - at));
      await fill(handle, bytes, at - segment);
      at += bytes.length;
      yield bytes;
    }
  } finally {
    await handle.close();
  }
}

/** A new, empty file that is there after a kill of the machine too. */
export async function beginSegment(folder: string, offset: number): Promise<FileHandle> {
  // One of that name was cut down to nothing, or is what a failure left.
  const handle = await open(join(folder, segmentName(offset)), 'w+', 0o600);
  await syncFolder(folder);
  return handle;
}

/** One after the other from the first, so that what is left is one log whenever it ends. */
export async function drop(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) await rm(join(folder, name), { force: true });
}
