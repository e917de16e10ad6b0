import { format, t } from '../../texts';
import { useApp } from '../app-context';
import type { StageState } from './stage-state';

/** The moment shown and the span that logs cover; on a phone (`local`) also the place. */
export function FootBar({ local }: { local?: StageState }) {
  const { map, moment } = useApp().state;
  const info = map.info.value;
  if (info === null) return null;
  const tick =
    map.tick.value ?? info.branches.find((branch) => branch.id === map.branch.value)?.ticks?.[1] ?? moment.now.value?.tick ?? null;
  const place = local?.selected.value ?? local?.centre.value;
  const gaps = info.gaps.filter((gap) => gap.branch === map.branch.value).length;
  return (
    <section class="foot" aria-label={t.time.title}>
      {tick === null ? (
        <span class="faint">{t.time.none}</span>
      ) : (
        <>
          <b class="strong">{format.playTime(tick)}</b>
          <span class="faint">{t.time.tick(format.number(tick))}</span>
          {info.clocks !== null && map.tick.value === null && <span class="faint foot__clock">{format.logClock(info.clocks[1])}</span>}
        </>
      )}
      <span class="grow" />
      {local !== undefined && place !== undefined && (
        <>
          <span>{format.position(Math.floor(place.x), Math.floor(place.y))}</span>
          <span class="faint">{t.map.pxPerTile(local.zoom.value)}</span>
        </>
      )}
      {gaps > 0 && <span class="tag tag--bad">{t.time.gaps(gaps)}</span>}
      {info.ticks !== null && <span class="faint foot__span">{t.time.covers(format.playSpan(info.ticks[0], info.ticks[1]))}</span>}
      {map.tick.value !== null && (
        <button
          type="button"
          class="btn btn--s"
          onClick={() => {
            map.tick.value = null;
          }}
        >
          {t.time.latest}
        </button>
      )}
    </section>
  );
}
