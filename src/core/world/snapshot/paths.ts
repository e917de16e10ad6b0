/** Where a lane's record lies: its key in the store, and its path in a snapshot, which may hold no colons. */

export interface RecordPlace {
  /** Place in the snapshot's list of units. */
  unit: number;
  lane: string;
  level: number;
  region: string;
  /** First tick, as the store pads it. */
  from: string;
}

const PATH = /^world\/(\d{1,4})\/([a-z]+(?:\.\d{1,9}){0,2})\/([0-5])\/(-?\d{1,6}\.-?\d{1,6})\/(\d{16})$/;

export const pathOf = ({ unit, lane, level, region, from }: RecordPlace): string =>
  `world/${unit}/${lane.replaceAll(':', '.')}/${level}/${region}/${from}`;

export function placeOf(path: string): RecordPlace | null {
  const [, unit, lane, level, region, from] = PATH.exec(path) ?? [];
  if (from === undefined) return null;
  return { unit: Number(unit), lane: lane!.replaceAll('.', ':'), level: Number(level), region: region!, from };
}

/** The key behind the world's and the unit's prefix. */
export const keyOf = ({ lane, level, region, from }: Omit<RecordPlace, 'unit'>): string => `${lane}/${level}/${region}/${from}`;

export const padded = (tick: number): string => String(tick).padStart(16, '0');
