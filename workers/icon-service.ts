/** What an icon worker answers, without the worker. */
import { transfer } from 'comlink';
import { DecodedFiles } from '../src/core/icon/decoded';
import { packedAnew } from '../src/core/icon/finished-sheet';
import type { SheetSource } from '../src/core/icon/plan';
import { renderPicture, renderSheet } from '../src/core/icon/sheet';
import type { Codec, Effort } from '../src/core/icon/types';
import type { Kernels } from '../src/core/kernels/kernels';
import type { Problem } from '../src/core/result';
import type { Picture } from '../src/core/world/types';
import type { IconApi } from '../src/worker-api/pack-api';

export interface IconServices {
  /** A stored pack; null: there is none. */
  open(pack: string): Promise<SheetSource | null>;
  kernels(): Promise<Kernels>;
  codec: Codec;
  /** A bitmap of straight RGBA, exactly. */
  bitmap(picture: Picture): Promise<ImageBitmap>;
}

interface Opened {
  pack: SheetSource;
  files: DecodedFiles;
}

/** Packs kept open, each with its decoded layers. */
const OPEN = 2;

export function createIconService({ open, kernels, codec, bitmap }: IconServices): IconApi {
  const opened = new Map<string, Promise<Opened | null>>();

  async function known(id: string): Promise<Opened> {
    const found = opened.get(id) ?? load(id);
    // The one used last goes last.
    opened.delete(id);
    opened.set(id, found);
    for (const oldest of opened.keys()) {
      if (opened.size <= OPEN) break;
      opened.delete(oldest);
    }
    const pack = await found;
    if (pack !== null) return pack;
    throw { code: 'no-such-pack', file: '', line: 0, detail: 'This pack is not in this browser.', tip: 'Drop its files again.' };
  }

  function load(id: string): Promise<Opened | null> {
    const loading = open(id).then((pack) => pack && { pack, files: new DecodedFiles((keys) => pack.layers(keys), codec) });
    // Neither a failure nor "no such pack" is kept.
    const forget = () => {
      if (opened.get(id) === loading) opened.delete(id);
    };
    loading.then((found) => found === null && forget(), forget);
    return loading;
  }

  return {
    async sheet(id, sheet, effort) {
      const { pack, files } = await known(id);
      const plan = await pack.sheetPlan(sheet);
      if (plan === null) return await finished(pack, sheet, effort);
      const { pixels, problems } = await renderSheet(plan, files, (await kernels()).icon);
      return sent(await codec.encodeWebp(pixels, effort), problems);
    },
    async native(id, kind, name) {
      const { pack, files } = await known(id);
      const plan = await pack.picturePlan(kind, name);
      if (plan === null) return null;
      files.expect(plan.from === 'finished' ? [plan.file] : plan.files.filter((file) => file !== null));
      const { pixels } = await renderPicture(plan, files, (await kernels()).icon, 'native');
      if (pixels === null) return null;
      const { width, height, data } = pixels;
      const picture = await bitmap({ width, height, pixels: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length) });
      return transfer(picture, [picture]);
    },
    async changed(id) {
      if (id === null) opened.clear();
      else opened.delete(id);
    },
  };

  async function finished(pack: SheetSource, sheet: number, effort: Effort) {
    const stored = await pack.sheet(sheet);
    if (stored === null)
      throw { code: 'no-such-sheet', file: '', line: 0, detail: 'The pictures of this pack have changed.', tip: 'Try again.' };
    const { webp, problems } = await packedAnew(codec, stored, effort, sheet);
    return sent(webp, problems);
  }
}

const sent = (webp: Uint8Array<ArrayBuffer>, problems: Problem[]) => transfer({ webp, problems }, [webp.buffer]);
