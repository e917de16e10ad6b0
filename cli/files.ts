/** Files on disk as sources of bytes. A name of a folder stands for the logs in it. */
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { NO_LOG, NO_LOGS } from '../src/core/no-logs';
import { fail, type Problem } from '../src/core/result';
import type { Source } from '../src/import/source';

const MAX_DEPTH = 12;

export interface Found {
  files: Source[];
  /** Names under which there is nothing to read. */
  problems: Problem[];
}

export async function findFiles(paths: readonly string[]): Promise<Found> {
  const found: Found = { files: [], problems: [] };
  for (const path of paths) await find(path, path, 0, found);
  return found;
}

async function find(path: string, name: string, depth: number, found: Found): Promise<void> {
  try {
    const { size, ...status } = await stat(path).then((stats) => ({ size: stats.size, folder: stats.isDirectory(), file: stats.isFile() }));
    if (status.file) found.files.push(fileSource(path, name, size));
    else if (status.folder && depth <= MAX_DEPTH) {
      // Sorted: what is read must not depend on how a disk lists its files.
      for (const entry of (await readdir(path)).sort()) {
        const inside = join(path, entry);
        if (NO_LOG.test(entry) || (NO_LOGS.has(entry) && (await stat(inside)).isDirectory())) continue;
        await find(inside, join(name, entry), depth + 1, found);
      }
    } else if (depth === 0)
      found.problems.push(fail('no-file', 'It is neither a file nor a folder.', 'Save it to a file and name that.', name).problem);
  } catch (error) {
    found.problems.push(unreadable(error, name));
  }
}

function unreadable(error: unknown, name: string): Problem {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT')
    return fail('no-file', 'There is no such file.', `Is ${basename(name)} spelled right, and does it lie there?`, name).problem;
  return fail('unreadable', `It cannot be opened (${code}).`, 'May you read it?', name).problem;
}

/** Opened for each window and closed again: a folder may hold more files than a process may have open. */
export function fileSource(path: string, name: string, size: number): Source {
  return {
    name,
    size,
    async slice(start, end) {
      const length = Math.max(0, Math.min(end, size) - start);
      const bytes = new Uint8Array(length);
      const handle = await open(path, 'r');
      try {
        let filled = 0;
        while (filled < length) {
          const { bytesRead } = await handle.read(bytes, filled, length - filled, start + filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        return bytes.subarray(0, filled);
      } finally {
        await handle.close();
      }
    },
  };
}
