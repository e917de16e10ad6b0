/** Players, tags, stations and the grid, drawn as plain shapes over the pixels of a map. */
import type { Color } from '../packet/schema';
import type { Area, Picture, View, WorldState } from '../world/types';

export interface Mark {
  shape: 'disc' | 'diamond' | 'square';
  /** In tiles. */
  x: number;
  y: number;
  color: Color;
  /** Its name. */
  text: string;
  /** The name as pixels, straight RGBA, right of the mark: whoever has a font brings it. */
  label?: Picture;
}

/** Rows of a picture, straight RGBA: from row `top` on. */
export interface Strip {
  width: number;
  top: number;
  height: number;
  pixels: Uint8ClampedArray;
}

const OFFLINE: Color = [128, 128, 128];
const PLAYER: Color = [255, 158, 22];
const TAG: Color = [250, 220, 90];
const STOP: Color = [240, 240, 240];
const OUTLINE: Color = [20, 20, 20];
/** Pixels from a mark's middle to its outline. */
const RADIUS = 4;
/** A grid line lies at least so many pixels from the next. */
const GRID_PIXELS = 8;

export type MarkOverlay = 'players' | 'tags' | 'stops';

/** What the view's force may know of; null stands for all forces. */
export function marksOf(now: WorldState, view: View, overlays: ReadonlySet<string>): Mark[] {
  const mine = (force: number | undefined) => view.force === null || force === undefined || force === view.force;
  const marks: Mark[] = [];
  if (overlays.has('stops'))
    for (const { at, surface, force, name = '', gone } of now.stops)
      if (at && !gone && surface === view.surface && mine(force))
        marks.push({ shape: 'square', x: at[0], y: at[1], color: STOP, text: name });
  if (overlays.has('tags'))
    for (const { at, surface, force, text = '', gone } of now.tags)
      if (at && !gone && surface === view.surface && mine(force)) marks.push({ shape: 'diamond', x: at[0], y: at[1], color: TAG, text });
  if (overlays.has('players'))
    for (const { at, surface = 1, force, color = PLAYER, name = '', online, gone } of now.players)
      if (at && !gone && surface === view.surface && mine(force))
        marks.push({ shape: 'disc', x: at[0], y: at[1], color: online === false ? OFFLINE : color, text: name });
  return marks;
}

/** In pixels of the picture, where a mark's label lies: left, top, right, bottom. */
export function labelBox({ x, y }: Mark, { width, height }: { width: number; height: number }, [left, top]: Area, scale: number): Area {
  const [cx, cy] = [Math.floor((x - left) * scale), Math.floor((y - top) * scale)];
  return [cx - RADIUS, cy - (height >> 1), cx + RADIUS + 2 + width, cy + (height >> 1)];
}

/** `scale`: pixels a tile. */
export function drawMarks(strip: Strip, marks: readonly Mark[], [left, top]: Area, scale: number): void {
  for (const { shape, x, y, color, label } of marks) {
    const [cx, cy] = [Math.floor((x - left) * scale), Math.floor((y - top) * scale)];
    if (label !== undefined) drawLabel(strip, label, cx, cy);
    for (let dy = -RADIUS; dy <= RADIUS; dy++) {
      for (let dx = -RADIUS; dx <= RADIUS; dx++) {
        const away =
          shape === 'square'
            ? Math.max(Math.abs(dx), Math.abs(dy))
            : shape === 'diamond'
              ? Math.abs(dx) + Math.abs(dy)
              : Math.hypot(dx, dy);
        if (away <= RADIUS) put(strip, cx + dx, cy + dy, away > RADIUS - 1 ? OUTLINE : color);
      }
    }
  }
}

/** The label right of a mark's middle. */
function drawLabel(strip: Strip, label: Picture, cx: number, cy: number): void {
  drawOver(strip, label, cx + RADIUS + 2, cy - (label.height >> 1));
}

/** Blends a picture over what is there; `left` and `top` in pixels of the whole. */
export function drawOver(strip: Strip, { width, height, pixels }: Picture, left: number, top: number): void {
  for (let y = Math.max(0, strip.top - top); y < Math.min(height, strip.top + strip.height - top); y++) {
    for (let x = Math.max(0, -left); x < Math.min(width, strip.width - left); x++) {
      const from = (y * width + x) * 4;
      const alpha = pixels[from + 3]!;
      if (alpha === 0) continue;
      const to = ((top + y - strip.top) * strip.width + left + x) * 4;
      const under = (strip.pixels[to + 3]! * (255 - alpha)) / 255;
      for (let c = 0; c < 3; c++) strip.pixels[to + c] = (pixels[from + c]! * alpha + strip.pixels[to + c]! * under) / (alpha + under);
      strip.pixels[to + 3] = alpha + under;
    }
  }
}

/** A line at the north and west edge of each chunk; of every second, fourth … where they would lie too close. */
export function drawGrid(strip: Strip, [left, top]: Area, scale: number): void {
  let step = 32;
  while (step * scale < GRID_PIXELS) step *= 2;
  const isLine = (pixel: number, from: number) =>
    Math.floor((from + pixel / scale) / step) !== Math.floor((from + (pixel - 1) / scale) / step);
  const columns = Array.from({ length: strip.width }, (_, x) => x).filter((x) => isLine(x, left));
  for (let y = strip.top; y < strip.top + strip.height; y++) {
    if (isLine(y, top)) for (let x = 0; x < strip.width; x++) shade(strip, x, y);
    else for (const x of columns) shade(strip, x, y);
  }
}

function put(strip: Strip, x: number, y: number, color: Color): void {
  if (x < 0 || x >= strip.width || y < strip.top || y >= strip.top + strip.height) return;
  strip.pixels.set([...color, 255], ((y - strip.top) * strip.width + x) * 4);
}

/** A third of black over what is there; over nothing, that alone. */
function shade(strip: Strip, x: number, y: number): void {
  const at = ((y - strip.top) * strip.width + x) * 4;
  const alpha = strip.pixels[at + 3]!;
  for (let c = 0; c < 3; c++) strip.pixels[at + c] = (strip.pixels[at + c]! * 2 * alpha) / (2 * alpha + 255);
  strip.pixels[at + 3] = (255 + 2 * alpha) / 3;
}
