import { computed, signal } from '@preact/signals';
import type { ItemsPlace } from '../items-place';
import { readStored, writeStored } from './stored';

const KEY = 'factoscope-items-language';
/** Texts that came without the name of their language (core/pack/types.ts): better than none. */
const UNNAMED = 'dump';

/** Languages of the browser whose folder in the game has another name. */
const FOLDERS: ReadonlyMap<string, string> = new Map([
  ['es', 'es-ES'],
  ['fy', 'fy-NL'],
  ['ga', 'ga-IE'],
  ['in', 'id'],
  ['iw', 'he'],
  ['nb', 'no'],
  ['nn', 'no'],
  ['pt', 'pt-PT'],
  ['pt-br', 'pt-BR'],
  ['sv', 'sv-SE'],
  ['tl', 'fil'],
  ['zh', 'zh-CN'],
  ['zh-hant', 'zh-TW'],
  ['zh-hk', 'zh-TW'],
  ['zh-mo', 'zh-TW'],
  ['zh-tw', 'zh-TW'],
]);

/** "de-AT" → "de": what the browser asks for, as the game's folders are called; each once, in the same order. */
export function gameLanguages(browser: readonly string[]): string[] {
  const folders = browser.map((tag) => {
    const [language = '', ...rest] = tag.toLowerCase().split('-');
    const more = rest.map((part) => FOLDERS.get(`${language}-${part}`)).find((found) => found !== undefined);
    return more ?? FOLDERS.get(language) ?? language;
  });
  return [...new Set(folders.filter((code) => code !== ''))];
}

/** The person's languages in their order: chosen by the link or by hand first, then the browser's. */
export function createLanguages(place: ItemsPlace, browser: readonly string[] = navigator.languages) {
  const kept = readStored(KEY);
  const chosen = signal(typeof kept === 'string' ? kept : null);
  const own = gameLanguages(browser);
  const languages = computed(() => {
    const first = place.language.value ?? chosen.value;
    return [...new Set([...(first === null ? [] : [first]), ...own, UNNAMED])];
  });

  /** null: the browser's again. */
  function setLanguage(code: string | null) {
    chosen.value = code;
    place.language.value = code;
    writeStored(KEY, code);
  }

  return { languages, chosen: computed(() => place.language.value ?? chosen.value), setLanguage };
}
