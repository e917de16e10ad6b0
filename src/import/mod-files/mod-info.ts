import type { ModInfo } from '../../core/pack/types';
import { fail, ok, type Result } from '../../core/result';
import { isObject, type Json, jsonOf, textOf } from './json';

const MAX_LENGTH = 1024 * 1024;
const MAX_NAME = 200;
const MAX_TEXT = 20_000;
const MAX_DEPENDENCIES = 2_000;
const TIP = 'Download the mod once more.';

/** Reads a mod's `info.json`. Only its name must be there. Source: wiki.factorio.com/Tutorial:Mod_structure. */
export function parseModInfo(text: string): Result<ModInfo> {
  const json = jsonOf(text, MAX_LENGTH);
  if (!isObject(json)) return fail('mod-info-broken', 'info.json is cut or no JSON.', TIP);
  const name = textOf(json, 'name', MAX_NAME);
  if (name === null) return fail('mod-info-broken', 'info.json names no mod.', TIP);
  return ok({
    name,
    version: textOf(json, 'version', 40),
    title: textOf(json, 'title', MAX_NAME) ?? name,
    author: authorOf(json),
    description: textOf(json, 'description', MAX_TEXT) ?? '',
    factorioVersion: textOf(json, 'factorio_version', 40),
    dependencies: textsOf(json, 'dependencies'),
  });
}

/** Old mods have lists of them. */
const authorOf = (json: Json): string => textOf(json, 'author', MAX_NAME) ?? textsOf(json, 'author').join(', ').slice(0, MAX_NAME);

/** A single text is a list of one. */
function textsOf(json: Json, key: string): string[] {
  const single = textOf(json, key, MAX_NAME);
  if (single !== null) return [single];
  const list = Object.hasOwn(json, key) ? json[key] : [];
  if (!Array.isArray(list)) return [];
  return list
    .filter((each): each is string => typeof each === 'string')
    .slice(0, MAX_DEPENDENCIES)
    .map((each) => each.slice(0, MAX_NAME * 2));
}
