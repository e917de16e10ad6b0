/** Every prototype of a pack with its place, and the indexes that pages look things up in. Built once; knows no language. */

import type { Book, Entry, Machine, Technologies } from './book-types';
import { field, isTable, list, num, tables, text, texts, yes } from './fields';
import { kindOf } from './kinds';
import { buildMachines } from './machines';
import { Groups, keyOf } from './order';
import { Places } from './places';
import { categoriesOf, conditionsOf, ingredientsOf, isHidden, mainProductOf, modesOf, type Process, productsOf } from './process';
import { buildTechnologies } from './technologies';
import type { DataVersion, Kind, RawData, RawTable, Ref } from './types';
import { dataVersionOf } from './version';
import { workings } from './workings';

export function createBook(raw: RawData): Book {
  return new PackBook(raw);
}

class PackBook implements Book {
  readonly version: DataVersion;
  readonly processes: Process[];
  readonly machines: ReadonlyMap<string, Machine>;
  readonly technologies: Technologies;
  readonly places: Places;
  private readonly entries = new Map<string, Entry>();
  private readonly kinds = new Map<Kind, Entry[]>();
  private readonly placers = new Map<string, string[]>();
  private readonly madeIndex = new Map<string, Process[]>();
  private readonly usedIndex = new Map<string, Process[]>();
  private readonly ownIndex = new Map<string, Process[]>();
  private readonly byCategory = new Map<string, Process[]>();
  private readonly byDoer = new Map<string, Process[]>();
  private readonly machinesByCategory = new Map<string, Machine[]>();
  private byMod: Map<string, Entry[]> | null = null;

  constructor(readonly raw: RawData) {
    this.version = dataVersionOf(raw);
    const groups = new Groups(raw);
    for (const [type, named] of raw) {
      const kind = kindOf(type);
      if (!kind) continue;
      for (const [name, table] of named) {
        const entry: Entry = { kind, name, type, table, hidden: hiddenEntry(kind, type, table), rank: 0, ...groups.place(kind, table) };
        this.entries.set(keyOf(entry), entry);
      }
    }
    this.indexPlacers();
    this.settlePlaces(groups);
    for (const entry of this.entries.values()) push(this.kinds, entry.kind, entry);
    for (const list of this.kinds.values()) {
      list.sort((a, b) => groups.compare(a, b));
      list.forEach((entry, i) => {
        entry.rank = i;
      });
    }
    this.places = new Places(this);
    this.machines = buildMachines(this);
    for (const machine of this.machines.values())
      for (const category of machine.categories) push(this.machinesByCategory, category, machine);
    this.technologies = buildTechnologies(this);
    this.processes = [...this.recipes(), ...workings(this)];
    this.indexProcesses();
  }

  find(ref: Ref): Entry | null {
    return this.entries.get(keyOf(ref)) ?? null;
  }

  all(kind: Kind): readonly Entry[] {
    return this.kinds.get(kind) ?? [];
  }

  ofType(...types: string[]): [string, RawTable][] {
    return types.flatMap((type) => [...(this.raw.get(type) ?? [])]);
  }

  made(ref: Ref): readonly Process[] {
    return this.madeIndex.get(keyOf(ref)) ?? [];
  }

  used(ref: Ref): readonly Process[] {
    return this.usedIndex.get(keyOf(ref)) ?? [];
  }

  processesOf(ref: Ref): readonly Process[] {
    return this.ownIndex.get(keyOf(ref)) ?? [];
  }

  placing(ref: Ref): readonly string[] {
    return this.placers.get(keyOf(ref)) ?? [];
  }

  doneBy(name: string): readonly Process[] {
    const machine = this.machines.get(name);
    const done = new Set(this.byDoer.get(name));
    for (const category of machine?.categories ?? []) {
      for (const process of this.byCategory.get(category) ?? []) if (machine!.can(process) === 'yes') done.add(process);
    }
    return [...done].sort((a, b) => a.order - b.order);
  }

