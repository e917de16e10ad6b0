/** Pictures of a pack, made small for a link. */
import { SHEET_COLUMNS, SHEET_PICTURES } from '../../core/icon/types';
import { LINK_COLUMNS, LINK_PICTURE } from '../../core/link/link';
import type { ItemsClient } from '../client';
import type { Draw } from './fit';

/** Side of a picture in its sheet, in px. */
const FROM = 64;

/** Draws out of the sheets of a pack; each is fetched once. */
export function drawer({ packs }: ItemsClient, pack: string, signal: AbortSignal): Draw {
  const sheets = new Map<number, Promise<ImageBitmap | null>>();
  const sheetOf = (number: number) => {
    const known = sheets.get(number) ?? packs.sheet(pack, number, signal).then((blob) => (blob === null ? null : createImageBitmap(blob)));
    sheets.set(number, known);
    return known;
  };
  return async (of, quality) => {
    const canvas = new OffscreenCanvas(LINK_COLUMNS * LINK_PICTURE, Math.ceil(of.length / LINK_COLUMNS) * LINK_PICTURE);
    const context = canvas.getContext('2d');
    if (context === null) return null;
    context.imageSmoothingQuality = 'high';
    for (const [i, { picture }] of of.entries()) {
      const sheet = picture === null ? null : await sheetOf(Math.floor(picture / SHEET_PICTURES));
      if (sheet === null || picture === null) continue;
      const at = picture % SHEET_PICTURES;
      const [x, y] = [(at % SHEET_COLUMNS) * FROM, Math.floor(at / SHEET_COLUMNS) * FROM];
      const [left, top] = [(i % LINK_COLUMNS) * LINK_PICTURE, Math.floor(i / LINK_COLUMNS) * LINK_PICTURE];
      context.drawImage(sheet, x, y, FROM, FROM, left, top, LINK_PICTURE, LINK_PICTURE);
    }
    signal.throwIfAborted();
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
    // A browser that cannot write WebP gives a PNG, which is many times as large.
    return blob.type === 'image/webp' ? new Uint8Array(await blob.arrayBuffer()) : null;
  };
}
