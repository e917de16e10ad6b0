/** The tree of technologies: what needs what, what gives what, and the way to something. */
import type { Book, Technologies } from './book-types';
import { isTable, list, num, table, tables, text, texts } from './fields';
import { keyOf } from './order';
import type { RawTable, Ref } from './types';

/** 1.1 may keep the parts in `normal`. */
export const technologyBody = (technology: RawTable): RawTable =>
  table(technology, 'normal') ?? table(technology, 'expensive') ?? technology;

export function buildTechnologies(book: Book): Technologies {
  const all = book.all('technology');
  const known = new Set(all.map((entry) => entry.name));
  const rank = new Map(all.map((entry, i) => [entry.name, i]));
  const before = new Map<string, string[]>();
  const after = new Map<string, string[]>();
  const unlocking = new Map<string, string[]>();
  const unlocks = new Map<string, Ref[]>();
  const effects = new Map<string, RawTable[]>();
  const packs = new Map<string, string[]>();
  const triggered = new Map<string, string[]>();
  for (const { name, table: prototype } of all) {
    const body = technologyBody(prototype);
    const needed = [...new Set([...texts(prototype, 'prerequisites'), ...texts(body, 'prerequisites')])].filter(
      (other) => known.has(other) && other !== name,
    );
    before.set(name, needed);
    for (const other of needed) add(after, other, name);
    const own = tables(body, 'effects');
    effects.set(name, own);
    for (const effect of own) {
      const ref = unlockedRef(effect);
      add(unlocking, ref ? keyOf(ref) : `effect/${text(effect, 'type') ?? ''}`, name);
      if (ref) add(unlocks, name, ref);
    }
    for (const pack of packsOf(body)) add(packs, pack.name, name);
    for (const ref of triggerRefs(table(prototype, 'research_trigger'))) add(triggered, keyOf(ref), name);
  }
  const none: readonly never[] = [];
  return {
    all,
    prerequisites: (name) => before.get(name) ?? none,
    leadsTo: (name) => after.get(name) ?? none,
    unlocking: (ref) => unlocking.get(keyOf(ref)) ?? none,
    unlocks: (name) => unlocks.get(name) ?? none,
    effects: (name) => effects.get(name) ?? none,
    researchedWith: (item) => packs.get(item) ?? none,
    triggeredBy: (ref) => triggered.get(keyOf(ref)) ?? none,
    closure: (names) =>
      closure(
        names.filter((name) => known.has(name)),
        before,
        rank,
      ),
  };
}

const UNLOCKS: Readonly<Record<string, [Ref['kind'], string]>> = {
  'unlock-recipe': ['recipe', 'recipe'],
  'unlock-space-location': ['space-location', 'space_location'],
  'unlock-quality': ['quality', 'quality'],
};

export function unlockedRef(effect: RawTable): Ref | null {
  const type = text(effect, 'type') ?? '';
  const unlock = Object.hasOwn(UNLOCKS, type) ? UNLOCKS[type]! : null;
  const name = unlock && text(effect, unlock[1]);
  return unlock && name !== null ? { kind: unlock[0], name: name as string } : null;
}

/** `["pack", 1]`, `{name, amount}` or `{"pack", 1}` as a table. */
export function packsOf(body: RawTable): { name: string; amount: number }[] {
  const packs: { name: string; amount: number }[] = [];
  for (const entry of list(table(body, 'unit'), 'ingredients')) {
    const [name, amount] = isTable(entry)
      ? [text(entry, 'name') ?? text(entry, '1'), num(entry, 'amount') ?? num(entry, '2')]
      : Array.isArray(entry)
        ? [entry[0], entry[1]]
        : [];
    if (typeof name === 'string') packs.push({ name, amount: typeof amount === 'number' ? amount : 1 });
  }
  return packs;
}

/** What a trigger waits for: an item that is made, an entity that is mined or built (2.1: one of several), a fluid. */
export function triggerRefs(trigger: RawTable | null): Ref[] {
  if (!trigger) return [];
  const refs: Ref[] = [];
  for (const [kind, key] of [
    ['item', 'item'],
    ['fluid', 'fluid'],
    ['entity', 'entity'],
  ] as const) {
    const value = table(trigger, key);
    // An item with a quality is a table.
    const names = value ? texts(value, 'name') : texts(trigger, key);
    for (const name of names) refs.push({ kind, name });
  }
  for (const name of texts(trigger, 'entities')) refs.push({ kind: 'entity', name });
  return refs;
}

/** Kahn's order over the part of the tree below `names`. What waits for itself (a cycle) can never be researched and comes last. */
function closure(names: readonly string[], before: ReadonlyMap<string, string[]>, rank: ReadonlyMap<string, number>): string[] {
  const needed = new Set<string>();
  const open = [...names];
  while (open.length > 0) {
    const name = open.pop()!;
    if (needed.has(name)) continue;
    needed.add(name);
    open.push(...before.get(name)!);
  }
  const order: string[] = [];
  const missing = new Map([...needed].map((name) => [name, before.get(name)!.length]));
  const after = new Map<string, string[]>();
  for (const name of needed) for (const other of before.get(name)!) add(after, other, name);
  const byRank = (a: string, b: string) => rank.get(a)! - rank.get(b)!;
  let ready = [...needed].filter((name) => missing.get(name) === 0).sort(byRank);
  while (ready.length > 0) {
    const next: string[] = [];
    for (const name of ready) {
      order.push(name);
      needed.delete(name);
      for (const other of after.get(name) ?? []) {
        missing.set(other, missing.get(other)! - 1);
        if (missing.get(other) === 0) next.push(other);
      }
    }
    ready = next.sort(byRank);
  }
  return [...order, ...[...needed].sort(byRank)];
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}
