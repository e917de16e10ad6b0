import { type GenerateOptions, generate } from '../../mod/sample/generate';
import { Random } from '../../mod/sample/noise';
import type { ChunkPosition } from '../../src/core/packet/schema';
import { MemoryStore } from '../../src/core/world/block-store';
import { Library } from '../../src/core/world/library';
import { kernels } from '../../src/core/world/testing/host';
import type { View } from '../../src/core/world/types';
import { readFile } from '../../src/import/read-file';
import { runImport } from '../../src/import/run-import';
import { bytesSource } from '../../src/import/source';
import { differencesAt } from './truth';

export interface Compared {
  differences: string[];
  known: Record<string, number>;
  branches: number;
}

/** Generates a world, reads its logs, and compares some chunks at random ticks of each of its histories with the generator. */
export async function compareAtRandomTicks(options: Omit<GenerateOptions, 'onLine'>, ticks: number, chunksEach: number): Promise<Compared> {
  const logs: string[][] = [];
  const generated = generate({
    ...options,
    onLine: (line, log) => {
      logs[log] ??= [];
      logs[log].push(line);
    },
  });
  const library = new Library(new MemoryStore(), await kernels());
  const files = logs.map((lines, i) => bytesSource(`${i}.log`, new TextEncoder().encode(`${lines.join('\n')}\n`)));
  await runImport({ files, importer: await library.importer(), readFile, signal: new AbortController().signal, onProgress: () => {} });
  const [info] = await library.worlds();
  const world = (await library.world(info!.id))!;
  const random = new Random(options.seed);
  const compared: Compared = { differences: [], known: {}, branches: info!.branches.length };
  // Both end at about the same tick; the one loaded again is the later one by the clock.
  for (const branch of info!.branches) {
    const truth = generated.branch !== undefined && branch.opens ? generated.branch : generated.world;
    for (let n = 0; n < ticks; n++) {
      const tick = random.int(0, truth.length - 1);
      const { index: surface } = random.pick(truth.surfaces);
      const view: View = {
        world: info!.id,
        branch: branch.id,
        surface,
        force: null,
        base: 'none',
        resources: false,
        buildings: false,
        tick,
      };
      const built = truth.builtChunks(surface);
      const charted = truth.chartedChunks(surface, 1, truth.length);
      for (let k = 0; k < chunksEach; k++) {
        const chunk: ChunkPosition = random.pick(k % 2 === 0 ? built : charted);
        compared.differences.push(...(await differencesAt(world, truth, view, chunk, tick, compared.known)));
      }
    }
  }
  return compared;
}