  machinesFor(process: Process): readonly { machine: Machine; tooSmall: boolean; perSecond: number | null }[] {
    if (process.sort !== 'recipe') {
      return process.doers.flatMap(({ name, perSecond }) => {
        const machine = this.machines.get(name);
        return machine ? [{ machine, tooSmall: false, perSecond }] : [];
      });
    }
    const found = new Map<Machine, boolean>();
    for (const category of process.categories) {
      for (const machine of this.machinesByCategory.get(category) ?? []) {
        const can = machine.can(process);
        if (can !== 'no') found.set(machine, can === 'small');
      }
    }
    return [...found]
      .map(([machine, tooSmall]) => ({ machine, tooSmall, perSecond: process.time ? machine.speed / process.time : null }))
      .sort((a, b) => a.machine.rank - b.machine.rank);
  }

  modOf(ref: Ref): string | null {
    const entry = this.find(ref);
    return entry && this.modOfEntry(entry, 0);
  }

  get mods(): ReadonlyMap<string, readonly Entry[]> {
    if (!this.byMod) {
      this.byMod = new Map();
      for (const list of this.kinds.values()) {
        for (const entry of list) {
          const mod = this.modOfEntry(entry, 0);
          if (mod !== null) push(this.byMod, mod, entry);
        }
      }
    }
    return this.byMod;
  }

  private modOfEntry(entry: Entry, depth: number): string | null {
    const file = firstFile(entry.table);
    const mod = file ? /^__([^/]{1,200}?)__\//.exec(file) : null;
    if (mod) return mod[1]!;
    if (depth > 2) return null;
    // Without an icon of its own it shows that of its product, or of what places it.
    const main = entry.kind === 'recipe' ? this.mainOf(entry.table) : null;
    const shown = main ?? this.placing(entry).map((name): Ref => ({ kind: 'item', name }))[0];
    const other = shown ? this.find(shown) : null;
    return other && this.modOfEntry(other, depth + 1);
  }

  private mainOf(recipe: RawTable): Ref | null {
    const body = modesOf(recipe, this.version)[0]!.body;
    return mainProductOf(body, productsOf(body));
  }

  /** Items that put something into the world. */
  private indexPlacers(): void {
    for (const entry of this.entries.values()) {
      if (entry.kind !== 'item') continue;
      const tile = field(entry.table, 'place_as_tile');
      const placed: [Kind, string | null][] = [
        ['entity', text(entry.table, 'place_result')],
        ['equipment', text(entry.table, 'place_as_equipment_result')],
        ['tile', isTable(tile) ? text(tile, 'result') : null],
      ];
      for (const [kind, name] of placed)
        if (name !== null && !text(entry.table, 'plant_result')) push(this.placers, keyOf({ kind, name }), entry.name);
      for (const name of texts(entry.table, 'rails')) push(this.placers, keyOf({ kind: 'entity', name }), entry.name);
    }
    for (const entry of this.entries.values()) {
      if (entry.kind !== 'entity' && entry.kind !== 'tile') continue;
      if (this.placers.has(keyOf(entry))) continue;
      const placeable = field(entry.table, 'placeable_by');
      for (const item of isTable(placeable) && text(placeable, 'item') ? [placeable] : tables(entry.table, 'placeable_by')) {
        const name = text(item, 'item');
        if (name !== null && this.entries.has(keyOf({ kind: 'item', name }))) push(this.placers, keyOf(entry), name);
      }
    }
  }

