import type { Numbers } from '../../../core/world/number-types';
import { clockAt } from '../../../state/timeline-read';
import { format } from '../../../texts';
import { s } from '../../../texts/stats';
import { useApp } from '../../app-context';
import { inkOf } from './ink';
import { type Line, valueAt, written } from './series';

/** What all lines are at the pointer, the highest first. It says nothing to a screen reader: the table does. */
export function PlotTip({ numbers, lines, tick, left }: { numbers: Numbers; lines: readonly Line[]; tick: number; left: boolean }) {
  const at = Math.floor(tick);
  const rows = lines.map((line, i) => ({ line, ink: inkOf(i), value: valueAt(line, numbers.ticks, at) }));
  rows.sort((a, b) => (Number.isNaN(b.value) ? 0 : b.value) - (Number.isNaN(a.value) ? 0 : a.value));
  const { timeline } = useApp().state.time;
  const clock = timeline.value === null ? null : clockAt(timeline.value, at);
  return (
    <div class={`stats__tip panel panel--float ${left ? 'is-left' : ''}`} aria-hidden="true">
      <b>{format.playTime(at)}</b>
      {clock !== null && <span class="t-11 faint">{format.logClock(clock)}</span>}
      <ul>
        {rows.map(({ line, ink, value }) => (
          <li key={line.key}>
            <span class={`stats__swatch ${ink}`} />
            <span class="cut">{line.title}</span>
            <span class="num">{written(line.kind, value)}</span>
          </li>
        ))}
      </ul>
      {lines.some(({ kind }) => kind === 'rate') && <span class="t-11 faint">{s.perMinute}</span>}
    </div>
  );
}
