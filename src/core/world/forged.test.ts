import { expect, it } from 'vitest';
import { MARKER } from '../packet/schema';
import { MemoryStore } from './block-store';
import { Library } from './library';
import { feed, kernels } from './testing/host';

const line = (seq: number, chain: number, d: unknown[]): string => `${MARKER}${JSON.stringify({ v: 1, chain, seq, d })}`;

it('[P14] of two thousand forged histories those beyond the bound are left out, and that is said', async () => {
  const header = { kind: 'header', tick: 0, world: 'forged', seed: 1, game: '2.0.76', mods: [], next: 1, chain: 0, checkpoints: [] };
  const lines = [line(1, 5, [header])];
  for (let i = 0; i < 2000; i++)
    lines.push(line(i % 2 ? 100 : 1, Math.imul(i + 7, 2654435761) >>> 0, [{ kind: 'chat', tick: i, player: 1, text: `${i}` }]));
  const store = new MemoryStore();
  const library = new Library(store, await kernels());
  const importer = await library.importer();
  feed(importer, 'forged.log', lines);
  const { problems } = await importer.finish();
  expect(problems.map(({ code }) => code)).toContain('too-many-histories');
  const [info] = await library.worlds();
  expect(info!.branches).toHaveLength(500);
  // No history has anything of another: each has its own two rows, and none has more.
  const world = (await library.world(info!.id))!;
  for (const { id } of info!.branches.slice(0, 20)) expect((await world.story(id, null, 100)).total).toBeLessThanOrEqual(2);
});
