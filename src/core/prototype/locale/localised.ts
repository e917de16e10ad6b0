import { listOf } from '../fields';
import type { Kind, RawValue } from '../types';
import { choosePlural } from './plural';

/** As the game: deeper is not followed, and more parameters are an error there. */
const MAX_DEPTH = 20;
const MAX_PARAMETERS = 20;
/** Of one finished text. Parameters that double themselves twenty times would be a million times as long. */
const MAX_LENGTH = 20_000;
/** Texts looked into for one finished text. */
const MAX_STEPS = 2_000;

/** What a localised string is resolved with. */
export interface Lookup {
  /** The text under a key, "item-name.iron-plate". */
  text(key: string): string | undefined;
  /** The finished name of a prototype, for `__ITEM__x__`; `state` goes on, so that a circle ends. */
  name(kind: Kind, name: string, state: Steps): string | null;
}
/** How far one resolution has come. */
export interface Steps {
  depth: number;
  left: number;
}
export const newSteps = (): Steps => ({ depth: 0, left: MAX_STEPS });

/** `__WORD__x__` for the name of a prototype. */
const WORDS: ReadonlyMap<string, Kind> = new Map([
  ['ITEM', 'item'],
  ['ENTITY', 'entity'],
  ['FLUID', 'fluid'],
  ['TILE', 'tile'],
  ['RECIPE', 'recipe'],
  ['TECHNOLOGY', 'technology'],
  ['EQUIPMENT', 'equipment'],
  ['QUALITY', 'quality'],
  ['VIRTUAL_SIGNAL', 'virtual-signal'],
  ['PLANET', 'space-location'],
  ['SPACE_LOCATION', 'space-location'],
  ['ASTEROID_CHUNK', 'asteroid-chunk'],
]);

/**
 * The text of a LocalisedString: a text, a number, `[key, parameters…]`, `["", parts…]`, `["?", choices…]`. Null when its key is not there.
 * Source: lua-api.factorio.com/latest/concepts/LocalisedString.html.
 */
export function resolveLocalised(value: RawValue | undefined, lookup: Lookup, steps: Steps = newSteps()): string | null {
  if (typeof value === 'string') return value.slice(0, MAX_LENGTH);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const parts = value === undefined ? null : listOf(value);
  if (parts === null) return null;
  if (parts.length === 0) return '';
  if (steps.depth >= MAX_DEPTH || steps.left-- <= 0) return null;
  const [key, ...rest] = parts;
  const given = rest.slice(0, MAX_PARAMETERS);
  steps.depth++;
  try {
    if (key === '?') return firstOf(given, lookup, steps);
    if (key === '') return joined(given, lookup, steps);
    if (typeof key !== 'string') return null;
    const text = lookup.text(key);
    return text === undefined ? null : expand(text, given, lookup, steps);
  } finally {
    steps.depth--;
  }
}

/** The choices are tried in turn; a text always exists. */
function firstOf(choices: readonly RawValue[], lookup: Lookup, steps: Steps): string | null {
  for (const choice of choices) {
    const text = resolveLocalised(choice, lookup, steps);
    if (text !== null) return text;
  }
  return null;
}

/** Parts whose key is missing are told by the key's last word; null when no part is there at all. */
function joined(parts: readonly RawValue[], lookup: Lookup, steps: Steps): string | null {
  let text = '';
  let any = false;
  for (const part of parts) {
    const resolved = resolveLocalised(part, lookup, steps);
    any ||= resolved !== null;
    text += resolved ?? lastWord(part);
    if (text.length > MAX_LENGTH) break;
  }
  return any ? text.slice(0, MAX_LENGTH) : null;
}

/** "item-name.iron-plate" → "iron-plate": what is shown of a text that nobody gave. */
function lastWord(value: RawValue): string {
  const key = listOf(value)?.[0];
  return typeof key === 'string' && key !== '?' ? key.slice(key.indexOf('.') + 1) : '';
}

const NUMBER = /__(\d{1,2})__/y;
const PLURAL = /__plural_for_parameter_{1,2}(\d{1,2})_{1,2}\{([^}]*)\}(?:__)?/y;
const WORD = /__([A-Z]+(?:_[A-Z]+)*)__/y;

