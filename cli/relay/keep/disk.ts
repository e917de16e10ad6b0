/** Small things done to files so that no kill leaves half of them. */
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../../src/core/result';

const TEMPORARY = '.new';

/** The names in it stand, whatever happens to the machine. Not every system lets a folder be asked for that. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/** The file is as before, or all of this. Readable by its owner alone: it may hold names, words, or keys. */
export async function writeWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const path = join(folder, `${name}${TEMPORARY}`);
  const handle = await open(path, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
    await handle.close();
    await rename(path, join(folder, name));
  } catch (error) {
    // What could be written of it would take the room that is missing.
    await handle.close().catch(() => {});
    await rm(path, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

/** What a kill has left of `writeWhole`. */
export async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (name.endsWith(TEMPORARY)) await rm(join(folder, name), { force: true });
}

export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw diskProblem(error, folder);
  }
}

/** A failure of the disk as what a person can do about it; what is none is thrown on. */
export function diskProblem(error: unknown, file: string): Problem {
  const { code, message } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || code === undefined) throw error;
  const [detail, tip] = WORDS.get(code) ?? [`It cannot be used: ${message}.`, 'Look after the disk.'];
  return { code: FULL.has(code) ? 'disk-full' : 'disk-failed', file, line: 0, detail, tip };
}

const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);
const NO_ROOM = ['The disk is full: what comes now cannot be kept.', 'Make room; followed logs go on where they were.'] as const;
const NOT_ALLOWED = ['It may not be written to.', 'Give its folder to the user who runs the relay, or name another by --data.'] as const;
const WORDS = new Map<string, readonly [string, string]>([
  ['ENOSPC', NO_ROOM],
  ['EDQUOT', NO_ROOM],
  ['EACCES', NOT_ALLOWED],
  ['EPERM', NOT_ALLOWED],
  ['EROFS', NOT_ALLOWED],
  ['ENOTDIR', ['There is a file where a folder is to be.', 'Name another folder by --data.']],
  ['EEXIST', ['There is a file where a folder is to be.', 'Name another folder by --data.']],
]);
