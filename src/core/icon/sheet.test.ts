import { describe, expect, it } from 'vitest';
import { codec } from '../../../cli/codec';
import { kernels } from '../../../cli/kernels';
import { createCodec } from './codec';
import { DecodedFiles } from './decoded';
import { type PicturePlan, pictureKey } from './plan';
import { cellOf, renderPicture, renderSheet } from './sheet';
import { emptyPng, rgbaPng } from './testing/png';
import type { IconSpec, Layer } from './types';
import { losslessWebp, webpSize } from './webp';

const coder = codec();
const { icon: kernel } = await kernels();

const plain = { size: 64, scale: 0.5, shift: [0, 0] as [number, number], tint: [1, 1, 1, 1] as Layer['tint'], floating: false };
const spec = (...files: string[]): IconSpec => ({ expected: 64, layers: files.map((file) => ({ ...plain, file })) });
const layers = (...files: (string | null)[]): PicturePlan => ({
  from: 'layers',
  spec: spec(...files.map((file) => file ?? 'gone')),
  files,
});

function solid(side: number, ...color: number[]): Uint8Array {
  return rgbaPng(
    side,
    side,
    Uint8Array.from({ length: side * side * 4 }, (_, i) => color[i % 4]!),
  );
}
const stored: Record<string, Uint8Array> = {
  red: solid(64, 255, 0, 0, 255),
  glass: solid(64, 0, 0, 255, 128),
  broken: solid(64, 1, 2, 3, 4).slice(0, 60),
  huge: emptyPng(30_000, 30_000),
  small: solid(32, 9, 9, 9, 255),
};

function source(maxBytes?: number) {
  const asked: string[][] = [];
  const load = async (keys: readonly string[]) => {
    asked.push([...keys]);
    return keys.map((key) => stored[key] ?? null);
  };
  return { asked, files: new DecodedFiles(load, coder, maxBytes) };
}
const at = ({ width, data }: { width: number; data: Uint8Array }, x: number, y: number) => [
  ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
];

describe('a sheet', () => {
  it('has each picture in its cell, and is as high as it must be', async () => {
    const plan = [layers('red'), layers('red', 'glass'), ...Array.from({ length: 15 }, () => layers('glass'))];
    const { pixels, problems } = await renderSheet(plan, source().files, kernel);
    expect([pixels.width, pixels.height, problems]).toEqual([1024, 128, []]);
    expect([at(pixels, 63, 63), at(pixels, 64, 0), at(pixels, 128, 63), at(pixels, 0, 64), at(pixels, 64, 64)]).toEqual([
      [255, 0, 0, 255],
      [127, 0, 128, 255],
      [0, 0, 255, 128],
      [0, 0, 255, 128],
      [0, 0, 0, 0],
    ]);
    expect([cellOf(0), cellOf(17), cellOf(256 + 31)]).toEqual([
      { sheet: 0, x: 0, y: 0 },
      { sheet: 0, x: 64, y: 64 },
      { sheet: 1, x: 960, y: 64 },
    ]);
  });

  it('a broken layer leaves the rest of its icon and one row, however many icons it is in', async () => {
    const plan = [layers('red', 'broken'), layers('broken', 'red'), layers('huge'), layers('nowhere'), layers('red', null)];
    const { pixels, problems } = await renderSheet(plan, source().files, kernel);
    expect([at(pixels, 0, 0), at(pixels, 64, 0), at(pixels, 128, 0), at(pixels, 256, 0)]).toEqual([
      [255, 0, 0, 255],
      [255, 0, 0, 255],
      [0, 0, 0, 0],
      [255, 0, 0, 255],
    ]);
    expect(problems).toMatchObject([
      { code: 'png-broken', file: 'broken', count: 2 },
      { code: 'png-too-large', file: 'huge' },
      { code: 'icon-file-gone', file: 'nowhere' },
    ]);
  });

  it('reads files in batches, once each, and keeps no more of them than it may', async () => {
    const { asked, files } = source();
    await renderSheet([layers('red', 'glass'), layers('glass', 'red', 'small')], files, kernel);
    expect(asked).toEqual([['red', 'glass', 'small']]);
    await renderSheet([layers('red')], files, kernel);
    expect(asked).toHaveLength(1);
    const tight = source(10_000);
    await renderSheet([layers('red'), layers('glass'), layers('red')], tight.files, kernel);
    expect(tight.asked.flat()).toEqual(['red', 'glass', 'red']);
  });

  it('finished pictures stand in it as those that are drawn', async () => {
    const finished: PicturePlan = { from: 'finished', file: 'glass', premultiplied: true, picture: 'native', spec: null };
    const { pixels } = await renderSheet([finished, { ...finished, file: 'broken' }], source().files, kernel);
    expect([at(pixels, 9, 9), at(pixels, 70, 9)]).toEqual([
      [0, 0, 255, 128],
      [0, 0, 0, 0],
    ]);
    expect((await renderPicture(finished, source().files, kernel, 'native')).pixels).toMatchObject({ width: 64, height: 64 });
  });

  it('is the same bytes every time, and lossless ones are the same pixels', async () => {
    const plan = Array.from({ length: 40 }, (_, i) =>
      layers(...(i % 3 === 0 ? ['red'] : i % 3 === 1 ? ['glass', 'small'] : ['red', 'glass'])),
    );
    for (const effort of ['fast', 'small', 'lossy'] as const) {
      const { pixels } = await renderSheet(plan, source().files, kernel);
      const bytes = await coder.encodeWebp(pixels, effort);
      expect(Buffer.compare(bytes, await codec().encodeWebp((await renderSheet(plan, source().files, kernel)).pixels, effort))).toBe(0);
      expect(webpSize(bytes)).toEqual({ width: 1024, height: 192 });
      expect(losslessWebp(bytes)).toBe(effort !== 'lossy');
      const decoded = await coder.decodeWebp(bytes);
      expect([decoded.width, decoded.height]).toEqual([1024, 192]);
      if (effort !== 'lossy') expect(Buffer.compare(decoded.data, pixels.data)).toBe(0);
    }
  });

  it('broken WebPs are a problem', async () => {
    const bytes = await coder.encodeWebp({ width: 64, height: 64, data: new Uint8Array(64 * 64 * 4).map((_, i) => i * 7) }, 'fast');
    for (const bad of [bytes.slice(0, bytes.length >> 1), bytes.slice(0, 20), new Uint8Array(0), new Uint8Array(1000)])
      await expect(coder.decodeWebp(bad)).rejects.toMatchObject({ code: 'webp-broken' });
    expect((await coder.decodeWebp(bytes)).width).toBe(64);
  });
});

