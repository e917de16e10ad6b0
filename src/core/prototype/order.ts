/**
 * The game's own order: by `order`, then by name, both by bytes; groups first, then their subgroups, then what is in them.
 * Source: prototype docs, type Order; Prototype.subgroup and its defaults.
 */
import { text } from './fields';
import type { Kind, RawData, RawTable } from './types';

export interface Place {
  group: string;
  subgroup: string;
  order: string;
}

/** Bytes of UTF-8 sort as code points, which differs from code units beyond the BMP alone: names there are not worth decoding. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const DEFAULT_SUBGROUP: Partial<Record<Kind, string>> = { fluid: 'fluid', 'virtual-signal': 'virtual-signal' };
const OTHER = 'other';

export class Groups {
  private readonly groupOf = new Map<string, string>();
  private readonly groupRank = new Map<string, number>();
  private readonly subgroupRank = new Map<string, number>();

  constructor(raw: RawData) {
    for (const [i, name] of ranked(raw.get('item-group')).entries()) this.groupRank.set(name, i);
    for (const [name, subgroup] of raw.get('item-subgroup') ?? []) this.groupOf.set(name, text(subgroup, 'group') ?? OTHER);
    for (const [i, name] of ranked(raw.get('item-subgroup')).entries()) this.subgroupRank.set(name, i);
  }

  /** What says nothing of its own stands at the end, in the group the game calls "other". */
  place(kind: Kind, prototype: RawTable, subgroup = text(prototype, 'subgroup')): Place {
    const own = subgroup ?? DEFAULT_SUBGROUP[kind] ?? OTHER;
    return { group: this.groupOf.get(own) ?? OTHER, subgroup: own, order: text(prototype, 'order') ?? '' };
  }

  compare(a: Place & { name: string }, b: Place & { name: string }): number {
    return (
      rank(this.groupRank, a.group) - rank(this.groupRank, b.group) ||
      compareText(a.group, b.group) ||
      rank(this.subgroupRank, a.subgroup) - rank(this.subgroupRank, b.subgroup) ||
      compareText(a.subgroup, b.subgroup) ||
      compareText(a.order, b.order) ||
      compareText(a.name, b.name)
    );
  }
}

const rank = (ranks: ReadonlyMap<string, number>, name: string): number => ranks.get(name) ?? ranks.size;

function ranked(named: ReadonlyMap<string, RawTable> | undefined): string[] {
  return [...(named ?? [])]
    .map(([name, prototype]) => ({ name, order: text(prototype, 'order') ?? '' }))
    .sort((a, b) => compareText(a.order, b.order) || compareText(a.name, b.name))
    .map(({ name }) => name);
}

/** For maps: no kind holds a slash. */
export const keyOf = (ref: { kind: string; name: string }): string => `${ref.kind}/${ref.name}`;
