/** What a log tells, for whoever compares it with what was watched. */
import { MemoryStore } from '../../../src/core/world/block-store';
import { Library } from '../../../src/core/world/library';
import type { World } from '../../../src/core/world/world';
import { readFile } from '../../../src/import/read-file';
import { runImport } from '../../../src/import/run-import';
import { bytesSource } from '../../../src/import/source';
import { kernels } from '../../kernels';

/** The one world of a log, read as a dropped file is. */
export async function worldOf(log: Uint8Array): Promise<World> {
  const library = new Library(new MemoryStore(), await kernels());
  const files = [bytesSource('factorio-current.log', log)];
  const signal = new AbortController().signal;
  await runImport({ files, importer: await library.importer(), readFile, signal, onProgress: () => {} });
  const [info, ...more] = await library.worlds();
  if (info === undefined || more.length > 0) throw new Error(`the log tells of ${more.length + (info ? 1 : 0)} worlds`);
  return (await library.world(info.id))!;
}

const openBranch = (world: World): string => world.info.branches.find(({ opens }) => opens)!.id;

/** Ticks of the branch that opens which lie in none of its gaps, evenly spread. */
export function ticksOutsideGaps(world: World, count: number): number[] {
  const branch = openBranch(world);
  const [from, to] = world.info.ticks ?? [0, 0];
  const gaps = world.info.gaps.filter((gap) => gap.branch === branch).map(({ ticks }) => ticks);
  const ticks = Array.from({ length: count }, (_, i) => Math.floor(from + ((to - from) * (i + 1)) / (count + 1)));
  return ticks.filter((tick) => gaps.every(([start, end]) => tick < start || tick > end));
}
