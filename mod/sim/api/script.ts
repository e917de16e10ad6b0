/** LuaBootstrap, LuaRemote, LuaCommandProcessor, LuaRCON, LuaSettings: what ties one mod's scripts to the game. */
import type { LuaBootstrap, LuaCommandProcessor, LuaRCON, LuaRemote, LuaSettings } from 'factorio:runtime';
import { auxiliary, type L, lua } from '../lua/fengari';
import { FunctionRef, GameError, push, read, readArguments, Thing } from '../lua/values';
import { listOf, numberOf, textOf } from './context';
import type { Defines } from './facts';
import type { Classes } from './members';

export class Bootstrap extends Thing {
  readonly objectName = 'LuaBootstrap';
}
export class Remote extends Thing {
  readonly objectName = 'LuaRemote';
}
export class CommandProcessor extends Thing {
  readonly objectName = 'LuaCommandProcessor';
}
export class Rcon extends Thing {
  readonly objectName = 'LuaRCON';
}
export class Settings extends Thing {
  readonly objectName = 'LuaSettings';
}

export type Filter = Record<string, unknown>;
export interface Handler {
  run: FunctionRef;
  filters: Filter[] | undefined;
}
/** One mod on one peer, as its scripts see it. */
export interface ModFace {
  readonly name: string;
  /** In load order. */
  readonly activeMods: ReadonlyMap<string, string>;
  readonly defines: Defines;
  readonly handlers: Map<number, Handler>;
  readonly nthTick: Map<number, FunctionRef>;
  /** By the name a script gave; the references to its tables. */
  readonly metatables: Map<string, FunctionRef>;
  onInit: FunctionRef | undefined;
  onLoad: FunctionRef | undefined;
  onChanged: FunctionRef | undefined;
  readonly interfaces: Map<string, Map<string, FunctionRef>>;
  readonly commands: Map<string, FunctionRef>;
  readonly rcon: string[];
  customEvent(): number;
  raise(event: number, data: Record<string, unknown>): void;
  /** Interfaces of all mods on this peer. */
  remoteCall(name: string, method: string, args: unknown[]): unknown;
  remoteInterfaces(): Map<string, Map<string, FunctionRef>>;
  settingsOf(kind: 'startup' | 'global'): Map<string, { value: unknown }>;
}

export function addScript(classes: Classes, mod: ModFace): void {
  const events = mod.defines['events'] as Defines;
  const known = new Set(Object.values(events));
  const eventOf = (value: unknown): number => {
    const id = typeof value === 'string' ? events[value] : value;
    if (typeof id !== 'number' || !(known.has(id) || id >= CUSTOM)) throw new GameError(`script.on_event: no such event: ${String(value)}`);
    return id;
  };
  const handler = (value: unknown): FunctionRef | undefined => {
    if (value !== undefined && !(value instanceof FunctionRef)) throw new GameError('script: a function was expected as handler');
    return value;
  };
  classes.add<LuaBootstrap, Bootstrap>('LuaBootstrap', {
    mod_name: { get: () => mod.name },
    active_mods: { get: () => new Map(mod.activeMods) as never },
    level: { get: () => ({ level_name: 'freeplay', is_simulation: false, is_tutorial: false }) },
    feature_flags: {
      get: () =>
        ({
          expansion: true,
          quality: true,
          rail_bridges: true,
          space_travel: true,
          spoiling: true,
          freezing: true,
          segmented_units: true,
          expansion_shaders: true,
        }) as never,
    },
    on_init: {
      call: (_, [run]) => {
        mod.onInit = handler(run);
      },
    },
    on_load: {
      call: (_, [run]) => {
        mod.onLoad = handler(run);
      },
    },
    on_configuration_changed: {
      call: (_, [run]) => {
        mod.onChanged = handler(run);
      },
    },
    // "Register a handler to run on the specified event(s). … registering the same event again overwrites. nil unregisters."
    on_event: {
      raw: (L) => {
        const [event, run, filters] = readArguments(L);
        for (const one of listOf(event) ?? [undefined]) {
          const found = handler(run);
          if (found) mod.handlers.set(eventOf(one), { run: found, filters: filters as Filter[] | undefined });
          else mod.handlers.delete(eventOf(one));
        }
        return 0;
      },
    },
    // "Register a handler to run every nth-tick(s). … nil clears."
    on_nth_tick: {
      raw: (L) => {
        const [tick, run] = readArguments(L);
        if (tick === undefined) mod.nthTick.clear();
        for (const one of listOf(tick) ?? []) {
          const found = handler(run);
          if (found) mod.nthTick.set(numberOf(one, 'nth tick'), found);
          else mod.nthTick.delete(numberOf(one, 'nth tick'));
        }
        return 0;
      },
    },
    set_event_filter: {
      raw: (L) => {
        const [event, filters] = readArguments(L);
        const found = mod.handlers.get(eventOf(event));
        if (found) found.filters = filters as Filter[] | undefined;
        return 0;
      },
    },
    // "Register a metatable to have linkage recorded and restored when saving/loading."
    register_metatable: {
      raw: (L) => {
        const name = textOf(read(L, 1), 'register_metatable');
        if (lua.lua_type(L, 2) !== lua.LUA_TTABLE) throw new GameError('register_metatable: a table was expected');
        lua.lua_pushvalue(L, 2);
        mod.metatables.set(name, reference(L));
        return 0;
      },
    },
    generate_event_name: { call: () => mod.customEvent() as never },
    get_event_handler: {
      raw: (L) => {
        push(L, mod.handlers.get(eventOf(read(L, 1)))?.run);
        return 1;
      },
    },
    raise_event: {
      raw: (L) => {
        const [event, data] = readArguments(L);
        mod.raise(eventOf(event), (data ?? {}) as Record<string, unknown>);
        return 0;
      },
    },
  });
  addOthers(classes, mod);
}

