/** A file of prototypes taken through the site's own import. */
import { PackLibrary } from '../../src/core/pack/library';
import type { PackInfo } from '../../src/core/pack/types';
import { Workshop } from '../../src/core/pack/workshop';
import type { Problem } from '../../src/core/result';
import { MemoryStore } from '../../src/core/world/block-store';
import { Library } from '../../src/core/world/library';
import { kernels } from '../../src/core/world/testing/host';
import { readFile } from '../../src/import/read-file';
import { runImport } from '../../src/import/run-import';
import { bytesSource } from '../../src/import/source';

export async function importedPacks(name: string, text: string): Promise<{ packs: PackInfo[]; problems: readonly Problem[] }> {
  const wasm = await kernels();
  const store = new MemoryStore();
  const packs = new PackLibrary(store);
  const { problems } = await runImport({
    files: [bytesSource(name, new TextEncoder().encode(text))],
    importer: await new Library(store, wasm).importer(),
    packs: new Workshop(packs).importer('test', null),
    readFile: (source, sink, signal) => readFile(source, sink, signal, wasm.scanLines),
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  return { packs: await packs.packs(), problems };
}
