/**
 * Recipes in effect: what no recipe prototype says, but what makes or uses things all the same. Amounts are of one run; machines that
 * have a pace of their own give runs a second.
 */
import type { Book } from './book-types';
import { joules, watts } from './energy';
import { field, num, table, text, texts } from './fields';
import { fuelsOf } from './machines';
import { Places } from './places';
import { conditionsOf, type Part, type Process, productsOf } from './process';
import type { RawTable, RecipeSort, Ref } from './types';

const TICKS = 60;
/** A drill buys fluid for ten runs at once: `fluid_amount` is of ten. Source: the game's own wiki, uranium ore. */
const MINING_FLUID_RUNS = 10;
/** What is mined by hand and by robots, not by drills. */
const SIGHTS = ['tree', 'plant', 'simple-entity', 'fish', 'simple-entity-with-owner', 'simple-entity-with-force'];
const MAX_OUT = 100_000;

export function workings(book: Book): Process[] {
  const out: Process[] = [];
  let order = book.all('recipe').length;
  const add = (sort: RecipeSort, ref: Ref, process: Partial<Process>): void => {
    if (out.length >= MAX_OUT) return;
    const hidden = book.find(ref)?.hidden ?? false;
    out.push({
      ref,
      sort,
      ingredients: [],
      products: [],
      time: null,
      categories: [],
      doers: [],
      byHand: false,
      enabled: true,
      hidden,
      conditions: [],
      places: null,
      order: order++,
      ...process,
    });
  };
  mining(book, add);
  pumping(book, add);
  boiling(book, add);
  fluidPower(book, add);
  growing(book, add);
  collecting(book, add);
  items(book, add);
  return out;
}

type Add = (sort: RecipeSort, ref: Ref, process: Partial<Process>) => void;

const entity = (name: string): Ref => ({ kind: 'entity', name });
const named = (refs: readonly Ref[]): string[] => refs.map((ref) => ref.name);

function mining(book: Book, add: Add): void {
  const drills = book.ofType('mining-drill').filter(([name]) => !book.find(entity(name))?.hidden);
  const byHand = new Set(book.ofType('character').flatMap(([, character]) => texts(character, 'mining_categories')));
  for (const { name, table: resource, type } of book.all('entity')) {
    const minable = table(resource, 'minable');
    if (!minable) continue;
    const products = productsOf(minable, 'count');
    if (products.length === 0) continue;
    const time = num(minable, 'mining_time', 1);
    if (type === 'resource') {
      const category = text(resource, 'category') ?? 'basic-solid';
      const fluid = text(minable, 'required_fluid');
      const ingredients: Part[] =
        fluid === null ? [] : [{ kind: 'fluid', name: fluid, amount: num(minable, 'fluid_amount', 0) / MINING_FLUID_RUNS }];
      const wet = products.some((part) => part.kind === 'fluid');
      const doers = drills
        .filter(([, drill]) => texts(drill, 'resource_categories').includes(category))
        .filter(([, drill]) => (!wet || table(drill, 'output_fluid_box')) && (fluid === null || table(drill, 'input_fluid_box')))
        .map(([drillName, drill]) => ({ name: drillName, perSecond: num(drill, 'mining_speed', 1) / time }));
      const hand = byHand.has(category) && fluid === null && !wet;
      add('mining', entity(name), {
        ingredients,
        products,
        time,
        categories: [category],
        doers,
        byHand: hand,
        places: named(book.places.placesOf(entity(name))),
      });
    } else if (SIGHTS.includes(type)) {
      // What was placed comes back: that makes nothing.
      const placed = new Set(book.placing(entity(name)));
      if (products.every((part) => placed.has(part.name))) continue;
      add('mining', entity(name), { products, time, byHand: true, places: named(book.places.placesOf(entity(name))) });
    }
  }
}

/** 1.1: a pump has its `fluid`; 2.x: it takes what its tile has, or what its box is filtered to. */
function pumping(book: Book, add: Add): void {
  const tiles = new Map<string, Ref[]>();
  for (const { name, table: tile } of book.all('tile')) {
    const fluid = Places.fluidOf(tile);
    if (fluid !== null) tiles.set(fluid, [...(tiles.get(fluid) ?? []), { kind: 'tile', name }]);
  }
  const pumps = new Map<string, { name: string; perSecond: number }[]>();
  for (const [name, pump] of book.ofType('offshore-pump')) {
    if (book.find(entity(name))?.hidden) continue;
    const fixed = text(pump, 'fluid');
    const filter = text(table(pump, 'fluid_box'), 'filter');
    const perSecond = num(pump, 'pumping_speed', 0) * TICKS;
    const fluids = fixed !== null ? [fixed] : [...tiles.keys()].filter((fluid) => filter === null || filter === fluid);
    for (const fluid of fluids) pumps.set(fluid, [...(pumps.get(fluid) ?? []), { name, perSecond }]);
  }
  for (const [fluid, doers] of pumps) {
    const places = new Set((tiles.get(fluid) ?? []).flatMap((tile) => named(book.places.placesOf(tile))));
    add(
      'pumping',
      { kind: 'fluid', name: fluid },
      { products: [{ kind: 'fluid', name: fluid, amount: 1 }], doers, places: tiles.has(fluid) ? [...places] : null },
    );
  }
}

