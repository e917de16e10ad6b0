const FIRST_MS = 500;
const MOST_MS = 30_000;

/** How long to wait after so many attempts that failed (from 0): longer each time, and each watcher something else, that not all come at once. */
export function waitAfter(failures: number, random: () => number = Math.random): number {
  const most = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures, 16));
  return Math.round(most * (0.5 + random() / 2));
}
