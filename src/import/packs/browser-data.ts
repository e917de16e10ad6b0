/**
 * What the Factorio Item Browser knows of a game, as prototypes: its Dump mod's lines and its export's files say the same in two
 * spellings. Facts from its public repositories (export, export-data), versions 2.0 to 2.1.9, for Factorio 0.18 to 1.1.
 */
import type { IconSpec, Layer } from '../../core/icon/types';
import type { DumpSink } from '../../core/pack/types';
import { expectedSize, kindOf } from '../../core/prototype/kinds';
import type { Kind, RawTable, RawValue } from '../../core/prototype/types';

/** One thing of a recipe; amounts as the game's own 1.1 prototypes have them. */
export interface Part {
  type: string;
  name: string;
  amount?: number;
  amountMin?: number;
  amountMax?: number;
  probability?: number;
}
export interface RecipeSide {
  time: number;
  category: string;
  ingredients: Part[];
  products: Part[];
}
export interface Machine {
  categories: string[];
  speed: number;
  itemSlots: number;
  fluidsIn: number;
  fluidsOut: number;
  moduleSlots: number;
  /** Watts. */
  power: number;
}
/** `localised_name` and `localised_description` as runtime prototypes have them; absent where texts come apart. */
export type Localised = { name?: RawValue | undefined; description?: RawValue | undefined };

const MAX_ENTRIES = 300_000;
/** Its machines without a bound say so. */
const UNLIMITED = 255;
const MAX_FLUID_BOXES = 50;
const CRAFTERS: ReadonlySet<string> = new Set(['assembling-machine', 'furnace', 'rocket-silo', 'character']);

/** Gathers, since a recipe's two modes and a prototype's own type come apart; `give` hands all to the sink. */
export class BrowserData {
  private readonly items = new Map<string, Localised>();
  private readonly fluids = new Map<string, Localised>();
  private readonly machines = new Map<string, Localised & Machine>();
  private readonly recipes = new Map<string, Localised & { normal?: RecipeSide; expensive?: RecipeSide }>();
  private readonly icons: { type: string; kind: Kind; name: string; layers: Layer[] }[] = [];
  /** By kind and name, the type that its icon was dumped with. */
  private readonly types = new Map<string, string>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** False: there are more than anybody has. */
  private room(): boolean {
    return this.count++ < MAX_ENTRIES;
  }

  item(type: string, name: string, texts: Localised): void {
    if (this.room()) (type === 'fluid' ? this.fluids : this.items).set(name, texts);
  }

  machine(name: string, machine: Localised & Machine): void {
    if (this.room()) this.machines.set(name, machine);
  }

  recipe(name: string, mode: 'normal' | 'expensive', side: RecipeSide, texts: Localised): void {
    if (!this.room()) return;
    const recipe = this.recipes.get(name) ?? { ...texts };
    recipe[mode] = side;
    this.recipes.set(name, recipe);
  }

  /** `type`: the prototype's own. Layers in units of the first layer, as the Dump mod writes them. */
  icon(type: string, name: string, layers: Layer[]): void {
    const kind = kindOf(type);
    if (kind === null || !this.room()) return;
    this.types.set(`${kind}/${name}`, type);
    this.icons.push({ type, kind, name, layers });
  }

  give(dump: DumpSink): void {
    for (const [name, texts] of this.items) {
      const placed = this.machines.has(name) ? { place_result: name } : {};
      this.prototype(dump, this.types.get(`item/${name}`) ?? 'item', name, texts, placed);
    }
    for (const [name, texts] of this.fluids) this.prototype(dump, 'fluid', name, texts, {});
    for (const [name, machine] of this.machines) {
      const known = this.types.get(`entity/${name}`) ?? (name === 'character' ? 'character' : 'assembling-machine');
      const type = CRAFTERS.has(known) ? known : 'assembling-machine';
      this.prototype(dump, type, name, machine, machineFields(type, machine));
    }
    for (const [name, { normal, expensive, ...texts }] of this.recipes)
      this.prototype(dump, 'recipe', name, texts, recipeFields(normal, expensive));
    for (const { type, kind, name, layers } of this.icons) dump.icon(kind, name, specOf(type, layers));
  }

  private prototype(
    dump: DumpSink,
    type: string,
    name: string,
    { name: label, description }: Localised,
    fields: Record<string, RawValue>,
  ): void {
    dump.prototype(type, name, {
      type,
      name,
      ...(label === undefined ? {} : { localised_name: label }),
      ...(description === undefined ? {} : { localised_description: description }),
      ...fields,
    });
  }
}

function machineFields(type: string, machine: Machine): Record<string, RawValue> {
  const box = (kind: string, count: number): RawTable[] =>
    Array.from({ length: Math.max(0, Math.min(count, MAX_FLUID_BOXES)) }, () => ({ production_type: kind }));
  const slots =
    machine.itemSlots >= UNLIMITED
      ? {}
      : type === 'furnace'
        ? { source_inventory_size: machine.itemSlots }
        : { ingredient_count: machine.itemSlots };
  return {
    crafting_categories: machine.categories,
    crafting_speed: machine.speed,
    ...slots,
    fluid_boxes: [...box('input', machine.fluidsIn), ...box('output', machine.fluidsOut)],
    ...(machine.moduleSlots > 0 ? { module_specification: { module_slots: machine.moduleSlots } } : {}),
    ...(machine.power > 0
      ? { energy_usage: `${machine.power}W`, energy_source: { type: 'electric', usage_priority: 'secondary-input' } }
      : {}),
  };
}

function recipeFields(normal: RecipeSide | undefined, expensive: RecipeSide | undefined): Record<string, RawValue> {
  const first = normal ?? expensive;
  if (first === undefined) return {};
  const sides = normal && expensive && JSON.stringify(normal) !== JSON.stringify(expensive);
  return { category: first.category, ...(sides ? { normal: side(normal), expensive: side(expensive) } : side(first)) };
}

function side({ time, ingredients, products }: RecipeSide): RawTable {
  return {
    energy_required: time,
    ingredients: ingredients.map(({ type, name, amount }) => ({ type, name, amount: amount ?? 1 })),
    results: products.map(({ type, name, amountMin = 1, amountMax = 1, probability = 1 }) => ({
      type,
      name,
      ...(amountMin === amountMax ? { amount: amountMin } : { amount_min: amountMin, amount_max: amountMax }),
      ...(probability === 1 ? {} : { probability }),
    })),
  };
}

/**
 * The Dump mod multiplies scale and shift by the first layer's size over 32, and takes 32 / size for a missing scale. Undone, and
 * where it was the default, the game's default for the type.
 */
function specOf(type: string, layers: Layer[]): IconSpec {
  const expected = expectedSize(type);
  const ratio = (layers[0]?.size ?? 32) / 32;
  return {
    expected,
    layers: layers.map((layer) => {
      const scale = layer.scale / ratio;
      const isDefault = Math.abs(scale - 32 / layer.size) < 1e-9;
      return {
        ...layer,
        scale: isDefault ? expected / 2 / layer.size : scale,
        shift: [layer.shift[0] / ratio, layer.shift[1] / ratio],
      };
    }),
  };
}
