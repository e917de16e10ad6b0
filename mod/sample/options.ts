/** The world that is shipped with the site. */
import type { WorldOptions } from './world';

export const SAMPLE = {
  seed: 7,
  chunks: 1410,
  hours: 31,
  surfaces: ['vulcanus', 'aurora'],
  // Where nobody is, a chunk that changed is charted anew after some hours.
  sweep: 2400000,
} as const satisfies Omit<WorldOptions, 'surfaces'> & { surfaces: readonly string[] };
/** The simulated game it is played in. */
export const SAMPLE_GAME = {
  seed: 7,
  modVersion: '0.1.0',
  /** The mods that the made-up pack Nordland presents itself as. */
  mods: ['elevated-rails', 'quality', 'space-age'],
  settings: {
    // A budget for a game that is not played in real time.
    'factoscope-packets-per-tick': 200,
    'factoscope-characters-per-tick': 400000,
    'factoscope-calls-per-tick': 1000,
    'factoscope-players-seconds': 30,
    'factoscope-tiles-seconds': 60,
    // A chunk at each tick that is played.
    'factoscope-resources-seconds': 10,
    'factoscope-chart-seconds': 14400,
    'factoscope-surfaces-seconds': 600,
    'factoscope-statistics-seconds': 1200,
    'factoscope-lines-seconds': 60,
    // The one at the beginning is enough for a log that is read whole.
    'factoscope-keyframe-hours': 0,
  },
} as const;
export const SAMPLE_FILE = 'public/sample/Nordhafen.log.gz';
