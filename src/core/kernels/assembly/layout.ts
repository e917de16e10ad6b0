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

/** What is inflated, and what comes of it: the largest records of a world's blocks have about half as much. */
export const STREAM: usize = memory.data(524288, 16);
export const INFLATED: usize = memory.data(2097152, 16);
/** Of a deflate block: the lengths of its codes; then for each of three kinds of codes what 9 bits mean, how many codes have a length, and their symbols. */
export const LENGTHS: usize = memory.data(512, 16);
export const CODE_TABLES: usize = memory.data(3 * 1024, 16);
export const CODE_COUNTS: usize = memory.data(3 * 32, 16);
export const CODE_SORTED: usize = memory.data(3 * 640, 16);
/** While a code is set up: of each length the place of its next symbol and its code, u16 each. */
export const CODE_NEXT: usize = memory.data(64, 16);

/** Lines of a log, and what is written behind them so that blocks of 64 bytes may be read to their end. */
export const LINES: usize = memory.data(131072 + 128, 16);
/** Where each of them ends: an i32 for each byte, if all are line feeds. */
export const ENDS: usize = memory.data(524288, 16);

/** The most pixels on a side of an icon that is drawn at once; larger ones are drawn in pieces. */
export const ICON_SIDE: i32 = 128;
/** The most pixels of a layer's row, or of its column, that go into one piece. */
export const ICON_SOURCE: i32 = 4096;
/** The piece, and one layer of it that is being resampled: premultiplied r, g, b, a as f32, 1 is full. */
export const CANVAS: usize = memory.data(128 * 128 * 16, 16);
export const LAID: usize = memory.data(128 * 128 * 16, 16);
/** A layer's row before and after it is resampled, in the same form. */
export const ROW: usize = memory.data(4096 * 16, 16);
export const ROW_LAID: usize = memory.data(128 * 16, 16);
/**
 * Of which pixels each pixel of the piece is made: for columns, then for rows. i32 `start` of 128: the first of them; i32 `at` of 132: where
 * its weights begin, and end where the next one's begin; f32 weights.
 */
export const TAPS: usize = memory.data(2 * 19472, 16);
export const TAPS_AT: usize = 512;
export const TAPS_WEIGHTS: usize = 1040;
export const TAPS_ROWS: usize = 19472;
