import { describe, expect, it, vi } from 'vitest';
import { codec as nodeCodec } from '../cli/codec';
import { kernels } from '../cli/kernels';
import type { PicturePlan, SheetSource } from '../src/core/icon/plan';
import { rgbaPng } from '../src/core/icon/testing/png';
import type { Layer } from '../src/core/icon/types';
import { losslessWebp } from '../src/core/icon/webp';
import type { Picture } from '../src/core/world/types';
import { createIconService } from './icon-service';

const codec = nodeCodec();
const bitmap = async (picture: Picture) => picture as unknown as ImageBitmap;

const plain: Omit<Layer, 'file'> = { size: 64, scale: 0.5, shift: [0, 0], tint: [1, 1, 1, 1], floating: false };
const drawn = (...files: string[]): PicturePlan => ({
  from: 'layers',
  spec: { expected: 64, layers: files.map((file) => ({ ...plain, file })) },
  files,
});
const grain = rgbaPng(
  64,
  64,
  new Uint8Array(64 * 64 * 4).map((_, i) => (i % 4 === 3 ? 255 : (i * i * 31) >> 7)),
);

/** One sheet that is drawn here, and one that came finished. */
function source(finished: Uint8Array | null = null): SheetSource {
  return {
    sheetPlan: (n) => (n === 0 ? [drawn('grain'), drawn('grain', 'broken')] : null),
    picturePlan: (_, name) => (name === 'grain' ? drawn('grain') : name === 'broken' ? drawn('broken') : null),
    layers: async (keys) => keys.map((key) => (key === 'grain' ? grain : new Uint8Array(50))),
    sheet: async (n) => (n === 1 ? finished : null),
  };
}

const service = (open: (id: string) => Promise<SheetSource | null>) => createIconService({ open, kernels, codec, bitmap });

describe('the icon service', () => {
  it('renders a sheet, with the problems of its layers', async () => {
    const { webp, problems } = await service(async () => source()).sheet('p', 0, 'fast');
    const { width, height, data } = await codec.decodeWebp(webp);
    expect([width, height]).toEqual([1024, 64]);
    const shown = await codec.decodePng(grain);
    for (const left of [0, 64])
      for (const y of [0, 63])
        expect([...data.subarray((y * 1024 + left) * 4, (y * 1024 + left + 64) * 4)]).toEqual([
          ...shown.data.subarray(y * 256, y * 256 + 256),
        ]);
    expect(problems).toMatchObject([{ code: 'not-a-png', file: 'broken' }]);
  });

  it('a sheet that came finished is packed anew where that is smaller, and never out of lossy pixels', async () => {
    let state = 1;
    const noise = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    };
    const pixels = { width: 1024, height: 64, data: new Uint8Array(1024 * 64 * 4).map((_, i) => (i % 4 === 3 ? 255 : noise())) };
    const lossless = await codec.encodeWebp(pixels, 'fast');
    const api = service(async () => source(lossless));
    expect((await api.sheet('p', 1, 'fast')).webp).toEqual(lossless);
    const lossy = (await api.sheet('p', 1, 'lossy')).webp;
    expect(lossy.length).toBeLessThan(lossless.length);
    expect(losslessWebp(lossy)).toBe(false);
    expect((await service(async () => source(lossy)).sheet('p', 1, 'small')).webp).toEqual(lossy);
  });

  it('draws a large picture; null where there is nothing to draw', async () => {
    const api = service(async () => source());
    expect(await api.native('p', 'item', 'grain')).toMatchObject({ width: 64, height: 64 });
    expect(await api.native('p', 'item', 'broken')).toBe(null);
    expect(await api.native('p', 'item', 'other')).toBe(null);
  });

  it('says which pack or sheet is not there', async () => {
    await expect(service(async () => null).sheet('p', 0, 'fast')).rejects.toMatchObject({ code: 'no-such-pack' });
    await expect(service(async () => source()).sheet('p', 1, 'fast')).rejects.toMatchObject({ code: 'no-such-sheet' });
  });

  it('opens a pack once, and anew after a change or a failure', async () => {
    const open = vi.fn(async (_: string): Promise<SheetSource | null> => source());
    const api = service(open);
    await Promise.all([api.native('p', 'item', 'grain'), api.sheet('p', 0, 'fast')]);
    expect(open).toHaveBeenCalledTimes(1);
    await api.changed('other');
    await api.native('p', 'item', 'grain');
    expect(open).toHaveBeenCalledTimes(1);
    await api.changed('p');
    open.mockRejectedValueOnce(new Error('the store is gone'));
    await expect(api.native('p', 'item', 'grain')).rejects.toThrow('the store is gone');
    open.mockResolvedValueOnce(null);
    await expect(api.native('p', 'item', 'grain')).rejects.toMatchObject({ code: 'no-such-pack' });
    expect(await api.native('p', 'item', 'grain')).not.toBe(null);
    expect(open).toHaveBeenCalledTimes(4);
  });
});
