/** Versions of mods and of the game: numbers with dots. */

/** Below 0: `a` is older. What is no number counts as 0; null and '' are older than all. */
export function compareVersions(a: string | null, b: string | null): number {
  if (!a || !b) return Number(Boolean(a)) - Number(Boolean(b));
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < 4; i++) {
    const by = (left[i] ?? 0) - (right[i] ?? 0);
    if (by !== 0) return by;
  }
  return 0;
}

const parts = (version: string): number[] =>
  version
    .split('.')
    .slice(0, 4)
    .map((part) => {
      const number = Number.parseInt(part, 10);
      return Number.isFinite(number) ? number : 0;
    });
