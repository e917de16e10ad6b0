/** Reads from the shelves what icons name. */
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

/** So many files are asked for at once, and about so many bytes. */
const BATCH = 500;
const BATCH_BYTES = 32_000_000;
/** What a file is taken to have before any was opened. */
const GUESS = BATCH_BYTES / 100;
/** So much is held before it goes to the store, so much is read in all. */
const HELD = 64_000_000;
const MAX_BYTES = 1_000_000_000;
/** Of one mod: the one that counts is among the newest, or claimed. */
const MAX_VERSIONS = 4;

export type OnFiles = (done: number, total: number) => void;

export interface ReadFiles {
  /** One row for each file that was read: it counts whatever was known of its place before. */
  found: Evidence['found'];
  /** Not stored yet. */
  files: Map<string, Uint8Array>;
  /** Hashes of what was put already, for when it all comes to nothing. */
  stored: string[];
  problems: Problem[];
  /** Files that were never read, because the signal spoke. */
  left: number;
}

/** By what rows of one thing are told apart: mod, version and path of a file, kind, name and sort of a picture. */
export const placeOf = ([a, b, c]: readonly [string, string, string, ...rest: unknown[]]): string => `${a}\0${b}\0${c}`;

/**
 * Of every version that lies there: a list that says which one is on may come later. Those that are stored are read too, behind the others:
 * a mod's author changes files without a new version. Ends early by the signal, with what was read until then. Rejects with StoreFull;
 * `into` then knows what was put. `here`: hashes of what is stored.
 */
export async function readFiles(
  store: BlockStore,
  id: string,
  state: PackState,
  shelves: readonly Shelf[],
  claimed: ReadonlyMap<string, string | null>,
  here: ReadonlySet<string>,
  into: ReadFiles,
  signal: AbortSignal,
  onFiles: OnFiles,
): Promise<void> {
  const jobs = jobsOf(state, shelves, claimed, into.problems);
  const total = jobs.reduce((sum, { paths }) => sum + paths.length, 0);
  let [done, bytes, held] = [0, 0, 0];
  for (const [n, { shelf, paths }] of jobs.entries()) {
    for (let at = 0; at < paths.length; ) {
      const batch = nextBatch(shelf, paths, at, done === 0 ? GUESS : bytes / done);
      const read = signal.aborted ? null : await unlessStopped(shelf.read(batch, signal, MAX_FILE), signal);
      if (read === null) {
        into.left = leftOf(jobs.slice(n), at);
        return;
      }
      for (const [i, path] of batch.entries()) {
        const file = read[i];
        if (!file) continue;
        if (file.length > MAX_FILE) {
          into.problems.push(tooLarge(shelf, path));
          continue;
        }
        bytes += file.length;
        const hash = hashOf(file);
        into.found.push([shelf.mod, shelf.version ?? '', path, hash, file.length]);
        if (here.has(hash) || into.files.has(hash)) continue;
        into.files.set(hash, file);
        held += file.length;
      }
      at += batch.length;
      done += batch.length;
      onFiles(done, total);
      if (bytes > MAX_BYTES && done < total) {
        into.problems.push(
          problem('icons-too-large', shelf.from, 'The files of icons come to more than 1 GB: the rest of them was left out.'),
        );
        return;
      }
      if (held <= HELD) continue;
      // Known by their content, and nobody knows them before the pack says so: what is put early harms nothing.
      const set = [...into.files].map(([hash, file]): [string, Uint8Array] => [fileKey(id, hash), file]);
      into.stored.push(...into.files.keys());
      await store.put({ set, remove: [] });
      into.files.clear();
      held = 0;
    }
  }
}

interface Job {
  shelf: Shelf;
  /** In the order they lie in a zip or a folder, mostly. */
  paths: string[];
  /** They are read anew. */
  known: boolean;
}

/** Shelf by shelf; what is not here yet comes first, so that a drop that is stopped and made again gets on. */
function jobsOf(state: PackState, shelves: readonly Shelf[], claimed: ReadonlyMap<string, string | null>, problems: Problem[]): Job[] {
  const here = new Set(state.evidence.found.map(placeOf));
  const [fresh, known]: [Job[], Job[]] = [[], []];
  for (const [mod, paths] of neededFiles(state.raw, state.evidence)) {
    const sorted = [...paths].sort();
    for (const shelf of chosen(shelves, mod, claimed.get(mod) ?? null)) {
      const there = sorted.filter((path) => {
        if (!shelf.has(path)) return false;
        const large = (shelf.size?.(path) ?? 0) > MAX_FILE;
        if (large) problems.push(tooLarge(shelf, path));
        return !large;
      });
      const isHere = (path: string) => here.has(placeOf([mod, shelf.version ?? '', path]));
      fresh.push({ shelf, paths: there.filter((path) => !isHere(path)), known: false });
      known.push({ shelf, paths: there.filter(isHere), known: true });
    }
  }
  return [...fresh, ...known];
}

/** `mean`: bytes of a file whose size nobody knows yet. */
function nextBatch(shelf: Shelf, paths: readonly string[], at: number, mean: number): string[] {
  let end = at;
  for (let bytes = 0; end < paths.length && end - at < BATCH && bytes < BATCH_BYTES; end++) bytes += shelf.size?.(paths[end]!) ?? mean;
  return paths.slice(at, end);
}

async function unlessStopped<T>(reading: Promise<T>, signal: AbortSignal): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

/** `at`: how far the first of these is. */
const leftOf = (jobs: readonly Job[], at: number): number =>
  jobs.reduce((sum, { paths, known }, i) => sum + (known ? 0 : paths.length - (i === 0 ? at : 0)), 0);

/** The claimed version and the newest. */
function chosen(shelves: readonly Shelf[], mod: string, claimed: string | null): Shelf[] {
  const mine = shelves.filter((shelf) => shelf.mod === mod);
  const rank = (shelf: Shelf) => Number(claimed !== null && shelf.version === claimed);
  return mine.sort((a, b) => rank(b) - rank(a) || compareVersions(b.version, a.version)).slice(0, MAX_VERSIONS);
}

const tooLarge = (shelf: Shelf, path: string): Problem =>
  problem('icon-file-too-large', `${shelf.from}/${path}`, 'An icon of more than 16 MB was left out: none is that large.');
const problem = (code: string, file: string, detail: string): Problem => ({ code, file, line: 0, detail, tip: '' });
