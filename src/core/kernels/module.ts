/** What the module exports; positions and lengths are bytes in its memory. */
export interface Exports {
  memory: { buffer: ArrayBuffer };
  expand565(count: number): void;
  expandIndexed(count: number): void;
  reduce(count: number, expanded: number): void;
  narrow565(count: number): void;
  begin(): void;
  blit565(count: number): void;
  blitIndexed(count: number): void;
  blitRgba(count: number, side: number): void;
  overRgba(count: number, side: number): void;
  fill(left: number, top: number, right: number, bottom: number, rgba: number): void;
  inflate(length: number, most: number): number;
  scanLines(length: number): number;
  iconBegin(pixels: number): void;
  iconDirect(
    to: number,
    stride: number,
    width: number,
    height: number,
    pitch: number,
    ready: number,
    r: number,
    g: number,
    b: number,
    a: number,
  ): void;
  iconRows(first: number, rows: number, width: number, pitch: number, columns: number, lines: number, ready: number): void;
  iconLay(to: number, stride: number, columns: number, lines: number, r: number, g: number, b: number, a: number): void;
  iconTake(pixels: number): void;
  pictureAt(): number;
  tableAt(): number;
  inputAt(): number;
  xsAt(): number;
  ysAt(): number;
  outputAt(): number;
  linesAt(): number;
  endsAt(): number;
  tapsAt(): number;
  streamAt(): number;
  inflatedAt(): number;
}

/** Bytes of INPUT in assembly/layout.ts. */
export const INPUT_BYTES = 262_144;
/** Bytes of STREAM and INFLATED. */
export const STREAM_BYTES = 524_288;
export const INFLATED_BYTES = 2_097_152;
/** Colours in TABLE. */
export const TABLE_LENGTH = 65_536;
/** Bytes of LINES that may be filled. */
export const LINES_BYTES = 131_072;
/** ICON_SIDE, ICON_SOURCE and where TAPS has its parts. */
export const ICON_SIDE = 128;
export const ICON_SOURCE = 4096;
export const TAPS_AT = 512;
export const TAPS_WEIGHTS = 1040;
export const TAPS_ROWS = 19_472;
