import { afterEach, expect, it, vi } from 'vitest';
import { keepToken, ownRelay, targetOf, textOf, tokenOf } from './live-target';
import { isStep, readAddress, writeAddress } from './url';

afterEach(() => vi.unstubAllGlobals());

it('a server stands in an address with its relay, or alone where that is the page’s own', () => {
  const here = { relay: 'https://here/map/', server: 'home' };
  expect(textOf(here, 'https://here/map/')).toBe('home');
  expect(textOf(here, null)).toBe('home@https://here/map/');
  for (const own of ['https://here/map/', null, 'https://other/']) expect(targetOf(textOf(here, own), own)).toEqual(here);
  expect(targetOf('home', null)).toBeNull();
  expect(targetOf('@https://x/', null)).toBeNull();
});

it('the page’s own relay lies where its meta element says, relative to the page', () => {
  const page = (content: string | null, baseURI = 'https://here/map/?embed#/live/home') =>
    ({ baseURI, querySelector: () => (content === null ? null : { content }) }) as unknown as Document;
  expect(ownRelay(page('./'))).toBe('https://here/map/');
  expect(ownRelay(page('https://other/'))).toBe('https://other/');
  expect(ownRelay(page(''))).toBeNull();
  expect(ownRelay(page(null))).toBeNull();
});

it('a token is kept for the visit, also where nothing may be stored', () => {
  const target = { relay: 'https://here/', server: 'home' };
  expect(tokenOf(target)).toBeNull();
  keepToken(target, 'a');
  expect(tokenOf(target)).toBe('a');
  expect(tokenOf({ ...target, server: 'other' })).toBeNull();
  const stored = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
  keepToken(target, 'b');
  expect([tokenOf(target), stored.size]).toEqual(['b', 1]);
});

it('an address of a server is read with its token and written without it', () => {
  const address = readAddress('#/live/home?relay=https://r.example/&token=a.b.c&later=1');
  expect(address).toMatchObject({ page: 'live', server: 'home', relay: 'https://r.example/', token: 'a.b.c' });
  expect(writeAddress(address)).toBe('#/live/home?relay=https:%2F%2Fr.example%2F&later=1');
  expect(readAddress('#/live')).toMatchObject({ page: 'live', server: null, relay: null });
  expect(readAddress(`#/live/${'x'.repeat(10_000)}`)).toMatchObject({ server: 'x'.repeat(100) });
});

it('that a map is watched stands in its address, and is no step for Back', () => {
  const watched = readAddress('#/map/w/nauvis?v=1&live=home@https://r.example/');
  expect(watched).toMatchObject({ page: 'map', live: 'home@https://r.example/' });
  expect(readAddress(writeAddress(watched))).toEqual(watched);
  expect(isStep(watched, { ...watched, live: null })).toBe(false);
});
