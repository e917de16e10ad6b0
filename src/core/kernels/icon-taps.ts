/** Of which pixels of a layer's row (or column) each pixel of a canvas is made. */
export interface Taps {
  /** The canvas' pixels from, to (without). */
  from: number;
  to: number;
  /** The layer's pixels that are asked for: from, to (without). */
  first: number;
  last: number;
  /** By pixel of the canvas: the first of the layer's, counted from `first`; where its weights begin (and the last ones end). */
  start: Int32Array;
  at: Int32Array;
  weights: Float32Array;
}

/**
 * A layer's `length` pixels stretched over `side` px of the canvas from `offset` on, as far as they lie in `begin`..`end`. What is made
 * smaller is averaged by area; what is made larger is interpolated between the middles of its pixels, its edge going on outside. A pixel
 * that the layer covers only in part gets just that part. Null: none of it is there.
 */
export function tapsOf(length: number, offset: number, side: number, begin: number, end: number): Taps | null {
  const from = Math.max(begin, Math.floor(offset));
  const to = Math.min(end, Math.ceil(offset + side));
  if (!(to > from) || length < 1 || !(side > 0)) return null;
  const ratio = length / side;
  const rows: { start: number; weights: number[] }[] = [];
  for (let i = from; i < to; i++) {
    const low = (Math.max(i, offset) - offset) * ratio;
    const high = Math.min((Math.min(i + 1, offset + side) - offset) * ratio, length);
    rows.push(ratio >= 1 ? average(low, high, ratio, length) : between((low + high) / 2, (high - low) / ratio, length));
  }
  const first = Math.min(...rows.map(({ start }) => start));
  const last = Math.max(...rows.map(({ start, weights }) => start + weights.length));
  const at = new Int32Array(rows.length + 1);
  for (const [n, { weights }] of rows.entries()) at[n + 1] = at[n]! + weights.length;
  return {
    from,
    to,
    first,
    last,
    start: Int32Array.from(rows, ({ start }) => start - first),
    at,
    weights: Float32Array.from(rows.flatMap(({ weights }) => weights)),
  };
}

/** By how much each pixel lies between `low` and `high`. */
function average(low: number, high: number, ratio: number, length: number): { start: number; weights: number[] } {
  const start = Math.max(0, Math.min(Math.floor(low), length - 1));
  const stop = Math.max(start + 1, Math.min(Math.ceil(high), length));
  const weights: number[] = [];
  for (let j = start; j < stop; j++) weights.push(Math.max(0, Math.min(j + 1, high) - Math.max(j, low)) / ratio);
  return { start, weights };
}

function between(middle: number, part: number, length: number): { start: number; weights: number[] } {
  const x = Math.max(0, Math.min(middle - 0.5, length - 1));
  const start = Math.floor(x);
  const f = x - start;
  return f === 0 ? { start, weights: [part] } : { start, weights: [part * (1 - f), part * f] };
}
