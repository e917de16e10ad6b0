/** Values between Lua and JavaScript. Texts are UTF-8 in Lua; bytes that are none stay bytes on their way in. */
import { auxiliary, type Bytes, fromText, type L, type LuaFunction, lua, pushText } from './fengari';

/** What a script did wrong: becomes a Lua error with the script's place before it. */
export class GameError extends Error {}

/** Something of the game's that Lua holds by userdata: an entity, a surface, `game` itself. */
export abstract class Thing {
  /** The class of the API, "LuaEntity". */
  abstract readonly objectName: string;
}

/** More than one result of a call. */
export class Several {
  constructor(readonly values: unknown[]) {}
}
/** As the API's types want it. */
export const several = <T>(...values: unknown[]): T => new Several(values) as T;

/** A Lua function kept by JavaScript, in the registry of its state. */
export class FunctionRef {
  constructor(
    readonly L: L,
    readonly ref: number,
  ) {}
}

/** What `push` and `read` need of the state they serve: userdata for things. */
export interface Handles {
  pushThing(L: L, thing: Thing): void;
}
const handlesOf = new WeakMap<object, Handles>();
export function setHandles(L: L, handles: Handles): void {
  handlesOf.set(main(L), handles);
}
/** Coroutines share the registry; the main thread stands for all of them. */
function main(L: L): object {
  return (L as unknown as { l_G: { mainthread: object } }).l_G.mainthread;
}

const decoder = new TextDecoder();
const decoded = new WeakMap<Bytes, string>();
/** The bytes of a text of Lua's never change: those of a script's own constants are decoded once. */
export function toText(bytes: Bytes): string {
  const known = decoded.get(bytes);
  if (known !== undefined) return known;
  const text = decoder.decode(bytes);
  if (bytes.length <= 40) decoded.set(bytes, text);
  return text;
}

/** Runs JavaScript for Lua: what it throws becomes a Lua error; what Lua throws passes through. */
export function guarded(run: LuaFunction): LuaFunction {
  return (L) => {
    try {
      return run(L);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // A fault of the simulation itself keeps its JavaScript trace.
      const text = error instanceof GameError ? error.message : `the simulation failed: ${error.stack ?? error.message}`;
      auxiliary.luaL_where(L, 1);
      const where = toText(lua.lua_tostring(L, -1) ?? new Uint8Array());
      lua.lua_pop(L, 1);
      lua.lua_pushstring(L, fromText(where + text));
      return lua.lua_error(L);
    }
  };
}

export function push(L: L, value: unknown): void {
  if (value === undefined || value === null) lua.lua_pushnil(L);
  else if (typeof value === 'string') pushText(L, value);
  else if (typeof value === 'number') lua.lua_pushnumber(L, value);
  else if (typeof value === 'boolean') lua.lua_pushboolean(L, value);
  else if (typeof value === 'function') lua.lua_pushcfunction(L, guarded(value as LuaFunction));
  else if (value instanceof Uint8Array) lua.lua_pushstring(L, value);
  else if (value instanceof Thing) handlesOf.get(main(L))!.pushThing(L, value);
  else if (value instanceof FunctionRef) lua.lua_rawgeti(L, lua.LUA_REGISTRYINDEX, value.ref);
  else if (value instanceof Map) pushEntries(L, value);
  else if (Array.isArray(value)) {
    lua.lua_createtable(L, value.length, 0);
    value.forEach((item, i) => {
      push(L, item);
      lua.lua_rawseti(L, -2, i + 1);
    });
  } else {
    lua.lua_createtable(L, 0, 0);
    const record = value as Record<string, unknown>;
    for (const key of Object.keys(record)) pushEntry(L, key, record[key]);
  }
}

function pushEntry(L: L, key: unknown, item: unknown): void {
  if (item === undefined || item === null) return;
  push(L, key);
  push(L, item);
  lua.lua_rawset(L, -3);
}

function pushEntries(L: L, entries: Iterable<[unknown, unknown]>): void {
  lua.lua_createtable(L, 0, 0);
  for (const [key, item] of entries) pushEntry(L, key, item);
}

/** A table with the key 1 becomes a list, any other an object, an empty one `{}`. */
export function read(L: L, at: number): unknown {
  switch (lua.lua_type(L, at)) {
    case lua.LUA_TBOOLEAN:
      return lua.lua_toboolean(L, at);
    case lua.LUA_TNUMBER:
      return lua.lua_tonumber(L, at);
    case lua.LUA_TSTRING:
      return toText(lua.lua_tostring(L, at)!);
    case lua.LUA_TFUNCTION:
      return functionAt(L, at);
    case lua.LUA_TUSERDATA:
      return thingAt(L, at);
    case lua.LUA_TTABLE:
      return readTable(L, lua.lua_absindex(L, at));
    default:
      return undefined;
  }
}

export function functionAt(L: L, at: number): FunctionRef {
  lua.lua_pushvalue(L, at);
  return new FunctionRef(L, auxiliary.luaL_ref(L, lua.LUA_REGISTRYINDEX));
}

/** The thing behind a userdata; undefined for any other value. */
export function thingAt(L: L, at: number): Thing | undefined {
  const thing = lua.lua_touserdata(L, at)?.['thing'];
  return thing instanceof Thing ? thing : undefined;
}

function readTable(L: L, at: number): unknown[] | Record<string, unknown> {
  const size = lua.lua_rawlen(L, at);
  if (size > 0) {
    return Array.from({ length: size }, (_, i) => {
      lua.lua_rawgeti(L, at, i + 1);
      const item = read(L, -1);
      lua.lua_pop(L, 1);
      return item;
    });
  }
  const record: Record<string, unknown> = {};
  lua.lua_pushnil(L);
  while (lua.lua_next(L, at) !== 0) {
    const key = read(L, -2);
    record[String(key)] = read(L, -1);
    lua.lua_pop(L, 1);
  }
  return record;
}

/** Leaves what a call answers, and how many values that is. */
export function pushResult(L: L, result: unknown): number {
  const values = result instanceof Several ? result.values : [result];
  for (const value of values) push(L, value);
  return values.length;
}

/** All arguments of the running function. */
export function readArguments(L: L): unknown[] {
  return Array.from({ length: lua.lua_gettop(L) }, (_, i) => read(L, i + 1));
}
