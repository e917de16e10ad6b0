/**
 * The standard libraries as the game has them (https://lua-api.factorio.com/latest/auxiliary/libraries.html): 5.2's, without
 * `os`, `io`, `coroutine`, `collectgarbage`, `dofile`, `loadfile`; `debug` can only look; `math.random` is the map's own.
 */
import { auxiliary, fromText, type L, libraries, lua } from './fengari';
import { GameError, push, read, readArguments } from './values';

/** 5.3's own, which a 5.2 has not, and what the game takes away. */
const REMOVED: Record<string, readonly string[]> = {
  _G: ['collectgarbage', 'dofile', 'loadfile'],
  math: ['tointeger', 'type', 'ult', 'maxinteger', 'mininteger', 'randomseed'],
  string: ['pack', 'packsize', 'unpack'],
  table: ['move'],
};
const DEBUG = ['getinfo', 'traceback'];

const number = (value: unknown, name: string): number => {
  const found = typeof value === 'string' ? Number(value) : value;
  if (typeof found !== 'number' || Number.isNaN(found)) throw new GameError(`bad argument to '${name}' (number expected)`);
  return found;
};
const unsigned = (value: unknown, name: string): number => Number(BigInt.asUintN(32, BigInt(Math.floor(number(value, name)))));

/** Functions by library, taking and giving plain values. */
const added: Record<string, Record<string, (...args: unknown[]) => unknown>> = {
  math: {
    pow: (x, y) => number(x, 'pow') ** number(y, 'pow'),
    log10: (x) => Math.log10(number(x, 'log10')),
    sinh: (x) => Math.sinh(number(x, 'sinh')),
    cosh: (x) => Math.cosh(number(x, 'cosh')),
    tanh: (x) => Math.tanh(number(x, 'tanh')),
    atan2: (y, x) => Math.atan2(number(y, 'atan2'), number(x, 'atan2')),
    ldexp: (m, e) => number(m, 'ldexp') * 2 ** number(e, 'ldexp'),
  },
  bit32: {
    band: (...all) => all.reduce<number>((a, b) => (a & unsigned(b, 'band')) >>> 0, 0xffffffff),
    bor: (...all) => all.reduce<number>((a, b) => (a | unsigned(b, 'bor')) >>> 0, 0),
    bxor: (...all) => all.reduce<number>((a, b) => (a ^ unsigned(b, 'bxor')) >>> 0, 0),
    bnot: (a) => ~unsigned(a, 'bnot') >>> 0,
    btest: (...all) => all.reduce<number>((a, b) => (a & unsigned(b, 'btest')) >>> 0, 0xffffffff) !== 0,
    lshift: (a, by) => shifted(unsigned(a, 'lshift'), number(by, 'lshift')),
    rshift: (a, by) => shifted(unsigned(a, 'rshift'), -number(by, 'rshift')),
    arshift: (a, by) => {
      const [value, count] = [unsigned(a, 'arshift') | 0, number(by, 'arshift')];
      return count < 0 ? shifted(value >>> 0, -count) : (value >> Math.min(31, count)) >>> 0;
    },
    extract: (a, at, width) => {
      const count = width === undefined ? 1 : number(width, 'extract');
      return Math.floor(unsigned(a, 'extract') / 2 ** number(at, 'extract')) % 2 ** count;
    },
  },
};

function shifted(value: number, left: number): number {
  if (Math.abs(left) >= 32) return 0;
  return left >= 0 ? (value << left) >>> 0 : value >>> -left;
}

