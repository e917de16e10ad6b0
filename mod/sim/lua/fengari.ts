/**
 * Fengari (Lua in JavaScript) brought to the game's semantics. It is taken because callbacks into JavaScript are easy and its
 * tables keep the order of insertion; a real Lua 5.2 (lua-wasm-bindings) has neither. What differs from the game is mended here:
 *
 * - It is 5.3 with whole numbers of 32 bits that wrap; the game's 5.2 knows doubles only. So no number is ever an integer here.
 * - `next` and `pairs` go in order of insertion, integer keys from 1 to 1024 first
 *   (https://lua-api.factorio.com/latest/auxiliary/libraries.html, "pairs()").
 * - A whole number prints without ".0", and by `%.14g`, exponent and all.
 *
 * That the mod keeps to the syntax of 5.2 is what compiling it with the real one proves.
 */
import { createRequire } from 'node:module';

/** What is used of Fengari's C-like interface. `L` is a thread of Lua. */
export type L = { readonly hookcount: number; readonly basehookcount: number; readonly stack: Value[] };
interface Value {
  type: number;
  value: unknown;
}
export type LuaFunction = (L: L) => number;
export type Bytes = Uint8Array;

interface Entry {
  key: Value;
  value: Value;
  n: Entry | undefined;
}
interface Table {
  strong: Map<unknown, Entry>;
  dead_strong: Map<unknown, Entry>;
  dead_weak: WeakMap<object, Entry> | undefined;
  f: Entry | undefined;
  /** The highest key from 1 to 1024 ever set. */
  small?: number;
}

interface Lua {
  LUA_REGISTRYINDEX: number;
  LUA_MASKCOUNT: number;
  LUA_TNIL: number;
  LUA_TBOOLEAN: number;
  LUA_TNUMBER: number;
  LUA_TSTRING: number;
  LUA_TTABLE: number;
  LUA_TFUNCTION: number;
  LUA_TUSERDATA: number;
  lua_Debug: new () => { currentline: number; short_src: Bytes; source: Bytes | null };
  lua_absindex(L: L, at: number): number;
  lua_checkstack(L: L, room: number): boolean;
  lua_call(L: L, args: number, results: number): void;
  lua_createtable(L: L, list: number, record: number): void;
  lua_error(L: L): never;
  lua_getinfo(L: L, what: Bytes, into: object): number;
  lua_getmetatable(L: L, at: number): boolean;
  lua_getstack(L: L, level: number, into: object): number;
  lua_gettop(L: L): number;
  lua_insert(L: L, at: number): void;
  lua_newuserdata(L: L, size: number): Record<string, unknown>;
  lua_next(L: L, at: number): number;
  lua_pcall(L: L, args: number, results: number, handler: number): number;
  lua_pop(L: L, count: number): void;
  lua_pushboolean(L: L, value: boolean): void;
  lua_pushcfunction(L: L, value: LuaFunction): void;
  lua_pushinteger(L: L, value: number): void;
  lua_pushnil(L: L): void;
  lua_pushnumber(L: L, value: number): void;
  lua_pushstring(L: L, value: Bytes): void;
  lua_pushvalue(L: L, at: number): void;
  lua_rawget(L: L, at: number): number;
  lua_rawgeti(L: L, at: number, key: number): number;
  lua_rawlen(L: L, at: number): number;
  lua_rawset(L: L, at: number): void;
  lua_rawseti(L: L, at: number, key: number): void;
  lua_remove(L: L, at: number): void;
  lua_replace(L: L, at: number): void;
  lua_sethook(L: L, hook: ((L: L, event: object) => void) | null, mask: number, count: number): void;
  lua_setglobal(L: L, name: Bytes): void;
  lua_getglobal(L: L, name: Bytes): number;
  lua_setmetatable(L: L, at: number): void;
  lua_settop(L: L, at: number): void;
  lua_toboolean(L: L, at: number): boolean;
  lua_tonumber(L: L, at: number): number;
  lua_topointer(L: L, at: number): object;
  lua_tostring(L: L, at: number): Bytes | null;
  lua_touserdata(L: L, at: number): Record<string, unknown> | null;
  lua_type(L: L, at: number): number;
  lua_typename(L: L, type: number): Bytes;
}
interface Auxiliary {
  luaL_loadbuffer(L: L, text: Bytes, size: number, name: Bytes): number;
  luaL_newstate(): L;
  luaL_ref(L: L, at: number): number;
  luaL_unref(L: L, at: number, ref: number): void;
  luaL_tolstring(L: L, at: number): Bytes;
  luaL_traceback(L: L, of: L, message: Bytes | null, level: number): void;
  luaL_requiref(L: L, name: Bytes, open: LuaFunction, global: boolean): void;
  luaL_where(L: L, level: number): void;
}
interface Libraries {
  luaopen_base: LuaFunction;
  luaopen_string: LuaFunction;
  luaopen_table: LuaFunction;
  luaopen_math: LuaFunction;
  luaopen_debug: LuaFunction;
}

const SMALL = 1024;
/** Texts up to this length are kept, so many of them. */
const SHORT = 40;
const MOST_SHORT = 8192;

