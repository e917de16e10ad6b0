/** The blend and the resampling once more, from the formulas of docs/icons.md in whole floats, one pixel at a time. */
import type { IconPart } from '../../kernels/icon';

type Color = [r: number, g: number, b: number, a: number];

/** Straight RGBA, as the kernel gives it. */
export function drawPlainly(width: number, height: number, parts: readonly IconPart[]): Uint8Array {
  const canvas = blendPlainly(width, height, parts);
  const result = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const [r, g, b, a] = canvas[i]!;
    const alpha = Math.round(a * 255);
    if (alpha > 0) result.set([...[r, g, b].map((c) => Math.min(255, Math.round((c / a) * 255))), alpha], i * 4);
  }
  return result;
}

/** Premultiplied, 0..1. */
export function blendPlainly(width: number, height: number, parts: readonly IconPart[]): Color[] {
  const canvas: Color[] = Array.from({ length: width * height }, () => [0, 0, 0, 0]);
  for (const part of parts) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const s = sample(part, x, y);
        const d = canvas[y * width + x]!;
        const back = 1 - s[3] * part.tint[3];
        canvas[y * width + x] = s.map((c, i) => Math.min(1, c * part.tint[i]! + d[i]! * back)) as Color;
      }
    }
  }
  return canvas;
}

/** What a layer has for one pixel of the canvas: premultiplied, and less where the layer covers only a part of it. */
function sample(part: IconPart, x: number, y: number): Color {
  const across = weights(part.width, part.to.left, part.to.width, x);
  const down = weights(part.height, part.to.top, part.to.height, y);
  const sum: Color = [0, 0, 0, 0];
  for (const [sy, wy] of down) {
    for (const [sx, wx] of across) {
      const at = ((part.y + sy) * part.pitch + part.x + sx) * 4;
      const a = part.data[at + 3]! / 255;
      for (let i = 0; i < 4; i++) sum[i]! += (part.data[at + i]! / 255) * (part.ready || i === 3 ? 1 : a) * wx * wy;
    }
  }
  return sum;
}

/** [pixel of the layer, its part] for one pixel of the canvas, along one axis. */
function weights(length: number, offset: number, side: number, i: number): [number, number][] {
  const low = Math.max(i, offset);
  const high = Math.min(i + 1, offset + side);
  if (high <= low) return [];
  const ratio = length / side;
  const found: [number, number][] = [];
  if (ratio >= 1) {
    for (let j = 0; j < length; j++) {
      const part = Math.min(j + 1, (high - offset) * ratio) - Math.max(j, (low - offset) * ratio);
      if (part > 0) found.push([j, part / ratio]);
    }
    return found;
  }
  const at = ((low + high) / 2 - offset) * ratio - 0.5;
  const left = Math.floor(at);
  const within = (j: number) => Math.max(0, Math.min(j, length - 1));
  return [
    [within(left), (high - low) * (1 - (at - left))],
    [within(left + 1), (high - low) * (at - left)],
  ];
}
