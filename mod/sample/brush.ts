/** The chart's colours as RGB565, and footprints filled with them. */
import type { Position } from '../../src/core/packet/schema';
import { CLIFF, ENEMY, RESOURCE_NAMES, RESOURCES, TILE_565, TILE_COLORS, TREE, TREE_COVER, to565 } from './palette';

export const CLIFF_565 = to565(...CLIFF);
export const ENEMY_565 = to565(...ENEMY);
export const ORE_565 = RESOURCE_NAMES.map((name) => to565(...RESOURCES[name]!));
const TREE_565 = TILE_COLORS.map(([r, g, b]) => {
  const mix = (ground: number, tree: number): number => Math.round(ground * (1 - TREE_COVER) + tree * TREE_COVER);
  return to565(mix(r, TREE[0]), mix(g, TREE[1]), mix(b, TREE[2]));
});
export const treeOn = (tile: number): number => TREE_565[tile]!;

/** Fills a footprint within the chunk with a colour, or with the ground's own where `color` is null. */
export function fill(
  out: Uint16Array,
  cx: number,
  cy: number,
  at: Position,
  size: readonly [number, number],
  color: number | null,
  tiles: Uint8Array,
): void {
  const left = Math.max(Math.round(at[0] - size[0] / 2) - cx * 32, 0);
  const top = Math.max(Math.round(at[1] - size[1] / 2) - cy * 32, 0);
  const right = Math.min(Math.round(at[0] + size[0] / 2) - cx * 32, 32);
  const low = Math.min(Math.round(at[1] + size[1] / 2) - cy * 32, 32);
  for (let y = top; y < low; y++) for (let x = left; x < right; x++) out[y * 32 + x] = color ?? TILE_565[tiles[y * 32 + x]!]!;
}
