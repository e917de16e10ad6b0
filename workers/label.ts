import type { Picture } from '../src/core/world/types';

/** As names stand on the map of the site: white, bold, with a dark halo. */
const FONT = '600 12px system-ui, sans-serif';
const HEIGHT = 18;
const HALO = 2;
const INK = '#ffffff';
const SHADE = '#000000';

/** A name as pixels, drawn by the browser's own fonts. */
export function label(text: string): Picture | null {
  const context = new OffscreenCanvas(1, HEIGHT).getContext('2d', { willReadFrequently: true });
  if (context === null) return null;
  context.font = FONT;
  const width = Math.min(400, Math.ceil(context.measureText(text).width) + HALO * 2);
  // Another size empties the canvas, its font too.
  context.canvas.width = width;
  context.font = FONT;
  context.textBaseline = 'middle';
  context.lineWidth = HALO * 2;
  context.lineJoin = 'round';
  context.strokeStyle = SHADE;
  context.fillStyle = INK;
  context.strokeText(text, HALO, HEIGHT / 2);
  context.fillText(text, HALO, HEIGHT / 2);
  const { data } = context.getImageData(0, 0, width, HEIGHT);
  return { width, height: HEIGHT, pixels: data };
}
