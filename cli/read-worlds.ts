import { PackLibrary } from '../src/core/pack/library';
import type { PackInfo, Shelf } from '../src/core/pack/types';
import { Workshop } from '../src/core/pack/workshop';
import type { Problem } from '../src/core/result';
import { Library } from '../src/core/world/library';
import type { FileReport, WorldInfo } from '../src/core/world/types';
import { sourceFolder } from '../src/import/packs/folder';
import { readFile } from '../src/import/read-file';
import { type JobPacks, type JobProgress, runImport } from '../src/import/run-import';
import { findFiles } from './files';
import type { Io } from './io';
import { kernels } from './kernels';
import { TemporaryStore } from './temporary-store';

/** Named to the packs' workshop; there is one job a run. */
const JOB = 'command';

export interface Read {
  library: Library;
  packLibrary: PackLibrary;
  /** Those with prototypes, in the order in which they were found. */
  packs: PackInfo[];
  /** Mods and folders of the game that were among the files. */
  shelves: Shelf[];
  /** Texts and icons that came without prototypes. */
  loose: { texts: number; icons: number } | null;
  /** In the order in which the logs were written. */
  worlds: WorldInfo[];
  files: (FileReport & { /** Something in it was read, be it a log without packets. */ read: boolean })[];
  problems: Problem[];
  /** Frees what the worlds lie in. */
  close(): void;
}

/** Reads files as the site does. `join`: worlds without an id that may be one are taken as one. */
export async function readWorlds(paths: readonly string[], join: boolean, io: Io): Promise<Read> {
  const { files, lazy, problems, given } = await findFiles(paths);
  const store = new TemporaryStore();
  try {
    const wasm = await kernels();
    const library = new Library(store, wasm);
    const packLibrary = new PackLibrary(store);
    const shelves: Shelf[] = [];
    const read = new Set<string>();
    const result = await runImport({
      files,
      importer: await library.importer(),
      packs: alsoKeeping(shelves, new Workshop(packLibrary).importer(JOB, null)),
      ...(lazy.length === 0 ? {} : { folder: sourceFolder(lazy, (problem) => problems.push(problem)) }),
      readFile: async (source, sink, signal) => {
        const summary = await readFile(source, sink, signal, wasm.scanLines);
        if (summary.read) read.add(source.name);
        return summary;
      },
      signal: new AbortController().signal,
      onProgress: (progress) => io.progress(progressLine(progress)),
    });
    io.progress('');
    if (join) await joinAll(library);
    const order = result.files.map(({ name }) => name);
    const place = ({ files: [first = ''] }: WorldInfo) => order.indexOf(first);
    const worlds = (await library.worlds()).sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));
    const found = await packLibrary.packs();
    return {
      library,
      packLibrary,
      packs: result.packs.flatMap((id) => found.find((pack) => pack.id === id) ?? []),
      shelves,
      loose: result.loose ?? null,
      worlds,
      // A mod in a folder is no file: what was in it says so.
      files: result.files.map((file) => ({
        ...file,
        name: given(file.name),
        read: read.has(file.name) || (file.bytes === 0 && file.note !== ''),
      })),
      problems: [...problems, ...result.problems].map((problem) => ({ ...problem, file: given(problem.file) })),
      close: () => store.close(),
    };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** Hears of every shelf on its way: without prototypes nothing else knows what pictures there are. */
function alsoKeeping(shelves: Shelf[], packs: JobPacks): JobPacks {
  return Object.assign(Object.create(packs) as JobPacks, {
    shelf(shelf: Shelf) {
      shelves.push(shelf);
      packs.shelf(shelf);
    },
  });
}

/** One pair after the other: what was joined spans more ticks than before. */
async function joinAll(library: Library): Promise<void> {
  for (let [pair] = await library.joinable(); pair !== undefined; [pair] = await library.joinable()) await library.join(pair);
}

function progressLine({ bytes, totalBytes, bytesPerSecond, packets }: JobProgress): string {
  const share = totalBytes === 0 ? 100 : Math.floor((bytes / totalBytes) * 100);
  return `${share} % of ${(totalBytes / 1e6).toFixed(1)} MB, ${(bytesPerSecond / 1e6).toFixed(0)} MB/s, ${packets} packets`;
}
