/** The mod as the site offers it: one zip for each version of the game, put beside the page by the build (`scripts/build.mjs`). */
export const MOD_ZIPS = [
  { game: '2.0', file: 'factoscope_0.1.0.zip' },
  { game: '2.1', file: 'factoscope_0.1.1.zip' },
] as const;

/** Relative to the page, as everything of the site is. */
export const zipAddress = (file: string): string => `./mod/${file}`;
