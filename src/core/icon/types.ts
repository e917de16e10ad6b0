/** Icons, from what a prototype says to pixels. Law: docs/icons.md. */

/** One entry of `icons`, all defaults filled in. */
export interface Layer {
  /** "__base__/graphics/icons/iron-plate.png", slashes folded. */
  file: string;
  /** Side in px of the picture at (0, 0) in the file. */
  size: number;
  /** As in the prototype, default by the expected size. */
  scale: number;
  shift: [x: number, y: number];
  /** 0..1 each, straight. */
  tint: [r: number, g: number, b: number, a: number];
  floating: boolean;
}

export interface IconSpec {
  /** Expected size E of the prototype's type: 64, 256 for technologies … */
  expected: number;
  layers: Layer[];
}

/** Premultiplied or straight RGBA, row by row. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8Array<ArrayBuffer>;
}

/** Bytes ↔ pixels (straight RGBA), by WASM: never a canvas, which changes them. A worker and Node hand in their own. */
export interface Codec {
  /** Rejects with a plain Problem: not a PNG, too large (`png-too-large`), broken. */
  decodePng(bytes: Uint8Array): Promise<Pixels>;
  encodePng(pixels: Pixels): Promise<Uint8Array<ArrayBuffer>>;
  /** `fast` and `small` are lossless (method 0 and 4), `lossy` is quality 90. */
  encodeWebp(pixels: Pixels, effort: Effort): Promise<Uint8Array<ArrayBuffer>>;
  decodeWebp(bytes: Uint8Array): Promise<Pixels>;
}
export type Effort = 'fast' | 'small' | 'lossy';

/** Pictures of a pack lie in sheets of 16 × 16, 64 px each, in the order of their numbers; the last sheet is as high as it must be. */
export const PICTURE_SIDE = 64;
export const SHEET_COLUMNS = 16;
export const SHEET_PICTURES = 256;
