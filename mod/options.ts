/**
 * The settings as they are now. Read from the game once and kept in a local until it says that one has changed: the values
 * are the same on all peers, so keeping them apart from `storage` is safe.
 */
import { BUDGET, INTERVALS, type NumberSetting, PORTS, SWITCHES } from './setting-names';

const TICKS = 60;

export interface Options {
  packets: number;
  characters: number;
  calls: number;
  waiting: number;
  /** In ticks. */
  players: number;
  tiles: number;
  resources: number;
  chart: number;
  surfaces: number;
  statistics: number;
  lines: number;
  /** In ticks; 0 never. */
  keyframe: number;
  log: boolean;
  print: boolean;
  files: boolean;
  nature: boolean;
  port: number;
}

const kept: { options?: Options | undefined } = {};

const numberOf = ({ name, value }: NumberSetting): number => (settings.global[name]?.value as number | undefined) ?? value;
const ticksOf = (setting: NumberSetting): number => math.max(1, math.floor(numberOf(setting) * TICKS + 0.5));
const isOn = (index: number): boolean => {
  const { name, value } = SWITCHES[index]!;
  return (settings.global[name]?.value as boolean | undefined) ?? value;
};

function read(): Options {
  return {
    packets: numberOf(BUDGET[0]!),
    characters: numberOf(BUDGET[1]!),
    calls: numberOf(BUDGET[2]!),
    waiting: numberOf(BUDGET[3]!),
    players: ticksOf(INTERVALS[0]!),
    tiles: ticksOf(INTERVALS[1]!),
    resources: ticksOf(INTERVALS[2]!),
    chart: ticksOf(INTERVALS[3]!),
    surfaces: ticksOf(INTERVALS[4]!),
    statistics: ticksOf(INTERVALS[5]!),
    lines: ticksOf(INTERVALS[6]!),
    keyframe: math.floor(numberOf(INTERVALS[7]!) * 3600 * TICKS),
    log: isOn(0),
    print: isOn(1),
    files: isOn(2),
    nature: isOn(3),
    port: numberOf(PORTS[0]!),
  };
}

export function options(): Options {
  kept.options ??= read();
  return kept.options;
}

/** One of the settings has changed. */
export function forgetOptions(): void {
  kept.options = undefined;
}
