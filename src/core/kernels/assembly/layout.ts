// Where everything lies. Nothing is allocated at run time: the memory never grows, so the caller's views stay valid.

/** Pixels on a raster's side. */
export const SIDE: i32 = 256;
/** Bytes from one row of the raster to the next. */
export const STRIDE: i32 = SIDE * 4;
/** Bytes of one call's input: 64 chunks of 32² RGBA, or 65,536 of one pixel. */
export const INPUT_BYTES: i32 = 262144;
/** The most chunks one call draws. */
export const MAX_ITEMS: i32 = 65536;
/** Reduced copies of one chunk: 16² + 8² + 4² + 2² + 1 pixels. */
export const REDUCED_BYTES: i32 = 341 * 4;

/** The raster: 256 × 256 straight RGBA. */
export const PICTURE: usize = memory.data(262144, 16);
/** What an index of an indexed chunk looks like: 65,536 RGBA. */
export const TABLE: usize = memory.data(262144, 16);
export const INPUT: usize = memory.data(262144, 16);
/** i16 x of each chunk, then i16 y of each. */
export const XS: usize = memory.data(131072, 16);
export const YS: usize = memory.data(131072, 16);
/** RGBA made of the input: of 565 or indexed pixels at most twice as long. Also where reduced copies are put. */
export const OUTPUT: usize = memory.data(524288, 16);
/** Sums of one chunk's 16², 8², 4², 2² and 1 pixels: r·a, g·a, b·a, a as u32. */
export const SUMS: usize = memory.data(341 * 16, 16);

/** Lines of a log, and what is written behind them so that blocks of 64 bytes may be read to their end. */
export const LINES: usize = memory.data(131072 + 128, 16);
/** Where each of them ends: an i32 for each byte, if all are line feeds. */
export const ENDS: usize = memory.data(524288, 16);
