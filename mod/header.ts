/** Who this world is, and the header that says so at the start of every log and every ten minutes [P7]. */
import type { Tick } from '../src/core/packet/schema';
import { foldChain, type HeaderFacts } from '../src/core/packet/write';
import { emitHeader, host } from './emit';
import { state } from './state';

/** Ten minutes. */
export const HEADER_EVERY = 36000;

/** In the order of names: the game does not tell the order in which it loaded them. */
export function modList(): [name: string, version: string][] {
  const names: string[] = [];
  for (const [name] of pairs(script.active_mods)) names.push(name as string);
  table.sort(names);
  return names.map((name) => [name, script.active_mods[name]!]);
}

/** Made once per save and kept in it. Everything it is made of is the same on all peers. */
export function makeWorldId(seed: number): string {
  let hash = foldChain(seed % 4294967296, `${game.tick}`);
  hash = foldChain(hash, host.json(modList()));
  for (const [, surface] of game.surfaces) hash = foldChain(hash, host.json([surface.index, surface.name, surface.map_gen_settings]));
  // Two new games with all of this in common differ in the map's own random numbers only where they were played.
  return string.format('%08x%08x', seed % 4294967296, hash);
}

export const worldSeed = (): number => game.surfaces[1]?.map_gen_settings.seed ?? 0;

export function writeHeader(tick: Tick, isLocal: boolean): void {
  const { world, seed } = state();
  const facts: HeaderFacts = { world, seed, game: helpers.game_version, mods: modList() };
  emitHeader(facts, tick, isLocal);
}
