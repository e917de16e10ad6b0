import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { unzlibSync, zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openContainer, readContainer } from '../src/core/pack/container';
import { writeContainer } from '../src/core/pack/write-container';
import { MemoryStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import { openSnapshot, SnapshotBlocks, type SnapshotWorld } from '../src/core/world/snapshot/blocks';
import { EVERYTHING, PRIVATE, type SnapshotChoice } from '../src/core/world/snapshot/choice';
import { worldBlocks } from '../src/core/world/snapshot/write';
import { kernels } from '../src/core/world/testing/host';
import type { View } from '../src/core/world/types';
import type { World } from '../src/core/world/world';
import { bytesSource } from '../src/import/source';
import { dump, hashOf } from './testing/dump';
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
    it(`[S11] [S13] of ${name} tells what the world tells, kept or not, and is the same bytes when it is written again`, async () => {
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

  it('[S14] of a moment, or of a span, shows what the world shows then', async () => {
    const { library } = await reading(filesOf('branches').concat(filesOf('factoscope-log')));
    for (const { id, ticks, branches } of await library.worlds()) {
      const whole = (await library.world(id))!;
      const [first, last] = ticks!;
      const at = (share: number): number => Math.floor(first + (last - first) * share);
      for (const { id: branch } of branches)
        for (const span of [
          [at(0.3), at(0.8)],
          [at(0.5), at(0.5)],
          [last, last],
        ] as [number, number][]) {
          const snapshot = await opened(await written(library, id, { ...EVERYTHING, branch, span }));
          const part = (await new Library(new SnapshotBlocks(snapshot, await kernels()), await kernels()).world(snapshot.stored.info.id))!;
          for (const tick of new Set([span[0], Math.floor((span[0] + span[1]) / 2), span[1]]))
            expect(await shown(part, branch, tick)).toEqual(await shown(whole, branch, tick));
        }
    }
  });

  it('[S15] holds nothing that was said, and nobody’s name, unless it is asked for', async () => {
    const { library } = await reading([...filesOf('factoscope-log'), ...filesOf('engine-log'), ...filesOf('console-log')]);
    let names = 0;
    for (const { id, players } of await library.worlds()) {
      const { rows } = await (await library.world(id))!.story('main', null, 10_000);
      const secrets = [...players.map(({ name }) => name), ...rows.filter(({ type }) => type === 'chat').map(({ text }) => text)];
      const open = await textOf(await written(library, id, EVERYTHING));
      const told = await textOf(await written(library, id, PRIVATE));
      for (const secret of secrets.filter((one) => one.length > 2)) {
        names += 1;
        expect(open).toContain(JSON.stringify(secret).slice(1, -1));
        expect(told, secret).not.toContain(JSON.stringify(secret).slice(1, -1));
      }
    }
    expect(names).toBeGreaterThan(5);
  });

  it('[S16] that somebody has bent is refused or harmless', async () => {
    const { library } = await reading(filesOf('factoscope-log'));
    const { id } = (await library.worlds())[0]!;
    const blocks = await worldBlocks((await library.open(id))!, EVERYTHING);
    const wasm = await kernels();
    await fc.assert(
      fc.asyncProperty(fc.nat(blocks.length - 1), fc.nat(), fc.nat(255), fc.boolean(), async (which, at, value, json) => {
        const bent = blocks.map((block, i) => {
          if (i !== which) return block;
          const raw = unzlibSync(block.bytes);
          if (json)
            raw.set(new TextEncoder().encode('{"__proto__":{"x":1},"kind":"players","list":[{"index":-1}]}').subarray(0, raw.length));
          else raw[at % raw.length] = value;
          return { ...block, bytes: zlibSync(raw), inflated: raw.length };
        });
        const source = bytesSource('world.zip', Buffer.concat(writeContainer(bent, null)));
        const container = await openContainer(source);
        if (!container.ok) return;
        const snapshot = await openSnapshot(source, container.value);
        if (!snapshot.ok) return;
        const here = new Library(new MemoryStore(), wasm);
        try {
          const kept = await here.keep(snapshot.value, { now: 1 });
          await told((await here.world(kept))!);
        } catch (error) {
          expect(error).toMatchObject({ code: 'snapshot-damaged' });
          expect(await here.store.keys('', '\uffff')).toEqual([]);
        }
        expect({}).not.toHaveProperty('x');
      }),
      { seed: 3, numRuns: 60 },
    );
  }, 120_000);
});

/** Texts of all blocks, one after another. */
async function textOf(bytes: Uint8Array): Promise<string> {
  const source = bytesSource('world.zip', bytes);
  const blocks = await readContainer(source, new AbortController().signal);
  if (!blocks.ok) throw new Error(blocks.problem.detail);
  return [...blocks.value.values()].map((block) => new TextDecoder().decode(block)).join('\n');
}

/** What a view shows at a tick: state, story, and the maps at every zoom. */
async function shown(world: World, branch: string, tick: number): Promise<unknown> {
  const { surfaces } = world.info;
  const maps: unknown[] = [];
  for (const { index, map } of surfaces)
    for (const base of map ? (['chart', 'terrain'] as const) : []) {
      const view: View = { world: world.info.id, branch, surface: index, force: null, base, resources: true, buildings: true, tick };
      const area = await world.bounds(view);
      for (let level = 0; area !== null && level <= 5; level++) maps.push(hashOf(await world.area(view, area, level)));
      maps.push(area);
    }
  // The header's checkpoints say where lines belong, and there are none.
  const { header: _, ...state } = await world.state(branch, tick);
  return JSON.parse(JSON.stringify({ state, maps }));
}
