import fc from 'fast-check';
import { zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { keepPacked, packPixels, packRgba, RGBA, unpackPixels } from './pixel-codec';

/** Values of so many colours. */
const pictures = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.constantFrom(1, 4, 16, 64, 256, 1024), fc.nat())
  .map(([colours, count, seed]) => Uint16Array.from({ length: count }, (_, i) => ((i * 2654435761 + seed) % colours) * 163));

function unpacked(bytes: Uint8Array, count: number): Uint16Array | null {
  // In the middle of other bytes, as in a record.
  const around = new Uint8Array(bytes.length + 8).fill(0xa5);
  around.set(bytes, 3);
  const into = new Uint16Array(count + 2);
  return unpackPixels(around, 3, 3 + bytes.length, into, 1, count) ? into.slice(1, -1) : null;
}

describe('packed pictures', () => {
  it('come back as they were, of any number of colours', () => {
    fc.assert(
      fc.property(pictures, (values) => {
        expect(unpacked(packPixels(values), values.length)).toEqual(values);
      }),
    );
  });

  it('are never longer than the values and two bytes', () => {
    fc.assert(
      fc.property(pictures, (values) => {
        expect(packPixels(values).length).toBeLessThanOrEqual(Math.max(4, 2 + values.length * 2));
      }),
    );
  });

  it('a zlib stream is kept and read; a broken or short one is no picture', () => {
    const values = Uint16Array.from({ length: 1024 }, (_, i) => i * 7);
    const stream = zlibSync(new Uint8Array(values.buffer));
    expect(unpacked(keepPacked(stream), 1024)).toEqual(values);
    expect(unpacked(keepPacked(stream.subarray(0, 20)), 1024)).toBeNull();
    expect(unpacked(new Uint8Array([1]), 1024)).toBeNull();
  });

  it('a reduced copy is 16 bits when opaque and RGBA when not', () => {
    const opaque = new Uint8Array([255, 255, 255, 255, 8, 4, 8, 255, 0, 0, 0, 255, 255, 0, 0, 255]);
    expect(unpacked(packRgba(opaque), 4)).toEqual(Uint16Array.of(0xffff, 0x0821, 0, 0xf800));
    const clear = opaque.slice();
    clear[3] = 0;
    expect(packRgba(clear)[0]).toBe(RGBA);
    expect(packRgba(clear).subarray(2)).toEqual(clear);
  });
});
