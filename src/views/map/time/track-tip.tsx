import { useLayoutEffect, useRef } from 'preact/hooks';
import type { EventGroup, Timeline } from '../../../core/world/timeline-types';
import type { Span } from '../../../core/world/types';
import { bucketAt, bucketsOf, clockAt, countsIn } from '../../../state/timeline-read';
import { format, t } from '../../../texts';
import { words } from '../story-list';
import { layerOf } from './bars';
import { markAt, placedMarks } from './placed';
import { exact, tickAt } from './scale';

/** Half of this many px around the pointer are counted, as wide as a bar. */
const COUNTED = 4;
/** Under ten minutes in view, minutes alone say too little. */
const CLOSE = 36_000;

/** What happened at the time under the pointer, with both clocks. */
export function TrackTip({ timeline, shown, share, width }: { timeline: Timeline | null; shown: Span; share: number; width: number }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const { left, width: room } = element.parentElement?.getBoundingClientRect() ?? { left: 0, width: 0 };
    const half = element.offsetWidth / 2;
    const at = Math.min(document.documentElement.clientWidth - left - half - 8, Math.max(half + 8 - left, share * room));
    element.style.left = `${at}px`;
  });
  const mark = timeline === null ? null : markAt(placedMarks(timeline.marks, shown, width), share, width);
  const tick = mark?.tick ?? tickAt(shown, share);
  const clock = timeline === null ? null : clockAt(timeline, tick);
  const isGap = timeline?.gaps.some(([from, to]) => tick >= from && tick <= to) === true;
  const counts = timeline === null ? [] : around(timeline, shown, tick, width);
  return (
    <div class="time__tip" ref={box} aria-hidden="true">
      <p>
        <b class="strong">{shown[1] - shown[0] < CLOSE ? exact(tick) : format.playTime(tick)}</b>
        {clock !== null && <span class="faint"> · {format.logClock(clock)}</span>}
        {mark !== null && <span class="dim"> · {words(mark)}</span>}
      </p>
      {isGap ? (
        <p class="bad">{t.time.gap}</p>
      ) : timeline === null || bucketsOf(timeline) === 0 ? null : counts.length === 0 ? (
        <p class="faint">{t.time.idle}</p>
      ) : (
        <p class="time__counts">
          {counts.map(({ group, count }) => (
            <span class="dim" key={group}>
              <i class={`time__ink time__ink--${layerOf(group) ?? 'none'}`} /> {t.time.counts[group](count)}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

function around(timeline: Timeline, shown: Span, tick: number, width: number): { group: EventGroup; count: number }[] {
  if (bucketsOf(timeline) === 0) return [];
  const half = ((shown[1] - shown[0]) / Math.max(1, width)) * (COUNTED / 2);
  const counts = countsIn(timeline, bucketAt(timeline, tick - half), bucketAt(timeline, tick + half) + 1);
  // Where something else is told, that somebody walked about goes without saying.
  return counts.length > 1 ? counts.filter(({ group }) => group !== 'moving') : counts;
}
