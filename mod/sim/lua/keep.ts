/**
 * `storage` as a save holds it (https://lua-api.factorio.com/latest/auxiliary/storage.html): nil, texts, numbers, booleans,
 * tables and the game's own objects; "functions are not allowed in storage", and a metatable is kept only if registered with
 * `script.register_metatable`. A table met twice stays one. The text is the same for the same contents in the same order, so
 * peers are compared by it.
 */
import { type L, lua } from './fengari';
import { GameError, push, type Thing, thingAt, toText } from './values';

export interface Kept {
  /** Each a table: its entries in order, and the name of its metatable. */
  tables: { entries: [KeptValue, KeptValue][]; metatable?: string }[];
}
export type KeptValue =
  | { n: string }
  /** A text by its bytes, in base64. */
  | { s: string }
  | { b: boolean }
  /** The number of a table. */
  | { t: number }
  /** An object of the game's, by a name that the world can find again. */
  | { o: string };

export interface KeepNames {
  nameOf(thing: Thing): string;
  find(name: string): Thing | undefined;
  /** The registered name of the metatable on the stack's top. */
  metatableName(L: L): string | undefined;
  pushMetatable(L: L, name: string): void;
}

export function keep(L: L, at: number, names: KeepNames): Kept {
  const tables: Kept['tables'] = [];
  const known = new Map<object, number>();
  const value = (i: number, path: string): KeptValue => {
    switch (lua.lua_type(L, i)) {
      case lua.LUA_TNUMBER: {
        const number = lua.lua_tonumber(L, i);
        return { n: Object.is(number, -0) ? '-0' : String(number) };
      }
      case lua.LUA_TSTRING:
        return { s: Buffer.from(lua.lua_tostring(L, i)!).toString('base64') };
      case lua.LUA_TBOOLEAN:
        return { b: lua.lua_toboolean(L, i) };
      case lua.LUA_TTABLE:
        return { t: table(lua.lua_absindex(L, i), path) };
      case lua.LUA_TUSERDATA:
        return { o: names.nameOf(thingAt(L, i)!) };
      default:
        throw new GameError(`cannot serialise ${toText(lua.lua_typename(L, lua.lua_type(L, i)))} in storage${path}`);
    }
  };
  const table = (i: number, path: string): number => {
    const identity = lua.lua_topointer(L, i);
    const old = known.get(identity);
    if (old !== undefined) return old;
    const number = tables.length;
    known.set(identity, number);
    const entry: Kept['tables'][number] = { entries: [] };
    tables.push(entry);
    if (lua.lua_getmetatable(L, i)) {
      const name = names.metatableName(L);
      if (name !== undefined) entry.metatable = name;
      lua.lua_pop(L, 1);
    }
    // A table in a table in a table: each takes room of the stack.
    lua.lua_checkstack(L, 8);
    lua.lua_pushnil(L);
    while (lua.lua_next(L, i) !== 0) {
      const key = value(-2, path);
      entry.entries.push([key, value(-1, `${path}.${'s' in key ? Buffer.from(key.s, 'base64').toString() : JSON.stringify(key)}`)]);
      lua.lua_pop(L, 1);
    }
    return number;
  };
  table(lua.lua_absindex(L, at), '');
  return { tables };
}

/** Leaves the kept table on the stack. */
export function restore(L: L, { tables }: Kept, names: KeepNames): void {
  lua.lua_createtable(L, 0, 0);
  const all = lua.lua_gettop(L);
  tables.forEach((_, i) => {
    lua.lua_createtable(L, 0, 0);
    lua.lua_rawseti(L, all, i + 1);
  });
  const pushKept = (value: KeptValue): void => {
    if ('t' in value) lua.lua_rawgeti(L, all, value.t + 1);
    else if ('n' in value) push(L, Number(value.n));
    else if ('s' in value) push(L, new Uint8Array(Buffer.from(value.s, 'base64')));
    else if ('b' in value) push(L, value.b);
    else push(L, names.find(value.o));
  };
  tables.forEach(({ entries, metatable }, i) => {
    lua.lua_rawgeti(L, all, i + 1);
    for (const [key, item] of entries) {
      pushKept(key);
      pushKept(item);
      lua.lua_rawset(L, -3);
    }
    if (metatable !== undefined) {
      names.pushMetatable(L, metatable);
      lua.lua_setmetatable(L, -2);
    }
    lua.lua_pop(L, 1);
  });
  lua.lua_rawgeti(L, all, 1);
  lua.lua_remove(L, all);
}
