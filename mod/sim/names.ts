/** Names by which a save finds the game's objects again that a script keeps in `storage`. */

import { type L, lua } from './lua/fengari';
import type { KeepNames } from './lua/keep';
import { type FunctionRef, GameError, push, type Thing } from './lua/values';
import { ApiThing, Entity, Force, Player, Surface, Tag } from './world/things';
import type { World } from './world/world';

/** What a script still holds of something that is no more: it stays an object, and is not valid. */
class Gone extends ApiThing<never> {
  constructor(
    readonly objectName: string,
    readonly number: string,
  ) {
    super();
    this.valid = false;
  }
}

export function keepNames(world: World, metatables: ReadonlyMap<string, FunctionRef>): KeepNames {
  const known = (kind: string, number: number): Thing | undefined => {
    if (kind === 'LuaPlayer') return world.players.get(number);
    if (kind === 'LuaForce') return world.forces.get(number);
    if (kind === 'LuaCustomChartTag') return world.tags.get(number);
    return kind === 'LuaSurface' ? world.surfaces.get(number) : world.units.get(number);
  };
  return {
    nameOf: (thing: Thing) => {
      if (thing instanceof Player || thing instanceof Force || thing instanceof Surface) return `${thing.objectName}/${thing.index}`;
      if (thing instanceof Entity && thing.unitNumber !== undefined) return `LuaEntity/${thing.unitNumber}`;
      if (thing instanceof Gone) return `${thing.objectName}/${thing.number}`;
      if (thing instanceof Tag) return `LuaCustomChartTag/${thing.number}`;
      throw new GameError(`the simulated game cannot keep a ${thing.objectName} in storage`);
    },
    find: (name: string) => {
      const [kind = '', number = ''] = name.split('/');
      return known(kind, Number(number)) ?? new Gone(kind, number);
    },
    metatableName: (L: L) => {
      const wanted = lua.lua_topointer(L, -1);
      for (const [name, ref] of metatables) {
        push(L, ref);
        const same = lua.lua_topointer(L, -1) === wanted;
        lua.lua_pop(L, 1);
        if (same) return name;
      }
      return undefined;
    },
    pushMetatable: (L: L, name: string) => push(L, metatables.get(name)),
  };
}
