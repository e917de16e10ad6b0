/** Reads from the shelves what icons name and is not here yet. */
import type { Problem } from '../result';
import type { BlockStore } from '../world/block-store';
import type { Evidence } from './evidence';
import { fileKey } from './keys';
import { hashOf } from './packing';
import { MAX_FILE } from './pieces';
import { neededFiles } from './plan';
import type { PackState } from './state';
import type { Shelf } from './types';
import { compareVersions } from './versions';

/** So many files are asked for at once, so much is held before it goes to the store, so much is read in all. */
const BATCH = 100;
const HELD = 64_000_000;
const MAX_BYTES = 1_000_000_000;
/** Of one mod: the one that counts is among the newest, or claimed. */
const MAX_VERSIONS = 4;

export type OnFiles = (done: number, total: number) => void;

export interface ReadFiles {
  found: Evidence['found'];
  /** Not stored yet. */
  files: Map<string, Uint8Array>;
  /** Hashes of what was put already, for when it all comes to nothing. */
  stored: string[];
  problems: Problem[];
}

/**
 * Of every version that lies there: a list that says which one is on may come later. Rejects when the signal says so or with StoreFull;
 * `into` then knows what was put.
 */
export async function readFiles(
  store: BlockStore,
  id: string,
  state: PackState,
  shelves: readonly Shelf[],
  claimed: ReadonlyMap<string, string | null>,
  into: ReadFiles,
  signal: AbortSignal,
  onFiles: OnFiles,
): Promise<void> {
  const here = new Set(state.evidence.found.map(([mod, version, path]) => `${mod}\0${version}\0${path}`));
  const jobs: { shelf: Shelf; paths: string[] }[] = [];
  for (const [mod, paths] of neededFiles(state.raw, state.evidence)) {
    for (const shelf of chosen(shelves, mod, claimed.get(mod) ?? null)) {
      const wanted = [...paths].filter((path) => !here.has(`${mod}\0${shelf.version ?? ''}\0${path}`) && shelf.has(path)).sort();
      for (let at = 0; at < wanted.length; at += BATCH) jobs.push({ shelf, paths: wanted.slice(at, at + BATCH) });
    }
  }
  const total = jobs.reduce((sum, { paths }) => sum + paths.length, 0);
  let done = 0;
  let bytes = 0;
  let held = 0;
  for (const { shelf, paths } of jobs) {
    signal.throwIfAborted();
    if (bytes > MAX_BYTES) {
      into.problems.push(
        problem('icons-too-large', shelf.from, 'The files of icons come to more than 1 GB: the rest of them was left out.'),
      );
      return;
    }
    const read = await shelf.read(paths, signal);
    for (const [i, path] of paths.entries()) {
      const file = read[i];
      if (!file) continue;
      if (file.length > MAX_FILE) {
        into.problems.push(
          problem('icon-file-too-large', `${shelf.from}/${path}`, 'An icon of more than 16 MB was left out: none is that large.'),
        );
        continue;
      }
      bytes += file.length;
      const hash = hashOf(file);
      into.found.push([shelf.mod, shelf.version ?? '', path, hash, file.length]);
      if (into.files.has(hash)) continue;
      into.files.set(hash, file);
      held += file.length;
    }
    done += paths.length;
    onFiles(done, total);
    if (held > HELD) {
      // Known by their content, and nobody knows them before the pack says so: what is put early harms nothing.
      const set = [...into.files].map(([hash, file]): [string, Uint8Array] => [fileKey(id, hash), file]);
      into.stored.push(...into.files.keys());
      await store.put({ set, remove: [] });
      into.files.clear();
      held = 0;
    }
  }
}

/** The claimed version and the newest. */
function chosen(shelves: readonly Shelf[], mod: string, claimed: string | null): Shelf[] {
  const mine = shelves.filter((shelf) => shelf.mod === mod);
  const rank = (shelf: Shelf) => Number(claimed !== null && shelf.version === claimed);
  return mine.sort((a, b) => rank(b) - rank(a) || compareVersions(b.version, a.version)).slice(0, MAX_VERSIONS);
}

const problem = (code: string, file: string, detail: string): Problem => ({ code, file, line: 0, detail, tip: '' });
