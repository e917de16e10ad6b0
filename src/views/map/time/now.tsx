import { useComputed } from '@preact/signals';
import { clockAt } from '../../../state/timeline-read';
import { format, t } from '../../../texts';
import { useApp } from '../../app-context';

/** Which tick is shown, also where that is the latest. */
function useTick() {
  const { time } = useApp().state;
  return useComputed(() => Math.min(time.tick.value ?? Number.POSITIVE_INFINITY, time.span.value?.[1] ?? 0));
}

// Signals as children change their text alone: nothing is rendered while time runs.
export function NowTime({ short = false }: { short?: boolean }) {
  const tick = useTick();
  return (
    <span class="time__time">
      {useComputed(() => (short ? format.playTime(tick.value).replace(' min', ' m') : format.playTime(tick.value)))}
    </span>
  );
}

export function NowTick() {
  const tick = useTick();
  return <span>{useComputed(() => t.time.tick(format.number(tick.value)))}</span>;
}

/** What the clock on the wall said; nothing where no log tells. */
export function NowClock() {
  const { time, map } = useApp().state;
  const tick = useTick();
  const words = useComputed(() => {
    const clock = time.timeline.value === null ? null : clockAt(time.timeline.value, tick.value);
    const latest = time.tick.value === null ? (map.info.value?.clocks?.[1] ?? null) : null;
    const known = clock ?? latest;
    return known === null ? '' : format.logClock(known);
  });
  return <span class="faint">{words}</span>;
}
