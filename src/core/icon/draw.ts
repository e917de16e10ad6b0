/** Layers and their files become a picture. What cannot be drawn is left out and told; the rest is drawn. */
import type { IconKernel, IconPart } from '../kernels/icon';
import type { Problem } from '../result';
import { layerSide, nativePlacement, type Placement, slotOfNative, slotPlacement } from './geometry';
import { cropOffset, cutSquare, mipFor } from './mips';
import type { IconSpec, Layer, Pixels } from './types';

/** What one icon came out as; null: none of its layers could be drawn. */
export interface Drawn {
  pixels: Pixels | null;
  problems: Problem[];
}

/**
 * `files`: the decoded picture of each layer's `file`; what is not in it is missing. `size` is the side of a slot in px, or the native
 * canvas. Straight RGBA.
 */
export function drawIcon(spec: IconSpec, files: ReadonlyMap<string, Pixels>, kernel: IconKernel, size: number | 'native'): Drawn {
  return drawLayers(
    spec,
    spec.layers.map(({ file }) => files.get(file) ?? null),
    kernel,
    size,
  );
}

/** The same with the picture of each layer in the order of the layers. */
export function drawLayers(spec: IconSpec, files: readonly (Pixels | null)[], kernel: IconKernel, size: number | 'native'): Drawn {
  const place: Placement = size === 'native' ? nativePlacement(spec) : slotPlacement(spec, size);
  const problems: Problem[] = [];
  const parts: IconPart[] = [];
  for (const [i, layer] of spec.layers.entries()) {
    const file = files[i] ?? null;
    if (file === null) problems.push(missing(layer));
    else {
      const square = cutSquare(file, layer.size);
      if (square < layer.size) problems.push(smaller(layer, file));
      const { left, top, side } = place.boxes[i]!;
      if (square > 0 && side > 0) {
        const cut = mipFor(file, square, side);
        // Elsewhere the game draws as it must, at any part of a pixel.
        const [x, y] = side === layerSide(layer) ? cropOffset(file, cut, side) : [0, 0];
        const to = { left: left + x, top: top + y, width: side, height: side };
        parts.push({ data: file.data, pitch: file.width, ready: false, ...cut, to, tint: layer.tint });
      }
    }
  }
  if (parts.length === 0 || place.width === 0) return { pixels: null, problems };
  const { width, height } = place;
  return { pixels: { width, height, data: kernel.draw(width, height, parts) }, problems };
}

/** A picture that came finished, as `DumpedPicture` tells: in a slot, or as it is (straight). */
export function drawFinished(
  picture: Pixels,
  how: { premultiplied: boolean; picture: 'native' | 'slot'; spec: IconSpec | null },
  kernel: IconKernel,
  size: number | 'native',
): Pixels {
  const { width, height, data } = picture;
  const of = { data, pitch: width, ready: how.premultiplied, x: 0, y: 0, width, height, tint: [1, 1, 1, 1] as const };
  if (size === 'native') return { width, height, data: kernel.draw(width, height, [{ ...of, to: { left: 0, top: 0, width, height } }]) };
  const { left, top, k } = slotOfNative(how.picture === 'native' ? how.spec : null, width, height, size);
  return { width: size, height: size, data: kernel.draw(size, size, [{ ...of, to: { left, top, width: width * k, height: height * k } }]) };
}

const missing = ({ file }: Layer): Problem => ({
  code: 'icon-file-missing',
  file,
  line: 0,
  detail: 'A layer of an icon names this file, which is not there or cannot be read. The icon is drawn without it.',
  tip: 'Drop the mod it is from, or the folder "data" of the game, beside what you dropped.',
});

const smaller = ({ file, size }: Layer, { width, height }: Pixels): Problem => ({
  code: 'icon-file-small',
  file,
  line: 0,
  detail: `A layer of an icon says that its picture has ${size} px a side; the file has ${width} × ${height}. What is there is drawn as large.`,
  tip: 'The game refuses such a mod: is the file from another version of it?',
});
