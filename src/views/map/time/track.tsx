import { type Signal, useSignalEffect } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Span } from '../../../core/world/types';
import { clockAt, idleSpans } from '../../../state/timeline-read';
import { format, t } from '../../../texts';
import { useApp } from '../../app-context';
import { Icon } from '../../parts/icon';
import { drawBars, LAYERS } from './bars';
import { Forks } from './forks';
import { trackKeys } from './keys';
import { MarkRow } from './mark-row';
import { axis, following, shareAt } from './scale';
import { TrackTip } from './track-tip';
import { usePointers } from './use-pointers';

/** Idle time narrower than this, in px, is not hatched. */
const HATCHED = 6;
/** Narrower ones than so many leave could not be told apart. */
const MOST_HATCHED = 500;
/** Where the playhead stands; a link may name a moment of which nothing is recorded. */
const within = ([first, last]: Span, tick: number | null) => Math.max(first, Math.min(last, tick ?? last));
const percent = (share: number) => `${(share * 100).toFixed(3)}%`;

/** The slider over the whole recorded time: how much happened, where nothing is known, and the playhead. `zoom` null: all of it. */
export function Track({ whole, zoom, phone }: { whole: Span; zoom: Signal<Span | null>; phone: boolean }) {
  const { time, map, theme } = useApp().state;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const inks = useRef<HTMLSpanElement>(null);
  const head = useRef<HTMLSpanElement>(null);
  const later = useRef<HTMLSpanElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  /** Where the pointer is, as a share of the track; by keys it is where the playhead is. */
  const [hover, setHover] = useState<number | null>(null);
  const [focused, setFocused] = useState(false);
  const shown = zoom.value ?? whole;
  const timeline = time.timeline.value;

  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const watcher = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  // The colours of a theme are known once it is on the page.
  const [dark, setDark] = useState(false);
  useEffect(() => {
    const media = matchMedia('(prefers-color-scheme: dark)');
    const change = () => setDark(media.matches);
    change();
    media.addEventListener('change', change);
    return () => media.removeEventListener('change', change);
  }, []);
  useLayoutEffect(() => {
    if (canvas.current === null || inks.current === null) return;
    drawBars(
      canvas.current,
      timeline,
      shown,
      [...inks.current.children].map((ink) => getComputedStyle(ink).color),
    );
  }, [timeline, shown[0], shown[1], size.width, size.height, dark, theme.value]);

  /** Both are as wide as the track and are moved as a whole: another place of theirs would lay out the page in every frame. */
  const put = (share: number) => {
    if (head.current !== null) head.current.style.transform = `translateX(${percent(share)})`;
    if (later.current !== null) later.current.style.transform = `translateX(${percent(Math.min(1, Math.max(0, share)))})`;
  };
  // With every frame only these two move; nothing is rendered.
  useSignalEffect(() => {
    const tick = within(whole, time.tick.value);
    const now = zoom.value ?? whole;
    if (zoom.value !== null && time.playing.value && !time.held.value) {
      const turned = following(now, whole, tick);
      if (turned !== now) zoom.value = turned;
    }
    const share = shareAt(now, tick);
    put(share);
    if (head.current !== null) head.current.hidden = share < 0 || share > 1;
  });
  // A rendering may have brought new elements or another span.
  useLayoutEffect(() => {
    put(shareAt(shown, within(whole, time.tick.peek())));
  }, [shown[0], shown[1], whole[1]]);

  usePointers(box, { whole, zoom, time, hover: setHover });

  const tick = within(whole, time.listed.value);
  const clock = timeline === null ? null : clockAt(timeline, tick);
  const isShown = ([from, to]: Span) => to > shown[0] && from < shown[1];
  const place = ([from, to]: Span) => {
    const [left, right] = [Math.max(0, shareAt(shown, from)), Math.min(1, shareAt(shown, to))];
    return { left: percent(left), width: percent(right - left) };
  };
  const least =
    timeline === null ? 1 : Math.max(1, Math.ceil(((shown[1] - shown[0]) / Math.max(1, size.width) / timeline.bucket) * HATCHED));
  // Rendered with the lists, several times a second: what does not change is not made anew.
  const hatched = useMemo(() => {
    const spans = timeline === null ? [] : idleSpans(timeline, least).filter(isShown).slice(0, MOST_HATCHED);
    return spans.map((span) => <span class="time__idle" key={`idle ${span[0]}`} style={place(span)} />);
  }, [timeline, least, shown[0], shown[1]]);
  const gaps = useMemo(() => {
    const spans = (timeline?.gaps ?? []).filter(isShown).slice(0, MOST_HATCHED);
    return spans.map((span) => <span class="time__gap" key={span.join(' ')} style={place(span)} />);
  }, [timeline, shown[0], shown[1]]);
  const tipAt = hover ?? (focused ? shareAt(shown, tick) : null);

  return (
    <div class={`time__track ${phone ? 'time__track--phone' : ''}`} ref={box}>
      <div
        class="time__slider"
        role="slider"
        tabIndex={0}
        aria-label={t.time.track}
        aria-valuemin={whole[0]}
        aria-valuemax={whole[1]}
        aria-valuenow={tick}
        aria-valuetext={t.time.at(format.playTime(tick), format.number(tick), clock === null ? null : format.logClock(clock))}
        onKeyDown={(event) => trackKeys(event, { whole, zoom, time })}
        onFocus={(event) => setFocused(event.currentTarget.matches(':focus-visible'))}
        onBlur={() => setFocused(false)}
      >
        <div class={`time__bars ${timeline === null && !time.failed.value ? 'is-waiting' : ''}`}>
          {hatched}
          <canvas class="time__canvas" ref={canvas} />
          <span class="time__later" ref={later} />
          {gaps}
          {time.failed.value && <span class="time__failed">{t.time.failed}</span>}
        </div>
        {hover !== null && <span class="time__ghost" style={{ left: percent(hover) }} />}
        <span class="time__head" ref={head} />
      </div>
      <span ref={inks} hidden>
        {LAYERS.map(({ layer }) => (
          <i key={layer} class={`time__ink time__ink--${layer}`} />
        ))}
      </span>
      {!phone && timeline !== null && <MarkRow timeline={timeline} shown={shown} width={size.width} />}
      {!phone && timeline !== null && timeline.forks.length > 0 && <Forks timeline={timeline} shown={shown} branch={map.branch.value} />}
      {zoom.value !== null && (
        <button
          type="button"
          class="time__whole"
          aria-label={t.time.whole}
          title={t.time.whole}
          onClick={() => {
            zoom.value = null;
          }}
        >
          <Icon name="fit" />
        </button>
      )}
      {tipAt !== null && tipAt >= 0 && tipAt <= 1 && <TrackTip timeline={timeline} shown={shown} share={tipAt} width={size.width} />}
      {!phone && (
        <div class="time__axis" aria-hidden="true">
          {axis(shown, size.width).map(({ tick: at, text }) => (
            <span key={at} class={shareAt(shown, at) < 0.02 ? 'is-first' : ''} style={{ left: percent(shareAt(shown, at)) }}>
              {text}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}
