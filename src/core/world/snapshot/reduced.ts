/** The copies at ½ and ¼ that a snapshot of one moment leaves out, made of its full pictures. */
import type { Kernels } from '../../kernels/kernels';
import type { Tick } from '../../packet/schema';
import { chunkAt, slotOf } from '../geometry';
import { unpackPixels } from '../pixel-codec';
import { PIXELS, type Reducer, reducesChart, reducesGround } from '../pixels';
import { baseValue, buildRecord, type LaneRecord } from '../record';
import type { Tables } from '../tables';
import type { LaneKind } from './kinds';
import type { RecordPlace } from './paths';

export const reducerOf = (kind: LaneKind, kernels: Kernels, tables: Tables): Reducer =>
  kind.force === undefined ? reducesGround(kernels, tables) : reducesChart(kernels);

/** Where the full pictures of a region lie. */
export function regionsUnder({ level, region }: RecordPlace): string[] {
  const [rx, ry] = region.split('.').map(Number) as [number, number];
  const across = 1 << level;
  return Array.from({ length: across * across }, (_, i) => `${rx * across + (i % across)}.${ry * across + Math.floor(i / across)}`);
}

/** The region of a level in which a full region lies. */
export function regionOver(region: string, level: number): string {
  const [rx, ry] = region.split('.').map(Number) as [number, number];
  return `${Math.floor(rx / (1 << level))}.${Math.floor(ry / (1 << level))}`;
}

/** Of one moment: all that is known is the records' beginning. */
export function reducedRecord(
  from: Tick,
  level: number,
  full: readonly { region: string; record: LaneRecord }[],
  reduce: Reducer,
): LaneRecord {
  const base = new Map<number, Uint8Array>();
  const values = new Uint16Array(PIXELS);
  for (const { region, record } of full) {
    const [rx, ry] = region.split('.').map(Number) as [number, number];
    for (const [i, slot] of record.baseSlot.entries()) {
      const value = baseValue(record, i);
      const at = slotOf(chunkAt(rx, ry, slot, 0), level);
      if (unpackPixels(value, 0, value.length, values, 0, PIXELS)) base.set(at, reduce(new Uint8Array(values.buffer))[level - 1]!);
      // Known, but not its pixels.
      else if (value.length > 0) base.set(at, value);
    }
  }
  return buildRecord(from, base, []);
}
