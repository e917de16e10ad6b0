/** The world that is shipped with the site. */
import type { GenerateOptions } from './generate';

export const SAMPLE = {
  seed: 7,
  chunks: 1492,
  hours: 31,
  surfaces: ['vulcanus', 'aurora'],
  // Told in large bites, so that the file stays small: half an hour a flush, a position every 90 seconds.
  flush: 108000,
  steps: 5400,
  sweep: 2400000,
} as const satisfies Omit<GenerateOptions, 'onLine' | 'surfaces'> & { surfaces: readonly string[] };
export const SAMPLE_FILE = 'public/sample/Nordhafen.log.gz';