const fluidTable = (book: Book, name: string | null): RawTable | null =>
  name === null ? null : (book.raw.get('fluid')?.get(name) ?? null);

/** One run turns one unit of the fluid into as much of the other as its heat is enough for. */
function boiling(book: Book, add: Add): void {
  for (const [name, boiler] of book.ofType('boiler')) {
    const from = text(table(boiler, 'fluid_box'), 'filter');
    const own = text(table(boiler, 'output_fluid_box'), 'filter');
    const to = text(boiler, 'mode') === 'heat-fluid-inside' || text(boiler, 'mode') === 'heat-water-inside' ? from : (own ?? from);
    const target = num(boiler, 'target_temperature');
    const cold = fluidTable(book, from);
    const hot = fluidTable(book, to);
    if (from === null || to === null || target === null || !cold || !hot) continue;
    const heat = joules(cold, 'heat_capacity') ?? 1000;
    const each = heat * (target - num(cold, 'default_temperature', 15));
    const power = watts(boiler, 'energy_consumption');
    if (!(each > 0)) continue;
    // 2.x: what a unit of steam takes is a tenth of what a unit of water takes.
    const gain = heat / (joules(hot, 'heat_capacity') ?? heat);
    const products: Part[] = [{ kind: 'fluid', name: to, amount: book.version === '1.1' ? 1 : gain, temperature: [target, target] }];
    add('boiling', entity(name), {
      ingredients: [{ kind: 'fluid', name: from, amount: 1 }],
      products,
      energy: each,
      doers: [{ name, perSecond: power === null ? null : power / each }],
      conditions: conditionsOf(boiler),
    });
  }
}

/** Generators, fusion, thrusters: fluids that become power. */
function fluidPower(book: Book, add: Add): void {
  for (const [name, generator] of book.ofType('generator')) {
    const box = table(generator, 'fluid_box');
    const fluid = text(box, 'filter');
    const usage = num(generator, 'fluid_usage_per_tick');
    if (fluid === null || !usage) continue;
    const part: Part = { kind: 'fluid', name: fluid, amount: 1 };
    const least = num(box, 'minimum_temperature');
    if (least !== null) part.temperature = [least, null];
    const prototype = fluidTable(book, fluid);
    const burns = field(generator, 'burns_fluid') === true;
    const energy = burns ? joules(prototype, 'fuel_value') : heatOf(prototype, num(generator, 'maximum_temperature'));
    add('generating', entity(name), {
      ingredients: [part],
      doers: [{ name, perSecond: usage * TICKS }],
      ...(energy !== null && { energy: energy * num(generator, 'effectivity', 1) }),
    });
  }
  for (const type of ['fusion-reactor', 'fusion-generator']) {
    for (const [name, machine] of book.ofType(type)) {
      const from = text(table(machine, 'input_fluid_box'), 'filter');
      const to = text(table(machine, 'output_fluid_box'), 'filter');
      const usage = num(machine, 'max_fluid_usage');
      if (from === null || to === null || !usage) continue;
      add('generating', entity(name), {
        ingredients: [{ kind: 'fluid', name: from, amount: 1 }],
        products: [{ kind: 'fluid', name: to, amount: 1 }],
        doers: [{ name, perSecond: usage * TICKS }],
        conditions: conditionsOf(machine),
      });
    }
  }
  for (const [name, thruster] of book.ofType('thruster')) {
    const fluids = ['fuel_fluid_box', 'oxidizer_fluid_box'].map((key) => text(table(thruster, key), 'filter'));
    const usage = num(table(thruster, 'max_performance'), 'fluid_usage');
    if (!usage || fluids.includes(null)) continue;
    const ingredients = fluids.map((fluid): Part => ({ kind: 'fluid', name: fluid!, amount: 1 }));
    add('generating', entity(name), { ingredients, doers: [{ name, perSecond: usage * TICKS }], conditions: conditionsOf(thruster) });
  }
}

function heatOf(fluid: RawTable | null, temperature: number | null): number | null {
  const capacity = joules(fluid, 'heat_capacity');
  return capacity === null || temperature === null ? null : capacity * Math.max(0, temperature - num(fluid, 'default_temperature', 15));
}

