/**
 * The mod's settings: name, default, bounds. Read by the settings stage, which makes them, and at run time. Durations are
 * seconds of play (60 ticks), since that is what a player thinks in.
 */

export interface NumberSetting {
  name: string;
  value: number;
  min: number;
  max: number;
}
export interface SwitchSetting {
  name: string;
  value: boolean;
}

/** What may be done in one tick; the whole of the mod's promise that nobody notices it. */
export const BUDGET: NumberSetting[] = [
  { name: 'factoscope-packets-per-tick', value: 8, min: 1, max: 200 },
  { name: 'factoscope-characters-per-tick', value: 16000, min: 2000, max: 1000000 },
  { name: 'factoscope-calls-per-tick', value: 20, min: 2, max: 1000 },
  // Waiting events, above which a chunk's become one packet.
  { name: 'factoscope-waiting-events', value: 4000, min: 50, max: 100000 },
];

/** Seconds of play between two statements of the same thing. */
export const INTERVALS: NumberSetting[] = [
  { name: 'factoscope-players-seconds', value: 1, min: 0.1, max: 3600 },
  { name: 'factoscope-tiles-seconds', value: 10, min: 1, max: 3600 },
  { name: 'factoscope-resources-seconds', value: 600, min: 10, max: 86400 },
  { name: 'factoscope-chart-seconds', value: 60, min: 1, max: 86400 },
  { name: 'factoscope-surfaces-seconds', value: 60, min: 1, max: 86400 },
  { name: 'factoscope-statistics-seconds', value: 600, min: 10, max: 86400 },
  { name: 'factoscope-lines-seconds', value: 1, min: 0.1, max: 60 },
  { name: 'factoscope-keyframe-hours', value: 4, min: 0, max: 1000 },
];

export const SWITCHES: SwitchSetting[] = [
  { name: 'factoscope-log', value: true },
  { name: 'factoscope-print', value: false },
  { name: 'factoscope-files', value: false },
  // Trees, rocks and cliffs as things of their own: many lines, and the chart shows them anyway.
  { name: 'factoscope-nature', value: false },
];

/** A port on the server's own machine; 0 is off. */
export const PORTS: NumberSetting[] = [{ name: 'factoscope-udp-port', value: 0, min: 0, max: 65535 }];

/** A startup setting: the whole of data.raw is written to script-output while the game loads. */
export const DUMP: SwitchSetting = { name: 'factoscope-dump', value: false };
