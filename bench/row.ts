/** One line of the table that `npm run bench` prints. A file of bench/ exports `run(): Promise<Row[]>`; bench/main.ts gathers them. */
export interface Row {
  /** What is done, how much of it. */
  work: string;
  measured: number;
  /** The same by the least that must be done, or by the plain way: what `ratio` compares with; null where there is none. */
  floor: number | null;
  /** What the floor is. */
  against?: string;
  /** measured / floor; below 1 is faster than the floor. */
  ratio: number | null;
  /** What must hold; null for information alone. Of `ratio` unless `limits` says otherwise. */
  bound: number | null;
  limits?: 'ratio' | 'measured';
  unit: string;
}

/** Fills in `ratio`. */
export function row(
  work: string,
  measured: number,
  unit: string,
  rest: { floor?: number; against?: string; ratioAtMost?: number; atMost?: number } = {},
): Row {
  const { floor = null, against, ratioAtMost, atMost } = rest;
  return {
    work,
    measured,
    floor,
    ...(against === undefined ? {} : { against }),
    ratio: floor === null ? null : measured / floor,
    bound: ratioAtMost ?? atMost ?? null,
    limits: ratioAtMost === undefined ? 'measured' : 'ratio',
    unit,
  };
}

/** Milliseconds of one call: the median of `times`, after calls that warm up for 200 ms (at least one). */
export async function median(times: number, work: () => unknown): Promise<number> {
  const until = performance.now() + 200;
  do await work();
  while (performance.now() < until);
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b)[times >> 1]!;
}
