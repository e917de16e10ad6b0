import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colorOf, richTokens, withoutTags } from './rich-text';

describe('rich text', () => {
  it('is taken apart', () => {
    expect(
      richTokens(
        'a [item=iron-plate,quality=rare][img=fluid/water] [img=item.coal] [color=red]b [font=default-bold]c[/font][/color] [gps=1,2] [train=7] d',
      ),
    ).toEqual([
      { type: 'text', text: 'a ' },
      { type: 'icon', tag: 'item', kind: 'item', name: 'iron-plate', quality: 'rare' },
      { type: 'icon', tag: 'img', kind: 'fluid', name: 'water' },
      { type: 'text', text: ' ' },
      { type: 'icon', tag: 'img', kind: 'item', name: 'coal' },
      { type: 'text', text: ' ' },
      { type: 'text', text: 'b ', color: '#ff2a2a' },
      { type: 'text', text: 'c', color: '#ff2a2a', font: 'default-bold' },
      { type: 'text', text: ' ' },
      { type: 'place', text: '[gps=1,2]' },
      { type: 'text', text: ' ' },
      { type: 'other', tag: 'train', value: '7', text: '[train=7]' },
      { type: 'text', text: ' d' },
    ]);
    expect(richTokens('[planet=gleba][virtual-signal=signal-A][tooltip=shown,key]')).toEqual([
      { type: 'icon', tag: 'planet', kind: 'space-location', name: 'gleba' },
      { type: 'icon', tag: 'virtual-signal', kind: 'virtual-signal', name: 'signal-A' },
      { type: 'text', text: 'shown' },
    ]);
  });

  it('nests colours, and forgives those that close nothing or are none', () => {
    expect(richTokens('[color=1,0,0]a[color=#00ff00]b[.color]c[/color]d[/color]e[color=nope]f[/color]')).toEqual([
      { type: 'text', text: 'a', color: '#ff0000' },
      { type: 'text', text: 'b', color: '#00ff00' },
      { type: 'text', text: 'c', color: '#ff0000' },
      { type: 'text', text: 'def' },
    ]);
  });

  it.each([
    ['1,0.5,0', '#ff8000'],
    ['255,128,0', '#ff8000'],
    ['#ff8000', '#ff8000'],
    ['#80FF8000', '#ff8000'],
    ['999,0,0', '#ff0000'],
    ['1,2', null],
    ['a,b,c', null],
    ['-1,0,0', null],
    ['url(x)', null],
  ])('colour %s', (value, color) => {
    expect(colorOf(value)).toBe(color);
  });

  it('leaves what is no tag as it is, markup too', () => {
    for (const text of ['[x]', 'a[0]', '[]', '[item=', '[item=]', '<b onclick=x>', '[[', ']'])
      expect(richTokens(text)).toEqual([{ type: 'text', text }]);
    expect(withoutTags('Route from [planet=nauvis]Nauvis to [planet=gleba]Gleba')).toBe('Route from Nauvis to Gleba');
    expect(withoutTags('[entity=iron-ore] Iron ore')).toBe('Iron ore');
  });

  it('never fails, loses no text, and comes to its end', () => {
    const piece = fc.constantFrom('[', ']', '=', 'item', 'color', '/', 'red', 'font', 'x', ',', 'img', '.', 'gps', 'tooltip', '\n');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const token of richTokens(pieces.join(''))) expect(token.type === 'text' ? token.text : token.type).not.toBe('');
      }),
      { numRuns: 1000 },
    );
    expect(richTokens('[color=red]'.repeat(100_000))).toEqual([]);
    expect(richTokens('[item='.repeat(50_000))).toHaveLength(1);
  });
});