it('a WebP of a gigabyte of pixels is refused by what it says, before a decoder sees it', async () => {
  let decoded = 0;
  const never = () => Promise.reject(new Error('not asked'));
  const decode = () => {
    decoded++;
    return null;
  };
  const careful = createCodec({ png: never, webpEncoder: never, webpDecoder: async () => ({ decode }) });
  const header = (width: number, height: number) => {
    const bytes = new Uint8Array(64);
    bytes.set(new TextEncoder().encode('RIFF....WEBPVP8L'));
    bytes[20] = 0x2f;
    new DataView(bytes.buffer).setUint32(21, ((width - 1) | ((height - 1) << 14)) >>> 0, true);
    return bytes;
  };
  await expect(careful.decodeWebp(header(16_384, 16_384))).rejects.toMatchObject({ code: 'webp-broken' });
  expect(decoded).toBe(0);
  await expect(careful.decodeWebp(header(1024, 1024))).rejects.toMatchObject({ code: 'webp-broken' });
  expect(decoded).toBe(1);
});

describe('the key of a picture', () => {
  it('is equal for what comes out equal, by whatever name', () => {
    const key = (of: IconSpec, ...files: (string | null)[]) => pictureKey({ from: 'layers', spec: of, files });
    expect(key(spec('a', 'b'), 'h1', 'h2')).toBe(key(spec('c', 'd'), 'h1', 'h2'));
    expect(key(spec('a', 'b'), 'h1', 'h2')).not.toBe(key(spec('a', 'b'), 'h2', 'h1'));
    expect(key(spec('a', 'b'), 'h1', null)).toBe(key(spec('a'), 'h1'));
    expect(key(spec('a', 'b'), null, null)).toBe(null);
    const tinted: IconSpec = { expected: 64, layers: [{ ...plain, file: 'a', tint: [1, 1, 1, 0.5] }] };
    expect(key(tinted, 'h1')).not.toBe(key(spec('a'), 'h1'));
    // One layer fills the slot, whatever its scale.
    expect(key({ expected: 64, layers: [{ ...plain, file: 'a', scale: 0.2 }] }, 'h1')).toBe(key(spec('a'), 'h1'));
  });

  it('of finished pictures is that of their file, and of what a slot shows of it', () => {
    const finished = { from: 'finished', file: 'h1', premultiplied: true, picture: 'native', spec: null } as const;
    expect(pictureKey(finished)).toBe(pictureKey({ ...finished, spec: spec('a') }));
    expect(pictureKey(finished)).not.toBe(pictureKey({ ...finished, premultiplied: false }));
    expect(pictureKey({ ...finished, spec: spec('a', 'b') })).not.toBe(pictureKey(finished));
  });
});
