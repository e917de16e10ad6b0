/** What else belongs to a prototype, under headings (fact-keys.ts has all keys). */
import type { Book, Entry } from './book-types';
import type { RelatedKey } from './fact-keys';
import { entries, field, isTable, list, num, table, text, texts } from './fields';
import { energySourceOf, fuelsOf } from './machines';
import { keyOf } from './order';
import { Places } from './places';
import type { Show } from './rows';
import type { Kind, RawTable, Ref, Related } from './types';

/** Lists without end help nobody. */
const MAX_REFS = 1000;

class RelatedList {
  readonly lists: Related[] = [];

  constructor(
    private readonly book: Book,
    private readonly show: Show,
  ) {}

  /** Those that exist, each once, in the order given; a heading that is there already takes them too. */
  add(key: RelatedKey, refs: readonly Ref[]): void {
    const before = this.lists.find((list) => list.key === key);
    const shown = before?.refs ?? [];
    const seen = new Set(shown.map(keyOf));
    for (const ref of refs) {
      if (shown.length >= MAX_REFS || seen.has(keyOf(ref)) || !this.book.find(ref)) continue;
      seen.add(keyOf(ref));
      shown.push(this.show(ref));
    }
    if (shown.length > 0 && !before) this.lists.push({ key, refs: shown });
  }

  named(key: RelatedKey, kind: Kind, names: readonly (string | null)[]): void {
    this.add(
      key,
      names.flatMap((name) => (name === null ? [] : [{ kind, name }])),
    );
  }

  /** Entries of a kind that are not hidden and that fit, in the game's order. */
  those(key: RelatedKey, kind: Kind, fits: (entry: Entry) => boolean): void {
    this.add(
      key,
      this.book.all(kind).filter((entry) => !entry.hidden && fits(entry)),
    );
  }
}

export function relatedOf(entry: Entry, book: Book, show: Show): Related[] {
  const related = new RelatedList(book, show);
  KINDS[entry.kind]?.(entry, related, book);
  everywhere(entry, related, book);
  return related.lists;
}

type Tell = (entry: Entry, related: RelatedList, book: Book) => void;

const SAME: readonly Kind[] = ['item', 'fluid', 'entity', 'recipe', 'technology', 'tile', 'equipment', 'virtual-signal', 'asteroid-chunk'];

function everywhere(entry: Entry, related: RelatedList, book: Book): void {
  const { kind, name, table: prototype } = entry;
  const found = book.places.placesOf(entry);
  if (found.length > 0) related.add('foundOn', found);
  related.named('triggers', 'technology', book.technologies.triggeredBy(entry));
  const alternative = text(prototype, 'factoriopedia_alternative');
  related.named('alternative', kind, [alternative === name ? null : alternative]);
  related.add(
    'samePrototypes',
    SAME.filter((other) => other !== kind).map((other) => ({ kind: other, name })),
  );
}

