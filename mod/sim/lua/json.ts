/** `helpers.table_to_json` and `json_to_table`, straight on Lua's values. */
import { type L, lua } from './fengari';
import { GameError, push, toText } from './values';

const BARE = { 8: '\\b', 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r', 34: '\\"', 92: '\\\\' } as Record<number, string>;

/** The bytes as they are, but for what JSON escapes: what is no UTF-8 stays so. */
function quoted(bytes: Uint8Array, out: number[]): void {
  out.push(34);
  for (const byte of bytes) {
    const short = BARE[byte];
    if (short === undefined && byte >= 32) out.push(byte);
    else for (const char of short ?? `\\u${byte.toString(16).padStart(4, '0')}`) out.push(char.charCodeAt(0));
  }
  out.push(34);
}
const ascii = (text: string, out: number[]): void => {
  for (let i = 0; i < text.length; i++) out.push(text.charCodeAt(i));
};

/**
 * "Converts a table to a JSON string." An empty table is `{}`, one with the key 1 a list, a number whole to the last digit;
 * keys stand in the order of their letters, as in the game's own output.
 */
export function tableToJson(L: L, at: number): Uint8Array {
  if (lua.lua_type(L, at) !== lua.LUA_TTABLE) throw new GameError('table_to_json: a table was expected');
  const out: number[] = [];
  write(L, lua.lua_absindex(L, at), out);
  return Uint8Array.from(out);
}

function write(L: L, at: number, out: number[]): void {
  const type = lua.lua_type(L, at);
  if (type === lua.LUA_TSTRING) quoted(lua.lua_tostring(L, at)!, out);
  else if (type === lua.LUA_TNUMBER) ascii(numberText(lua.lua_tonumber(L, at)), out);
  else if (type === lua.LUA_TBOOLEAN) ascii(String(lua.lua_toboolean(L, at)), out);
  else if (type === lua.LUA_TTABLE) writeTable(L, at, out);
  else throw new GameError(`table_to_json: a ${toText(lua.lua_typename(L, type))} cannot be written`);
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value).replace(/e\+/, 'e');
  return value > 0 ? '"inf"' : '"-inf"';
}

function writeTable(L: L, at: number, out: number[]): void {
  const size = lua.lua_rawlen(L, at);
  if (size > 0) {
    for (let i = 1; i <= size; i++) {
      out.push(i === 1 ? 91 : 44);
      lua.lua_rawgeti(L, at, i);
      write(L, lua.lua_gettop(L), out);
      lua.lua_pop(L, 1);
    }
    out.push(93);
    return;
  }
  const rows: [key: Uint8Array, json: number[]][] = [];
  lua.lua_pushnil(L);
  while (lua.lua_next(L, at) !== 0) {
    lua.lua_pushvalue(L, -2);
    const key = lua.lua_tostring(L, -1);
    if (key === null) throw new GameError('table_to_json: a key that is no text');
    lua.lua_pop(L, 1);
    const json: number[] = [];
    write(L, lua.lua_gettop(L), json);
    rows.push([key, json]);
    lua.lua_pop(L, 1);
  }
  rows.sort(([a], [b]) => Buffer.compare(a, b));
  out.push(123);
  rows.forEach(([key, json], i) => {
    if (i > 0) out.push(44);
    quoted(key, out);
    out.push(58);
    for (const byte of json) out.push(byte);
  });
  out.push(125);
}

/** "Converts a JSON string to a table." nil where it is none. */
export function jsonToTable(L: L, text: string): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  push(L, value);
}
