import { useMemo } from 'preact/hooks';
import type { Timeline } from '../../../core/world/timeline-types';
import type { Span } from '../../../core/world/types';
import { Icon } from '../../parts/icon';
import { placedMarks } from './placed';

const ICONS: Record<string, string> = { death: 'skull', research: 'flask', rocket: 'rocket', error: 'warn' };
export const markIcon = (type: string): string => (Object.hasOwn(ICONS, type) ? (ICONS[type] ?? 'flag') : 'flag');
const BAD = new Set(['death', 'error']);

/** What is rare enough to be told one by one, above the bars. It is read at the pointer and stepped to by keys. */
export function MarkRow({ timeline, shown, width }: { timeline: Timeline; shown: Span; width: number }) {
  const placed = useMemo(() => placedMarks(timeline.marks, shown, width), [timeline, shown[0], shown[1], width]);
  return (
    <div class="time__marks" aria-hidden="true">
      {placed.map(({ mark, share }) => (
        <span
          class={`time__mark ${BAD.has(mark.type) ? 'is-bad' : mark.type === 'rocket' ? 'is-key' : ''}`}
          key={`${mark.tick} ${mark.type} ${mark.text}`}
          style={{ left: `${(share * 100).toFixed(3)}%` }}
        >
          <Icon name={markIcon(mark.type)} />
        </span>
      ))}
    </div>
  );
}