/** A text with its placeholders filled in. What only looks like one stays as it is. */
function expand(text: string, given: readonly RawValue[], lookup: Lookup, steps: Steps): string {
  let at = text.indexOf('__');
  if (at < 0) return text;
  // Each parameter is resolved once, however often it stands in the text.
  const resolved: (string | undefined)[] = [];
  const parameter = (number: number): string => {
    const value = given[number - 1];
    if (value === undefined) return '';
    resolved[number] ??= resolveLocalised(value, lookup, steps) ?? lastWord(value);
    return resolved[number];
  };
  let out = '';
  let from = 0;
  while (at >= 0 && out.length <= MAX_LENGTH) {
    out += text.slice(from, at);
    const filled = placeholder(text, at, parameter, given, lookup, steps);
    out += filled === null ? '_' : filled.text;
    from = filled === null ? at + 1 : filled.to;
    at = text.indexOf('__', from);
  }
  return (out + text.slice(from)).slice(0, MAX_LENGTH);
}

/** What stands for a placeholder at `at`, and where it ends; null: there is none. */
function placeholder(
  text: string,
  at: number,
  parameter: (number: number) => string,
  given: readonly RawValue[],
  lookup: Lookup,
  steps: Steps,
): { text: string; to: number } | null {
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  const number = match(NUMBER);
  if (number) return { text: parameter(Number(number[1])), to: at + number[0].length };
  const plural = match(PLURAL);
  if (plural) {
    const chosen = choosePlural(plural[2]!, parameter(Number(plural[1])));
    // An option holds no "}" and so no plural: this ends.
    return { text: steps.left-- > 0 ? expand(chosen, given, lookup, steps) : '', to: at + plural[0].length };
  }
  const word = match(WORD);
  return word && wordOf(text, at + word[0].length, word[1]!, lookup, steps);
}

/** `__ITEM__x__`, `__CONTROL__x__` and what has no name behind it. Null: no word of the game's. */
function wordOf(text: string, from: number, word: string, lookup: Lookup, steps: Steps): { text: string; to: number } | null {
  const close = text.indexOf('__', from);
  const name = close > from && close - from <= 200 ? text.slice(from, close) : null;
  const kind = WORDS.get(word);
  if (kind !== undefined) {
    if (name === null) return null;
    const known = steps.depth < MAX_DEPTH && steps.left-- > 0 ? lookup.name(kind, name, steps) : null;
    return { text: known ?? name, to: close + 2 };
  }
  if (word === 'ALT_CONTROL' || word.startsWith('ALT_CONTROL_')) {
    if (name === null || !/^\d+$/.test(name)) return null;
    return word === 'ALT_CONTROL' ? wordOf(text, close + 2, 'CONTROL', lookup, steps) : { text: click(word, lookup), to: close + 2 };
  }
  if (word === 'CONTROL' || word === 'CONTROL_MODIFIER') {
    return name === null ? null : { text: lookup.text(`controls.${name}`) ?? name.replaceAll('-', ' '), to: close + 2 };
  }
  if (/^(CONTROL_STYLE|REMARK|REMARK_COLOR)_(BEGIN|END)$/.test(word)) return { text: '', to: from };
  return /^CONTROL_/.test(word) ? { text: click(word, lookup), to: from } : null;
}

/** Keys and buttons that are the same in every keyboard setup. */
function click(word: string, lookup: Lookup): string {
  if (word.endsWith('LEFT_CLICK')) return lookup.text('control-keys.mouse-button-1') ?? 'left click';
  if (word.endsWith('RIGHT_CLICK')) return lookup.text('control-keys.mouse-button-2') ?? 'right click';
  if (word.endsWith('KEY_SHIFT')) return lookup.text('control-keys.shift') ?? 'Shift';
  if (word.endsWith('KEY_CTRL')) return lookup.text('control-keys.control') ?? 'Control';
  return word
    .replace(/^.*CONTROL_/, '')
    .replaceAll('_', ' ')
    .toLowerCase();
}
