import { field } from '../fields';
import type { Kind, RawTable, RawValue, Ref } from '../types';
import { lenderOf } from './borrowed';
import type { TextsGiven } from './given';
import { type Index, prototypeOf } from './index-of';
import { type Lookup, newSteps, resolveLocalised, type Steps } from './localised';
import { levelOf, sectionsOf } from './sections';

type Field = 'name' | 'description';
type Found = Map<string, Map<string, string | null>>;

/** Lenders of lenders: an item's entity, and no more. */
const MAX_LENDERS = 4;

/**
 * Names and descriptions in one language. A key that the language lacks is read in English, as the game does; a text that holds nothing
 * of the language itself is not its own.
 */
export class Tongue {
  readonly code: string;
  readonly #index: Index;
  readonly #given: TextsGiven | undefined;
  readonly #english: Tongue | null;
  readonly #found: Record<Field, Found> = { name: new Map(), description: new Map() };
  #merged: Map<string, string> | null = null;
  /** Of the resolution going on: something was read in this language, or in English in its stead. */
  #own = false;
  #other = false;
  readonly #lookup: Lookup;

  constructor(code: string, index: Index, given: TextsGiven | undefined, english: Tongue | null) {
    this.code = code;
    this.#index = index;
    this.#given = given;
    this.#english = english;
    this.#lookup = {
      text: (key) => this.#text(key),
      name: (kind, name, steps) => this.#nested(kind, name, steps),
    };
  }

  /** Null: none of its own. A text without any key ("localised_name": "Foo") counts as English. */
  name(ref: Ref): string | null {
    return this.#kept('name', ref);
  }

  /** As `name`, but not kept: for who asks for all names of a language once. */
  nameOnce(ref: Ref): string | null {
    return this.#fresh('name', ref);
  }

  description(ref: Ref): string | null {
    return this.#kept('description', ref);
  }

  #kept(which: Field, ref: Ref): string | null {
    const kinds = this.#found[which];
    let names = kinds.get(ref.kind);
    if (names === undefined) {
      names = new Map();
      kinds.set(ref.kind, names);
    }
    let text = names.get(ref.name);
    if (text === undefined) {
      text = this.#fresh(which, ref);
      names.set(ref.name, text);
    }
    return text;
  }

  #fresh(which: Field, ref: Ref): string | null {
    this.#own = false;
    this.#other = false;
    const found = this.#find(which, ref, newSteps(), 0);
    return found !== null && (this.#own || (!this.#other && this.code === 'en')) ? found : null;
  }

  /** A name inside a text. Circles (`__ITEM__a__` in the name of a) end by the steps. */
  #nested(kind: Kind, name: string, steps: Steps): string | null {
    steps.depth++;
    try {
      return this.#find('name', { kind, name }, steps, 0);
    } finally {
      steps.depth--;
    }
  }

  #find(which: Field, ref: Ref, steps: Steps, lenders: number): string | null {
    const done = this.#finished(which, ref);
    if (done !== null) return done;
    const section = sectionsOf(ref.kind)[which];
    const prototype = prototypeOf(this.#index, ref);
    const explicit = field(prototype, `localised_${which}`);
    const text =
      (explicit === undefined ? null : this.#resolve(explicit, steps)) ??
      this.#plain(`${section}.${ref.name}`, steps) ??
      (ref.kind === 'technology' ? this.#ofLevel(which, section, ref.name, prototype, steps) : null);
    if (text) return text;
    if (prototype === null || ref.kind === 'mod' || lenders >= MAX_LENDERS) return null;
    const lender = lenderOf(ref.kind, prototype);
    return lender && this.#find(which, lender, steps, lenders + 1);
  }

  #resolve(value: RawValue, steps: Steps): string | null {
    return resolveLocalised(value, this.#lookup, steps) || null;
  }

  #plain(key: string, steps: Steps): string | null {
    const text = this.#text(key);
    return text?.includes('__') ? this.#resolve([key], steps) : text || null;
  }

  #ofLevel(which: Field, section: string, technology: string, prototype: RawTable | null, steps: Steps): string | null {
    const level = levelOf(technology);
    const text = level && this.#plain(`${section}.${level.base}`, steps);
    // What is researched again and again has its levels counted elsewhere.
    return text && which === 'name' && field(prototype, 'max_level') === undefined ? `${text} ${level.level}` : text;
  }

  /** What the game itself resolved counts before what our rules would. */
  #finished(which: Field, { kind, name }: Ref): string | null {
    const dumped = this.#given?.dumped ?? [];
    for (let i = dumped.length - 1; i >= 0; i--) {
      const texts = dumped[i]!;
      const text = texts.kind === kind ? (which === 'name' ? texts.names : texts.descriptions).get(name) : undefined;
      if (text) {
        this.#own = true;
        return text;
      }
    }
    return null;
  }

  #text(key: string): string | undefined {
    const own = this.#table().get(key);
    if (own !== undefined) {
      this.#own = true;
      return own;
    }
    const other = this.#english?.text(key);
    if (other !== undefined) this.#other = true;
    return other;
  }

  text(key: string): string | undefined {
    return this.#table().get(key);
  }

  #table(): Map<string, string> {
    if (this.#merged === null) {
      this.#merged = new Map();
      for (const { table } of this.#given?.tables ?? []) for (const [key, text] of table) this.#merged.set(key, text);
    }
    return this.#merged;
  }
}
