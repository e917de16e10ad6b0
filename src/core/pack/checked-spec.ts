/** Icons that are given apart from prototypes, in somebody's file: bounded as those that prototypes say. */
import { cleanPath, MAX_LAYERS, MAX_SIZE } from '../icon/layers';
import type { IconSpec, Layer } from '../icon/types';

const MAX_EXPECTED = 1_024;
const MAX_SIDE = 8_192;
const MAX_SHIFT = 4_096;

/** A copy with its keys in one order; layers that cannot be drawn are left out. null: none is left. */
export function checkedSpec(value: unknown): IconSpec | null {
  if (!isObject(value) || !within(value.expected, 1, MAX_EXPECTED) || !Array.isArray(value.layers)) return null;
  const layers = (value.layers as unknown[]).slice(0, MAX_LAYERS).flatMap((layer) => checkedLayer(layer) ?? []);
  return layers.length === 0 ? null : { expected: value.expected, layers };
}

function checkedLayer(value: unknown): Layer | null {
  if (!isObject(value)) return null;
  const { size, scale, shift, tint } = value;
  const file = typeof value.file === 'string' ? cleanPath(value.file) : null;
  if (file === null || !within(size, 1, MAX_SIZE) || !Number.isInteger(size)) return null;
  if (!within(scale, Number.MIN_VALUE, MAX_SIDE) || size * scale * 2 > MAX_SIDE) return null;
  if (!isList(shift, 2, -MAX_SHIFT, MAX_SHIFT) || !isList(tint, 4, 0, 1)) return null;
  return {
    file,
    size,
    scale,
    shift: [shift[0]!, shift[1]!],
    tint: [tint[0]!, tint[1]!, tint[2]!, tint[3]!],
    floating: value.floating === true,
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const within = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && value >= least && value <= most;
const isList = (value: unknown, length: number, least: number, most: number): value is number[] =>
  Array.isArray(value) && value.length === length && value.every((one) => within(one, least, most));
