import { MemoryStore } from '../../src/core/world/block-store';
import { Library } from '../../src/core/world/library';
import { kernels } from '../../src/core/world/testing/host';
import type { FileReport } from '../../src/core/world/types';
import { readFile } from '../../src/import/read-file';
import { runImport } from '../../src/import/run-import';
import type { Source } from '../../src/import/source';
import { inspection } from '../inspect';
import { dump } from './dump';

export interface Reading {
  library: Library;
  files: FileReport[];
  /** What `inspect` prints of the worlds, and a dump of each. */
  worlds: { id: string }[];
  dumps: Record<string, unknown>;
  problems: { code: string; file: string; line: number; detail: string }[];
}

/** Reads sources as the command line does, into memory. */
export async function reading(files: readonly Source[]): Promise<Reading> {
  const library = new Library(new MemoryStore(), await kernels());
  const result = await runImport({
    files,
    importer: await library.importer(),
    readFile,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  const infos = (await library.worlds()).sort((a, b) => (a.id < b.id ? -1 : 1));
  const { worlds, problems } = inspection({ files: [], worlds: infos, packs: [], problems: result.problems });
  const dumps: Record<string, unknown> = {};
  for (const { id } of infos) dumps[id] = await dump((await library.world(id))!);
  return { library, files: result.files, worlds, dumps, problems };
}

/** Gives at most `size` bytes at a time. */
export function pieces(source: Source, size: number): Source {
  return {
    name: source.name,
    size: source.size,
    slice: (start, end) => source.slice(start, end),
    async *stream() {
      for (let at = 0; at < source.size; at += size) {
        const bytes = await source.slice(at, at + size);
        yield { bytes, done: Math.min(source.size, at + size) };
      }
    },
  };
}
