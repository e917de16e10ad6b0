import 'uplot/dist/uPlot.min.css';
import { useSignalEffect } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import type { Numbers } from '../../../core/world/number-types';
import { format } from '../../../texts';
import { s } from '../../../texts/stats';
import { useApp } from '../../app-context';
import { shareAt } from '../time/scale';
import { inkOf, PLOT_INKS } from './ink';
import { plotKeys, takePresses } from './plot-keys';
import { dataOf, type Inks, optionsOf } from './plot-options';
import { PlotTip } from './plot-tip';
import type { Line } from './series';

const percent = (share: number) => `${(share * 100).toFixed(3)}%`;
const MOST_GAPS = 500;

/** Lines over time. It has the slider's playhead; a press or the arrow keys move it. `pointed`: the key of the line that stands out. */
export function Plot({
  numbers,
  lines,
  pointed,
  what,
}: {
  numbers: Numbers;
  lines: readonly Line[];
  pointed: string | null;
  what: string;
}) {
  const { time, theme } = useApp().state;
  const box = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLDivElement>(null);
  const inks = useRef<HTMLSpanElement>(null);
  const head = useRef<HTMLElement | null>(null);
  const plot = useRef<uPlot | null>(null);
  const [size, setSize] = useState({ width: 0, height: 0, zoom: 1 });
  /** Tick under the pointer. */
  const [hover, setHover] = useState<number | null>(null);
  const dark = useDark();
  const span = numbers.span ?? [0, 0];
  const gaps = time.timeline.value?.gaps.filter(([from, to]) => to > span[0] && from < span[1]).slice(0, MOST_GAPS) ?? [];

  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return;
    const watcher = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight, zoom: zoomOf() }));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);

  const ready = size.width > 0 && size.height > 0;
  useLayoutEffect(() => {
    if (!ready || area.current === null || inks.current === null) return;
    const hovers = (of: uPlot) => setHover((of.cursor.left ?? -1) >= 0 ? of.posToVal(of.cursor.left!, 'x') : null);
    const options = optionsOf(lines, span, { ...inksOf(inks.current), zoom: size.zoom }, size, { setCursor: [hovers] });
    const made = new uPlot(options, dataOf(lines, numbers.ticks), area.current);
    for (const gap of gaps) made.under.append(gapOf(gap, span));
    head.current = made.over.appendChild(document.createElement('span'));
    head.current.className = 'stats__head';
    place(time.tick.peek());
    const stop = takePresses(made.over, (share) => span[0] + share * (span[1] - span[0]), time);
    plot.current = made;
    return () => {
      plot.current = null;
      head.current = null;
      stop();
      made.destroy();
    };
  }, [ready, lines, numbers, dark, theme.value, gaps.length, size.zoom]);
  useLayoutEffect(() => {
    if (ready) plot.current?.setSize(size);
  }, [size.width, size.height]);
  useEffect(() => {
    const at = lines.findIndex(({ key }) => key === pointed);
    plot.current?.setSeries(at < 0 ? null : at + 1, { focus: true });
  }, [pointed, lines]);

  function place(tick: number | null) {
    const share = shareAt(span, tick ?? time.span.peek()?.[1] ?? span[1]);
    if (head.current === null) return;
    head.current.style.left = percent(share);
    head.current.hidden = share < 0 || share > 1;
  }
  // With every frame only this moves.
  useSignalEffect(() => place(time.tick.value));

  const now = Math.min(span[1], Math.max(span[0], time.listed.value ?? span[1]));
  return (
    <div class="stats__plot" ref={box}>
      <div
        class="stats__canvas"
        ref={area}
        role="slider"
        tabIndex={0}
        aria-label={s.plot(what, format.playTime(span[0]), format.playTime(span[1]))}
        aria-describedby="stats-keys"
        aria-valuemin={span[0]}
        aria-valuemax={span[1]}
        aria-valuenow={now}
        aria-valuetext={s.at(format.playTime(now), format.number(now), null)}
        onKeyDown={(event) => plotKeys(event, numbers.ticks, time)}
      />
      {hover !== null && <PlotTip numbers={numbers} lines={lines} tick={hover} left={shareAt(span, hover) > 0.5} />}
      <span ref={inks} hidden>
        <i class="stats__ink stats__ink--text" />
        <i class="stats__ink stats__ink--line" />
        {Array.from({ length: PLOT_INKS }, (_, i) => (
          <i key={i} class={`stats__ink ${inkOf(i)}`} />
        ))}
      </span>
      <p class="vh" id="stats-keys">
        {s.plotKeys}
      </p>
    </div>
  );
}

const zoomOf = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;

function inksOf(element: HTMLElement): Omit<Inks, 'zoom'> {
  const [text = '', line = '', ...series] = [...element.children].map((ink) => getComputedStyle(ink).color);
  return { text, line, series };
}

function gapOf([from, to]: readonly [number, number], span: [number, number]): HTMLElement {
  const gap = document.createElement('span');
  gap.className = 'stats__gap';
  const [left, right] = [Math.max(0, shareAt(span, from)), Math.min(1, shareAt(span, to))];
  gap.style.left = percent(left);
  gap.style.width = percent(right - left);
  return gap;
}

/** The system's theme, which changes what colours of a theme "auto" are. */
function useDark(): boolean {
  const [dark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const media = matchMedia('(prefers-color-scheme: dark)');
    const change = () => setDark(media.matches);
    media.addEventListener('change', change);
    return () => media.removeEventListener('change', change);
  }, []);
  return dark;
}