/** `random(): number` in [0, 1). */
export function openLibraries(L: L, random: () => number): void {
  const open = {
    _G: libraries.luaopen_base,
    string: libraries.luaopen_string,
    table: libraries.luaopen_table,
    math: libraries.luaopen_math,
  };
  for (const [name, run] of Object.entries(open)) {
    auxiliary.luaL_requiref(L, fromText(name), run, true);
    for (const gone of REMOVED[name] ?? []) setField(L, gone, undefined);
    lua.lua_pop(L, 1);
  }
  auxiliary.luaL_requiref(L, fromText('debug'), libraries.luaopen_debug, true);
  for (const name of fieldsOf(L)) if (!DEBUG.includes(name)) setField(L, name, undefined);
  lua.lua_pop(L, 1);
  lua.lua_createtable(L, 0, 0);
  lua.lua_setglobal(L, fromText('bit32'));
  for (const [library, functions] of Object.entries(added)) {
    lua.lua_getglobal(L, fromText(library));
    for (const [name, run] of Object.entries(functions)) setField(L, name, plain(run));
    lua.lua_pop(L, 1);
  }
  openRandom(L, random);
  openFormat(L);
}

const plain = (run: (...args: unknown[]) => unknown) => (L: L) => {
  push(L, run(...readArguments(L)));
  return 1;
};

function fieldsOf(L: L): string[] {
  const names: string[] = [];
  lua.lua_pushnil(L);
  while (lua.lua_next(L, -2) !== 0) {
    lua.lua_pop(L, 1);
    names.push(String(read(L, -1)));
  }
  return names;
}

function setField(L: L, name: string, value: unknown): void {
  push(L, name);
  push(L, value);
  lua.lua_rawset(L, -3);
}

/** "math.random() … is reimplemented to be deterministic, based on the map seed", the same on all peers. */
function openRandom(L: L, random: () => number): void {
  lua.lua_getglobal(L, fromText('math'));
  setField(
    L,
    'random',
    plain((from, to) => {
      if (from === undefined) return random();
      const [low, high] = to === undefined ? [1, number(from, 'random')] : [number(from, 'random'), number(to, 'random')];
      if (low > high) throw new GameError("bad argument to 'random' (interval is empty)");
      return low + Math.floor(random() * (high - low + 1));
    }),
  );
  // The docs: "math.randomseed() has no effect".
  setField(
    L,
    'randomseed',
    plain(() => undefined),
  );
  lua.lua_pop(L, 1);
}

/** 5.2's `%d` and `%x` take any double that fits 64 bits; Fengari's only 32. */
function openFormat(L: L): void {
  lua.lua_getglobal(L, fromText('string'));
  push(L, 'format');
  lua.lua_rawget(L, -2);
  const original = auxiliary.luaL_ref(L, lua.LUA_REGISTRYINDEX);
  setField(L, 'format', (state: L) => {
    const count = lua.lua_gettop(state);
    let pattern = String(read(state, 1));
    let argument = 1;
    pattern = pattern.replace(/%(%|[-+ #0]*\d*(?:\.\d+)?[a-zA-Z])/g, (whole, spec: string) => {
      if (spec === '%') return whole;
      argument += 1;
      const kind = spec.at(-1)!;
      if (!'dixXuo'.includes(kind) || argument > count || lua.lua_type(state, argument) !== lua.LUA_TNUMBER) return whole;
      const value = Math.trunc(lua.lua_tonumber(state, argument));
      if (Math.abs(value) < 2 ** 31) {
        replace(state, argument, value);
        return whole;
      }
      const text = kind === 'd' || kind === 'i' || kind === 'u' ? value.toFixed(0) : BigInt(value).toString(kind === 'o' ? 8 : 16);
      const zeros = /^[-+ #]*0(\d+)/.exec(spec)?.[1];
      replace(state, argument, zeros === undefined ? text : text.padStart(Number(zeros), '0'));
      return `%${/^-?[1-9]\d*/.exec(spec)?.[0] ?? ''}s`;
    });
    lua.lua_rawgeti(state, lua.LUA_REGISTRYINDEX, original);
    push(state, pattern);
    for (let i = 2; i <= count; i++) lua.lua_pushvalue(state, i);
    lua.lua_call(state, count, 1);
    return 1;
  });
  lua.lua_pop(L, 1);
}

function replace(L: L, at: number, value: unknown): void {
  push(L, value);
  lua.lua_replace(L, at);
}
