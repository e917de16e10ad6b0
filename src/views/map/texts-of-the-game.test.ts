import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePosition, writeGps } from './parse-position';
import { richText } from './rich-text';

describe('a position as people write it', () => {
  it.each([
    ['57, -55', 57, -55, null],
    ['57 −55.5', 57, -55.5, null],
    ['x=57 y=-55', 57, -55, null],
    ['(1;2)', 1, 2, null],
    ['see [gps=-292,-84,nauvis] there', -292, -84, 'nauvis'],
    ['[gps=1.5,2]', 1.5, 2, null],
    ['[gps=1,2,platform-7]', 1, 2, 'platform-7'],
  ])('%s', (text, x, y, surface) => {
    expect(parsePosition(text)).toEqual({ x, y, surface });
  });

  it.each(['', 'hello', '1', '1,2,3', '[gps=a,b]', '1e9,0'])('%s is none', (text) => {
    expect(parsePosition(text)).toBeNull();
  });

  it.each(['99999999,5', '0 -1000001', '[gps=1,99999999999999999999999]'])('%s is outside of any world', (text) => {
    expect(parsePosition(text)).toBe('outside');
  });

  it('comes back from what is copied', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9_999_990, max: 9_999_990 }), fc.integer({ min: -9_999_990, max: 9_999_990 }), (x, y) => {
        expect(parsePosition(writeGps(x / 10, y / 10, 'nauvis'))).toEqual({ x: x / 10 || 0, y: y / 10 || 0, surface: 'nauvis' });
      }),
    );
  });
});

describe('rich text', () => {
  it('makes places links, things their names, looks nothing', () => {
    expect(richText('go [gps=1,2,nauvis] [color=red]now[/color] [item=iron-plate] [img=item/coal] <b>x</b>')).toEqual([
      { type: 'text', text: 'go ' },
      { type: 'place', text: '[gps=1,2,nauvis]', place: { x: 1, y: 2, surface: 'nauvis' } },
      { type: 'text', text: ' now ' },
      { type: 'thing', text: 'iron-plate', tag: 'item', kind: 'item' },
      { type: 'text', text: ' ' },
      { type: 'thing', text: 'coal', tag: 'img', kind: 'item' },
      { type: 'text', text: ' <b>x</b>' },
    ]);
  });

  it('leaves what is no tag as it is', () => {
    for (const text of ['[x]', 'a[0]', '[gps=here]', '[]', 'plain', '[item=']) {
      expect(
        richText(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    }
  });

  it('never fails, and comes to its end', () => {
    fc.assert(fc.property(fc.string(), (text) => richText(text).every((part) => part.text !== '' || part.type === 'thing')));
    richText('[gps='.repeat(50_000));
  });
});
