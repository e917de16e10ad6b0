/** What is known of a set of prototypes: the raw tables as they came, and what pages say of them. All plain values. */

/** JSON as it was parsed. Keys may be anything, `__proto__` too: read through fields.ts alone, never by `table[key]`. */
export type RawValue = null | boolean | number | string | readonly RawValue[] | RawTable;
export interface RawTable {
  readonly [key: string]: RawValue;
}
/** data.raw without pictures and sounds (normalise.ts): type → name → prototype, in the order they came. */
export type RawData = ReadonlyMap<string, ReadonlyMap<string, RawTable>>;

/** As the game's dumps sort prototypes: all items under `item`, all entities under `entity` (kinds.ts has the table). */
export type Kind =
  | 'item'
  | 'fluid'
  | 'recipe'
  | 'technology'
  | 'entity'
  | 'tile'
  | 'space-location'
  | 'space-connection'
  | 'asteroid-chunk'
  | 'surface'
  | 'quality'
  | 'equipment'
  | 'item-group'
  | 'item-subgroup'
  | 'virtual-signal'
  | 'achievement'
  | 'shortcut'
  | 'ammo-category'
  | 'damage-type'
  | 'fuel-category'
  | 'airborne-pollutant'
  | 'surface-property'
  | 'autoplace-control'
  | 'decorative';

/** What an icon, a link and a page belong to. `mod` has pages but no prototypes. */
export interface Ref {
  kind: Kind | 'mod';
  name: string;
}
/** A ref ready to be shown in the asker's language. */
export interface Shown extends Ref {
  label: string;
  /** Number of its 64 px picture in the pack's sheets; null: none yet. */
  picture: number | null;
  hidden?: true;
}

/** How data is to be read: what its values mean changed between them. */
export type DataVersion = '1.1' | '2.0' | '2.1';

/** So much of an item or a fluid. `amount` is what one run uses or gives on average, probability included. */
export interface Amount {
  ref: Shown;
  amount: number;
  /** When it is not always the same: least and most of one hit, before probability. */
  min?: number;
  max?: number;
  /** 0..1; absent: always. */
  probability?: number;
  /** Fluids: °C that is needed (from, to; null: no bound) or given (both the same). */
  temperature?: [number | null, number | null];
  /** Uses up nothing: a catalyst that comes back. */
  catalyst?: number;
}

/** What the game calls a recipe, and what is one in effect. */
export type RecipeSort =
  | 'recipe'
  | 'mining'
  | 'pumping'
  | 'rocket'
  | 'boiling'
  | 'spoiling'
  | 'burning'
  | 'growing'
  | 'generating'
  | 'collecting';

export interface RecipeRow {
  /** Of the recipe, or of what is mined, pumped, launched, spoils … */
  ref: Shown;
  sort: RecipeSort;
  ingredients: Amount[];
  products: Amount[];
  /** Seconds at speed 1; null where the machine alone decides (pumping). */
  time: number | null;
  /** Joules, where it needs heat or power of its own; absent otherwise. */
  energy?: number;
  categories: string[];
  machines: Shown[];
  byHand: boolean;
  /** Known from the start. */
  enabled: boolean;
  unlockedBy: Shown[];
  /** 1.1: this is the recipe in expensive mode. */
  mode?: 'expensive';
  /** Where it can be done at all. */
  conditions?: SurfaceCondition[];
  /** More is more complicated: the order of "simplest first". */
  simplicity: number;
  hidden?: true;
}

export interface SurfaceCondition {
  property: Shown;
  min: number | null;
  max: number | null;
}

/** One machine at work on one recipe, without modules and beacons. */
export interface MachineUse {
  machine: Shown;
  /** Crafting speed, mining speed, pumping speed by sort. */
  speed: number;
  /** Seconds a run. */
  time: number;
  /** Of every ingredient and product: so many a minute. */
  uses: { ref: Shown; perMinute: number }[];
  makes: { ref: Shown; perMinute: number }[];
  /** Watts while working and while idle; null: burns or is free. */
  power: number | null;
  drain: number | null;
  modules: number;
  /** Places for items and fluids; null: no such bound. */
  slots: { items: number | null; fluidsIn: number; fluidsOut: number };
  /** Productivity of its own, 0.5 is +50 %. */
  productivity: number;
  conditions: SurfaceCondition[];
  /** It could do it, but has too few slots. */
  tooSmall?: true;
  /** What it burns, when it does. */
  fuels?: string[];
}

/** What there is to say in one line. Views give `key` its words (texts); core knows none. */
export interface Fact {
  key: string;
  value:
    | {
        type: 'number';
        value: number;
        unit?: 'W' | 'J' | 's' | 'tick' | '°C' | '%' | 'tile' | 'tile/s' | 'item/s' | '/s' | '/min' | 'kg' | 'km' | '';
      }
    | { type: 'range'; min: number | null; max: number | null; unit?: string }
    | { type: 'text'; text: string }
    | { type: 'yes'; yes: boolean }
    | { type: 'refs'; refs: { ref: Shown; amount?: number }[] }
    | { type: 'conditions'; conditions: SurfaceCondition[] };
}

/** Refs under one heading: `places`, `placedBy`, `minedFrom`, `foundOn`, `spoilsTo`, `fuels` … (page.ts has all keys). */
export interface Related {
  key: string;
  refs: Shown[];
}

/** A technology on the way to something. */
export interface Step {
  ref: Shown;
  /** Names of the technologies it needs itself: what the tree is drawn by. */
  needs: string[];
  /** What it takes: packs by name with amounts, how many times, seconds each; or what triggers it. */
  cost: Cost | null;
  trigger: Trigger | null;
}
export interface Cost {
  packs: { ref: Shown; amount: number }[];
  /** null: `formula` by level. */
  count: number | null;
  formula?: string;
  /** Seconds a unit. */
  time: number;
}
export interface Trigger {
  /** As in the prototype: craft-item, mine-entity, build-entity, create-space-platform, capture-spawner, send-item-to-orbit … */
  type: string;
  ref: Shown | null;
  count: number;
}

export interface TechnologyPage {
  step: Step;
  prerequisites: Shown[];
  leadsTo: Shown[];
  /** Recipes, places and whatever else it gives. */
  unlocks: Shown[];
  /** Effects that are no ref: "laser-speed +20 %" as facts. */
  effects: Fact[];
  maxLevel: number | null;
}

/** All that a page shows of one prototype. Empty lists mean: does not apply. */
export interface Page {
  ref: Shown;
  /** The prototype's own type, "assembling-machine". */
  type: string;
  /** Mod that its icon, text or name points to; null when nothing tells. */
  mod: string | null;
  /** May hold rich text. */
  description: string;
  group: Shown | null;
  /** Names in other loaded languages. */
  names: { language: string; label: string }[];
  facts: Fact[];
  /** Of a recipe: itself, in both modes for 1.1. */
  recipes: RecipeRow[];
  machines: MachineUse[];
  made: RecipeRow[];
  used: RecipeRow[];
  /** Of a machine: what it can make. */
  makes: RecipeRow[];
  related: Related[];
  technology: TechnologyPage | null;
  /** What must be researched first, in order; null: never available by research; []: from the start. */
  path: Step[] | null;
  /** Planets it can be made, mined or found on; null: nothing restricts it. */
  planets: Shown[] | null;
  /** For the console and for chat. */
  copy: { rich: string; command: string | null };
  /** Lines of a layer that has no file: what to drop. */
  missing: string[];
}
