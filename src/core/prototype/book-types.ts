/** What the parts of the book know of each other. */
import type { Place } from './order';
import type { Condition, Process } from './process';
import type { DataVersion, Kind, RawData, RawTable, Ref } from './types';

export interface Entry extends Place {
  kind: Kind;
  name: string;
  type: string;
  table: RawTable;
  hidden: boolean;
  /** Rank among its kind, in the game's order. */
  rank: number;
}

export interface Machine {
  name: string;
  type: string;
  table: RawTable;
  hidden: boolean;
  rank: number;
  /** Crafting, mining, researching or pumping speed, by type. */
  speed: number;
  /** Crafting categories; none for machines that do something else. */
  categories: string[];
  energyType: string | null;
  /** Watts of an electric machine, `drain` included; null: burns, or free. */
  power: number | null;
  drain: number | null;
  modules: number;
  slots: { items: number | null; fluidsIn: number; fluidsOut: number };
  productivity: number;
  conditions: Condition[];
  /** Fuel categories, when it burns. */
  fuels: string[];
  /** Whether it can do a recipe of its categories; `small`: it has too few slots. */
  can(process: Process): 'yes' | 'small' | 'no';
}

export interface Technologies {
  /** In the game's order. */
  readonly all: readonly Entry[];
  prerequisites(name: string): readonly string[];
  leadsTo(name: string): readonly string[];
  /** Technologies that unlock a recipe, a place, a quality; or have such an effect: `effect/mining-with-fluid`. */
  unlocking(ref: Ref | { kind: 'effect'; name: string }): readonly string[];
  /** A technology's own effects that are refs. */
  unlocks(name: string): readonly Ref[];
  effects(name: string): readonly RawTable[];
  /** Those that need so much of this science pack; those that it sets off. */
  researchedWith(item: string): readonly string[];
  triggeredBy(ref: Ref): readonly string[];
  /** All that must be researched before and with these, in an order in which they can be: those nearest to the start first. */
  closure(names: readonly string[]): string[];
}

export interface Location {
  /** A planet, or a surface as a platform's. */
  ref: Ref;
  table: RawTable;
}

export interface PlaceBook {
  /** Planets in the game's order, then other surfaces that have properties of their own. */
  readonly locations: readonly Location[];
  /** Value of a property at a place, its default where the place says nothing. */
  property(location: RawTable, name: string): number;
  /** Where all conditions hold; null: there are none, or no places are known. */
  where(conditions: readonly Condition[]): Ref[] | null;
  /** Planets and routes where a resource, plant, tile, asteroid … occurs by itself. */
  placesOf(ref: Ref): readonly Ref[];
  /** What occurs at a place. */
  at(place: Ref): readonly Ref[];
}

export interface Book {
  readonly raw: RawData;
  readonly version: DataVersion;
  find(ref: Ref): Entry | null;
  /** All of a kind in the game's order. */
  all(kind: Kind): readonly Entry[];
  /** Of one or some types, in the order they came. */
  ofType(...types: string[]): [string, RawTable][];
  readonly processes: readonly Process[];
  made(ref: Ref): readonly Process[];
  used(ref: Ref): readonly Process[];
  /** Of a recipe (both modes), or those told by an entity, an item that spoils … */
  processesOf(ref: Ref): readonly Process[];
  readonly machines: ReadonlyMap<string, Machine>;
  /** Processes that a machine can do, in the game's order. */
  doneBy(machine: string): readonly Process[];
  machinesFor(process: Process): readonly { machine: Machine; tooSmall: boolean; perSecond: number | null }[];
  readonly technologies: Technologies;
  readonly places: PlaceBook;
  /** What places an entity or a tile, what puts a piece of equipment into a grid: items by `keyOf` of that. */
  placing(ref: Ref): readonly string[];
  /** "base" of "__base__/graphics/…", by the icon; null where none tells. */
  modOf(ref: Ref): string | null;
  readonly mods: ReadonlyMap<string, readonly Entry[]>;
}
