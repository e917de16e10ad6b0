import { field, listOf } from '../fields';
import type { RawData, RawValue } from '../types';
import { createIndex } from './index-of';
import { levelOf, sectionsOf } from './sections';

/** A localised string nests no deeper in the game. */
const MAX_DEPTH = 20;
const MOD_SECTIONS = [sectionsOf('mod').name, sectionsOf('mod').description];
/** Texts that others may name and no prototype stands for: names of controls and of mouse buttons; titles of mods. */
const WHOLE_SECTIONS = new Set(['controls', 'control-keys', ...MOD_SECTIONS]);

/**
 * Which keys of a locale file can be needed for these prototypes: names and descriptions of all of them (so that `__ITEM__x__` in any
 * text is there too), what their localised names and descriptions refer to, controls. What a text says in plurals lies in the text.
 */
export function neededKeys(raw: RawData): (key: string) => boolean {
  const referred = new Set<string>();
  const names = new Map<string, Set<string>>();
  for (const [kind, prototypes] of createIndex(raw)) {
    const known = new Set<string>();
    for (const [name, prototype] of prototypes) {
      known.add(name);
      const base = kind === 'technology' ? levelOf(name)?.base : undefined;
      if (base !== undefined) known.add(base);
      gather(field(prototype, 'localised_name'), referred, 0);
      gather(field(prototype, 'localised_description'), referred, 0);
    }
    const { name, description } = sectionsOf(kind);
    names.set(name, known);
    names.set(description, known);
  }
  return (key) => {
    if (referred.has(key)) return true;
    const dot = key.indexOf('.');
    if (dot < 0) return false;
    const section = key.slice(0, dot);
    return WHOLE_SECTIONS.has(section) || (names.get(section)?.has(key.slice(dot + 1)) ?? false);
  };
}

function gather(value: RawValue | undefined, into: Set<string>, depth: number): void {
  const parts = value === undefined ? null : listOf(value);
  if (parts === null || depth > MAX_DEPTH) return;
  const [key, ...rest] = parts;
  if (typeof key === 'string' && key !== '' && key !== '?') into.add(key);
  for (const part of rest) gather(part, into, depth + 1);
}
