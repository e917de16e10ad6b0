import type { PackInfo } from '../src/core/pack/types';

/** A pack as `inspect` prints it. Each mod with the file that says so. */
export function packInspection({ id, claims, counts, languages, icons }: PackInfo) {
  const { gameVersion, mods } = claims;
  return {
    id,
    claims: {
      gameVersion: gameVersion?.value ?? null,
      mods: mods.map(({ value: { name, version }, source }) => ({ name, version, source })),
    },
    counts: Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1))),
    languages,
    icons: { complete: icons.complete, incomplete: icons.incomplete },
  };
}