const KINDS: { [kind in Kind]?: Tell } = {
  item(entry, related, book) {
    const { name, table: item } = entry;
    const tile = field(item, 'place_as_tile');
    const plant = text(item, 'plant_result');
    if (plant === null) related.named('places', 'entity', [text(item, 'place_result'), ...texts(item, 'rails')]);
    related.named('places', 'tile', [isTable(tile) ? text(tile, 'result') : null]);
    related.named('equips', 'equipment', [text(item, 'place_as_equipment_result')]);
    related.named('plants', 'entity', [plant]);
    minedFrom(entry, related, book);
    related.named('spoilsTo', 'item', [text(item, 'spoil_result')]);
    related.those('spoilsFrom', 'item', (other) => text(other.table, 'spoil_result') === name);
    related.named('burnsTo', 'item', [text(item, 'burnt_result')]);
    related.those('burntFrom', 'item', (other) => text(other.table, 'burnt_result') === name);
    if (text(item, 'fuel_value')) {
      const category = text(item, 'fuel_category') ?? 'chemical';
      related.those('burnedIn', 'entity', (other) => fuelsOf(energySourceOf(other.table)).includes(category));
    }
    related.named('hatches', 'entity', hatched(field(item, 'spoil_to_trigger_result')));
    related.named('researches', 'technology', book.technologies.researchedWith(name));
    related.those('usedByLabs', 'entity', (other) => other.type === 'lab' && texts(other.table, 'inputs').includes(name));
    if (entry.type === 'ammo') related.add('shotBy', shooters(ammoCategory(item), book));
    if (entry.type === 'gun')
      related.those('ammo', 'item', (other) => other.type === 'ammo' && attackCategories(item).includes(ammoCategory(other.table) ?? ''));
  },
  fluid(entry, related, book) {
    minedFrom(entry, related, book);
    related.those('pumpedFrom', 'tile', (tile) => Places.fluidOf(tile.table) === entry.name);
  },
  entity(entry, related, book) {
    const { name, table: entity, type } = entry;
    related.named('placedBy', 'item', type === 'plant' ? [] : book.placing(entry));
    if (type === 'plant') related.those('plantedBy', 'item', (item) => text(item.table, 'plant_result') === name);
    const fuels = fuelsOf(energySourceOf(entity));
    if (fuels.length > 0)
      related.those(
        'fuels',
        'item',
        (item) => text(item.table, 'fuel_value') !== null && fuels.includes(text(item.table, 'fuel_category') ?? 'chemical'),
      );
    if (type === 'lab') related.named('sciencePacks', 'item', texts(entity, 'inputs'));
    const categories = attackCategories(entity);
    if (categories.length > 0)
      related.those('ammo', 'item', (item) => item.type === 'ammo' && categories.includes(ammoCategory(item.table) ?? ''));
    if (type === 'unit-spawner') related.named('connectsTo', 'entity', unitsOf(entity));
    else if (type === 'unit' || type === 'spider-unit')
      related.those('spawnedBy', 'entity', (other) => other.type === 'unit-spawner' && unitsOf(other.table).includes(name));
    related.named('next', 'entity', [text(entity, 'next_upgrade')]);
    related.those('previous', 'entity', (other) => text(other.table, 'next_upgrade') === name);
    const slots = num(entity, 'module_slots') ?? num(table(entity, 'module_specification'), 'module_slots');
    if (slots) related.those('modules', 'item', (item) => item.type === 'module' && moduleFits(item.table, entity));
  },
  tile(entry, related, book) {
    related.named('placedBy', 'item', book.placing(entry));
    related.named('fluidsHere', 'fluid', [Places.fluidOf(entry.table)]);
  },
  equipment(entry, related, book) {
    related.named('equippedBy', 'item', [...book.placing(entry), text(entry.table, 'take_result')]);
    const categories = texts(entry.table, 'categories');
    const grids = new Set(
      book
        .ofType('equipment-grid')
        .filter(([, grid]) => texts(grid, 'equipment_categories').some((category) => categories.includes(category)))
        .map(([name]) => name),
    );
    for (const kind of ['item', 'entity'] as const)
      related.those('gridOf', kind, (other) => grids.has(text(other.table, 'equipment_grid') ?? ''));
  },
  'space-location': place,
  surface: place,
  'space-connection'(entry, related, book) {
    related.named('from', 'space-location', [text(entry.table, 'from')]);
    related.named('to', 'space-location', [text(entry.table, 'to')]);
    related.add('asteroidsHere', book.places.at(entry));
  },
  quality(entry, related, book) {
    related.named('next', 'quality', [text(entry.table, 'next')]);
    related.named(
      'previous',
      'quality',
      book
        .all('quality')
        .filter((other) => text(other.table, 'next') === entry.name)
        .map((other) => other.name),
    );
    related.named('unlockedBy', 'technology', book.technologies.unlocking(entry));
  },
  'item-group'(entry, related, book) {
    related.named(
      'subgroups',
      'item-subgroup',
      book
        .ofType('item-subgroup')
        .filter(([, subgroup]) => text(subgroup, 'group') === entry.name)
        .map(([name]) => name),
    );
    for (const kind of ['item', 'fluid', 'recipe'] as const) related.those('members', kind, (other) => other.group === entry.name);
  },
  'item-subgroup'(entry, related) {
    for (const kind of ['item', 'fluid', 'recipe', 'entity'] as const)
      related.those('members', kind, (other) => other.subgroup === entry.name);
  },
  'fuel-category'(entry, related) {
    related.those(
      'members',
      'item',
      (item) => text(item.table, 'fuel_value') !== null && (text(item.table, 'fuel_category') ?? 'chemical') === entry.name,
    );
    related.those('burnedIn', 'entity', (other) => fuelsOf(energySourceOf(other.table)).includes(entry.name));
  },
  'ammo-category'(entry, related, book) {
    related.those('ammo', 'item', (item) => item.type === 'ammo' && ammoCategory(item.table) === entry.name);
    related.add('shotBy', shooters(entry.name, book));
  },
  'airborne-pollutant'(entry, related) {
    related.those('emitters', 'entity', (other) => {
      const source = energySourceOf(other.table);
      return (
        num(table(source, 'emissions_per_minute'), entry.name) !== null ||
        (entry.name === 'pollution' && num(source, 'emissions_per_minute') !== null)
      );
    });
  },
  'surface-property'(entry, related) {
    for (const kind of ['recipe', 'entity'] as const) {
      related.those('conditionOf', kind, (other) =>
        list(other.table, 'surface_conditions').some((condition) => isTable(condition) && text(condition, 'property') === entry.name),
      );
    }
  },
  'autoplace-control'(entry, related) {
    related.those('members', 'entity', (other) => text(table(other.table, 'autoplace'), 'control') === entry.name);
    related.those('members', 'tile', (other) => text(table(other.table, 'autoplace'), 'control') === entry.name);
  },
};

