/** Files on disk as sources of bytes. A name of a folder stands for what is read of it. */
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { handlingOf, isWalked } from '../src/core/no-logs';
import { fail, type Problem } from '../src/core/result';
import type { Source } from '../src/import/source';

const MAX_DEPTH = 20;

export interface Found {
  files: Source[];
  /** Pictures and texts of mods and dumps: opened when something names them. */
  lazy: Source[];
  /** Names under which there is nothing to read. */
  problems: Problem[];
  given(name: string): string;
}

/**
 * Files are named from what was given, as the page names what is dropped: "mods/bztin_2.1.14.zip", whatever folder `mods` lies in. So the same
 * files become the same bytes on every disk. Where several that are given have one name, their numbers stand before it.
 */
export async function findFiles(paths: readonly string[]): Promise<Found> {
  const names = paths.map((path) => basename(resolve(path)) || 'files');
  const ambiguous = new Set(names).size < names.length;
  const roots = names.map((name, i) => (ambiguous ? `${i + 1}/${name}` : name));
  const found: Found = { files: [], lazy: [], problems: [], given: givenName(roots, paths) };
  for (const [i, path] of paths.entries()) await find(path, roots[i]!, { depth: 0, inMod: false }, found);
  return found;
}

/** What a file is called here → the path as it was given, which the person knows it by. */
function givenName(roots: readonly string[], paths: readonly string[]): Found['given'] {
  const places = roots.map((root, i) => ({ root, path: paths[i]! })).sort((a, b) => b.root.length - a.root.length);
  return (name) => {
    const at = places.find(({ root }) => name === root || name.startsWith(`${root}/`));
    if (at === undefined) return name;
    return name === at.root ? at.path : `${at.path.replace(/[\\/]+$/, '')}${name.slice(at.root.length)}`;
  };
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
        await find(inside, `${name}/${entry}`, { depth: at.depth + 1, inMod }, found);
      }
    } else if (at.depth === 0)
      found.problems.push(fail('no-file', 'It is neither a file nor a folder.', 'Save it to a file and name that.', name).problem);
  } catch (error) {
    found.problems.push(unreadable(error, name));
  }
}

/** What is named itself is always read. */
function take(file: Source, { depth, inMod }: { depth: number; inMod: boolean }, found: Found): void {
  const handling = depth === 0 ? 'file' : handlingOf(file.name, inMod);
  if (handling === 'file') found.files.push(file);
  else if (handling === 'lazy') found.lazy.push(file);
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
