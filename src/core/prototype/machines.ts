/** What a machine can do, how fast and at what cost, read once from its prototype. */
import type { Book, Machine } from './book-types';
import { watts } from './energy';
import { field, isTable, list, num, table, text, texts } from './fields';
import { conditionsOf, effectOf, type Process } from './process';
import type { RawTable } from './types';

const CRAFTING = new Set(['assembling-machine', 'furnace', 'rocket-silo']);
const TYPES = [
  ...CRAFTING,
  'mining-drill',
  'offshore-pump',
  'boiler',
  'generator',
  'burner-generator',
  'reactor',
  'fusion-reactor',
  'fusion-generator',
  'agricultural-tower',
  'asteroid-collector',
  'lab',
  'thruster',
];

/** Source: CraftingMachinePrototype: a 30th of the usage goes on while idle when nothing else is said. */
const IDLE_SHARE = 1 / 30;
const SPEEDS = ['crafting_speed', 'mining_speed', 'researching_speed', 'pumping_speed'];
const USAGES = ['energy_usage', 'energy_consumption', 'consumption', 'power_input'];

export function buildMachines(book: Book): Map<string, Machine> {
  const machines = new Map<string, Machine>();
  for (const type of TYPES) {
    for (const [name, prototype] of book.ofType(type)) {
      const entry = book.find({ kind: 'entity', name });
      machines.set(name, machineOf(name, type, prototype, entry?.hidden ?? false, entry?.rank ?? 0));
    }
  }
  return machines;
}

function machineOf(name: string, type: string, prototype: RawTable, hidden: boolean, rank: number): Machine {
  const source = energySourceOf(prototype);
  const crafting = CRAFTING.has(type);
  const { power, drain } = powerOf(prototype, source, crafting);
  const boxes = fluidBoxes(prototype);
  const inputs = boxes.filter((box) => box.input);
  const outputs = boxes.filter((box) => !box.input);
  const items = crafting ? itemSlots(prototype, type) : null;
  const products = type === 'furnace' ? num(prototype, 'result_inventory_size') : num(prototype, 'max_item_product_count');
  const fixed = text(prototype, 'fixed_recipe');
  return {
    name,
    type,
    table: prototype,
    hidden,
    rank,
    speed: SPEEDS.map((key) => num(prototype, key)).find((speed) => speed !== null) ?? 1,
    categories: texts(prototype, 'crafting_categories'),
    energyType: text(source, 'type'),
    power,
    drain,
    modules: num(prototype, 'module_slots') ?? num(table(prototype, 'module_specification'), 'module_slots') ?? 0,
    slots: { items, fluidsIn: inputs.length, fluidsOut: outputs.length },
    productivity: productivityOf(prototype),
    conditions: conditionsOf(prototype),
    fuels: fuelsOf(source ?? table(prototype, 'burner')),
    can(process) {
      if (fixed !== null && process.ref.name !== fixed) return 'no';
      const solids = process.ingredients.filter((part) => part.kind === 'item').length;
      const solidProducts = process.products.filter((part) => part.kind === 'item').length;
      if (items !== null && solids > items) return 'small';
      if (products !== null && solidProducts > products) return 'small';
      const fits = (parts: Process['ingredients'], own: FluidBox[]) =>
        fluidsFit(
          parts.filter((part) => part.kind === 'fluid').map((part) => part.name),
          own,
        );
      return fits(process.ingredients, inputs) && fits(process.products, outputs) ? 'yes' : 'small';
    },
  };
}

/** Some machines name it differently: generators may have two, reactors burn in `burner`. */
export const energySourceOf = (prototype: RawTable): RawTable | null => table(prototype, 'energy_source') ?? table(prototype, 'burner');

export function powerOf(prototype: RawTable, source: RawTable | null, crafting: boolean): { power: number | null; drain: number | null } {
  if (text(source, 'type') !== 'electric') return { power: null, drain: null };
  const usage = USAGES.map((key) => watts(prototype, key)).find((value) => value !== null) ?? null;
  if (usage === null) return { power: null, drain: watts(source, 'drain') };
  const drain = watts(source, 'drain') ?? (crafting ? usage * IDLE_SHARE : 0);
  return { power: usage + drain, drain };
}

export function productivityOf(prototype: RawTable): number {
  return effectOf(table(table(prototype, 'effect_receiver'), 'base_effect'), 'productivity') ?? num(prototype, 'base_productivity') ?? 0;
}

/** 1.1 says `fuel_category` when there is one; a burner without any takes chemical fuel. */
export function fuelsOf(source: RawTable | null): string[] {
  if (text(source, 'type') !== 'burner') return [];
  const many = texts(source, 'fuel_categories');
  return many.length > 0 ? many : [text(source, 'fuel_category') ?? 'chemical'];
}

/** Null: no bound worth telling (255 and more). */
function itemSlots(prototype: RawTable, type: string): number | null {
  const slots = type === 'furnace' ? num(prototype, 'source_inventory_size') : num(prototype, 'ingredient_count');
  return slots === null || slots >= 255 ? null : slots;
}

interface FluidBox {
  input: boolean;
  filter: string | null;
}

/** Of `fluid_boxes` (1.1: with a flag among them) and the single ones that other machines have. */
function fluidBoxes(prototype: RawTable): FluidBox[] {
  const many = field(prototype, 'fluid_boxes');
  const tables = isTable(many) ? Object.values(many).filter(isTable) : list(prototype, 'fluid_boxes').filter(isTable);
  const boxes = tables.map((box) => ({ input: text(box, 'production_type') !== 'output', filter: text(box, 'filter') }));
  for (const [key, input] of [
    ['input_fluid_box', true],
    ['fluid_box', true],
    ['output_fluid_box', false],
  ] as const) {
    const box = table(prototype, key);
    if (box) boxes.push({ input: input && text(box, 'production_type') !== 'output', filter: text(box, 'filter') });
  }
  return boxes;
}

/** Filtered boxes take their fluid alone, the others any one. */
function fluidsFit(fluids: readonly string[], boxes: readonly FluidBox[]): boolean {
  const filters = boxes.flatMap((box) => box.filter ?? []);
  let free = boxes.length - filters.length;
  for (const fluid of fluids) {
    const own = filters.indexOf(fluid);
    if (own >= 0) filters.splice(own, 1);
    else if (--free < 0) return false;
  }
  return true;
}
