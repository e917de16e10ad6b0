/**
 * The stages before control.lua (https://lua-api.factorio.com/latest/auxiliary/data-lifecycle.html): settings, then data, each
 * in three rounds over all mods in load order, in a Lua state shared by all mods.
 */

import type { Context } from './api/context';
import { apiFacts, compareVersions } from './api/facts';
import { addHelpers, Helpers, type Outside } from './api/helpers';
import { Classes } from './api/members';
import { type L, lua } from './lua/fengari';
import { callerOf, LuaState } from './lua/state';
import { GameError, pushResult, read, readArguments } from './lua/values';
import { Loader, type SimulatedMod } from './require';
import type { GameSettings } from './settings';

export type Stage = 'settings' | 'data';
export interface StageHost extends Outside {
  readonly version: string;
  readonly activeMods: ReadonlyMap<string, string>;
  readonly settings: GameSettings;
  readonly context: Context;
  log(text: string): void;
}

/** data.raw as `data:extend` builds it: by type, then by name. */
const DATA = `
data = { raw = setmetatable({}, nil) }
function data:extend(list)
  for _, prototype in ipairs(list) do
    if type(prototype.type) ~= "string" or type(prototype.name) ~= "string" then error("a prototype without type or name") end
    self.raw[prototype.type] = self.raw[prototype.type] or {}
    self.raw[prototype.type][prototype.name] = prototype
  end
end`;

export function runStage(stage: Stage, mods: readonly SimulatedMod[], base: unknown[], host: StageHost): void {
  const facts = apiFacts(host.version);
  const classes = new Classes();
  addHelpers(classes, host);
  const state = new LuaState(classes.accessFor(host.context, facts), () => {
    throw new GameError('math.random is not deterministic here');
  });
  state.run(DATA);
  const globals: Record<string, unknown> = {
    mods: new Map(host.activeMods),
    defines: facts.defines,
    feature_flags: { expansion: true, quality: true, rail_bridges: true, space_travel: true, spoiling: true, freezing: true },
    log: (L: L) => {
      const [source, line] = callerOf(L);
      host.log(`Script ${source}:${line}: ${host.localise(read(L, 1))}`);
      return 0;
    },
    table_size: (L: L) => pushResult(L, Object.keys(readArguments(L)[0] as object).length),
    // "Available in all stages since 2.0.55".
    ...(compareVersions(host.version, '2.0.55') >= 0 ? { helpers: new Helpers(stage === 'settings' ? 'settings' : 'prototype') } : {}),
    ...(stage === 'data' ? { settings: { startup: host.settings.of('startup') } } : {}),
  };
  for (const [name, value] of Object.entries(globals)) state.setGlobal(name, value);
  state.setGlobal('base_prototypes', base);
  state.run('data:extend(base_prototypes) base_prototypes = nil');
  for (const round of ['', '-updates', '-final-fixes']) {
    for (const mod of mods) {
      const path = `${stage}${round}.lua`;
      // The cache of require is cleared for every mod and stage.
      const loader = new Loader(state, mod.name, mod.files);
      if (!loader.has(path)) continue;
      host.log(`Loading mod ${mod.name} ${mod.version} (${path})`);
      loader.run(path);
    }
  }
  if (stage === 'settings')
    host.settings.extend(
      state.run(
        'local all = {} for _, kind in pairs(data.raw) do for _, one in pairs(kind) do all[#all + 1] = one end end return all',
      ) as unknown[],
    );
  lua.lua_settop(state.L, 0);
}
