/** Frames of a film: one place of a map, tick after tick. */
import type { Tick } from '../packet/schema';
import { RASTER } from '../world/geometry';
import type { Area, Picture, Span, View, WorldState } from '../world/types';
import type { World } from '../world/world';
import { enlarged, inPixels, type Scale, scaleOf } from './draw';
import { drawGrid, drawMarks, type Mark, type Strip } from './marks';

/** Ten minutes of 30 frames a second. */
export const MAX_FRAMES = 18_000;
/** Sides of a frame, in pixels: what encoders and players take. */
export const MAX_FRAME_SIDE = 4096;
export const MIN_FRAME_SIDE = 16;
/** A side may be long, but not both: 4k at most. */
export const MAX_FRAME_PIXELS = 4096 * 2304;

/** The map where nothing is known, as the site shows it in the dark. A film has no transparency. */
const GROUND = [0x0d, 0x0d, 0x0e] as const;
/** One pixel of it, opaque. */
export const GROUND_PIXEL = ((255 << 24) | (GROUND[2] << 16) | (GROUND[1] << 8) | GROUND[0]) >>> 0;

export interface Scene {
  /** At whatever tick. */
  view: View;
  /** In tiles. */
  area: Area;
  scale: Scale;
  grid: boolean;
}

/** Width and height of the frames of an area. Encoders want them even: what is missing is a line of ground. */
export function frameSize(area: Area, scale: Scale): [width: number, height: number] {
  const [left, top, right, bottom] = inPixels(area, scale.level);
  return [even((right - left) * scale.times), even((bottom - top) * scale.times)];
}

const even = (value: number): number => value + (value % 2);

export function frameFits(area: Area, scale: Scale): boolean {
  const [width, height] = frameSize(area, scale);
  const within = (side: number) => side >= MIN_FRAME_SIDE && side <= MAX_FRAME_SIDE;
  return within(width) && within(height) && width * height <= MAX_FRAME_PIXELS;
}

/** The tick of each frame, evenly spread from the first to the last. */
export function tickOf([first, last]: Span, frame: number, frames: number): Tick {
  return frames < 2 ? last : Math.round(first + ((last - first) * frame) / (frames - 1));
}

/**
 * Draws frames one after another; a raster in which nothing has changed since the frame before is not painted again. What it keeps is
 * one frame at the scale of the level.
 */
export class FrameMaker {
  readonly width: number;
  readonly height: number;
  private readonly box: Area;
  private readonly base: Picture;
  private shown: Tick | null = null;
  /** Something was seen on some frame so far. */
  drawn = false;

  constructor(
    private readonly world: World,
    private readonly scene: Scene,
    private readonly marks: (now: WorldState) => Mark[],
  ) {
    [this.width, this.height] = frameSize(scene.area, scene.scale);
    this.box = inPixels(scene.area, scene.scale.level);
    const [left, top, right, bottom] = this.box;
    this.base = { width: right - left, height: bottom - top, pixels: new Uint8ClampedArray((right - left) * (bottom - top) * 4) };
  }

  /** Opaque RGBA, a new one each time. */
  async frame(tick: Tick): Promise<Strip> {
    const { view, grid, scale } = this.scene;
    await this.paint({ ...view, tick });
    const marks = this.marks(await this.world.state(view.branch, tick));
    this.drawn ||= marks.length > 0;
    const strip = this.grounded();
    const step = 2 ** scale.level;
    const seen: Area = [this.box[0] * step, this.box[1] * step, this.box[2] * step, this.box[3] * step];
    if (grid) drawGrid(strip, seen, scaleOf(scale));
    drawMarks(strip, marks, seen, scaleOf(scale));
    return strip;
  }

  private async paint(view: View): Promise<void> {
    const { level } = this.scene.scale;
    const [left, top, right, bottom] = this.box;
    for (let y = Math.floor(top / RASTER); y * RASTER < bottom; y++) {
      for (let x = Math.floor(left / RASTER); x * RASTER < right; x++) {
        if (this.shown !== null && (await this.world.unchanged(view, -level, x, y, this.shown))) continue;
        const raster = await this.world.picture(view, -level, x, y);
        this.take(raster, x * RASTER - left, y * RASTER - top);
      }
    }
    this.shown = view.tick;
  }

  /** Puts a raster (null: an empty one) into the base, whose corner lies at `left`, `top`. */
  private take(raster: Picture | null, left: number, top: number): void {
    const { width, height, pixels } = this.base;
    const [from, to] = [Math.max(0, left), Math.min(width, left + RASTER)];
    for (let y = Math.max(0, top); y < Math.min(height, top + RASTER); y++) {
      const at = (y * width + from) * 4;
      if (raster === null) {
        pixels.fill(0, at, (y * width + to) * 4);
        continue;
      }
      const row = ((y - top) * RASTER + from - left) * 4;
      const line = raster.pixels.subarray(row, row + (to - from) * 4);
      pixels.set(line, at);
      this.drawn ||= line.some((value) => value !== 0);
    }
  }

  /** The base enlarged, over the ground, as large as a frame. */
  private grounded(): Strip {
    const { times } = this.scene.scale;
    const { width, height } = this;
    const source = enlarged(this.base.pixels, this.base.width, times);
    const wide = this.base.width * times;
    const pixels = new Uint8ClampedArray(width * height * 4);
    const target = new Uint32Array(pixels.buffer).fill(GROUND_PIXEL);
    const whole = new Uint32Array(source.buffer, source.byteOffset, source.length / 4);
    for (let y = 0; y < this.base.height * times; y++) {
      for (let x = 0; x < wide; x++) {
        const from = y * wide + x;
        const alpha = source[from * 4 + 3]!;
        const to = y * width + x;
        // Nearly all of a map is one or the other.
        if (alpha === 255) target[to] = whole[from]!;
        else if (alpha > 0) {
          for (let c = 0; c < 3; c++) pixels[to * 4 + c] = (source[from * 4 + c]! * alpha + pixels[to * 4 + c]! * (255 - alpha)) / 255;
        }
      }
    }
    return { width, top: 0, height, pixels };
  }
}
