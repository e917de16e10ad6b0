/** Files on disk as sources of bytes. A name of a folder stands for what is read of it. */
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { handlingOf, isWalked } from '../src/core/no-logs';
import { fail, type Problem } from '../src/core/result';
import type { Source } from '../src/import/source';

const MAX_DEPTH = 20;

export interface Found {
  files: Source[];
  /** Pictures and texts of mods and dumps: opened when something names them. Their names have `/`. */
  lazy: Source[];
  /** Names under which there is nothing to read. */
  problems: Problem[];
}

/** `short`: named without where they lie on this disk, for what is written into files. */
export async function findFiles(paths: readonly string[], short = false): Promise<Found> {
  const found: Found = { files: [], lazy: [], problems: [] };
  const names = paths.map((path) => basename(resolve(path)));
  const ambiguous = new Set(names).size < names.length;
  for (const [i, path] of paths.entries())
    await find(path, short ? `${ambiguous ? `${i + 1}/` : ''}${names[i]}` : path, { depth: 0, inMod: false }, found);
  return found;
}

/** `inMod`: an info.json lies above it. */
async function find(path: string, name: string, at: { depth: number; inMod: boolean }, found: Found): Promise<void> {
  try {
    const stats = await stat(path);
    if (stats.isFile()) take(fileSource(path, name, stats.size), at, found);
    else if (stats.isDirectory() && at.depth <= MAX_DEPTH) {
      // Sorted: what is read must not depend on how a disk lists its files.
      const entries = (await readdir(path)).sort();
      const inMod = at.inMod || entries.includes('info.json');
      for (const entry of entries) {
        const inside = join(path, entry);
        if (!isWalked(entry, inMod) && (await stat(inside)).isDirectory()) continue;
        await find(inside, join(name, entry), { depth: at.depth + 1, inMod }, found);
      }
    } else if (at.depth === 0)
      found.problems.push(fail('no-file', 'It is neither a file nor a folder.', 'Save it to a file and name that.', name).problem);
  } catch (error) {
    found.problems.push(unreadable(error, name));
  }
}

/** What is named itself is always read. */
function take(file: Source, { depth, inMod }: { depth: number; inMod: boolean }, found: Found): void {
  const name = file.name.replaceAll('\\', '/');
  const handling = depth === 0 ? 'file' : handlingOf(name, inMod);
  if (handling === 'file') found.files.push(file);
  else if (handling === 'lazy') found.lazy.push({ ...file, name });
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
