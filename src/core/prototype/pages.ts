/** What the item browser shows of a pack: grids, pages and refs, in the words of one asker. */
import type { Book, Entry } from './book-types';
import { factsOf } from './facts';
import { placesFor } from './found';
import { typesOf } from './kinds';
import type { Labels } from './labels';
import { withoutTags } from './locale/rich-text';
import { keyOf } from './order';
import { pathTo } from './paths';
import type { Process } from './process';
import { relatedOf } from './related';
import { bySimplicity, machineUses, rowOf } from './rows';
import { stepOf, technologyPage } from './technology-page';
import type { Kind, Page, RawTable, Ref, Shown } from './types';

/** Kinds with a tab above the grid, in their order. */
export const TABS = [
  'item',
  'fluid',
  'recipe',
  'technology',
  'entity',
  'tile',
  'space-location',
  'quality',
  'equipment',
  'virtual-signal',
] as const;
type TabKind = (typeof TABS)[number];

export interface PagesGroup {
  /** Its name is '' where the kind has no groups (technologies): no heading. */
  group: Shown;
  subgroups: { name: string; entries: Shown[] }[];
  count: number;
  hidden: number;
}

export interface Pages {
  /** Those with entries; `count` without hidden ones. */
  tabs(): { tab: TabKind; count: number }[];
  grid(tab: TabKind): { tab: TabKind; groups: PagesGroup[] };
  /** Null: not in the pack. `mod` pages list what a mod brings. */
  page(ref: Ref): Page | null;
  show(ref: Ref): Shown | null;
  /** Something worth a look: an item, fluid or technology that is not hidden and has a recipe or an effect. The same seed, the same thing. */
  discover(seed: number): Ref | null;
  /** All that is kept of it, as JSON with two spaces, by its own type. */
  raw(ref: Ref): { type: string; json: string }[];
}

/** `missingOf`: what files of its icon's layers are not there, one line each. */
export function createPages(
  book: Book,
  labels: Labels,
  pictureOf: (ref: Ref) => number | null,
  missingOf: (ref: Ref) => string[] = () => [],
): Pages {
  return new BookPages(book, labels, pictureOf, missingOf);
}

/** Kinds that stand in the game's groups. */
const GROUPED: ReadonlySet<Kind> = new Set([
  'item',
  'fluid',
  'recipe',
  'entity',
  'tile',
  'equipment',
  'virtual-signal',
  'space-location',
  'space-connection',
  'asteroid-chunk',
  'decorative',
]);
/** Kinds with a tab and without groups: one list. */
const UNGROUPED: ReadonlySet<Kind> = new Set(['technology', 'quality']);

class BookPages implements Pages {
  private readonly shown = new Map<string, Shown>();
  private worthy: Entry[] | null = null;

  constructor(
    private readonly book: Book,
    private readonly labels: Labels,
    private readonly pictureOf: (ref: Ref) => number | null,
    private readonly missingOf: (ref: Ref) => string[],
  ) {}

  tabs(): { tab: TabKind; count: number }[] {
    return TABS.flatMap((tab) => {
      const all = this.book.all(tab);
      return all.length === 0 ? [] : [{ tab, count: all.reduce((count, entry) => count + Number(!entry.hidden), 0) }];
    });
  }

  grid(tab: TabKind): { tab: TabKind; groups: PagesGroup[] } {
    const groups: PagesGroup[] = [];
    let name: string | null = null;
    for (const entry of this.book.all(tab)) {
      const own = UNGROUPED.has(tab) ? '' : entry.group;
      let group = groups.at(-1);
      if (!group || name !== own) {
        name = own;
        group = { group: own === '' ? nameless() : this.ref({ kind: 'item-group', name: own }), subgroups: [], count: 0, hidden: 0 };
        groups.push(group);
      }
      const part = UNGROUPED.has(tab) ? '' : entry.subgroup;
      let subgroup = group.subgroups.at(-1);
      if (!subgroup || subgroup.name !== part) {
        subgroup = { name: part, entries: [] };
        group.subgroups.push(subgroup);
      }
      subgroup.entries.push(this.ref(entry));
      if (entry.hidden) group.hidden++;
      else group.count++;
    }
    return { tab, groups };
  }

  show(ref: Ref): Shown | null {
    if (ref.kind === 'mod') return this.book.mods.has(ref.name) ? this.ref(ref) : null;
    return this.book.find(ref) ? this.ref(ref) : null;
  }

  page(ref: Ref): Page | null {
    if (ref.kind === 'mod') return this.modPage(ref);
    const entry = this.book.find(ref);
    if (!entry) return null;
    const { book } = this;
    const show = (other: Ref) => this.ref(other);
    const rows = (processes: readonly Process[]) => [...processes].sort(bySimplicity).map((process) => rowOf(process, book, show));
    const own = book.processesOf(ref);
    const recipes = ref.kind === 'recipe' ? own : [];
    const made = book.made(ref);
    const makes = ref.kind === 'entity' ? withOwn(book.doneBy(ref.name), own) : [];
    // The simplest way that a machine goes: wreckage is mined by hand alone.
    const machines = first(recipes.length > 0 ? recipes : [...made].sort(bySimplicity), (process) => machineUses(process, book, show));
    const path = pathTo(ref, book);
    const group = this.book.find({ kind: 'item-group', name: entry.group });
    return {
      ref: this.ref(ref),
      type: entry.type,
      mod: book.modOf(ref),
      description: this.labels.description(ref),
      group: group && GROUPED.has(entry.kind) ? this.ref(group) : null,
      names: this.names(ref),
      facts: factsOf(entry, book, show),
      recipes: recipes.map((process) => rowOf(process, book, show)),
      machines,
      made: rows(made),
      used: rows(book.used(ref)),
      makes: rows(makes),
      related: relatedOf(entry, book, show),
      technology: entry.kind === 'technology' ? technologyPage(entry, book, show) : null,
      path: path?.map((name) => stepOf(name, book, show)) ?? null,
      planets: placesFor(ref, book)?.map(show) ?? null,
      copy: { rich: richOf(ref), command: commandOf(ref, entry, book) },
      missing: this.missingOf({ kind: ref.kind, name: ref.name }),
    };
  }

