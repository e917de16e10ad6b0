/** A world in one file: a hundred hours of 10,000 chunks as the mod would have written them, whole and at one moment, beside their log. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { openContainer } from '../src/core/pack/container';
import { writeContainer } from '../src/core/pack/write-container';
import { MemoryStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import { openSnapshot } from '../src/core/world/snapshot/blocks';
import { EVERYTHING, PRIVATE, type SnapshotChoice } from '../src/core/world/snapshot/choice';
import { worldBlocks } from '../src/core/world/snapshot/write';
import { bytesSource } from '../src/import/source';
import { type Row, row } from './row';
import { kernels } from './worlds/kernels';
import { HOURS, playedLog } from './worlds/played';
import { imported } from './worlds/read';

const CHUNKS = 10_000;

export async function run(): Promise<Row[]> {
  const log = readFileSync(playedLog(CHUNKS));
  const { store, info } = await imported(log, await kernels());
  const library = new Library(store, await kernels());
  const written = async (choice: SnapshotChoice): Promise<Uint8Array> => {
    const open = await library.open(info.id);
    return Buffer.concat(writeContainer(await worldBlocks(open!, choice), null));
  };
  const end = info.ticks![1];
  const begun = performance.now();
  const whole = await written(EVERYTHING);
  const took = performance.now() - begun;
  const moment = await written({ ...PRIVATE, span: [end, end] });

  const source = bytesSource('world.zip', whole);
  const container = await openContainer(source);
  const world = container.ok ? await openSnapshot(source, container.value) : container;
  if (!world.ok) throw new Error(world.problem.detail);
  const keeping = performance.now();
  await new Library(new MemoryStore(), await kernels()).keep(world.value, { now: 0 });
  const kept = performance.now() - keeping;

  const chunks = Object.values(info.chunks).reduce((sum, count) => sum + count, 0);
  const packed = gzipSync(log, { level: 9 }).length;
  return [
    row(`${HOURS} hours of ${chunks} chunks in a file, all of it`, whole.length / 1e6, 'MB', {
      floor: packed / 1e6,
      against: 'the log, gzipped',
      ratioAtMost: 1,
    }),
    row('one moment of it', moment.length / 1e6, 'MB', { atMost: 3 }),
    row('writing all of it', took, 'ms'),
    row('taking it in', kept, 'ms'),
  ];
}
