/** Names by which a save finds the game's objects again that a script keeps in `storage`. */

import { type L, lua } from './lua/fengari';
import type { KeepNames } from './lua/keep';
import { type FunctionRef, GameError, push, type Thing } from './lua/values';
import { Entity, Force, Player, Surface } from './world/things';
import type { World } from './world/world';

export function keepNames(world: World, metatables: ReadonlyMap<string, FunctionRef>): KeepNames {
  return {
    nameOf: (thing: Thing) => {
      if (thing instanceof Player || thing instanceof Force || thing instanceof Surface) return `${thing.objectName}/${thing.index}`;
      if (thing instanceof Entity && thing.unitNumber !== undefined) return `LuaEntity/${thing.unitNumber}`;
      throw new GameError(`the simulated game cannot keep a ${thing.objectName} in storage`);
    },
    find: (name: string) => {
      const [kind, number] = [name.split('/')[0], Number(name.split('/')[1])];
      if (kind === 'LuaPlayer') return world.players.get(number);
      if (kind === 'LuaForce') return world.forces.get(number);
      return kind === 'LuaSurface' ? world.surfaces.get(number) : world.units.get(number);
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
