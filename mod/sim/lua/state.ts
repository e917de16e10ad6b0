/** One Lua state: a peer's control stage, or one of the stages before it. Counts the instructions it runs. */
import { auxiliary, type Bytes, fromText, type L, lua } from './fengari';
import { openLibraries } from './libraries';
import { type FunctionRef, GameError, type Handles, push, read, setHandles, type Thing, thingAt, toText } from './values';

/** How a userdata of the game's answers; `key` may be of any type for tables of the game's. */
export interface Access {
  get(thing: Thing, key: unknown): unknown;
  set(thing: Thing, key: string, value: unknown): void;
  length(thing: Thing): number;
  /** For `pairs`. */
  entries(thing: Thing): Iterable<[unknown, unknown]>;
  same(a: Thing, b: Thing): boolean;
  /** For what is called itself: an iterator. */
  call(thing: Thing): unknown;
}

const COUNT = 1_000_000_000;

export class LuaState implements Handles {
  readonly L: L = auxiliary.luaL_newstate();
  private readonly metatable: number;

  constructor(
    readonly access: Access,
    random: () => number,
  ) {
    openLibraries(this.L, random);
    setHandles(this.L, this);
    this.metatable = this.makeMetatable();
  }

  /** The game's objects are userdata since 2.0; two of the same thing are equal, but not the same key of a table. */
  private makeMetatable(): number {
    const one = (run: (L: L, thing: Thing) => unknown) => (L: L) => {
      const thing = thingAt(L, 1);
      if (!thing) throw new GameError('an object of the game was expected');
      push(L, run(L, thing));
      return 1;
    };
    lua.lua_createtable(this.L, 0, 0);
    const members: Record<string, unknown> = {
      __index: one((L, thing) => this.access.get(thing, read(L, 2))),
      __newindex: (L: L) => {
        this.access.set(thingAt(L, 1)!, String(read(L, 2)), read(L, 3));
        return 0;
      },
      __call: one((_, thing) => this.access.call(thing)),
      __len: one((_, thing) => this.access.length(thing)),
      __eq: (L: L) => {
        const [a, b] = [thingAt(L, 1), thingAt(L, 2)];
        push(L, a !== undefined && b !== undefined && this.access.same(a, b));
        return 1;
      },
      __tostring: one((_, thing) => thing.objectName),
      __pairs: (L: L) => {
        const list = [...this.access.entries(thingAt(L, 1)!)];
        let at = 0;
        push(L, (state: L) => {
          const entry = list[at++];
          push(state, entry?.[0]);
          push(state, entry?.[1]);
          return 2;
        });
        return 1;
      },
      __metatable: 'private',
    };
    for (const [key, value] of Object.entries(members)) {
      push(this.L, key);
      push(this.L, value);
      lua.lua_rawset(this.L, -3);
    }
    return auxiliary.luaL_ref(this.L, lua.LUA_REGISTRYINDEX);
  }

  pushThing(L: L, thing: Thing): void {
    const data = lua.lua_newuserdata(L, 0);
    data['thing'] = thing;
    lua.lua_rawgeti(L, lua.LUA_REGISTRYINDEX, this.metatable);
    lua.lua_setmetatable(L, -2);
  }

  setGlobal(name: string, value: unknown): void {
    push(this.L, value);
    lua.lua_setglobal(this.L, fromText(name));
  }

  /** Counts instructions from here on; nothing is counted before, since it costs. */
  startCounting(): void {
    lua.lua_sethook(this.L, () => {}, lua.LUA_MASKCOUNT, COUNT);
  }
  /** Instructions since `startCounting`, modulo a billion. */
  get instructions(): number {
    return this.L.basehookcount - this.L.hookcount;
  }

  /** Leaves the compiled text as a function on the stack. */
  compile(text: string | Bytes, name: string): void {
    const bytes = typeof text === 'string' ? fromText(text) : text;
    if (auxiliary.luaL_loadbuffer(this.L, bytes, bytes.length, fromText(name)) !== 0) this.raise();
  }

  /** Compiles and runs, answers the first result. */
  run(text: string, name = '=command'): unknown {
    this.compile(text, name);
    return this.call(0);
  }

  callRef(ref: FunctionRef, ...args: unknown[]): unknown {
    push(this.L, ref);
    for (const value of args) push(this.L, value);
    return this.call(args.length);
  }

  /** Calls the function below its arguments on the stack. A script's error throws, with its trace. */
  private call(args: number): unknown {
    const at = lua.lua_gettop(this.L) - args;
    lua.lua_pushcfunction(this.L, (L) => {
      auxiliary.luaL_traceback(L, L, auxiliary.luaL_tolstring(L, 1), 1);
      return 1;
    });
    lua.lua_insert(this.L, at);
    const failed = lua.lua_pcall(this.L, args, 1, at) !== 0;
    lua.lua_remove(this.L, at);
    if (failed) this.raise();
    const result = read(this.L, -1);
    lua.lua_pop(this.L, 1);
    return result;
  }

  private raise(): never {
    const text = lua.lua_tostring(this.L, -1);
    lua.lua_pop(this.L, 1);
    throw new GameError(text ? toText(text) : 'a script failed without a message');
  }
}

/** "@__factoscope__/emit.lua", line: who called the running function. */
export function callerOf(L: L): [source: string, line: number] {
  const record = new lua.lua_Debug();
  if (lua.lua_getstack(L, 1, record) === 0) return ['=?', 0];
  lua.lua_getinfo(L, fromText('Sl'), record);
  return [record.source ? toText(record.source) : '=?', record.currentline];
}
