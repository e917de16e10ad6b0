/** What a world tells of one of its ticks, as a plain value: two worlds of the same lines tell the same. */
import { MemoryStore } from '../../../src/core/world/block-store';
import { Library } from '../../../src/core/world/library';
import type { View } from '../../../src/core/world/types';
import type { World } from '../../../src/core/world/world';
import { readFile } from '../../../src/import/read-file';
import { runImport } from '../../../src/import/run-import';
import { bytesSource } from '../../../src/import/source';
import { kernels } from '../../kernels';
import { hashOf } from '../../testing/dump';

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

export const openBranch = (world: World): string => world.info.branches.find(({ opens }) => opens)!.id;

/** The branch that opens, at a tick, null: the latest. Without what happened before, of which a watcher with a gap knows less. */
export async function momentOf(world: World, tick: number | null) {
  const branch = openBranch(world);
  const { header, players, ...state } = await world.state(branch, tick);
  const maps: Record<string, unknown> = {};
  for (const { index, name, map } of world.info.surfaces) {
    if (!map) continue;
    const view: View = {
      ...{ world: world.info.id, branch, surface: index, force: null, base: 'chart', resources: false, buildings: false, tick },
    } as View;
    const terrain = { ...view, base: 'terrain', resources: true, buildings: true } as View;
    const charts = [null, ...world.info.forces.map((force) => force.index)];
    maps[name] = {
      ...Object.fromEntries(await Promise.all(charts.map(async (force) => [`chart ${force}`, await picture(world, { ...view, force })]))),
      terrain: await picture(world, terrain),
    };
  }
  return {
    header: header && { world: header.world, seed: header.seed, game: header.game },
    state,
    players: players.map(({ lastSeen: _, ...player }) => player),
    maps,
  };
}

async function picture(world: World, view: View) {
  const area = await world.bounds(view);
  if (area === null) return null;
  return { area: area.join(' '), whole: hashOf(await world.area(view, area, 0)), eighth: hashOf(await world.area(view, area, 3)) };
}

/** Totals as they are known last. */
export async function totalsOf(world: World) {
  const asked = { world: world.info.id, branch: openBranch(world), force: null, surface: null, span: null, points: 2 };
  const { produced, consumed, kills, online, research, rockets, evolution } = await world.numbers.numbers(asked);
  const totals = (list: typeof produced) => Object.fromEntries(list.map(({ name, total }) => [name, total]));
  const last = Object.entries({ online, research, rockets, evolution }).map(([name, list]) => [name, list.at(-1) ?? null]);
  return { produced: totals(produced), consumed: totals(consumed), kills: totals(kills), ...Object.fromEntries(last) };
}

/** Ticks of the branch that opens which lie in none of its gaps, evenly spread. */
export function ticksOutsideGaps(world: World, count: number): number[] {
  const branch = openBranch(world);
  const [from, to] = world.info.ticks ?? [0, 0];
  const gaps = world.info.gaps.filter((gap) => gap.branch === branch).map(({ ticks }) => ticks);
  const ticks = Array.from({ length: count }, (_, i) => Math.floor(from + ((to - from) * (i + 1)) / (count + 1)));
  return ticks.filter((tick) => gaps.every(([start, end]) => tick < start || tick > end));
}
