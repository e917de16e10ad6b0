/** What an object of the game's needs to know of the peer that asks, and how arguments are understood. */
import { type FunctionRef, GameError } from '../lua/values';
import { chunkKey, Force, Player, type Point, Surface } from '../world/things';
import type { World } from '../world/world';
import type { Cost } from './cost';

export interface Context {
  readonly world: World;
  readonly version: string;
  readonly cost: Cost;
  /** Other for every peer that shall see other chart pixels; 0: the true ones. */
  readonly noise: number;
  readonly multiplayer: boolean;
  /** Makes a Lua function of one that takes plain values. */
  method(run: (args: unknown[]) => unknown): unknown;
  call(ref: FunctionRef, ...args: unknown[]): unknown;
}

export function surfaceOf(value: unknown, { world }: Context): Surface {
  const found =
    value instanceof Surface
      ? value
      : typeof value === 'number'
        ? world.surfaces.get(value)
        : typeof value === 'string'
          ? [...world.surfaces.values()].find(({ name }) => name === value)
          : undefined;
  if (!found?.valid) throw new GameError(`Invalid surface: ${String(value)}`);
  return found;
}

export function forceOf(value: unknown, { world }: Context): Force {
  const found =
    value instanceof Force
      ? value
      : typeof value === 'number'
        ? world.forces.get(value)
        : typeof value === 'string'
          ? [...world.forces.values()].find(({ name }) => name === value)
          : undefined;
  if (!found?.valid) throw new GameError(`Invalid force: ${String(value)}`);
  return found;
}

export function playerOf(value: unknown, { world }: Context): Player | undefined {
  if (value instanceof Player) return value;
  if (typeof value === 'number') return world.players.get(value);
  if (typeof value === 'string') return [...world.players.values()].find(({ name }) => name === value);
  throw new GameError(`Invalid player: ${String(value)}`);
}

/** `{x = 1, y = 2}` or `{1, 2}`. */
export function pointOf(value: unknown): Point {
  const [x, y] = Array.isArray(value) ? value : [(value as { x?: unknown } | undefined)?.x, (value as { y?: unknown } | undefined)?.y];
  if (typeof x !== 'number' || typeof y !== 'number') throw new GameError(`a position was expected, not ${JSON.stringify(value)}`);
  return [x, y];
}

export type Box = [left: number, top: number, right: number, bottom: number];
/** `{left_top = …, right_bottom = …}` or `{{1, 2}, {3, 4}}`. */
export function boxOf(value: unknown): Box {
  const [a, b] = Array.isArray(value)
    ? value
    : [(value as { left_top?: unknown } | undefined)?.left_top, (value as { right_bottom?: unknown } | undefined)?.right_bottom];
  return [...pointOf(a), ...pointOf(b)];
}

export function textOf(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new GameError(`${what}: a text was expected, not ${typeof value}`);
  return value;
}
export function numberOf(value: unknown, what: string): number {
  if (typeof value !== 'number') throw new GameError(`${what}: a number was expected, not ${typeof value}`);
  return value;
}
/** One or several of something. */
export const listOf = (value: unknown): unknown[] | undefined => (value === undefined ? undefined : Array.isArray(value) ? value : [value]);
export const keyOf = (value: unknown): string => chunkKey(...pointOf(value));
