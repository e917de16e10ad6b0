/** Files that a log may have become: the game and the programs that rotate logs give them other names in the same folder. */
import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { LogFile } from './log-file';

/** Packed ones cannot be read on from a place; the others are somebody's half work. */
const OTHERS = /(?:\.(?:gz|zst|xz|bz2|zip|lz4|tmp|swp)|~)$/i;
/** So many are looked at, the newest first. */
const MOST = 16;

export interface Sibling {
  file: LogFile;
  size: number;
  /** Nanoseconds since 1970. */
  written: bigint;
  /** Its name can only mean that it was this log before, as `factorio-previous.log` or `server.log.1`. */
  surely: boolean;
}

/** Null: no name of this log's. */
export function rotated(name: string, log: string): { surely: boolean } | null {
  if (name === log || OTHERS.test(name)) return null;
  const extension = extname(log);
  const stem = log.slice(0, log.length - extension.length);
  if (name === log.replace('current', 'previous')) return { surely: true };
  const behind = name.startsWith(log) ? name.slice(log.length) : '';
  if (/^(?:[.-](?:\d[\d.T:_-]*|old|bak|prev|previous))$/.test(behind)) return { surely: true };
  // `server-2.log` may be another server's.
  if (name.startsWith(stem) && /^[._-]/.test(name.slice(stem.length)) && name.endsWith(extension)) return { surely: false };
  return null;
}

/** The newest last. Whoever asks closes them. */
export async function siblings(path: string): Promise<Sibling[]> {
  const folder = dirname(path);
  const log = basename(path);
  const found: Sibling[] = [];
  for (const name of await names(folder)) {
    const how = rotated(name, log);
    if (how === null) continue;
    try {
      const file = await LogFile.open(join(folder, name));
      if (file !== null) found.push({ file, ...(await file.stats()), ...how });
    } catch {
      // It need not be readable: it is not what was asked for.
    }
    if (found.length > MOST) await drop(found);
  }
  return found.sort(older);
}

/** Clocks of file systems are coarse: of two of one moment `.2` is older than `.1`, and `-20261121` than `-20261122`. */
function older(a: Sibling, b: Sibling): number {
  if (a.written !== b.written) return a.written < b.written ? -1 : 1;
  const [first, second] = [a, b].map(({ file }) => /\.(\d{1,4})$/.exec(file.path)?.[1]);
  if (first !== undefined && second !== undefined) return Number(second) - Number(first);
  return a.file.path < b.file.path ? -1 : 1;
}

/** The oldest goes. */
async function drop(found: Sibling[]): Promise<void> {
  found.sort(older);
  await found.shift()!.file.close();
}

async function names(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}
