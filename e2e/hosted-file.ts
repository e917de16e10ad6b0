/** Snapshots for tests of what lies on other hosts. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { loadKernels } from '../src/core/kernels/kernels';
import { HEAD_END, HEAD_START, openContainer } from '../src/core/pack/container';
import type { Block } from '../src/core/pack/write-container';
import { writeContainer } from '../src/core/pack/write-container';
import { MemoryStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import { EVERYTHING, type SnapshotChoice } from '../src/core/world/snapshot/choice';
import { worldBlocks } from '../src/core/world/snapshot/write';
import { readFile } from '../src/import/read-file';
import { runImport } from '../src/import/run-import';
import { bytesSource } from '../src/import/source';

const kernels = loadKernels(new Uint8Array(readFileSync('src/core/kernels/build/kernels.wasm')));

/** The sample world that comes with the site, as one file. `more`: blocks before it. */
export async function sampleSnapshot(choice: SnapshotChoice = EVERYTHING, more: readonly Block[] = []): Promise<Uint8Array> {
  const text = gunzipSync(readFileSync('public/sample/Nordhafen.log.gz'));
  return await snapshotOf('Nordhafen.log', new Uint8Array(text), choice, more);
}

/** The one world of a log. */
export async function snapshotOf(name: string, log: Uint8Array, choice = EVERYTHING, more: readonly Block[] = []): Promise<Uint8Array> {
  const library = new Library(new MemoryStore(), await kernels);
  await runImport({
    files: [bytesSource(name, log)],
    importer: await library.importer(),
    readFile,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  const [info] = await library.worlds();
  const open = info && (await library.open(info.id));
  if (!open) throw new Error(`no world in ${name}`);
  return Buffer.concat(writeContainer([...more, ...(await worldBlocks(open, choice))], null));
}

/** The blocks of a pack that was exported, to lie before those of a world. */
export async function packBlocksOf(path: string): Promise<Block[]> {
  const source = bytesSource('pack.zip', new Uint8Array(readFileSync(path)));
  const container = await openContainer(source);
  if (!container.ok) throw new Error(container.problem.detail);
  const blocks: Block[] = [];
  for (const [name, offset, length, , inflated] of container.value.blocks.values())
    blocks.push({ path: name, entry: name.split('/').slice(0, 2).join('/'), bytes: await source.slice(offset, offset + length), inflated });
  return blocks;
}

/** The same file with another header. */
export function headed(file: Uint8Array, edit: (head: Record<string, unknown>) => object): Uint8Array {
  const bent = new Uint8Array(file);
  const text = new TextDecoder().decode(bent.subarray(HEAD_START, HEAD_END));
  bent.set(new TextEncoder().encode(JSON.stringify(edit(JSON.parse(text))).padEnd(HEAD_END - HEAD_START)), HEAD_START);
  return bent;
}
