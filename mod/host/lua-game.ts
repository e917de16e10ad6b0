/** The compiled mod in a real Lua 5.2 (as WASM), with game.lua around it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Bindings from 'lua-wasm-bindings/dist/lua.52';
import type { Packet, Tick } from '../../src/core/packet/schema';
import type { HeaderFacts } from '../../src/core/packet/write';
import { type Emitter, type Kept, siteHost } from '../sample/emitter';
import { compileMod } from './compile';

const { lauxlib, lua, lualib } = createRequire(import.meta.url)('lua-wasm-bindings/dist/lua.52.js') as typeof Bindings;
const game = readFileSync(new URL('game.lua', import.meta.url), 'utf8');

/** A value as Lua source. Texts by their UTF-8 bytes, so that nothing depends on how the source is read. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === undefined || value === null) return 'nil';
  if (Array.isArray(value)) return `{${value.map(literal).join(',')}}`;
  return `{${Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => `[${quoted(key)}]=${literal(item)}`)
    .join(',')}}`;
}
function quoted(text: string): string {
  let out = '"';
  for (const byte of new TextEncoder().encode(text))
    out += byte < 32 || byte > 126 || byte === 34 || byte === 92 ? `\\${String(byte).padStart(3, '0')}` : String.fromCharCode(byte);
  return `${out}"`;
}

export class LuaGame implements Emitter {
  private state = lauxlib.luaL_newstate();

  /** `mod`: the Lua files by name, as `compileMod` gives them. */
  constructor(
    private readonly mod: ReadonlyMap<string, string> = compileMod(),
    private readonly pack: (text: string) => string = siteHost.pack,
  ) {
    this.start();
  }

  private start(): void {
    lualib.luaL_openlibs(this.state);
    if (lauxlib.luaL_dostring(this.state, game) !== 0) throw new Error(lua.lua_tostring(this.state, -1));
    for (const [path, text] of this.mod) {
      const name = path.replace(/\.lua$/, '').replaceAll('/', '.');
      this.run(`package.preload[${quoted(name)}] = assert(load(${quoted(text)}, ${quoted(`@__factoscope__/${path}`)})) return ""`);
    }
    this.run('emit = require("emit") return ""');
  }

  /** Runs Lua, answers what it returns, or else the lines logged meanwhile joined by newlines. */
  run(code: string): string {
    let answer = this.step(code);
    while (answer.startsWith('pack')) answer = this.step(this.pack(answer.slice(4)));
    if (answer.startsWith('fail')) throw new Error(answer.slice(4));
    return answer.slice(4);
  }

  private step(input: string): string {
    lua.lua_settop(this.state, 0);
    lua.lua_getglobal(this.state, 'step');
    lua.lua_pushstring(this.state, input);
    const failed = lua.lua_pcall(this.state, 1, 1, 0);
    const text = lua.lua_tostring(this.state, -1);
    if (failed !== 0) throw new Error(text);
    return text;
  }

  private lines(code: string, seconds: number): string[] {
    return this.run(`seconds = ${seconds}\n${code}`).split('\n');
  }

  chained(packets: Packet[], seconds: number): string[] {
    return this.lines(`emit.emit(${literal(packets)})`, seconds);
  }
  local(packets: Packet[], seconds: number): string[] {
    return this.lines(`emit.emitLocal(${literal(packets)})`, seconds);
  }
  header(facts: HeaderFacts, tick: Tick, local: boolean, seconds: number): string[] {
    return this.lines(`emit.emitHeader(${literal(facts)}, ${tick}, ${local})`, seconds);
  }
  save(): Kept {
    const kept = JSON.parse(this.run('return helpers.table_to_json({storage.factoscope or {seq = 0, chain = 0, points = {}}})'))[0];
    return { ...kept, points: Array.isArray(kept.points) ? kept.points : [] };
  }
  /** A new launch: the Lua is gone, the save stays. */
  load(kept: Kept): void {
    lua.lua_close(this.state);
    this.state = lauxlib.luaL_newstate();
    this.start();
    this.run(`storage.factoscope = ${literal(kept)} return ""`);
  }
}
