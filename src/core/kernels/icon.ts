import { type Taps, tapsOf } from './icon-taps';
import { type Exports, ICON_SIDE, ICON_SOURCE, INPUT_BYTES, TAPS_AT, TAPS_ROWS, TAPS_WEIGHTS } from './module';

/** A part of a picture, and where it lies on the canvas. */
export interface IconPart {
  /** RGBA, `pitch` px from row to row; straight unless `ready`, which means premultiplied. */
  data: Uint8Array;
  pitch: number;
  ready: boolean;
  /** The part, px of the picture. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** Where it lies, px of the canvas; anything that is finite. */
  to: { left: number; top: number; width: number; height: number };
  /** Straight, 0..1 each. */
  tint: readonly [r: number, g: number, b: number, a: number];
}

export interface IconKernel {
  /**
   * Parts laid over each other in their order on an empty canvas: premultiplied, tinted, source-over (docs/icons.md); straight RGBA comes
   * out, all zero where alpha is. Pixel for pixel where nothing is scaled; else averaged or interpolated (icon-taps.ts).
   */
  draw(width: number, height: number, parts: readonly IconPart[]): Uint8Array<ArrayBuffer>;
}

const MAX_TAPS = 300;

export function iconKernelOf(wasm: Exports): IconKernel {
  const { buffer } = wasm.memory;
  const input = new Uint8Array(buffer, wasm.inputAt(), INPUT_BYTES);
  const output = new Uint8Array(buffer, wasm.outputAt(), ICON_SIDE * ICON_SIDE * 4);
  const columns = tapsIn(buffer, wasm.tapsAt());
  const lines = tapsIn(buffer, wasm.tapsAt() + TAPS_ROWS);
  // Layers of a pack's icons are scaled in few ways.
  const known = new Map<string, Taps | null>();

  function taps(length: number, offset: number, side: number, end: number): Taps | null {
    const key = `${length} ${offset} ${side} ${end}`;
    let found = known.get(key);
    if (found === undefined) {
      if (known.size >= MAX_TAPS) known.clear();
      found = tapsOf(length, offset, side, 0, end);
      known.set(key, found);
    }
    return found;
  }

  /** Rows of a picture into the module's input; returns how many px lie from row to row there. */
  function put(part: IconPart, x: number, y: number, width: number, height: number): number {
    const { data, pitch } = part;
    const from = (y * pitch + x) * 4;
    const whole = ((height - 1) * pitch + width) * 4;
    // The picture's right side is copied along where that is less work than one copy a row.
    if (whole <= INPUT_BYTES && pitch <= 4 * width) {
      input.set(data.subarray(from, from + whole));
      return pitch;
    }
    for (let row = 0; row < height; row++) {
      const begin = from + row * pitch * 4;
      input.set(data.subarray(begin, begin + width * 4), row * width * 4);
    }
    return width;
  }

  /** Pixel for pixel, what of it lies on the piece. */
  function direct(part: IconPart, left: number, top: number, width: number, height: number): void {
    const x = Math.max(0, -left);
    const y = Math.max(0, -top);
    const wide = Math.min(part.width, width - left) - x;
    const high = Math.min(part.height, height - top) - y;
    if (wide <= 0 || high <= 0) return;
    const pitch = put(part, part.x + x, part.y + y, wide, high);
    wasm.iconDirect((top + y) * width + left + x, width, wide, high, pitch, part.ready ? 1 : 0, ...part.tint);
  }

  function scaled(part: IconPart, left: number, top: number, width: number, height: number): void {
    const across = taps(part.width, left, part.to.width, width);
    const down = taps(part.height, top, part.to.height, height);
    if (across === null || down === null) return;
    columns(across);
    lines(down);
    const wide = across.last - across.first;
    const band = Math.floor(INPUT_BYTES / 4 / Math.max(wide, Math.min(part.pitch, 4 * wide)));
    const counts = [across.to - across.from, down.to - down.from] as const;
    for (let row = down.first; row < down.last; row += band) {
      const rows = Math.min(band, down.last - row);
      const pitch = put(part, part.x + across.first, part.y + row, wide, rows);
      wasm.iconRows(row - down.first, rows, wide, pitch, ...counts, part.ready ? 1 : 0);
    }
    wasm.iconLay(down.from * width + across.from, width, ...counts, ...part.tint);
  }

  return {
    draw(width, height, parts) {
      for (const part of parts) check(part);
      const result = new Uint8Array(width * height * 4);
      for (let y = 0; y < height; y += ICON_SIDE) {
        for (let x = 0; x < width; x += ICON_SIDE) {
          const wide = Math.min(ICON_SIDE, width - x);
          const high = Math.min(ICON_SIDE, height - y);
          wasm.iconBegin(wide * high);
          for (const part of parts) {
            const { left, top, width: w, height: h } = part.to;
            const whole = w === part.width && h === part.height && Number.isInteger(left) && Number.isInteger(top);
            (whole ? direct : scaled)(part, left - x, top - y, wide, high);
          }
          wasm.iconTake(wide * high);
          if (wide === width) result.set(output.subarray(0, wide * high * 4), y * width * 4);
          else
            for (let row = 0; row < high; row++)
              result.set(output.subarray(row * wide * 4, (row + 1) * wide * 4), ((y + row) * width + x) * 4);
        }
      }
      return result;
    },
  };
}

/** Writes taps where the module reads them. */
function tapsIn(buffer: ArrayBuffer, from: number): (taps: Taps) => void {
  const start = new Int32Array(buffer, from, ICON_SIDE);
  const at = new Int32Array(buffer, from + TAPS_AT, ICON_SIDE + 1);
  const weights = new Float32Array(buffer, from + TAPS_WEIGHTS, ICON_SOURCE + 2 * ICON_SIDE);
  return (taps) => {
    start.set(taps.start);
    at.set(taps.at);
    weights.set(taps.weights);
  };
}

/** The module checks no bounds. */
function check({ data, pitch, x, y, width, height, to }: IconPart): void {
  const inside = x >= 0 && y >= 0 && width >= 1 && height >= 1 && x + width <= pitch && data.length >= (y + height) * pitch * 4;
  if (!inside || width > ICON_SOURCE || height > ICON_SOURCE)
    throw new RangeError(`${width} × ${height} px at ${x}, ${y} of ${data.length} bytes`);
  if (!Object.values(to).every(Number.isFinite)) throw new RangeError('a layer that is nowhere');
}
