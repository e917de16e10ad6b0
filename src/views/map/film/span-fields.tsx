import { Fragment } from 'preact';
import { useId } from 'preact/hooks';
import type { Span } from '../../../core/world/types';
import { format } from '../../../texts';
import { m } from '../../../texts/tools';

/** Steps of a slider from one end to the other, at most. */
const STEPS = 1000;

/** First and last moment, each on a slider over the whole time. One pushes the other along. */
export function SpanFields({ whole, span, onChange }: { whole: Span; span: Span; onChange: (span: Span) => void }) {
  const id = useId();
  const step = Math.max(1, Math.ceil((whole[1] - whole[0]) / STEPS));
  const steps = Math.ceil((whole[1] - whole[0]) / step);
  const ends = [
    { label: m.film.from, value: span[0], take: (tick: number): Span => [tick, Math.max(tick, span[1])] },
    { label: m.film.to, value: span[1], take: (tick: number): Span => [Math.min(tick, span[0]), tick] },
  ];
  return (
    <div class="film__ends">
      {ends.map(({ label, value, take }, nth) => (
        <Fragment key={label}>
          <label for={`${id}-${nth}`}>{label}</label>
          <input
            id={`${id}-${nth}`}
            type="range"
            min={0}
            max={steps}
            value={Math.round((value - whole[0]) / step)}
            aria-valuetext={format.playTime(value)}
            onInput={(event) => onChange(take(Math.min(whole[1], whole[0] + Number(event.currentTarget.value) * step)))}
          />
          <output for={`${id}-${nth}`}>{format.playTime(value)}</output>
        </Fragment>
      ))}
    </div>
  );
}
