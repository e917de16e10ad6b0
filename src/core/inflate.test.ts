import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inflateBounded } from './inflate';

const noise = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 2_654_435_761) >>> 24);

test.each([0, 1, 2048, 60_000, 900_000, 3_000_000])('inflates %i bytes of a zlib stream, packed well or not at all', (length) => {
  for (const bytes of [new Uint8Array(length), noise(length)]) {
    for (const level of [0, 9]) {
      const result = inflateBounded(deflateSync(bytes, { level }), Math.max(1, length));
      expect(result.ok && Buffer.from(result.value).equals(Buffer.from(bytes))).toBe(true);
    }
  }
});

test.each([10, 2048, 1_000_000, 5_000_000])('[P4] what inflates to more than %i bytes is refused, and not inflated', (max) => {
  for (const level of [0, 9]) {
    expect(inflateBounded(deflateSync(new Uint8Array(max + 1), { level }), max)).toMatchObject({
      ok: false,
      problem: { code: 'zip-bomb' },
    });
  }
  expect(inflateBounded(deflateSync(new Uint8Array(max)), max).ok).toBe(true);
});

test('[P4] a bomb of a gigabyte is refused within the work of its bound', () => {
  const bomb = deflateSync(new Uint8Array(200_000_000));
  expect(inflateBounded(bomb, 1_000_000)).toMatchObject({ ok: false, problem: { code: 'zip-bomb' } });
});

test('cut and random bytes are a problem, never a throw', () => {
  const whole = deflateSync(new TextEncoder().encode('{"v":1,"d":[]}'.repeat(50)));
  for (let length = 0; length < whole.length - 4; length++) {
    expect(inflateBounded(whole.subarray(0, length), 10_000)).toMatchObject({ ok: false, problem: { code: 'bad-zlib' } });
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void inflateBounded(Uint8Array.of(0x78, 0x9c, ...bytes), 1000)));
});
