/** Where things are and can be done: planets and platforms, by what their prototypes say. */
import type { Book, Location, PlaceBook } from './book-types';
import { entries, field, isTable, num, table, tables, text, texts } from './fields';
import { keyOf } from './order';
import type { Condition } from './process';
import type { RawTable, Ref } from './types';

type Found = 'entity' | 'tile' | 'decorative';

export class Places implements PlaceBook {
  /** Planets in the game's order, then other surfaces that have properties of their own. */
  readonly locations: readonly Location[];
  private readonly defaults = new Map<string, number>();
  private readonly foundAt = new Map<string, Ref[]>();
  private readonly found = new Map<string, Ref[]>();

  constructor(private readonly book: Book) {
    const planets = book.all('space-location').filter((entry) => entry.type === 'planet');
    this.locations = [...planets, ...book.all('surface')].map((entry) => ({
      ref: { kind: entry.kind, name: entry.name },
      table: entry.table,
    }));
    for (const entry of book.all('surface-property')) this.defaults.set(entry.name, num(entry.table, 'default_value', 0));
    for (const entry of planets) this.indexPlanet({ kind: entry.kind, name: entry.name }, entry.table);
    for (const kind of ['space-location', 'space-connection'] as const) {
      for (const entry of book.all(kind)) this.indexAsteroids({ kind, name: entry.name }, entry.table);
    }
  }

  /** Value of a property at a place, its default where the place says nothing. */
  property(location: RawTable, name: string): number {
    return num(table(location, 'surface_properties'), name) ?? this.defaults.get(name) ?? 0;
  }

  /** Where all conditions hold; null: there are none, or no places are known. */
  where(conditions: readonly Condition[]): Ref[] | null {
    if (conditions.length === 0 || this.locations.length === 0) return null;
    return this.locations
      .filter((location) => conditions.every((condition) => this.holds(location.table, condition)))
      .map(({ ref }) => ref);
  }

  /** Planets and routes where a resource, plant, tile, asteroid … occurs by itself. */
  placesOf(ref: Ref): readonly Ref[] {
    return this.foundAt.get(keyOf(ref)) ?? [];
  }

  /** What occurs at a place. */
  at(place: Ref): readonly Ref[] {
    return this.found.get(keyOf(place)) ?? [];
  }

  private holds(location: RawTable, { property, min, max }: Condition): boolean {
    const value = this.property(location, property);
    return (min === null || value >= min) && (max === null || value <= max);
  }

  /** What the settings list is there, and entities whose control the planet sets (trees and enemy bases are no rows of the settings). */
  private indexPlanet(planet: Ref, prototype: RawTable): void {
    const settings = table(prototype, 'map_gen_settings');
    const lists = table(settings, 'autoplace_settings');
    for (const kind of ['entity', 'tile', 'decorative'] as Found[]) {
      for (const [name] of entries(table(table(lists, kind), 'settings'))) this.note(planet, { kind, name });
    }
    for (const unit of texts(table(settings, 'territory_settings'), 'units')) this.note(planet, { kind: 'entity', name: unit });
    this.byControl(planet, table(settings, 'autoplace_controls'));
  }

  private byControl(planet: Ref, controls: RawTable | null): void {
    if (!controls) return;
    for (const { name, table: entity } of this.book.all('entity')) {
      const control = text(table(entity, 'autoplace'), 'control');
      if (control !== null && Object.hasOwn(controls, control)) this.note(planet, { kind: 'entity', name });
    }
  }

  private indexAsteroids(place: Ref, prototype: RawTable): void {
    for (const definition of tables(prototype, 'asteroid_spawn_definitions')) {
      const name = text(definition, 'asteroid');
      if (name !== null) this.note(place, { kind: text(definition, 'type') === 'asteroid-chunk' ? 'asteroid-chunk' : 'entity', name });
    }
  }

  private note(place: Ref, ref: Ref): void {
    const entry = this.book.find(ref);
    if (!entry) return;
    const places = this.foundAt.get(keyOf(ref)) ?? [];
    if (places.some((known) => keyOf(known) === keyOf(place))) return;
    this.foundAt.set(keyOf(ref), [...places, place]);
    const here = this.found.get(keyOf(place));
    const plain = { kind: ref.kind, name: ref.name };
    if (here) here.push(plain);
    else this.found.set(keyOf(place), [plain]);
  }

  /** Fluid of a tile, as pumps take it. */
  static fluidOf(tile: RawTable): string | null {
    const fluid = field(tile, 'fluid');
    return typeof fluid === 'string' ? fluid : isTable(fluid) ? text(fluid, 'name') : null;
  }
}
