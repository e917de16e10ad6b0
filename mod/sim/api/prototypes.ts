/** `prototypes` and what a force makes of them: recipes, technologies. */
import type {
  LuaEntityPrototype,
  LuaFluidPrototype,
  LuaGroup,
  LuaItemPrototype,
  LuaPrototypes,
  LuaQualityPrototype,
  LuaRecipe,
  LuaRecipePrototype,
  LuaTechnology,
  LuaTechnologyPrototype,
  LuaTilePrototype,
} from 'factorio:runtime';
import { GameError, Thing } from '../lua/values';
import type { Content, Rgb } from '../world/prototypes';
import { ApiThing, type Force, handle, type Technology } from '../world/things';
import type { Context } from './context';
import { type Classes, GameTable, type Members } from './members';

interface ApiOf {
  entity: LuaEntityPrototype;
  tile: LuaTilePrototype;
  item: LuaItemPrototype;
  item_group: LuaGroup;
  fluid: LuaFluidPrototype;
  recipe: LuaRecipePrototype;
  technology: LuaTechnologyPrototype;
  quality: LuaQualityPrototype;
}
type Kind = keyof ApiOf;
const CLASS: Record<Kind, string> = {
  entity: 'LuaEntityPrototype',
  tile: 'LuaTilePrototype',
  item: 'LuaItemPrototype',
  item_group: 'LuaGroup',
  fluid: 'LuaFluidPrototype',
  recipe: 'LuaRecipePrototype',
  technology: 'LuaTechnologyPrototype',
  quality: 'LuaQualityPrototype',
};
const NAMES: Record<Kind, (content: Content) => Iterable<string>> = {
  entity: ({ entities }) => entities.keys(),
  tile: ({ tiles }) => tiles.keys(),
  item: ({ items }) => items,
  item_group: ({ itemGroups }) => itemGroups,
  fluid: ({ fluids }) => fluids,
  recipe: ({ recipes }) => recipes.keys(),
  technology: ({ technologies }) => technologies,
  quality: () => ['normal'],
};

export class Prototype<K extends Kind = Kind> extends ApiThing<ApiOf[K]> {
  constructor(
    readonly kind: K,
    readonly name: string,
  ) {
    super();
  }
  get objectName(): string {
    return CLASS[this.kind];
  }
}
const made = new Map<string, Prototype>();
export function prototypeOf<K extends Kind>(kind: K, name: string): Prototype<K> {
  const key = `${kind}/${name}`;
  const found = made.get(key) ?? new Prototype(kind, name);
  made.set(key, found as Prototype);
  return found as Prototype<K>;
}

export class Recipe extends ApiThing<LuaRecipe> {
  readonly objectName = 'LuaRecipe';
  constructor(
    readonly force: Force,
    readonly name: string,
  ) {
    super();
  }
}
export const recipeOf = (force: Force, name: string): Recipe => new Recipe(force, name);

export class ForceTechnology extends ApiThing<LuaTechnology> {
  readonly objectName = 'LuaTechnology';
  constructor(
    readonly force: Force,
    readonly own: Technology,
  ) {
    super();
  }
}

class PrototypeTable extends GameTable {
  constructor(
    private readonly kind: Kind,
    private readonly content: Content,
  ) {
    super();
  }
  at(key: unknown): unknown {
    return [...NAMES[this.kind](this.content)].includes(String(key)) ? prototypeOf(this.kind, String(key)) : undefined;
  }
  rows(): [unknown, unknown][] {
    return [...NAMES[this.kind](this.content)].map((name) => [name, prototypeOf(this.kind, name)]);
  }
}
export class Prototypes extends Thing {
  readonly objectName = 'LuaPrototypes';
}

