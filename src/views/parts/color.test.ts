import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Color } from '../../core/packet/schema';
import { contrast, css, readable } from './color';

const channel = fc.integer({ min: 0, max: 255 });
const parse = (text: string) => [...text.matchAll(/rgb\((\d+) (\d+) (\d+)\)/g)].map((match) => match.slice(1).map(Number) as Color);

it('a name in any colour can be read in both themes', () => {
  fc.assert(
    fc.property(fc.tuple(channel, channel, channel), (color) => {
      const [light, dark] = parse(readable(color)) as [Color, Color];
      expect(contrast(light, [0xf5, 0xf4, 0xf1])).toBeGreaterThan(4.45);
      expect(contrast(dark, [0x2b, 0x2a, 0x2b])).toBeGreaterThan(4.45);
    }),
  );
});

it('a colour that can be read stays as it is', () => {
  expect(parse(readable([88, 199, 238]))[1]).toEqual([88, 199, 238]);
});

it('what is no colour is black, and never more than a colour', () => {
  expect(css(['red;x', Number.NaN, 1e9] as unknown as Color)).toBe('rgb(0 0 255)');
});
