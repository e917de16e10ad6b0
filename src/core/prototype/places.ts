/** Where things are and can be done: planets and platforms, by what their prototypes say. */
import type { Book, Location, PlaceBook } from './book-types';
import { entries, field, isTable, list, num, table, tables, text } from './fields';
import { keyOf } from './order';
import type { Condition } from './process';
import type { Kind, RawTable, Ref } from './types';

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

  /** `autoplace_settings` lists what is placed; what is not listed but has a control the planet sets is placed by that. */
  private indexPlanet(planet: Ref, prototype: RawTable): void {
    const settings = table(prototype, 'map_gen_settings');
    const lists = table(settings, 'autoplace_settings');
    for (const kind of ['entity', 'tile', 'decorative'] as Found[]) {
      const own = table(lists, kind);
      for (const [name] of entries(table(own, 'settings'))) this.note(planet, { kind, name });
      if (own && field(own, 'treat_missing_as_default') !== true) continue;
      this.byControl(planet, kind, table(settings, 'autoplace_controls'));
    }
    const territory = table(settings, 'territory_settings');
    for (const unit of list(territory, 'units')) if (typeof unit === 'string') this.note(planet, { kind: 'entity', name: unit });
    // Enemy bases are no rows of the settings: their control places all that it controls.
    this.byControl(planet, 'entity', table(settings, 'autoplace_controls'), (type) => type === 'unit-spawner' || type === 'turret');
  }

  private byControl(planet: Ref, kind: Kind, controls: RawTable | null, only?: (type: string) => boolean): void {
    if (!controls) return;
    for (const entry of this.book.all(kind)) {
      const control = text(table(entry.table, 'autoplace'), 'control');
      if (control !== null && Object.hasOwn(controls, control) && (!only || only(entry.type)))
        this.note(planet, { kind, name: entry.name });
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
