/**
 * `require` as the game's: an absolute `__mod__/a/b`, else from the current file's folder, then from the mod's; dots become
 * slashes where the name has no slash. "require() … can not be used … after control.lua has finished loading".
 */
import { auxiliary, fromText, type L, lua } from './lua/fengari';
import type { LuaState } from './lua/state';
import { GameError, push, read } from './lua/values';

/** Lua files by path below the mod's folder. */
export type ModFiles = ReadonlyMap<string, string>;

export interface SimulatedMod {
  name: string;
  version: string;
  files: ModFiles;
}

export class Loader {
  private readonly loaded = new Map<string, number>();
  private readonly folders: string[] = [''];
  private open = true;

  constructor(
    private readonly state: LuaState,
    private readonly mod: string,
    private readonly files: ModFiles,
  ) {
    state.setGlobal('require', (L: L) => this.require(L));
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  run(path: string): void {
    const text = this.files.get(path);
    if (text === undefined) throw new GameError(`${this.mod} has no ${path}`);
    this.state.run(text, `@__${this.mod}__/${path}`);
  }
  close(): void {
    this.open = false;
  }

  private require(L: L): number {
    const name = String(read(L, 1));
    if (!this.open) throw new GameError(`require("${name}"): can't be used outside of control.lua's loading`);
    const path = this.resolve(name);
    const cached = this.loaded.get(path);
    if (cached !== undefined) {
      lua.lua_rawgeti(L, lua.LUA_REGISTRYINDEX, cached);
      return 1;
    }
    const bytes = fromText(this.files.get(path)!);
    if (auxiliary.luaL_loadbuffer(L, bytes, bytes.length, fromText(`@__${this.mod}__/${path}`)) !== 0) return lua.lua_error(L);
    this.folders.push(path.replace(/[^/]*$/, ''));
    push(L, name);
    lua.lua_call(L, 1, 1);
    this.folders.pop();
    if (lua.lua_type(L, -1) === lua.LUA_TNIL) {
      lua.lua_pop(L, 1);
      push(L, true);
    }
    lua.lua_pushvalue(L, -1);
    this.loaded.set(path, auxiliary.luaL_ref(L, lua.LUA_REGISTRYINDEX));
    return 1;
  }

  private resolve(name: string): string {
    const plain = (name.includes('/') ? name : name.replaceAll('.', '/')).replace(/\.lua$/, '');
    const own = new RegExp(`^__${this.mod}__/`);
    const candidates = own.test(plain) ? [plain.replace(own, '')] : [`${this.folders.at(-1)}${plain}`, plain];
    for (const path of candidates) if (this.files.has(`${path}.lua`)) return `${path}.lua`;
    throw new GameError(`module ${name} not found; looked in ${candidates.map((path) => `__${this.mod}__/${path}.lua`).join(', ')}`);
  }
}
