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
  scanLines(length: number): number;
  pictureAt(): number;
  tableAt(): number;
  inputAt(): number;
  xsAt(): number;
  ysAt(): number;
  outputAt(): number;
  linesAt(): number;
  endsAt(): number;
}

/** Bytes of INPUT in assembly/layout.ts. */
export const INPUT_BYTES = 262_144;
/** Colours in TABLE. */
export const TABLE_LENGTH = 65_536;
/** Bytes of LINES that may be filled. */
export const LINES_BYTES = 131_072;
