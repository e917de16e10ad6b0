import type { Labels } from '../labels';
import type { RawData, Ref } from '../types';
import type { TextsGiven } from './given';
import { createIndex } from './index-of';
import { languageFor } from './language';
import { Tongue } from './tongue';

export type { TextsGiven };

/** Names and descriptions of all prototypes in all languages; made when they are asked for, and kept. */
export interface Names {
  /** Texts in the first of `languages` that has one, else English, else the dump's, else the internal name. */
  in(languages: readonly string[]): Labels;
  /**
   * The name in this very language; null where it has none of its own. A name without any key (`localised_name = "Foo"`) is English, even
   * when no English texts were given. For search.
   */
  own(language: string, ref: Ref): string | null;
  /** In every language that has one. */
  all(ref: Ref): { language: string; label: string }[];
  /** Codes with any text, sorted. */
  languages(): string[];
}

/** What is read when the languages asked for have no text. `dump`: a dumped locale whose language nobody named. */
const LAST = ['en', 'dump'];

export function createNames(raw: RawData, given: ReadonlyMap<string, TextsGiven>): Names {
  const index = createIndex(raw);
  const codes = [...given.keys()].sort();
  const tongues = new Map<string, Tongue>();
  const tongue = (code: string): Tongue => {
    let made = tongues.get(code);
    if (made === undefined) {
      made = new Tongue(code, index, given.get(code), code === 'en' ? null : tongue('en'));
      tongues.set(code, made);
    }
    return made;
  };
  const all = (ref: Ref) =>
    codes.flatMap((language) => {
      const label = tongue(language).nameOnce(ref);
      return label === null ? [] : [{ language, label }];
    });

  return {
    in(languages) {
      const wanted = [...languages.map((language) => languageFor(language, codes)), ...LAST];
      const chain = [...new Set(wanted)].filter((code) => code !== null && (code === 'en' || given.has(code))).map((code) => tongue(code!));
      return {
        label: (ref) => first(chain, (each) => each.name(ref)) ?? ref.name,
        description: (ref) => first(chain, (each) => each.description(ref)) ?? '',
        names: (ref) => {
          const shown = chain.find((each) => each.name(ref) !== null)?.code;
          return all(ref).filter(({ language }) => language !== shown);
        },
      };
    },
    own: (language, ref) => (language === 'en' || given.has(language) ? tongue(language).nameOnce(ref) : null),
    all,
    languages: () => codes,
  };
}

function first(chain: readonly Tongue[], ask: (tongue: Tongue) => string | null): string | null {
  for (const tongue of chain) {
    const text = ask(tongue);
    if (text !== null) return text;
  }
  return null;
}
