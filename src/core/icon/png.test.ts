import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codec } from '../../../cli/codec';
import { pngHead } from './png-guard';
import { emptyPng, GREY, GREY_ALPHA, PALETTE, type PngKind, png, RGB, RGBA, rgbaPng } from './testing/png';

const { decodePng, encodePng } = codec();

/** Anything, and the same for the same place. */
const sampleOf = (x: number, y: number, channel: number) => (x * 131 + y * 71 + channel * 53 + ((x * y) % 17) * 29) >>> 0;

const palette = Array.from({ length: 16 }, (_, i): [number, number, number] => [i * 17, 255 - i * 11, (i * 67) & 255]);

/** What the pixel must be, by the specification. */
function rgba({ type, depth, transparent }: PngKind, sample: (channel: number) => number): number[] {
  const full = 2 ** depth - 1;
  const wide = (value: number) => (depth === 16 ? value >> 8 : Math.round((value * 255) / full));
  const keyed = (values: number[]) => transparent?.every((key, i) => key === values[i]) ?? false;
  if (type === PALETTE) return [...palette[sample(0)]!, transparent?.[sample(0)] ?? 255];
  if (type === GREY || type === GREY_ALPHA) {
    const grey = wide(sample(0));
    return [grey, grey, grey, type === GREY_ALPHA ? wide(sample(1)) : transparent && keyed([sample(0)]) ? 0 : 255];
  }
  const color = [0, 1, 2].map(sample);
  return [...color.map(wide), type === RGBA ? wide(sample(3)) : transparent && keyed(color) ? 0 : 255];
}

const kinds: [string, Omit<PngKind, 'width' | 'height' | 'interlaced'>][] = [
  ...[1, 2, 4, 8, 16].map((depth): [string, { type: number; depth: number }] => [`grey of ${depth} bits`, { type: GREY, depth }]),
  ['grey of which one is transparent', { type: GREY, depth: 4, transparent: [5] }],
  ['grey with alpha', { type: GREY_ALPHA, depth: 8 }],
  ['grey with alpha of 16 bits', { type: GREY_ALPHA, depth: 16 }],
  ['colour', { type: RGB, depth: 8 }],
  ['colour of which one is transparent', { type: RGB, depth: 8, transparent: [131 & 255, (131 + 53) & 255, (131 + 106) & 255] }],
  ['colour of 16 bits', { type: RGB, depth: 16 }],
  ...[2, 4, 8].map((depth): [string, { type: number; depth: number; palette: typeof palette }] => [
    `palette of ${depth} bits`,
    { type: PALETTE, depth, palette },
  ]),
  ['palette with alphas', { type: PALETTE, depth: 4, palette, transparent: [0, 128, 255, 7] }],
  ['colour with alpha', { type: RGBA, depth: 8 }],
  ['colour with alpha of 16 bits', { type: RGBA, depth: 16 }],
];

describe('PNGs of every kind become the pixels that the format says', () => {
  for (const interlaced of [false, true]) {
    it.each(kinds)(`%s${interlaced ? ', interlaced' : ''}`, async (_, kind) => {
      for (const [width, height] of [
        [13, 11],
        [1, 1],
        [64, 3],
      ] as const) {
        const whole = { ...kind, width, height, interlaced };
        const most = kind.type === PALETTE ? Math.min(16, 2 ** kind.depth) : 2 ** kind.depth;
        const sample = (x: number, y: number, channel: number) => sampleOf(x, y, channel) % most;
        const decoded = await decodePng(png(whole, sample));
        expect([decoded.width, decoded.height]).toEqual([width, height]);
        const expected = Array.from({ length: width * height }, (_, i) =>
          rgba(whole, (channel) => sample(i % width, Math.floor(i / width), channel)),
        );
        expect([...decoded.data]).toEqual(expected.flat());
      }
    });
  }

  it('what is encoded is decoded as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), fc.integer(), async (width, height, seed) => {
        const data = Uint8Array.from({ length: width * height * 4 }, (_, i) => Math.imul(i + 1, seed | 1) >>> 13);
        const bytes = await encodePng({ width, height, data });
        expect(await decodePng(bytes)).toEqual({ width, height, data });
        expect(await decodePng(rgbaPng(width, height, data))).toEqual({ width, height, data });
      }),
      { numRuns: 30 },
    );
  });
});

describe('PNGs that mean harm', () => {
  const good = rgbaPng(
    64,
    64,
    new Uint8Array(64 * 64 * 4).map((_, i) => (i * 37) & 255),
  );

  it.each([
    ['30,000 px a side', emptyPng(30_000, 30_000), 'png-too-large'],
    ['30,000 px wide', emptyPng(30_000, 1), 'png-too-large'],
    ['more pixels than a gigabyte holds', emptyPng(16_384, 16_384), 'png-too-large'],
    ['as many as numbers go', emptyPng(0xffffffff, 0xffffffff), 'png-too-large'],
    ['none at all', emptyPng(0, 64), 'png-broken'],
    ['a kind of colour that does not exist', emptyPng(64, 64, 5, 8), 'png-broken'],
    ['bits that its colour cannot have', emptyPng(64, 64, RGB, 4), 'png-broken'],
    ['fewer rows than it says', emptyPng(64, 64), 'png-broken'],
    ['cut within its pixels', good.slice(0, good.length >> 1), 'png-broken'],
    ['cut within its head', good.slice(0, 20), 'png-broken'],
    ['its signature alone', good.slice(0, 8), 'png-broken'],
    ['nothing', new Uint8Array(0), 'not-a-png'],
    ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, ...new Uint8Array(100)), 'not-a-png'],
    ['a page in place of the file', new TextEncoder().encode('<!doctype html><title>404</title>'), 'not-a-png'],
  ])('%s: a problem, no picture', async (_, bytes, code) => {
    await expect(decodePng(bytes)).rejects.toMatchObject({ code, tip: expect.stringMatching(/./) });
  });

  it('30,000 px: the message says how many there are and may be', () => {
    expect(pngHead(emptyPng(30_000, 30_000))).toMatchObject({
      problem: { detail: expect.stringMatching(/30000 × 30000 px.*16,384 px a side/) },
    });
  });

  it('damaged anywhere: a picture or a problem, and the next one is read as ever', async () => {
    const whole = await decodePng(good);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = good.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        const answer = await decodePng(bytes).then(
          ({ width, height, data }) => data.length === width * height * 4,
          (problem) => ['not-a-png', 'png-broken', 'png-too-large'].includes(problem.code),
        );
        expect(answer).toBe(true);
      }),
      { numRuns: 60 },
    );
    expect(await decodePng(good)).toEqual(whole);
  });

  it('many broken ones on end use nothing up', async () => {
    const cut = good.slice(0, good.length - 40);
    for (let i = 0; i < 300; i++) await expect(decodePng(cut)).rejects.toMatchObject({ code: 'png-broken' });
    expect((await decodePng(good)).width).toBe(64);
  });
});
