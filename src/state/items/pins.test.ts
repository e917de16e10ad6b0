import { signal } from '@preact/signals';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Ref } from '../../core/prototype/types';
import { createPins } from './pins';
import { fakeBrowser } from './testing/browser';

afterEach(() => vi.unstubAllGlobals());

const item = (name: string): Ref => ({ kind: 'item', name });
const names = (refs: readonly Ref[]) => refs.map(({ name }) => name);

function setUp(kept: Record<string, unknown> = {}) {
  const browser = fakeBrowser();
  for (const [key, value] of Object.entries(kept)) browser.kept.set(key, JSON.stringify(value));
  const pack = signal<string | null>('p');
  return { browser, pack, ...createPins(pack) };
}

describe('pins', () => {
  it('are kept by pack, the newest first', () => {
    const { browser, pack, pins, pin } = setUp();
    pin(item('a'));
    pin(item('b'));
    pin(item('a'));
    expect(names(pins.value)).toEqual(['b', 'a']);
    expect(JSON.parse(browser.kept.get('factoscope-pins-p') ?? '')).toEqual([item('b'), item('a')]);
    pack.value = 'q';
    expect(pins.value).toEqual([]);
    pack.value = 'p';
    expect(names(pins.value)).toEqual(['b', 'a']);
  });

  it('are put where they are dragged', () => {
    const { pins, pin, movePin } = setUp();
    for (const name of ['d', 'c', 'b', 'a']) pin(item(name));
    movePin(item('a'), 2);
    expect(names(pins.value)).toEqual(['b', 'c', 'a', 'd']);
    movePin(item('d'), 0);
    expect(names(pins.value)).toEqual(['d', 'b', 'c', 'a']);
    movePin(item('d'), 99);
    movePin(item('nowhere'), 0);
    expect(names(pins.value)).toEqual(['b', 'c', 'a', 'd']);
  });

  it('are taken off, and nothing is kept when none is left', () => {
    const { browser, pin, unpin, togglePin, isPinned } = setUp();
    pin(item('a'));
    expect(isPinned({ kind: 'recipe', name: 'a' })).toBe(false);
    unpin(item('a'));
    expect(browser.kept.size).toBe(0);
    togglePin(item('a'));
    expect(isPinned(item('a'))).toBe(true);
    togglePin(item('a'));
    expect(isPinned(item('a'))).toBe(false);
  });

  it('follow what another tab does, in the pack that is open', () => {
    const { browser, pins, recents, pin } = setUp();
    pin(item('a'));
    browser.elsewhere('factoscope-pins-p', [item('b'), item('a')]);
    expect(names(pins.value)).toEqual(['b', 'a']);
    browser.elsewhere('factoscope-pins-q', [item('x')]);
    expect(names(pins.value)).toEqual(['b', 'a']);
    browser.elsewhere('factoscope-recents-p', [item('r')]);
    expect(names(recents.value)).toEqual(['r']);
    browser.elsewhere(null);
    expect([pins.value, recents.value]).toEqual([[], []]);
  });

  it('are no more than there is room for; the places last seen are ten', () => {
    const { pins, recents, pin, visited } = setUp();
    for (let n = 0; n < 60; n++) pin(item(`i${n}`));
    expect(pins.value).toHaveLength(50);
    for (let n = 0; n < 12; n++) visited(item(`i${n}`));
    visited(item('i5'));
    expect(names(recents.value)).toEqual(['i5', 'i11', 'i10', 'i9', 'i8', 'i7', 'i6', 'i4', 'i3', 'i2']);
  });

  it.each([
    ['text', 'no list'],
    ['numbers', [1, null, 'x']],
    [
      'other kinds',
      [
        { kind: 'evil', name: 'a' },
        { kind: 'constructor', name: 'a' },
      ],
    ],
    ['no names', [{ kind: 'item', name: 7 }, { kind: 'item', name: '' }, { kind: 'item' }, { kind: 'item', name: 'x'.repeat(2000) }]],
  ])('that are %s are none', (_, kept) => {
    expect(setUp({ 'factoscope-pins-p': kept }).pins.value).toEqual([]);
  });

  it('may be called anything', () => {
    const odd = ['__proto__', 'constructor', 'a/b', '"quoted"', 'שלום'];
    const { pins } = setUp({ 'factoscope-pins-p': [...odd, '__proto__'].map(item) });
    expect(names(pins.value)).toEqual(odd);
  });

  it('last for the visit where storage is forbidden', () => {
    const { pins, pin } = setUp();
    const refused = () => {
      throw new DOMException('no', 'SecurityError');
    };
    vi.stubGlobal('localStorage', { getItem: refused, setItem: refused, removeItem: refused });
    pin(item('a'));
    expect(names(pins.value)).toEqual(['a']);
  });
});