function minedFrom(entry: Entry, related: RelatedList, book: Book): void {
  related.add(
    'minedFrom',
    book
      .made(entry)
      .filter((process) => (process.sort === 'mining' || process.sort === 'collecting') && !process.hidden)
      .map((process) => process.ref),
  );
}

/** A planet: what occurs there, sorted by what it is. */
function place(entry: Entry, related: RelatedList, book: Book): void {
  const here = book.places.at(entry).flatMap((ref) => book.find(ref) ?? []);
  const entities = here.filter((other) => other.kind === 'entity').sort((a, b) => a.rank - b.rank);
  const tiles = here.filter((other) => other.kind === 'tile').sort((a, b) => a.rank - b.rank);
  related.add(
    'resources',
    entities.filter((other) => other.type === 'resource'),
  );
  related.named(
    'fluidsHere',
    'fluid',
    tiles.map((tile) => Places.fluidOf(tile.table)),
  );
  related.add(
    'growsHere',
    entities.filter((other) => other.type === 'tree' || other.type === 'plant'),
  );
  related.add(
    'rocksHere',
    entities.filter((other) => ['simple-entity', 'cliff', 'fish'].includes(other.type)),
  );
  related.add(
    'enemiesHere',
    entities.filter((other) => ['unit-spawner', 'turret', 'segmented-unit', 'unit', 'spider-unit'].includes(other.type)),
  );
  related.add('tilesHere', tiles);
  related.add(
    'asteroidsHere',
    here.filter((other) => other.kind === 'asteroid-chunk' || other.type === 'asteroid'),
  );
  related.those(
    'connections',
    'space-connection',
    (connection) => text(connection.table, 'from') === entry.name || text(connection.table, 'to') === entry.name,
  );
  related.named('unlockedBy', 'technology', book.technologies.unlocking(entry));
}

/** Entities that a trigger creates. */
function hatched(value: RawTable[string] | undefined, depth = 0): string[] {
  if (depth > 12 || value === undefined) return [];
  if (Array.isArray(value)) return value.slice(0, 100).flatMap((one) => hatched(one, depth + 1));
  if (!isTable(value)) return [];
  const own = text(value, 'entity_name');
  return [...(own === null ? [] : [own]), ...entries(value).flatMap(([, child]) => hatched(child, depth + 1))];
}

/** 2.x says it of the item, 1.1 of its ammo type (the first, when there is one for each source). */
function ammoCategory(item: RawTable): string | null {
  const own = text(item, 'ammo_category') ?? text(table(item, 'ammo_type'), 'category');
  if (own !== null) return own;
  const first = list(item, 'ammo_type')[0];
  return isTable(first) ? text(first, 'category') : null;
}

function attackCategories(prototype: RawTable): string[] {
  const attack = table(prototype, 'attack_parameters');
  return [text(attack, 'ammo_category'), ...texts(attack, 'ammo_categories')].filter((name) => name !== null);
}

function shooters(category: string | null, book: Book): Ref[] {
  if (category === null) return [];
  const fits = (entry: Entry) => !entry.hidden && attackCategories(entry.table).includes(category);
  return [...book.all('item').filter((entry) => entry.type === 'gun' && fits(entry)), ...book.all('entity').filter(fits)];
}

const unitsOf = (spawner: RawTable): string[] =>
  list(spawner, 'result_units').flatMap((row) => {
    const name = isTable(row) ? text(row, 'unit') : Array.isArray(row) ? row[0] : null;
    return typeof name === 'string' ? [name] : [];
  });

/** By category, when the machine names some; and every effect the module is for must be allowed. */
function moduleFits(module: RawTable, machine: RawTable): boolean {
  const categories = texts(machine, 'allowed_module_categories');
  if (categories.length > 0 && !categories.includes(text(module, 'category') ?? '')) return false;
  if (field(machine, 'allowed_effects') === undefined) return true;
  const allowed = texts(machine, 'allowed_effects');
  const good = entries(table(module, 'effect')).filter(([name, value]) => {
    const share = isTable(value) ? num(value, 'bonus', 0) : typeof value === 'number' ? value : 0;
    return name === 'consumption' || name === 'pollution' ? share < 0 : share > 0;
  });
  return good.every(([name]) => allowed.includes(name));
}
