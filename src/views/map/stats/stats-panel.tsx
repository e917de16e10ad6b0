import '../../styles/stats.css';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { s } from '../../../texts/stats';
import { useApp } from '../../app-context';
import { Icon } from '../../parts/icon';
import { Bones, StateCard } from '../../parts/state-card';
import { Tabs } from '../../parts/tabs';
import { useBackCloses } from '../../parts/use-back';
import { isTyping } from '../../shell/keys';
import type { StageState } from '../stage-state';
import { createStats, type Stats } from './ask';
import { Choices } from './choices';
import { SaveButtons } from './save-buttons';
import { type StatsView, VIEWS } from './series';
import { Shown } from './shown';

/** The numbers of the world over time: a wide drawer over the map, above the timeline. */
export function StatsPanel({ local }: { local: StageState }) {
  const app = useApp();
  const stats = useMemo(() => createStats(app), []);
  const opens = local.stats.value;
  useEffect(() => {
    stats.open.value = opens;
    if (opens) app.state.joined.begin();
  }, [opens]);
  useEffect(
    () => () => {
      stats.open.value = false;
    },
    [],
  );
  return opens ? <Drawer stats={stats} onClose={() => (local.stats.value = false)} /> : null;
}

function Drawer({ stats, onClose }: { stats: Stats; onClose: () => void }) {
  const { time } = useApp().state;
  const box = useRef<HTMLElement>(null);
  useBackCloses(true, onClose);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus({ preventScroll: true });
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || isTyping(event)) return;
      event.preventDefault();
      // What lies below stays open.
      event.stopImmediatePropagation();
      onClose();
    };
    addEventListener('keydown', key, { capture: true });
    return () => {
      removeEventListener('keydown', key, { capture: true });
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  const numbers = stats.numbers.value;
  return (
    <section class="panel stats" aria-label={s.title} ref={box}>
      <div class="stats__bar">
        <h2 class="stats__title">{s.title}</h2>
        <Tabs
          id="stats"
          label={s.what}
          tabs={VIEWS.map((id) => ({ id, label: s.views[id] }))}
          chosen={stats.view.value}
          onChoose={(id) => {
            stats.chosen.value = null;
            stats.view.value = id as StatsView;
          }}
        />
        <Choices stats={stats} numbers={numbers} />
        <SaveButtons stats={stats} />
        <button type="button" class="btn btn--ghost btn--icon stats__close" aria-label={s.close} title={s.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div class="stats__body" id="stats-panel" role="tabpanel" aria-labelledby={`stats-${stats.view.value}`}>
        {stats.failed.value ? (
          <StateCard kind="bad" icon="bad" title={s.failed}>
            <p>{s.failedTip}</p>
            <div class="btns">
              <button type="button" class="btn" onClick={stats.retry}>
                {s.again}
              </button>
            </div>
          </StateCard>
        ) : numbers === null ? (
          <div class="stats__wait" aria-busy="true">
            <Bones />
          </div>
        ) : numbers.ticks.length === 0 || time.span.value === null ? (
          <StateCard icon="clock" title={s.noTime}>
            <p>{s.noTimeTip}</p>
          </StateCard>
        ) : (
          <Shown key={stats.view.value} stats={stats} numbers={numbers} />
        )}
      </div>
    </section>
  );
}
