import type { Tick } from '../src/core/packet/schema';
import { WrongUse } from './wrong-use';

/** `--span first,last`; null: not given. */
export function spanOf(text: string | undefined): [Tick, Tick] | null {
  if (text === undefined) return null;
  const ticks = text.split(',').map((part) => (/^\d+$/.test(part) ? Number(part) : Number.NaN));
  const [first, last] = ticks;
  if (ticks.length !== 2 || first === undefined || last === undefined || !(first <= last) || !Number.isSafeInteger(last))
    throw new WrongUse(`--span is two ticks, as 0,216000, the first before the last, not ${text}.`);
  return [first, last];
}
