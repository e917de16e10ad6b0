import type { ModClaim } from '../../core/pack/types';
import { fail, ok, type Result } from '../../core/result';
import { isObject, jsonOf, textOf } from './json';

const MAX_LENGTH = 8 * 1024 * 1024;
const MAX_MODS = 20_000;
const MAX_NAME = 200;
const TIP = 'Take mod-list.json from the mods folder of the game once more.';

/** Reads `mod-list.json`: the mods that are on, in its order, with versions where it gives them. Of a mod named twice the later counts. */
export function parseModList(text: string): Result<ModClaim[]> {
  const json = jsonOf(text, MAX_LENGTH);
  if (!isObject(json) || !Object.hasOwn(json, 'mods') || !Array.isArray(json.mods)) {
    return fail('mod-list-broken', 'It is no list of mods: {"mods": [{"name": …, "enabled": …}]} is missing or cut.', TIP);
  }
  const mods = new Map<string, ModClaim | null>();
  for (const mod of json.mods) {
    if (mods.size >= MAX_MODS) break;
    const name = isObject(mod) ? textOf(mod, 'name', MAX_NAME) : null;
    if (name !== null) mods.set(name, mod.enabled === true ? { name, version: textOf(mod, 'version', 40) } : null);
  }
  return ok([...mods.values()].filter((mod) => mod !== null));
}
