/** One mod's control stage on one peer: its own Lua state, as the game gives every mod one of its own. */

import type { Cost } from './api/cost';
import { addEntity } from './api/entity';
import { apiFacts, type Defines } from './api/facts';
import { addFlow } from './api/flow';
import { addForce } from './api/force';
import { addGame, Game } from './api/game';
import { addHelpers, Helpers, type Outside } from './api/helpers';
import { Classes } from './api/members';
import { addPrototypes, Prototypes } from './api/prototypes';
import { addScript, Bootstrap, CommandProcessor, CUSTOM, type Handler, type ModFace, Rcon, Remote, Settings } from './api/script';
import { addSurface } from './api/surface';
import { passes } from './filters';
import { fromText, type L, lua } from './lua/fengari';
import { type Kept, keep, restore } from './lua/keep';
import { callerOf, LuaState } from './lua/state';
import { type FunctionRef, GameError, pushResult, read, readArguments } from './lua/values';
import { keepNames } from './names';
import { Loader, type SimulatedMod } from './require';
import type { GameSettings } from './settings';
import type { World } from './world/world';

/** What a save holds of a mod. */
export interface KeptMod {
  version: string;
  storage: Kept;
}

/** The computer a script runs on. */
export interface PeerFace extends Outside {
  readonly world: World;
  readonly version: string;
  readonly cost: Cost;
  readonly noise: number;
  readonly multiplayer: boolean;
  readonly settings: GameSettings;
  readonly activeMods: ReadonlyMap<string, string>;
  readonly scripts: readonly ModScript[];
  readonly stdout: string[];
  customEvents: number;
  random(): number;
  log(text: string): void;
  raise(event: number, data: Record<string, unknown>): void;
}

export class ModScript implements ModFace {
  readonly defines: Defines;
  readonly handlers = new Map<number, Handler>();
  readonly nthTick = new Map<number, FunctionRef>();
  readonly metatables = new Map<string, FunctionRef>();
  readonly interfaces = new Map<string, Map<string, FunctionRef>>();
  readonly commands = new Map<string, FunctionRef>();
  readonly rcon: string[] = [];
  onInit: FunctionRef | undefined;
  onLoad: FunctionRef | undefined;
  onChanged: FunctionRef | undefined;
  readonly state: LuaState;
  private readonly loader: Loader;

  constructor(
    readonly peer: PeerFace,
    readonly mod: SimulatedMod,
  ) {
    const facts = apiFacts(peer.version);
    this.defines = facts.defines;
    const classes = new Classes();
    for (const add of [addEntity, addFlow, addForce, addGame, addPrototypes, addSurface]) add(classes);
    addHelpers(classes, peer);
    addScript(classes, this);
    const context = {
      world: peer.world,
      version: peer.version,
      cost: peer.cost,
      noise: peer.noise,
      multiplayer: peer.multiplayer,
      method: (run: (args: unknown[]) => unknown) => (L: L) => pushResult(L, run(readArguments(L))),
      call: (ref: FunctionRef, ...args: unknown[]) => this.state.callRef(ref, ...args),
    };
    this.state = new LuaState(classes.accessFor(context, facts), () => peer.random());
    this.loader = new Loader(this.state, mod.name, mod.files);
    this.setGlobals();
  }

  get name(): string {
    return this.mod.name;
  }
  get activeMods(): ReadonlyMap<string, string> {
    return this.peer.activeMods;
  }

  private setGlobals(): void {
    const { state, peer } = this;
    const globals: Record<string, unknown> = {
      script: new Bootstrap(),
      helpers: new Helpers('runtime'),
      prototypes: new Prototypes(),
      remote: new Remote(),
      commands: new CommandProcessor(),
      rcon: new Rcon(),
      settings: new Settings(),
      defines: this.defines,
      storage: {},
      // "log() … to the Factorio log file", with the place it was called from.
      log: (L: L) => {
        const [source, line] = callerOf(L);
        const text = peer.localise(read(L, 1));
        peer.cost.call('log');
        peer.cost.wrote(text.length);
        peer.log(`Script ${source}:${line}: ${text}`);
        return 0;
      },
      // "print() … goes to stdout" alone.
      print: (L: L) => {
        const text = readArguments(L).map(String).join('\t');
        peer.cost.call('print');
        peer.cost.wrote(text.length);
        peer.stdout.push(text);
        return 0;
      },
      localised_print: (L: L) => {
        const text = peer.localise(read(L, 1));
        peer.cost.call('localised_print');
        peer.cost.wrote(text.length);
        peer.stdout.push(text);
        return 0;
      },
      table_size: (L: L) => {
        if (lua.lua_type(L, 1) !== lua.LUA_TTABLE) throw new GameError('table_size: a table was expected');
        let size = 0;
        lua.lua_pushnil(L);
        while (lua.lua_next(L, 1) !== 0) {
          size += 1;
          lua.lua_pop(L, 1);
        }
        return pushResult(L, size);
      },
    };
    for (const [name, value] of Object.entries(globals)) state.setGlobal(name, value);
  }

  /** Runs control.lua; `game` is not there yet. */
  load(): void {
    if (this.loader.has('control.lua')) this.loader.run('control.lua');
    this.loader.close();
  }
  /** "During on_load … game is not available." */
  openGame(): void {
    this.state.setGlobal('game', new Game());
  }

  keptStorage(): KeptMod {
    lua.lua_getglobal(this.state.L, fromText('storage'));
    const storage = keep(this.state.L, -1, keepNames(this.peer.world, this.metatables));
    lua.lua_pop(this.state.L, 1);
    return { version: this.mod.version, storage };
  }
  restoreStorage({ storage }: KeptMod): void {
    restore(this.state.L, storage, keepNames(this.peer.world, this.metatables));
    lua.lua_setglobal(this.state.L, fromText('storage'));
  }

  /** "The function … must not change the game state": a storage that on_load changes is an error of the game's own. */
  runOnLoad(): void {
    if (!this.onLoad) return;
    const before = JSON.stringify(this.keptStorage());
    this.state.callRef(this.onLoad);
    if (JSON.stringify(this.keptStorage()) !== before)
      throw new GameError(`Detected modifications to the 'storage' table of ${this.name} during on_load`);
  }

  raiseHere(event: number, data: Record<string, unknown>): void {
    const handler = this.handlers.get(event);
    if (handler && passes(handler.filters, data)) this.state.callRef(handler.run, { ...data, name: event, tick: this.peer.world.tick });
  }
  raise(event: number, data: Record<string, unknown>): void {
    this.peer.raise(event, { ...data, mod_name: this.name });
  }
  runNthTick(tick: number): void {
    for (const [every, run] of [...this.nthTick]) if (tick % every === 0) this.state.callRef(run, { tick, nth_tick: every });
  }

  customEvent(): number {
    this.peer.customEvents += 1;
    return CUSTOM + this.peer.customEvents;
  }
  remoteInterfaces(): Map<string, Map<string, FunctionRef>> {
    return new Map(this.peer.scripts.flatMap(({ interfaces }) => [...interfaces]));
  }
  /** Values are copied from one mod's state into the other's. */
  remoteCall(name: string, method: string, args: unknown[]): unknown {
    const owner = this.peer.scripts.find(({ interfaces }) => interfaces.has(name));
    const run = owner?.interfaces.get(name)?.get(method);
    if (!owner || !run) throw new GameError(`Unknown interface or function: ${name}.${method}`);
    return owner.state.callRef(run, ...args);
  }
  settingsOf(kind: 'startup' | 'global'): Map<string, { value: unknown }> {
    return this.peer.settings.of(kind);
  }
}
