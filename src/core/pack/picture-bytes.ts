import { PICTURE_SIDE, SHEET_COLUMNS, SHEET_PICTURES } from '../icon/types';
import { webpSize } from '../icon/webp';

/** A sheet of 1,024² pixels is 4 MB before it is packed. */
const MAX_BYTES = 8_000_000;
const WIDTH = SHEET_COLUMNS * PICTURE_SIDE;
const MAX_HEIGHT = (SHEET_PICTURES / SHEET_COLUMNS) * PICTURE_SIDE;

/** A WebP that says it is as large as a sheet may be: the page shows it as it came, and a small file can be a gigabyte of pixels. */
export function isSheet(bytes: Uint8Array): boolean {
  const size = bytes.length <= MAX_BYTES ? webpSize(bytes) : null;
  return size !== null && size.width <= WIDTH && size.height <= MAX_HEIGHT;
}
