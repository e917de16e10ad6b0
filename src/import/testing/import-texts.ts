/** Texts taken through the site's own import, worlds and packs alike, into a store in memory. */
import type { Kernels } from '../../core/kernels/kernels';
import { PackLibrary } from '../../core/pack/library';
import { Workshop } from '../../core/pack/workshop';
import type { Problem } from '../../core/result';
import { MemoryStore } from '../../core/world/block-store';
import { Library } from '../../core/world/library';
import { kernels } from '../../core/world/testing/host';
import { readFile } from '../read-file';
import { runImport } from '../run-import';
import { bytesSource } from '../source';

export interface ImportedTexts {
  store: MemoryStore;
  wasm: Kernels;
  worlds: Library;
  packs: PackLibrary;
  problems: readonly Problem[];
}

export async function importTexts(files: readonly (readonly [name: string, text: string])[]): Promise<ImportedTexts> {
  const store = new MemoryStore();
  const wasm = await kernels();
  const worlds = new Library(store, wasm);
  const packs = new PackLibrary(store);
  const { problems } = await runImport({
    files: files.map(([name, text]) => bytesSource(name, new TextEncoder().encode(text))),
    importer: await worlds.importer(),
    packs: new Workshop(packs).importer('test', null),
    readFile: (source, sink, signal) => readFile(source, sink, signal, wasm.scanLines),
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  return { store, wasm, worlds, packs, problems };
}
