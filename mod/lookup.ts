/** The game's objects by the plain numbers packets are made of; its types mark each number with what it counts. */
import type { LuaPlayer, LuaSurface } from 'factorio:runtime';

export function surfaceAt(index: number): LuaSurface | undefined {
  const surface = game.get_surface(index as Parameters<typeof game.get_surface>[0]);
  return surface?.valid ? surface : undefined;
}

export function playerAt(index: number): LuaPlayer | undefined {
  const player = game.get_player(index as Parameters<typeof game.get_player>[0]);
  return player?.valid ? player : undefined;
}
