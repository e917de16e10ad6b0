import { computed } from '@preact/signals';
import type { Tick } from '../core/packet/schema';
import type { Track } from '../core/world/timeline-types';
import type { Activity } from './activity';
import { answering } from './answer';
import type { Client } from './client';
import type { MapState } from './map';
import type { Time } from './time';

/** Seconds of play that are asked for at once, at whatever speed, and never less than two minutes of the game. */
const AHEAD_S = 16;
const LEAST: Tick = 7200;
/** Beyond the span, so that the last walk in it has an end. */
const MORE: Tick = 900;

/**
 * How players moved around the shown moment; null while the latest is shown, where places are known as they are. Spans overlap by
 * half: while the next one is on its way the last one still covers what is played.
 */
export function createTracks(client: Client, activity: Activity, map: MapState, time: Pick<Time, 'tick' | 'speed' | 'playing'>) {
  /** Changes twice a span, not with every frame. */
  const asked = computed(() => {
    const tick = time.tick.value;
    if (tick === null) return null;
    // At rest, and while it is dragged, only the steps around the moment count: hours of them would be read for nothing.
    const length = time.playing.value ? Math.max(LEAST, time.speed.value * 60 * AHEAD_S) : LEAST;
    return `${length} ${Math.floor(tick / (length / 2))}`;
  });
  const answer = answering<{ world: string; branch: string; from: Tick; to: Tick }, Track[]>(
    activity,
    () => {
      const info = map.info.value;
      const branch = map.branch.value;
      if (info === null || branch === null || asked.value === null || !map.overlays.value.includes('players')) return null;
      const [length = LEAST, half = 0] = asked.value.split(' ').map(Number);
      const from = (half * length) / 2;
      return {
        subject: JSON.stringify([info.id, branch]),
        detail: JSON.stringify([asked.value, info.version]),
        ask: { world: info.id, branch, from, to: from + length + MORE },
      };
    },
    ({ world, branch, from, to }, abort) => client.raster.tracks(world, branch, from, to, abort),
  );
  return answer.value;
}