  /** A recipe without a place of its own stands at its main product's, an entity, tile or equipment at its item's. */
  private settlePlaces(groups: Groups): void {
    for (const entry of this.entries.values()) {
      const shownAs = entry.kind === 'recipe' ? this.mainOf(entry.table) : this.placerOf(entry);
      const other = shownAs ? this.entries.get(keyOf(shownAs)) : undefined;
      const bodySubgroup = entry.kind === 'recipe' ? text(modesOf(entry.table, this.version)[0]!.body, 'subgroup') : null;
      if (bodySubgroup) Object.assign(entry, groups.place(entry.kind, entry.table, bodySubgroup));
      if (!other) continue;
      if (text(entry.table, 'subgroup') === null && !bodySubgroup) {
        const { group, subgroup } = groups.place(other.kind, other.table);
        Object.assign(entry, { group, subgroup });
      }
      if (text(entry.table, 'order') === null) entry.order = text(other.table, 'order') ?? '';
    }
  }

  private placerOf(entry: Entry): Ref | null {
    const name = this.placers.get(keyOf(entry))?.[0];
    return name === undefined ? null : { kind: 'item', name };
  }

  private *recipes(): Iterable<Process> {
    const categoriesByHand = new Set(this.ofType('character').flatMap(([, table]) => texts(table, 'crafting_categories')));
    for (const entry of this.all('recipe')) {
      for (const { body, mode } of modesOf(entry.table, this.version)) {
        const ingredients = ingredientsOf(body);
        const products = productsOf(body);
        const categories = categoriesOf(entry.table);
        const solid = ingredients.every((part) => part.kind === 'item') && products.every((part) => part.kind === 'item');
        yield {
          ref: { kind: 'recipe', name: entry.name },
          sort: 'recipe',
          ingredients,
          products,
          time: num(body, 'energy_required', 0.5),
          categories,
          doers: [],
          byHand: solid && categories.some((category) => categoriesByHand.has(category)) && !yes(body, 'hide_from_player_crafting'),
          enabled: field(body, 'enabled') !== false && field(body, 'enabled') !== 'false',
          hidden: entry.hidden || isHidden(entry.table, body),
          conditions: conditionsOf(entry.table),
          places: null,
          order: entry.rank,
          ...(mode && { mode }),
        };
      }
    }
  }

  private indexProcesses(): void {
    const sights = new Set<string>();
    for (const process of this.processes) {
      push(this.ownIndex, keyOf(process.ref), process);
      for (const { name } of process.doers) push(this.byDoer, name, process);
      if (process.sort === 'recipe') for (const category of process.categories) push(this.byCategory, category, process);
      // Thirty trees give the same wood: one of them says it.
      if (process.sort === 'mining' && process.categories.length === 0) {
        const same = JSON.stringify([process.products, process.time, process.places]);
        if (sights.has(same)) continue;
        sights.add(same);
      }
      for (const key of new Set(process.products.map(keyOf))) push(this.madeIndex, key, process);
      for (const key of new Set(process.ingredients.map(keyOf))) push(this.usedIndex, key, process);
    }
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Entities that are sights alone stand apart in every version; 1.1 has no word for it. */
const APART = new Set([
  'corpse',
  'rail-remnants',
  'explosion',
  'particle-source',
  'smoke-with-trigger',
  'arrow',
  'projectile',
  'stream',
  'beam',
  'sticker',
  'fire',
  'artillery-projectile',
  'artillery-flare',
  'entity-ghost',
  'tile-ghost',
  'item-entity',
  'item-request-proxy',
  'deconstructible-tile-proxy',
  'character-corpse',
  'segment',
  'spider-leg',
  'rocket-silo-rocket',
  'rocket-silo-rocket-shadow',
  'highlight-box',
  'speech-bubble',
  'flying-text',
  'flame-thrower-explosion',
  'leaf-particle',
  'cargo-pod',
  'temporary-container',
]);

function hiddenEntry(kind: Kind, type: string, table: RawTable): boolean {
  if (isHidden(table) || (kind === 'entity' && APART.has(type))) return true;
  return kind !== 'recipe' && kind !== 'technology' && yes(table, 'hidden_in_factoriopedia');
}

function firstFile(table: RawTable): string | null {
  const layer = list(table, 'icons')[0];
  return (isTable(layer) ? text(layer, 'icon') : null) ?? text(table, 'icon') ?? text(table, 'starmap_icon');
}
