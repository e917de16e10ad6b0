import type { BlockStore } from './block-store';
import { allStored } from './stored-row';
import type { WorldInfo } from './types';

/** Pairs of worlds known only by their first lines that may be one: same game, mods and surfaces, and no tick in both. */
export async function joinable(store: BlockStore): Promise<[string, string][]> {
  const worlds = (await allStored(store))
    .filter((stored) => stored.heads !== null && stored.info.deletedAt === undefined)
    .map((stored) => stored.info);
  const pairs: [string, string][] = [];
  worlds.forEach((a, i) => {
    for (const b of worlds.slice(i + 1))
      if (mayBeOne(a, b)) pairs.push((a.ticks?.[0] ?? 0) <= (b.ticks?.[0] ?? 0) ? [a.id, b.id] : [b.id, a.id]);
  });
  return pairs;
}

function mayBeOne(a: WorldInfo, b: WorldInfo): boolean {
  if (!a.ticks || !b.ticks || a.gameVersion === null || a.gameVersion !== b.gameVersion) return false;
  if (a.ticks[0] <= b.ticks[1] && b.ticks[0] <= a.ticks[1]) return false;
  const mods = (info: WorldInfo): string =>
    info.mods
      .map((mod) => `${mod.name} ${mod.version}`)
      .sort()
      .join();
  const names = new Map(a.surfaces.map((surface) => [surface.index, surface.name]));
  return mods(a) === mods(b) && b.surfaces.every((surface) => !names.has(surface.index) || names.get(surface.index) === surface.name);
}
