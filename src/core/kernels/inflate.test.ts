import { readFileSync } from 'node:fs';
import { deflateRawSync, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inflateBounded } from '../inflate';
import { loadKernels } from './kernels';
import { INFLATED_BYTES, STREAM_BYTES } from './module';

const { inflate, inflateZlib } = await loadKernels(new Uint8Array(readFileSync(new URL('build/kernels.wasm', import.meta.url))));

/** Pixels in runs, as charts have them, of more or fewer colours. */
const pixels = fc
  .record({
    colours: fc.integer({ min: 1, max: 400 }),
    steps: fc.array(fc.tuple(fc.nat(399), fc.integer({ min: 1, max: 90 })), { minLength: 1, maxLength: 400 }),
    length: fc.integer({ min: 1, max: 3000 }),
  })
  .map(({ colours, steps, length }) => {
    const values = steps.flatMap(([colour, times]) => Array<number>(times).fill(((colour % colours) * 977) & 0xffff));
    return new Uint8Array(Uint16Array.from({ length }, (_, i) => values[i % values.length]!).buffer);
  });
const ways = fc.record({ level: fc.integer({ min: 0, max: 9 }), strategy: fc.integer({ min: 0, max: 4 }) });

describe('a zlib stream in the kernel', () => {
  it('gives what was packed, however it was packed', () => {
    fc.assert(
      fc.property(pixels, ways, (values, way) => {
        const into = new Uint8Array(values.length);
        expect(inflateZlib(deflateSync(values, way), into)).toBe(true);
        expect(into).toEqual(values);
      }),
      { seed: 5, numRuns: 400 },
    );
  });

  it('gives nothing of what is broken, or what the plain reader gives of it', () => {
    fc.assert(
      fc.property(pixels, ways, fc.nat(), fc.nat(7), fc.option(fc.nat()), (values, way, at, bit, cut) => {
        const broken = Uint8Array.from(deflateSync(values, way));
        const where = 2 + (at % (broken.length - 2));
        broken[where] = broken[where]! ^ (1 << bit);
        const stream = cut === null ? broken : broken.subarray(0, cut % broken.length);
        const into = new Uint8Array(values.length);
        if (!inflateZlib(stream, into)) return;
        const plain = inflateBounded(stream, values.length);
        expect(plain.ok && plain.value).toEqual(into);
      }),
      { seed: 6, numRuns: 3000 },
    );
  });

  it('refuses another length, another method, a dictionary, and what is too long', () => {
    const values = new Uint8Array(2048).fill(3);
    const stream = deflateSync(values);
    expect(inflateZlib(stream, new Uint8Array(2047))).toBe(false);
    expect(inflateZlib(stream, new Uint8Array(2049))).toBe(false);
    expect(inflateZlib(Uint8Array.of(0x79, ...stream.subarray(1)), values)).toBe(false);
    expect(inflateZlib(Uint8Array.of(0x78, 0x20, ...stream.subarray(2)), values)).toBe(false);
    expect(inflateZlib(new Uint8Array(0), values)).toBe(false);
    const most = INFLATED_BYTES - 512;
    expect(inflateZlib(deflateSync(new Uint8Array(most + 1)), new Uint8Array(most + 1))).toBe(false);
    const large = Uint8Array.from({ length: most }, (_, i) => (i >> 5) * 37);
    const into = new Uint8Array(most);
    expect(inflateZlib(deflateSync(large), into)).toBe(true);
    expect(Buffer.compare(into, large)).toBe(0);
    expect(inflate(new Uint8Array(STREAM_BYTES - 511), into)).toBe(false);
    expect(inflate(deflateRawSync(values), new Uint8Array(2048))).toBe(true);
    // Bytes without any order: read to no end, none of them trusted.
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 600 }), (noise) => {
        noise.set([0x78, 0x9c]);
        if (inflateZlib(noise, new Uint8Array(2048))) expect(inflateBounded(noise, 2048).ok).toBe(true);
      }),
      { seed: 7, numRuns: 2000 },
    );
  });
});