function growing(book: Book, add: Add): void {
  const towers = book.ofType('agricultural-tower').filter(([name]) => !book.find(entity(name))?.hidden);
  for (const { name, table: seed } of book.all('item')) {
    const plant = text(seed, 'plant_result');
    const prototype = plant === null ? null : (book.raw.get('plant')?.get(plant) ?? null);
    if (plant === null || !prototype) continue;
    const minable = table(prototype, 'minable');
    const natural = named(book.places.placesOf(entity(plant)));
    add(
      'growing',
      { kind: 'entity', name: plant },
      {
        ingredients: [{ kind: 'item', name, amount: 1 }],
        products: productsOf(minable, 'count'),
        time: num(prototype, 'growth_ticks', 0) / TICKS,
        doers: towers.map(([tower]) => ({ name: tower, perSecond: null })),
        byHand: true,
        conditions: conditionsOf(prototype),
        // Where its seed takes root is said by the tiles it grows on in nature; nothing is said of what is only ever planted.
        places: natural.length > 0 ? natural : null,
      },
    );
  }
}

function collecting(book: Book, add: Add): void {
  const collectors = book.ofType('asteroid-collector').filter(([name]) => !book.find(entity(name))?.hidden);
  const places = [...new Set(collectors.flatMap(([, collector]) => named(book.places.where(conditionsOf(collector)) ?? [])))];
  for (const { name, table: chunk } of book.all('asteroid-chunk')) {
    const products = productsOf(table(chunk, 'minable'), 'count');
    if (products.length === 0) continue;
    add(
      'collecting',
      { kind: 'asteroid-chunk', name },
      {
        products,
        doers: collectors.map(([collector]) => ({ name: collector, perSecond: null })),
        places: places.length > 0 ? places : null,
      },
    );
  }
}

/** What becomes of items by themselves, in a fire and in space. */
function items(book: Book, add: Add): void {
  const burners = new Map<string, string[]>();
  for (const { name, table: prototype, hidden } of book.all('entity')) {
    const source = table(prototype, 'energy_source') ?? table(prototype, 'burner');
    if (hidden || !num(source, 'burnt_inventory_size')) continue;
    for (const category of fuelsOf(source)) burners.set(category, [...(burners.get(category) ?? []), name]);
  }
  for (const { name, table: item } of book.all('item')) {
    const ref: Ref = { kind: 'item', name };
    const one: Part[] = [{ kind: 'item', name, amount: 1 }];
    const spoiled = text(item, 'spoil_result');
    if (spoiled !== null)
      add('spoiling', ref, {
        ingredients: one,
        products: [{ kind: 'item', name: spoiled, amount: 1 }],
        time: num(item, 'spoil_ticks', 0) / TICKS,
        byHand: true,
      });
    const burnt = text(item, 'burnt_result');
    if (burnt) {
      const energy = joules(item, 'fuel_value');
      const doers = (burners.get(text(item, 'fuel_category') ?? '') ?? []).map((burner) => {
        const power = book.machines.get(burner)
          ? (watts(book.machines.get(burner)!.table, 'consumption') ?? watts(book.machines.get(burner)!.table, 'energy_usage'))
          : null;
        return { name: burner, perSecond: power !== null && energy ? power / energy : null };
      });
      add('burning', ref, {
        ingredients: one,
        products: [{ kind: 'item', name: burnt, amount: 1 }],
        doers,
        ...(energy !== null && { energy }),
      });
    }
    launch(book, item, name, add);
  }
}

/** A silo makes its parts and sends one item up: 1.1 and base 2.x, where products come back from space. */
function launch(book: Book, item: RawTable, name: string, add: Add): void {
  const one = table(item, 'rocket_launch_product') ?? field(item, 'rocket_launch_product');
  const products = productsOf({ results: one ? [one] : (field(item, 'rocket_launch_products') ?? []) });
  if (products.length === 0) return;
  for (const [silo, prototype] of book.ofType('rocket-silo')) {
    if (book.find(entity(silo))?.hidden) continue;
    const recipe = text(prototype, 'fixed_recipe');
    const body = recipe === null ? null : (book.raw.get('recipe')?.get(recipe) ?? null);
    const part = body ? productsOf(table(body, 'normal') ?? body)[0] : undefined;
    const parts = num(prototype, 'rocket_parts_required', 100);
    const ingredients: Part[] = [{ kind: 'item', name, amount: 1 }];
    if (part) ingredients.push({ ...part, amount: parts });
    // The silo's pace at its parts; the launch itself comes on top.
    const each = num(table(body, 'normal') ?? body, 'energy_required', 0.5) / num(prototype, 'crafting_speed', 1);
    add(
      'rocket',
      { kind: 'item', name },
      { ingredients, products, doers: [{ name: silo, perSecond: part && each > 0 ? 1 / (parts * each) : null }] },
    );
  }
}