/** "Color": 0 to 1. */
const color = (rgb: Rgb) => ({ r: rgb[0] / 255, g: rgb[1] / 255, b: rgb[2] / 255, a: 1 });
const maybeColor = (rgb: Rgb | undefined) => (rgb ? color(rgb) : undefined);
/** What every prototype has: "name", "localised_name" … */
const named = <K extends Kind>(section: string) => ({
  valid: { get: (p: Prototype<K>) => p.valid },
  name: { get: (p: Prototype<K>) => p.name },
  localised_name: { get: (p: Prototype<K>) => [`${section}.${p.name}`] as [string] },
  localised_description: { get: (p: Prototype<K>) => [`${section.replace('-name', '-description')}.${p.name}`] as [string] },
});

export function addPrototypes(classes: Classes): void {
  classes.add<LuaEntityPrototype, Prototype<'entity'>>('LuaEntityPrototype', {
    ...named<'entity'>('entity-name'),
    type: { get: (p, context) => facts(p, context).type as LuaEntityPrototype['type'] },
    // "The map color used when charting this entity if a friendly or enemy color isn't defined."
    map_color: { get: (p, context) => maybeColor(facts(p, context).color) },
    friendly_map_color: { get: (p, context) => color(facts(p, context).friend ?? [0, 96, 145]) },
    enemy_map_color: { get: (p, context) => color(facts(p, context).enemy ?? [255, 26, 26]) },
    tile_width: { get: (p, context) => facts(p, context).size[0] },
    tile_height: { get: (p, context) => facts(p, context).size[1] },
    has_flag: { call: () => false },
    hidden: { get: () => false },
    group: { get: () => undefined as never },
  });
  classes.add<LuaTilePrototype, Prototype<'tile'>>('LuaTilePrototype', {
    ...named<'tile'>('tile-name'),
    map_color: { get: (p, { world }) => color(world.content.tiles.get(p.name)!) },
  });
  classes.add<LuaItemPrototype, Prototype<'item'>>('LuaItemPrototype', { ...named<'item'>('item-name'), hidden: { get: () => false } });
  classes.add<LuaGroup, Prototype<'item_group'>>('LuaGroup', named<'item_group'>('item-group-name'));
  classes.add<LuaFluidPrototype, Prototype<'fluid'>>('LuaFluidPrototype', named<'fluid'>('fluid-name'));
  classes.add<LuaRecipePrototype, Prototype<'recipe'>>('LuaRecipePrototype', named<'recipe'>('recipe-name'));
  classes.add<LuaTechnologyPrototype, Prototype<'technology'>>('LuaTechnologyPrototype', {
    ...named<'technology'>('technology-name'),
    // None of these has levels.
    max_level: { get: () => 1 },
  });
  classes.add<LuaQualityPrototype, Prototype<'quality'>>('LuaQualityPrototype', {
    ...named<'quality'>('quality-name'),
    level: { get: () => 0 },
  });
  classes.add<LuaRecipe, Recipe>('LuaRecipe', {
    valid: { get: () => true },
    name: { get: (r) => r.name },
    prototype: { get: (r) => handle(prototypeOf('recipe', r.name)) },
    force: { get: (r) => handle(r.force) },
  });
  classes.add<LuaTechnology, ForceTechnology>('LuaTechnology', {
    valid: { get: () => true },
    name: { get: (t) => t.own.name },
    level: { get: (t) => t.own.level },
    researched: { get: (t) => t.own.researched },
    force: { get: (t) => handle(t.force) },
    prototype: { get: (t) => handle(prototypeOf('technology', t.own.name)) },
    localised_name: { get: (t) => [`technology-name.${t.own.name}`] },
  });
  const tables = Object.fromEntries(
    (Object.keys(CLASS) as Kind[]).map((kind) => [
      kind,
      { get: (_: unknown, { world }: Context) => new PrototypeTable(kind, world.content) as never },
    ]),
  );
  classes.add<LuaPrototypes, Prototypes>('LuaPrototypes', tables as unknown as Members<LuaPrototypes, Prototypes>);
}

function facts({ name }: Prototype<'entity'>, { world }: Context) {
  const found = world.content.entities.get(name);
  if (!found) throw new GameError(`Unknown entity name: ${name}`);
  return found;
}
