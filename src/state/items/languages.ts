import { computed, signal } from '@preact/signals';
import { languageFor } from '../../core/prototype/locale/language';
import type { ItemsPlace } from '../items-place';
import { readStored, writeStored } from './stored';

const KEY = 'factoscope-items-language';
/** Nobody reads more; the browser's list is anything. */
const MOST = 10;

/**
 * The person's languages in their order, as they are asked for: chosen by the link or by hand first, then the browser's ("de-AT"). What
 * serves them best is decided where the texts are (core/prototype/locale).
 */
export function createLanguages(place: ItemsPlace, browser: readonly string[] = navigator.languages) {
  const kept = readStored(KEY);
  const chosen = signal(typeof kept === 'string' ? kept : null);
  const languages = computed(() => {
    const first = place.language.value ?? chosen.value;
    return [...new Set([...(first === null ? [] : [first]), ...browser])].slice(0, MOST);
  });

  /** null: the browser's again. */
  function setLanguage(code: string | null) {
    chosen.value = code;
    place.language.value = code;
    writeStored(KEY, code);
  }

  /** Of the languages there are, the one that is shown; null when none of the person's is there, nor English. */
  function shownOf(codes: readonly string[]): string | null {
    for (const asked of [...languages.value, 'en']) {
      const found = languageFor(asked, codes);
      if (found !== null) return found;
    }
    return null;
  }

  return { languages, setLanguage, shownOf };
}
