import type { Numbers } from '../../../core/world/number-types';
import { s } from '../../../texts/stats';
import { useApp } from '../../app-context';
import { Icon } from '../../parts/icon';
import { JoinedIcon } from '../../parts/joined-icon';
import { inkOf } from './ink';
import { isOfItems, KINDS, type Line, lastOf, type StatsView, summaryOf, valueAt, written } from './series';

/** More rows than anybody reads; the rest is found by name. */
const MOST_ROWS = 100;

/** Every line with its values, and which of them are drawn. It is also what a screen reader reads of the plot. */
export function ValueTable(props: {
  numbers: Numbers;
  view: StatsView;
  lines: readonly Line[];
  /** Keys, in the order of their colours. */
  drawn: readonly string[];
  /** No more can be drawn. */
  full: boolean;
  onDraw: (key: string) => void;
  onPoint: (key: string | null) => void;
}) {
  const { numbers, view, lines, drawn, full, onDraw, onPoint } = props;
  const { time } = useApp().state;
  const { ticks } = numbers;
  const tick = time.listed.value;
  const kinds = isOfItems(view) ? KINDS[view] : undefined;
  const sums = lines.some(({ made }) => made !== null);
  const totals = lines.some(({ total }) => total !== null);
  return (
    <table class="table table--tight stats__table">
      <caption class="vh">{s.views[view]}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="vh">{s.drawn}</span>
          </th>
          <th scope="col">{s.name}</th>
          <th scope="col" class="num" title={tick === null ? s.latestTip : s.nowTip}>
            {tick === null ? s.latest : s.now}
          </th>
          <th scope="col" class="num stats__wide" title={s.averageTip}>
            {s.average}
          </th>
          <th scope="col" class="num stats__wide" title={s.peakTip}>
            {s.peak}
          </th>
          {sums && (
            <th scope="col" class="num" title={s.madeTip}>
              {s.made}
            </th>
          )}
          {totals && (
            <th scope="col" class="num stats__wide" title={s.totalTip}>
              {s.total}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {lines.slice(0, MOST_ROWS).map((line) => {
          const at = drawn.indexOf(line.key);
          const { average, peak } = summaryOf(line, ticks);
          const value = (of: number) => written(line.kind, of);
          // Of what only grows they say nothing.
          const grows = line.kind === 'count' && line.made !== null;
          return (
            <tr key={line.key} onPointerEnter={() => onPoint(line.key)} onPointerLeave={() => onPoint(null)}>
              <td>
                {/* biome-ignore lint/a11y/useSemanticElements: the face of a button, the keys of a box to tick */}
                <button
                  type="button"
                  role="checkbox"
                  class="stats__draw"
                  aria-checked={at >= 0}
                  aria-label={s.draw(line.title)}
                  aria-disabled={at < 0 && full}
                  {...(at < 0 && full ? { title: s.most(drawn.length) } : {})}
                  onClick={() => (at >= 0 || !full) && onDraw(line.key)}
                  onFocus={() => onPoint(line.key)}
                  onBlur={() => onPoint(null)}
                >
                  <span class={`check ${at >= 0 ? inkOf(at) : ''}`}>
                    <Icon name="check" />
                  </span>
                </button>
              </td>
              <th scope="row">
                <span class="row stats__name">
                  {line.name !== null && <JoinedIcon name={line.name} class="pic--20" {...(kinds === undefined ? {} : { kinds })} />}
                  <span class="cut" title={line.name ?? line.title}>
                    {line.title}
                  </span>
                </span>
              </th>
              <td class="num">{value(tick === null ? lastOf(line) : valueAt(line, ticks, tick))}</td>
              <td class="num stats__wide">{grows ? '' : value(average)}</td>
              <td class="num stats__wide">{grows ? '' : value(peak)}</td>
              {sums && <td class="num">{line.made === null ? '' : s.compact(line.made)}</td>}
              {totals && <td class="num stats__wide">{line.total === null ? '' : s.compact(line.total)}</td>}
            </tr>
          );
        })}
      </tbody>
      {lines.length > MOST_ROWS && (
        <tfoot>
          <tr>
            <td colSpan={7} class="faint">
              {s.more(lines.length - MOST_ROWS)}
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}
