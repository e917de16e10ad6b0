// Pixels, four and eight at a time. What each does, and its exact arithmetic, is written down once more in plain TypeScript
// in ../testing/reference.ts, against which every kernel is tested bit by bit. And the lines of logs, 64 bytes at a time.
import { ENDS, INFLATED, INPUT, LINES, OUTPUT, PICTURE, STREAM, TABLE, TAPS, XS, YS } from './layout';

export { expand565, expandIndexed } from './expand';
export { iconBegin, iconDirect, iconLay, iconRows, iconTake } from './icon';
export { inflate } from './inflate';
export { scanLines } from './lines';
export { narrow565 } from './narrow';
export { begin, blit565, blitIndexed, blitRgba, fill, overRgba } from './raster';
export { reduce } from './reduce';

export function pictureAt(): usize {
  return PICTURE;
}
export function tableAt(): usize {
  return TABLE;
}
export function inputAt(): usize {
  return INPUT;
}
export function xsAt(): usize {
  return XS;
}
export function ysAt(): usize {
  return YS;
}
export function outputAt(): usize {
  return OUTPUT;
}
export function linesAt(): usize {
  return LINES;
}
export function endsAt(): usize {
  return ENDS;
}
export function tapsAt(): usize {
  return TAPS;
}
export function streamAt(): usize {
  return STREAM;
}
export function inflatedAt(): usize {
  return INFLATED;
}
