/**
 * Files by path that are read only when they are asked for: folders given to the page, folders on disk, what is in a zip. A
 * game's folder holds tens of thousands of files, of which a pack needs some hundred.
 */
import type { Problem } from '../../core/result';
import type { Source } from '../source';
import { blobSource } from '../source';

export interface Folder {
  /** With `/`, from where the drop begins: "Factorio/mods/bzlead/info.json". Each once. */
  readonly paths: readonly string[];
  /** Bytes of a file; null: not known before it is opened. */
  size?(path: string): number | null;
  /**
   * In the order asked; null where it is gone, cannot be read or is longer than `max` bytes (64 MB), which is told where the folder came
   * from.
   */
  read(paths: readonly string[], signal: AbortSignal, max?: number): Promise<(Uint8Array | null)[]>;
}

/** What the page gives for a path: a File, seen structurally. */
export type Opener = (paths: string[]) => Promise<(Parameters<typeof blobSource>[1] | null)[]>;

/** Longer than any picture or text of a mod. */
export const MAX_FILE = 64 * 1024 * 1024;
/** As ImportApi's LazyFiles says. */
export const BATCH = 500;
/** Reads under way at once: each waits about 1 ms for the disk. */
const SIDE_BY_SIDE = 16;

/** A folder of the page's: it opens files in batches, the bytes are read here. */
export function openedFolder(paths: readonly string[], open: Opener, report: (problem: Problem) => void): Folder {
  return {
    paths,
    read: (asked, signal, max = MAX_FILE) =>
      inBatches(asked, signal, async (batch) => {
        const files = await open([...batch]);
        return await sideBySide(batch, async (path, i) => {
          const file = files[i] ?? null;
          return file === null ? gone(path, report) : await wholeOf(blobSource(path, file), max, report);
        });
      }),
  };
}

/** A folder whose files are sources at once: on the command line, and in tests. */
export function sourceFolder(sources: readonly Source[], report: (problem: Problem) => void): Folder {
  const byPath = new Map(sources.map((source) => [source.name, source]));
  return {
    paths: [...byPath.keys()],
    size: (path) => byPath.get(path)?.size ?? null,
    read: (asked, signal, max = MAX_FILE) =>
      inBatches(asked, signal, (batch) =>
        sideBySide(batch, async (path) => {
          const source = byPath.get(path);
          return source === undefined ? gone(path, report) : await wholeOf(source, max, report);
        }),
      ),
  };
}

async function inBatches(
  paths: readonly string[],
  signal: AbortSignal,
  read: (batch: readonly string[]) => Promise<(Uint8Array | null)[]>,
): Promise<(Uint8Array | null)[]> {
  const result: (Uint8Array | null)[] = [];
  for (let at = 0; at < paths.length; at += BATCH) {
    signal.throwIfAborted();
    result.push(...(await read(paths.slice(at, at + BATCH))));
  }
  signal.throwIfAborted();
  return result;
}

async function sideBySide<T>(paths: readonly string[], read: (path: string, i: number) => Promise<T>): Promise<T[]> {
  const result: T[] = new Array(paths.length);
  let next = 0;
  const worker = async () => {
    while (next < paths.length) {
      const i = next++;
      result[i] = await read(paths[i]!, i);
    }
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, paths.length) }, worker));
  return result;
}

async function wholeOf(source: Source, max: number, report: (problem: Problem) => void): Promise<Uint8Array | null> {
  if (source.size > max) {
    const detail = `It is larger than ${Math.round(max / 1024 / 1024)} MB, which no such file of a mod is: it was left out.`;
    report(problem('file-too-large', source.name, detail, ''));
    return null;
  }
  try {
    return await source.slice(0, source.size);
  } catch {
    return gone(source.name, report);
  }
}

function gone(path: string, report: (problem: Problem) => void): null {
  const tip = 'Was it moved or changed since it was dropped? Drop the folder again.';
  report(problem('not-readable', path, 'The file is gone or may not be read: it was left out.', tip));
  return null;
}

const problem = (code: string, file: string, detail: string, tip: string): Problem => ({ code, file, line: 0, detail, tip });
