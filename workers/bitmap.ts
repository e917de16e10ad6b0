import type { Picture } from '../src/core/world/types';

/** Straight pixels in, and what is shown is these pixels: nothing multiplied, no colour profile applied. */
const EXACT: ImageBitmapOptions = { premultiplyAlpha: 'none', colorSpaceConversion: 'none' };

export async function bitmap({ pixels, width, height }: Picture, size?: { width: number; height: number }): Promise<ImageBitmap> {
  const data = new ImageData(pixels as Uint8ClampedArray<ArrayBuffer>, width, height);
  if (size === undefined || (size.width === width && size.height === height)) return await createImageBitmap(data, EXACT);
  return await createImageBitmap(data, { resizeWidth: size.width, resizeHeight: size.height, resizeQuality: 'high' });
}