/** Ids of events that scripts make begin here, beyond all of the game's. */
export const CUSTOM = 1000;

const reference = (L: L): FunctionRef => new FunctionRef(L, auxiliary.luaL_ref(L, lua.LUA_REGISTRYINDEX));

function addOthers(classes: Classes, mod: ModFace): void {
  classes.add<LuaRemote, Remote>('LuaRemote', {
    // "Add a remote interface. It is an error if the given interface name is already registered."
    add_interface: {
      raw: (L) => {
        const [name, functions] = readArguments(L);
        if (mod.remoteInterfaces().has(textOf(name, 'add_interface')))
          throw new GameError(`remote interface ${String(name)} is there already`);
        mod.interfaces.set(String(name), new Map(Object.entries(functions as Record<string, FunctionRef>)));
        return 0;
      },
    },
    remove_interface: { call: (_, [name]) => mod.interfaces.delete(String(name)) },
    // "Call a function of an interface. Providing an unknown interface or function name will result in a script error."
    call: {
      raw: (L) => {
        const [name, method, ...args] = readArguments(L);
        push(L, mod.remoteCall(textOf(name, 'remote.call'), textOf(method, 'remote.call'), args));
        return 1;
      },
    },
    // "List of all registered interfaces. For each interface name, remote.interfaces[name] is a dictionary" of true.
    interfaces: {
      get: () =>
        new Map(
          [...mod.remoteInterfaces()].map(([name, functions]) => [name, new Map([...functions.keys()].map((key) => [key, true]))]),
        ) as never,
    },
  });
  classes.add<LuaCommandProcessor, CommandProcessor>('LuaCommandProcessor', {
    // "Add a custom console command."
    add_command: {
      raw: (L) => {
        const [name, , run] = readArguments(L);
        if (!(run instanceof FunctionRef)) throw new GameError('add_command: a function was expected');
        if (mod.commands.has(textOf(name, 'add_command'))) throw new GameError(`command ${String(name)} is there already`);
        mod.commands.set(String(name), run);
        return 0;
      },
    },
    remove_command: { call: (_, [name]) => mod.commands.delete(String(name)) },
    commands: { get: () => new Map([...mod.commands.keys()].map((name) => [name, ''])) as never },
    game_commands: { get: () => ({}) as never },
  });
  classes.add<LuaRCON, Rcon>('LuaRCON', { print: { call: (_, [text]) => void mod.rcon.push(String(text)) } });
  classes.add<LuaSettings, Settings>('LuaSettings', {
    startup: { get: () => mod.settingsOf('startup') as never },
    global: { get: () => mod.settingsOf('global') as never },
    player_default: { get: () => ({}) as never },
  });
}
