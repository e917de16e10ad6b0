/** What is said of a technology: cost, trigger, effects. */
import type { Book, Entry } from './book-types';
import { field, num, table, text } from './fields';
import type { Show } from './rows';
import { packsOf, technologyBody, triggerRefs, unlockedRef } from './technologies';
import type { Cost, Fact, RawTable, Ref, Step, TechnologyPage, Trigger } from './types';

export function stepOf(name: string, book: Book, show: Show): Step {
  const prototype = book.find({ kind: 'technology', name })?.table ?? null;
  return {
    ref: show({ kind: 'technology', name }),
    needs: [...book.technologies.prerequisites(name)],
    cost: prototype && costOf(technologyBody(prototype), show),
    trigger: prototype && triggerOf(table(prototype, 'research_trigger'), show),
  };
}

function costOf(body: RawTable, show: Show): Cost | null {
  const unit = table(body, 'unit');
  if (!unit) return null;
  const formula = text(unit, 'count_formula');
  return {
    packs: packsOf(body).map(({ name, amount }) => ({ ref: show({ kind: 'item', name }), amount })),
    count: formula === null ? num(unit, 'count', 0) : null,
    ...(formula !== null && { formula }),
    time: num(unit, 'time', 0),
  };
}

function triggerOf(trigger: RawTable | null, show: Show): Trigger | null {
  const type = text(trigger, 'type');
  if (type === null) return null;
  const ref = triggerRefs(trigger)[0];
  return { type, ref: ref ? show(ref) : null, count: num(trigger, 'count') ?? num(trigger, 'amount') ?? 1 };
}

export function technologyPage(entry: Entry, book: Book, show: Show): TechnologyPage {
  const { technologies } = book;
  const technology = (name: string) => show({ kind: 'technology', name });
  const body = technologyBody(entry.table);
  const last = field(body, 'max_level');
  return {
    step: stepOf(entry.name, book, show),
    prerequisites: technologies.prerequisites(entry.name).map(technology),
    leadsTo: technologies.leadsTo(entry.name).map(technology),
    // 2.1 unlocks the hidden recycling of a thing with it: that is for the recipe's own page.
    unlocks: technologies
      .unlocks(entry.name)
      .map(show)
      .filter((ref) => !ref.hidden),
    effects: technologies.effects(entry.name).flatMap((effect) => effectFact(effect, show)),
    // "infinite" has no last level; absent is the level its name ends with.
    maxLevel: typeof last === 'number' ? last : last === 'infinite' ? Number.POSITIVE_INFINITY : null,
  };
}

/** Modifiers that count pieces, not shares. Source: Modifier types of the prototype docs. */
const COUNTS = /(slots|stack-size|capacity|storage|robots-count|inventory|logistic|distance|health|reach|range-bonus|followers|requests)/;

/**
 * What is no ref: `key` is the effect's own type ("ammo-damage", "mining-drill-productivity-bonus"), with the share, the count, or a
 * plain yes; what it is about (an ammo category, a turret, a recipe) follows as a fact of the same key.
 */
function effectFact(effect: RawTable, show: Show): Fact[] {
  if (unlockedRef(effect)) return [];
  const key = text(effect, 'type');
  if (key === null) return [];
  const about = subjectOf(effect);
  const facts: Fact[] = about ? [{ key, value: { type: 'refs', refs: [{ ref: show(about) }] } }] : [];
  const value = field(effect, 'modifier') ?? field(effect, 'change');
  if (typeof value === 'number') {
    facts.push({
      key,
      value: COUNTS.test(key) ? { type: 'number', value, unit: '' } : { type: 'number', value: percent(value), unit: '%' },
    });
  } else if (key === 'give-item') facts.push({ key, value: { type: 'number', value: num(effect, 'count', 1), unit: '' } });
  else if (!about) facts.push({ key, value: { type: 'yes', yes: value !== false } });
  return facts;
}

function subjectOf(effect: RawTable): Ref | null {
  const subjects = [
    ['ammo_category', 'ammo-category'],
    ['turret_id', 'entity'],
    ['recipe', 'recipe'],
    ['item', 'item'],
  ] as const;
  for (const [key, kind] of subjects) {
    const name = text(effect, key);
    if (name !== null) return { kind, name };
  }
  return null;
}

export const percent = (share: number): number => Number((share * 100).toPrecision(10));