/** As C's `%.14g`, by which 5.2 prints numbers. */
export function printedNumber(n: number): string {
  if (n === 0) return Object.is(n, -0) ? '-0' : '0';
  if (!Number.isFinite(n)) return Number.isNaN(n) ? 'nan' : n > 0 ? 'inf' : '-inf';
  const [digits = '', exponent = ''] = n.toExponential(13).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 14) return String(Number(n.toPrecision(14)));
  return `${Number(digits)}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

interface Loaded {
  lua: Lua;
  auxiliary: Auxiliary;
  libraries: Libraries;
  fromText: (text: string) => Bytes;
  pushText: (L: L, text: string) => void;
}

function load(): Loaded {
  const get = createRequire(import.meta.url);
  // Read once, when luaconf.js is loaded.
  process.env['FENGARICONF'] = JSON.stringify({ LUA_COMPAT_FLOATSTRING: true });
  const { constant_types: types } = get('fengari/src/defs.js') as { constant_types: Record<string, number> };
  delete process.env['FENGARICONF'];
  types['LUA_TNUMINT'] = types['LUA_TNUMFLT']!;
  (get('fengari/src/luaconf.js') as { lua_number2str: unknown }).lua_number2str = printedNumber;
  const { lua, lauxlib, lualib, to_luastring } = get('fengari') as {
    lua: Lua;
    lauxlib: Auxiliary;
    lualib: Libraries;
    to_luastring: (text: string) => Bytes;
  };
  const { TValue, pushsvalue2s } = get('fengari/src/lobject.js') as {
    TValue: { prototype: Record<string, unknown> };
    pushsvalue2s: (L: L, text: object) => void;
  };
  TValue.prototype['ttisinteger'] = () => false;
  const tables = get('fengari/src/ltable.js') as Record<string, (...args: never[]) => unknown>;
  const { luaS_hashlongstr, luaS_bless } = get('fengari/src/lstring.js') as {
    luaS_hashlongstr: (text: unknown) => unknown;
    luaS_bless: (L: L, bytes: Bytes) => object;
  };
  inGameOrder(tables, types, luaS_hashlongstr);
  const short = new Map<string, object>();
  // A text's bytes and hash are made anew for each that is pushed, and the same few names are pushed a million times.
  const pushText = (L: L, text: string): void => {
    if (text.length > SHORT) {
      lua.lua_pushstring(L, to_luastring(text));
      return;
    }
    let known = short.get(text);
    if (known === undefined) {
      known = luaS_bless(L, to_luastring(text));
      if (short.size >= MOST_SHORT) short.clear();
      short.set(text, known);
    }
    pushsvalue2s(L, known);
  };
  return { lua, auxiliary: lauxlib, libraries: lualib, fromText: to_luastring, pushText };
}

/** Keys from 1 to 1024 first, then the order of insertion. */
function inGameOrder(
  tables: Record<string, (...args: never[]) => unknown>,
  types: Record<string, number>,
  hashOf: (text: unknown) => unknown,
): void {
  const { luaH_setint, luaH_setfrom } = tables as {
    luaH_setint: (t: Table, key: number, value: Value) => void;
    luaH_setfrom: (L: L, t: Table, key: Value, value: Value) => void;
  };
  const DEAD = types['LUA_NUMTAGS']! + 1;
  const noted = (t: Table, key: unknown): void => {
    if (typeof key === 'number' && key >= 1 && key <= SMALL && key > (t.small ?? 0) && Number.isInteger(key)) t.small = key;
  };
  const isSmall = (key: Value): boolean =>
    key.type === types['LUA_TNUMFLT'] && (key.value as number) >= 1 && (key.value as number) <= SMALL && Number.isInteger(key.value);
  tables['luaH_setint'] = (t: Table, key: number, value: Value) => {
    noted(t, key);
    luaH_setint(t, key, value);
  };
  tables['luaH_setfrom'] = (L: L, t: Table, key: Value, value: Value) => {
    noted(t, key.type === types['LUA_TNUMFLT'] ? key.value : null);
    luaH_setfrom(L, t, key, value);
  };
  const given = (L: L, at: number, { key, value }: Entry): true => {
    Object.assign(L.stack[at]!, { type: key.type, value: key.value });
    Object.assign(L.stack[at + 1]!, { type: value.type, value: value.value });
    return true;
  };
  tables['luaH_next'] = (L: L, t: Table, at: number): boolean => {
    const key = L.stack[at]!;
    let entry: Entry | undefined;
    if (key.type === types['LUA_TNIL'] || isSmall(key)) {
      for (let i = key.type === types['LUA_TNIL'] ? 1 : (key.value as number) + 1; i <= (t.small ?? 0); i++) {
        const found = t.strong.get(i);
        if (found) return given(L, at, found);
      }
      entry = t.f;
    } else {
      const text = key.type === types['LUA_TSHRSTR'] || key.type === types['LUA_TLNGSTR'];
      const hash = text ? hashOf(key.value) : key.value;
      entry = t.strong.get(hash) ?? t.dead_strong.get(hash) ?? (typeof hash === 'object' ? t.dead_weak?.get(hash as object) : undefined);
      if (!entry) throw new Error("invalid key to 'next'");
      do entry = entry.n;
      while (entry && entry.key.type === DEAD);
    }
    while (entry && (isSmall(entry.key) || entry.key.type === DEAD)) entry = entry.n;
    return entry ? given(L, at, entry) : false;
  };
}

export const { lua, auxiliary, libraries, fromText, pushText } = load();
