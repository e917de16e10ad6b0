import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crispZoom, fitZoom, stepZoom } from './fit';

const size = fc.integer({ min: 32, max: 2_000_000 });
const side = fc.integer({ min: 50, max: 4000 });
const density = fc.constantFrom(1, 1.25, 1.5, 2, 3);

describe('fitting', () => {
  it('never goes beyond the room, and shrunk it fills one side of it', () => {
    fc.assert(
      fc.property(size, size, side, side, density, (wide, high, width, height, dense) => {
        const scale = 2 ** fitZoom(wide, high, [width, height], dense);
        expect(wide * scale).toBeLessThanOrEqual(width * 1.0001);
        expect(high * scale).toBeLessThanOrEqual(height * 1.0001);
        if (scale * dense < 0.999) expect(Math.max((wide * scale) / width, (high * scale) / height)).toBeGreaterThan(0.999);
        else expect(Math.abs(scale * dense - Math.round(scale * dense))).toBeLessThan(1e-6);
      }),
    );
  });

  it('a zoom from a link becomes whole pixels of the screen', () => {
    expect(2 ** crispZoom(1.6, 1)).toBeCloseTo(3);
    expect(2 ** crispZoom(0.3, 2)).toBeCloseTo(1);
    expect(crispZoom(-1.3, 1)).toBe(-1.3);
    expect(crispZoom(5, 1)).toBe(5);
  });

  it('steps land on whole zooms', () => {
    expect([stepZoom(-1.3, 1), stepZoom(-1.3, -1), stepZoom(2, 1), stepZoom(2, -1), stepZoom(1.999, 1)]).toEqual([-1, -2, 3, 1, 3]);
  });
});
