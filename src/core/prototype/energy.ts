/** Energy as prototypes write it: "150kW", "4MJ", "2.5MJ"; power is J/s, "60J" in a power field would be J a tick. */
import { text } from './fields';
import type { RawTable } from './types';

const PREFIXES: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Z: 1e21,
  Y: 1e24,
  R: 1e27,
  Q: 1e30,
};
const TICKS = 60;

const PATTERN = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([kKMGTPEZYRQ]?)([JW])\s*$/;

/** Watts of a power field: J there is a tick's worth. Null: absent or no energy. */
export function watts(table: RawTable | null, key: string): number | null {
  const parsed = parse(text(table, key));
  return parsed && (parsed.unit === 'W' ? parsed.value : parsed.value * TICKS);
}

/** Joules of an energy field: W there is a tick's worth. */
export function joules(table: RawTable | null, key: string): number | null {
  const parsed = parse(text(table, key));
  return parsed && (parsed.unit === 'J' ? parsed.value : parsed.value / TICKS);
}

function parse(value: string | null): { value: number; unit: string } | null {
  const match = value && value.length < 64 ? PATTERN.exec(value) : null;
  return match ? { value: Number(match[1]) * PREFIXES[match[2]!]!, unit: match[3]! } : null;
}
