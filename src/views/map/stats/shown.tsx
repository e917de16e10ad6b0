import { useMemo, useState } from 'preact/hooks';
import type { Numbers } from '../../../core/world/number-types';
import { s } from '../../../texts/stats';
import { useApp } from '../../app-context';
import { Icon } from '../../parts/icon';
import { StateCard } from '../../parts/state-card';
import { MOST_LINES, type Stats, TOP } from './ask';
import { Plot } from './plot';
import { hasAny, isOfItems, KINDS, linesOf } from './series';
import { ValueTable } from './value-table';

/** The plot of what is chosen, and the table of all. */
export function Shown({ stats, numbers }: { stats: Stats; numbers: Numbers }) {
  const { joined, time } = useApp().state;
  const [search, setSearch] = useState('');
  const [pointed, setPointed] = useState<string | null>(null);
  const view = stats.view.value;
  const lines = useMemo(() => linesOf(numbers, view), [numbers, view]);
  // A pack's titles may come later than the numbers.
  const titled = lines.map((line) =>
    line.name === null || !isOfItems(view) ? line : { ...line, title: joined.titleOf(line.name, KINDS[view]) },
  );
  const chosen = stats.chosen.value ?? new Set(lines.slice(0, TOP).map(({ key }) => key));
  const keys = lines
    .filter(({ key }) => chosen.has(key))
    .slice(0, MOST_LINES)
    .map(({ key }) => key);
  const drawn = useMemo(
    () => titled.filter(({ key }) => keys.includes(key)),
    [lines, keys.join('\n'), titled.map(({ title }) => title).join('\n')],
  );
  const wanted = search.trim().toLowerCase();
  const listed =
    wanted === ''
      ? titled
      : titled.filter(({ title, name }) => title.toLowerCase().includes(wanted) || name?.toLowerCase().includes(wanted) === true);

  if (!hasAny(lines)) return <Empty stats={stats} numbers={numbers} />;

  function toggle(key: string) {
    const next = new Set(keys);
    if (!next.delete(key)) next.add(key);
    stats.chosen.value = next;
  }

  const gaps = time.timeline.value?.gaps ?? [];
  return (
    <>
      <Plot numbers={numbers} lines={drawn} pointed={pointed} what={s.of[view]} />
      <div class="stats__list">
        {isOfItems(view) && (
          <div class="row stats__filter">
            <span class="field grow">
              <Icon name="search" />
              <input
                aria-label={s.search}
                placeholder={s.search}
                value={search}
                onInput={(event) => setSearch(event.currentTarget.value)}
              />
            </span>
            <button
              type="button"
              class="btn btn--s"
              onClick={() => {
                stats.chosen.value = null;
              }}
            >
              {s.top(Math.min(TOP, lines.length))}
            </button>
            <button
              type="button"
              class="btn btn--s"
              onClick={() => {
                stats.chosen.value = new Set();
              }}
            >
              {s.none}
            </button>
          </div>
        )}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
        <div class="stats__scroll" tabIndex={0}>
          {listed.length === 0 ? (
            <p class="faint stats__none">{s.noMatch}</p>
          ) : (
            <ValueTable
              {...{ numbers, view, lines: listed, drawn: keys, full: keys.length >= MOST_LINES }}
              onDraw={toggle}
              onPoint={setPointed}
            />
          )}
        </div>
        <p class="t-11 faint stats__note">
          {isOfItems(view) && s.selected(keys.length, lines.length)} {gaps.some(([from, to]) => inSpan(numbers, from, to)) && s.gap}
        </p>
      </div>
    </>
  );
}

const inSpan = ({ span }: Numbers, from: number, to: number): boolean => span !== null && to > span[0] && from < span[1];

/** Nothing of this view: of this choice, or of the whole world. */
function Empty({ stats, numbers }: { stats: Stats; numbers: Numbers }) {
  const limited = stats.force.value !== null || stats.surface.value !== null || stats.zoomed.value;
  const nothing = isOfItems(stats.view.value) && numbers.forces.length === 0;
  return (
    <StateCard icon="chart" title={nothing ? s.empty : s.emptyHere}>
      <p>{nothing ? s.emptyTip : s.emptyHereTip}</p>
      {!nothing && limited && (
        <div class="btns">
          <button
            type="button"
            class="btn"
            onClick={() => {
              stats.force.value = null;
              stats.surface.value = null;
              stats.zoomed.value = false;
            }}
          >
            {s.showAll}
          </button>
        </div>
      )}
    </StateCard>
  );
}
