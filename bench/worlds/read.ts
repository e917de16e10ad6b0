import type { Kernels } from '../../src/core/kernels/kernels';
import { MemoryStore } from '../../src/core/world/block-store';
import { Library } from '../../src/core/world/library';
import type { WorldInfo } from '../../src/core/world/types';
import { readFile } from '../../src/import/read-file';
import { runImport } from '../../src/import/run-import';
import { bytesSource } from '../../src/import/source';

/** The whole way of a log into a store, as in the import worker. */
export async function imported(log: Uint8Array, kernels: Kernels): Promise<{ store: MemoryStore; info: WorldInfo }> {
  const store = new MemoryStore();
  const library = new Library(store, kernels);
  const signal = new AbortController().signal;
  await runImport({
    files: [bytesSource('bench.log', log)],
    importer: await library.importer(),
    readFile: (source, sink, stop) => readFile(source, sink, stop, kernels.scanLines),
    signal,
    onProgress: () => {},
  });
  const [info] = await library.worlds();
  if (info === undefined) throw new Error('the log holds no world');
  return { store, info };
}
