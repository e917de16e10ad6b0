import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openContainer } from '../src/core/pack/container';
import { writeContainer } from '../src/core/pack/write-container';
import { MemoryStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import { openSnapshot, SnapshotBlocks, type SnapshotWorld } from '../src/core/world/snapshot/blocks';
import { EVERYTHING, type SnapshotChoice } from '../src/core/world/snapshot/choice';
import { worldBlocks } from '../src/core/world/snapshot/write';
import { kernels } from '../src/core/world/testing/host';
import type { World } from '../src/core/world/world';
import { bytesSource } from '../src/import/source';
import { dump } from './testing/dump';
import { reading } from './testing/read';

const FOLDER = fileURLToPath(new URL('../e2e/samples', import.meta.url));
const samples = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'pack')
  .map(({ name }) => name);
const filesOf = (sample: string) =>
  readdirSync(join(FOLDER, sample))
    .filter((name) => name !== 'golden.json')
    .map((name) => bytesSource(name, readFileSync(join(FOLDER, sample, name))));

async function written(library: Library, id: string, choice: SnapshotChoice): Promise<Uint8Array> {
  const open = await library.open(id);
  return Buffer.concat(writeContainer(await worldBlocks(open!, choice), null));
}

async function opened(bytes: Uint8Array): Promise<SnapshotWorld> {
  const source = bytesSource('world.zip', bytes);
  const container = await openContainer(source);
  if (!container.ok) throw new Error(container.problem.detail);
  const world = await openSnapshot(source, container.value);
  if (!world.ok) throw new Error(world.problem.detail);
  return world.value;
}

/** All that a view may ask of it. */
async function told(world: World): Promise<unknown> {
  const branches: Record<string, unknown> = {};
  for (const { id } of world.info.branches) {
    const audits: unknown[] = [];
    for (const { index } of world.info.surfaces)
      audits.push(
        await world.places.audit({
          ...{ world: world.info.id, branch: id, surface: index, force: null, until: null, players: null, kinds: null },
          ...{ area: [-1e6, -1e6, 1e6, 1e6], limit: 10_000 },
        }),
      );
    branches[id] = { audits, timeline: await world.times.timeline(id) };
  }
  return JSON.parse(JSON.stringify({ dump: await dump(world), branches, chunks: world.info.chunks, names: world.info.players }));
}

const nordhafen = fileURLToPath(new URL('../public/sample/Nordhafen.log.gz', import.meta.url));
const cases = [...samples.map((sample) => [sample, () => filesOf(sample)] as const)];
if (existsSync(nordhafen)) cases.push(['the shipped sample', () => [bytesSource('Nordhafen.log.gz', readFileSync(nordhafen))]]);

describe('a snapshot of a world', () => {
  for (const [name, files] of cases)
    it(`of ${name} tells what the world tells, kept or not, and is the same bytes when it is written again`, async () => {
      const { library } = await reading(files());
      for (const { id } of await library.worlds()) {
        const bytes = await written(library, id, EVERYTHING);
        const snapshot = await opened(bytes);
        const { id: own } = snapshot.stored.info;
        const before = await told((await library.world(id))!);

        const there = new Library(new SnapshotBlocks(snapshot, await kernels()), await kernels());
        expect(await told((await there.world(own))!)).toEqual(before);

        const here = new Library(new MemoryStore(), await kernels());
        expect(await here.keep(snapshot, { now: 1 })).toBe(own);
        expect(await told((await here.world(own))!)).toEqual(before);
        expect(await here.settle()).toEqual([]);
        expect(Buffer.compare(await written(here, own, EVERYTHING), bytes)).toBe(0);
      }
    }, 120_000);
});
