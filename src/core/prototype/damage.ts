/** The damage of one shot, as far as it is written plainly: triggers may do anything, and randomly. */
import type { Book } from './book-types';
import { field, isTable, listOf, num, table, text } from './fields';
import type { RawTable, RawValue } from './types';

const MAX_DEPTH = 24;
const SHOTS = ['projectile', 'artillery-projectile', 'stream', 'beam'] as const;

/** Damage types with the points of one shot on one target, through what it shoots; an area counts once. Negative heals. */
export function damageOf(ammo: RawValue | undefined, book: Book): [type: string, amount: number][] {
  const sums = new Map<string, number>();
  // 1.1 may give one for each kind of source: the first is what a player shoots.
  const kinds = listOf(ammo);
  walk(kinds && kinds.length > 0 ? kinds[0] : ammo, book, sums, 1, 0, new Set());
  return [...sums];
}

function walk(value: RawValue | undefined, book: Book, sums: Map<string, number>, times: number, depth: number, seen: Set<RawTable>): void {
  if (depth > MAX_DEPTH || value === undefined) return;
  const many = Array.isArray(value) ? (value as readonly RawValue[]) : null;
  if (many) {
    for (const one of many.slice(0, 100)) walk(one, book, sums, times, depth + 1, seen);
    return;
  }
  if (!isTable(value)) return;
  const again = times * Math.max(1, num(value, 'repeat_count', 1)) * Math.min(1, num(value, 'probability', 1));
  const damage = text(value, 'type') === 'damage' ? table(value, 'damage') : null;
  const type = text(damage, 'type');
  if (damage && type !== null && (sums.has(type) || sums.size < 50))
    sums.set(type, (sums.get(type) ?? 0) + num(damage, 'amount', 0) * again);
  for (const key of ['action', 'action_delivery', 'target_effects', 'initial_action'])
    walk(field(value, key), book, sums, again, depth + 1, seen);
  for (const key of SHOTS) {
    const name =
      text(value, 'type') === (key === 'artillery-projectile' ? 'artillery' : key)
        ? text(value, key === 'artillery-projectile' ? 'projectile' : key)
        : null;
    const shot = name === null ? undefined : book.raw.get(key)?.get(name);
    if (!shot || seen.has(shot)) continue;
    seen.add(shot);
    walk(shot, book, sums, again, depth + 1, seen);
  }
}
