import type { IconSpec, Layer } from './types';

/** Where a layer lies on a canvas, px. Whole numbers on a native canvas; a slot may cut a pixel anywhere. */
export interface Box {
  left: number;
  top: number;
  side: number;
}
/** A canvas, and where each layer of the spec lies on it, in the spec's order. */
export interface Placement {
  width: number;
  height: number;
  boxes: Box[];
}

/** A native canvas of more px a side is drawn smaller: vanilla's largest is 292. */
const MAX_NATIVE = 2048;
/** Scales are floats of Lua or of JSON: 64 × (1/3 × …) may fall short of a whole number by the last digits alone. */
const ROUNDING = 1e-5;

/** Twice: a prototype's units are so that the icon is E/2 wide, its picture has E px. */
const UNITS = 2;

/** Side in px that a layer has where its icon has E px. */
export const layerSide = ({ size, scale }: Pick<Layer, 'size' | 'scale'>): number => Math.floor(size * scale * UNITS + ROUNDING);

/** Around the centre at (0, 0). */
function boxOf(layer: Layer): Box {
  const side = layerSide(layer);
  const at = (shift: number) => Math.floor(UNITS * shift - side / 2 + ROUNDING);
  return { left: at(layer.shift[0]), top: at(layer.shift[1]), side };
}

interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

function union(boxes: readonly Box[]): Area {
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.left + box.side));
  const bottom = Math.max(...boxes.map((box) => box.top + box.side));
  return { left, top, width: right - left, height: bottom - top };
}

/** `k` times as large, `area`'s corner at (x, y). */
const moved = (boxes: readonly Box[], area: Area, k: number, x = 0, y = 0): Box[] =>
  boxes.map(({ left, top, side }) => ({ left: (left - area.left) * k + x, top: (top - area.top) * k + y, side: side * k }));

/** The canvas of the game's own dump: one layer as its file has it, several as the union of all their boxes, floating ones too. */
export function nativePlacement({ layers }: IconSpec): Placement {
  const [only] = layers;
  if (only === undefined) return { width: 0, height: 0, boxes: [] };
  const boxes = layers.length === 1 ? [{ left: 0, top: 0, side: only.size }] : layers.map(boxOf);
  const area = union(boxes);
  const k = Math.min(1, MAX_NATIVE / Math.max(area.width, area.height));
  return { width: Math.round(area.width * k), height: Math.round(area.height * k), boxes: moved(boxes, area, k) };
}

/** A square of `side` px into which all layers but the floating ones fit, centred. Floating ones may hang over and are cut. */
export function slotPlacement({ layers }: IconSpec, side: number): Placement {
  if (layers.length === 0) return { width: side, height: side, boxes: [] };
  const boxes = layers.map(boxOf);
  const bound = boxes.filter((_, i) => !layers[i]!.floating);
  const area = union(bound.length > 0 ? bound : boxes);
  const k = side / Math.max(area.width, area.height, 1);
  const centred = (length: number) => {
    const at = (side - length * k) / 2;
    // Where nothing is scaled, nothing is blurred by half a pixel either.
    return k === 1 ? Math.floor(at) : at;
  };
  return { width: side, height: side, boxes: moved(boxes, area, k, centred(area.width), centred(area.height)) };
}

/**
 * The part of a native canvas that a slot shows, as one layer lies on it: for a picture that came finished. The box is that of the whole
 * canvas, `width` × `height` px of it, scaled alike both ways.
 */
export function slotOfNative(spec: IconSpec | null, width: number, height: number, side: number): { left: number; top: number; k: number } {
  if (spec !== null && spec.layers.length > 1) {
    const native = nativePlacement(spec);
    const slot = slotPlacement(spec, side);
    const first = native.boxes.findIndex((box) => box.side > 0);
    // It was made of other layers where its canvas is not theirs.
    if (first >= 0 && native.width === width && native.height === height) {
      const from = native.boxes[first]!;
      const to = slot.boxes[first]!;
      const k = to.side / from.side;
      return { left: to.left - from.left * k, top: to.top - from.top * k, k };
    }
  }
  const k = side / Math.max(width, height, 1);
  return { left: (side - width * k) / 2, top: (side - height * k) / 2, k };
}