  discover(seed: number): Ref | null {
    this.worthy ??= (['item', 'fluid', 'technology'] as const).flatMap((kind) =>
      this.book
        .all(kind)
        .filter((entry) => !entry.hidden && (kind === 'technology' || this.book.made(entry).some((process) => !process.hidden))),
    );
    if (this.worthy.length === 0) return null;
    const { kind, name } = this.worthy[scatter(seed) % this.worthy.length]!;
    return { kind, name };
  }

  raw(ref: Ref): { type: string; json: string }[] {
    return typesOf(ref.kind).flatMap((type) => {
      const table = this.book.raw.get(type)?.get(ref.name);
      return table ? [{ type, json: JSON.stringify(table, null, 2) }] : [];
    });
  }

  private ref({ kind, name }: Ref): Shown {
    const key = keyOf({ kind, name });
    let shown = this.shown.get(key);
    if (!shown) {
      const hidden = this.book.find({ kind, name })?.hidden;
      shown = {
        kind,
        name,
        label: withoutTags(this.labels.label({ kind, name })) || name,
        picture: this.pictureOf({ kind, name }),
        ...(hidden && { hidden: true as const }),
      };
      this.shown.set(key, shown);
    }
    return shown;
  }

  private names(ref: Ref): Page['names'] {
    return this.labels.names(ref).map(({ language, label }) => ({ language, label: withoutTags(label) || ref.name }));
  }

  private modPage(ref: Ref): Page | null {
    const entries = this.book.mods.get(ref.name);
    if (!entries) return null;
    const related = (TABS as readonly Kind[]).flatMap((kind) => {
      const refs = entries.filter((entry) => entry.kind === kind && !entry.hidden).map((entry) => this.ref(entry));
      return refs.length > 0 ? [{ key: `mod-${kind}`, refs }] : [];
    });
    return {
      ref: this.ref(ref),
      type: 'mod',
      mod: ref.name,
      description: this.labels.description(ref),
      group: null,
      names: this.names(ref),
      facts: [],
      recipes: [],
      machines: [],
      made: [],
      used: [],
      makes: [],
      related,
      technology: null,
      path: null,
      planets: null,
      copy: { rich: ref.name, command: null },
      missing: [],
    };
  }
}

/** The first list that has something in it. */
function first<T, R>(of: readonly T[], list: (one: T) => R[]): R[] {
  for (const one of of) {
    const found = list(one);
    if (found.length > 0) return found;
  }
  return [];
}

const nameless = (): Shown => ({ kind: 'item-group', name: '', label: '', picture: null });

/** What is mined from it comes first, without saying it twice. */
const withOwn = (done: readonly Process[], own: readonly Process[]): Process[] => [...new Set([...own, ...done])];

/** Rich text tags of the game; what has none of its own is shown by its picture. */
const TAGS: ReadonlySet<string> = new Set([
  'item',
  'fluid',
  'recipe',
  'technology',
  'entity',
  'tile',
  'virtual-signal',
  'item-group',
  'achievement',
  'quality',
  'space-location',
  'asteroid-chunk',
]);

function richOf({ kind, name }: Ref): string {
  if (kind === 'space-location') return `[planet=${name}]`;
  return TAGS.has(kind) ? `[${kind}=${name}]` : `[img=${kind}/${name}]`;
}

/** Names stand in Lua strings: quotes, backslashes and line ends must not end them. */
const lua = (name: string): string =>
  `"${name.replace(/["\\]/g, '\\$&').replace(/[\n\r\0]/g, (character) => `\\${String(character.charCodeAt(0)).padStart(3, '0')}`)}"`;

function commandOf(ref: Ref, entry: Entry, book: Book): string | null {
  const name = lua(ref.name);
  switch (ref.kind) {
    case 'item':
      return `/c game.player.insert{name=${name}, count=${stackOf(entry.table)}}`;
    case 'recipe':
      return `/c game.player.force.recipes[${name}].enabled = true`;
    case 'technology':
      return `/c game.player.force.technologies[${name}].researched = true`;
    case 'entity': {
      const item = book.placing(ref)[0];
      if (item !== undefined) return `/c game.player.insert{name=${lua(item)}, count=1}`;
      return entry.hidden
        ? null
        : `/c game.player.surface.create_entity{name=${name}, position=game.player.position, force=game.player.force}`;
    }
    case 'tile':
      return `/c game.player.surface.set_tiles{{name=${name}, position=game.player.position}}`;
    case 'space-location':
      return `/c game.player.force.unlock_space_location(${name})`;
    case 'quality':
      return `/c game.player.force.unlock_quality(${name})`;
    default:
      return null;
  }
}

function stackOf(item: RawTable): number {
  const size = item.stack_size;
  return typeof size === 'number' && size >= 1 ? Math.min(Math.floor(size), 1000) : 1;
}

/** An integer hash, so that seeds 1, 2, 3 … lie apart. */
function scatter(seed: number): number {
  let value = Math.imul(seed ^ (seed >>> 16), 0x45d9f3b);
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  return (value ^ (value >>> 16)) >>> 0;
}
