import { afterEach, describe, expect, it, vi } from 'vitest';
import { createItemsPlace } from '../items-place';
import { createLanguages } from './languages';
import { fakeBrowser } from './testing/browser';

afterEach(() => vi.unstubAllGlobals());

describe('languages', () => {
  it('are the browser’s until one is chosen, which is kept', () => {
    fakeBrowser();
    const place = createItemsPlace();
    const { languages, setLanguage } = createLanguages(place, ['de-AT', 'en-US']);
    expect(languages.value).toEqual(['de-AT', 'en-US']);
    setLanguage('ja');
    expect(languages.value).toEqual(['ja', 'de-AT', 'en-US']);
    // The link shows it as well.
    expect(place.language.value).toBe('ja');
    expect(createLanguages(createItemsPlace(), ['de']).languages.value).toEqual(['ja', 'de']);
    setLanguage(null);
    expect(createLanguages(createItemsPlace(), ['de']).languages.value).toEqual(['de']);
  });

  it('a link’s language goes before what was chosen, and is not kept', () => {
    fakeBrowser();
    createLanguages(createItemsPlace(), []).setLanguage('fr');
    const place = createItemsPlace();
    place.language.value = 'ko';
    expect(createLanguages(place, ['de']).languages.value).toEqual(['ko', 'de']);
    expect(createLanguages(createItemsPlace(), ['de']).languages.value).toEqual(['fr', 'de']);
  });

  it('the one that is shown is the first that is there, else English', () => {
    fakeBrowser();
    const { shownOf } = createLanguages(createItemsPlace(), ['de-AT', 'ja']);
    expect(shownOf(['en', 'ja', 'de'])).toBe('de');
    expect(shownOf(['en', 'ja'])).toBe('ja');
    expect(shownOf(['en', 'fr'])).toBe('en');
    expect(shownOf(['dump'])).toBeNull();
  });

  it('what is kept may be anything', () => {
    const { kept } = fakeBrowser();
    kept.set('factoscope-items-language', '{"a":1}');
    expect(createLanguages(createItemsPlace(), ['de']).languages.value).toEqual(['de']);
  });
});
