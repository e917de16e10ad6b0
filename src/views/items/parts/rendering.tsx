import { number } from '../../../texts/format';
import { w } from '../../../texts/items';
import { useItems } from '../context';

/** While a pack's icons are being drawn: how far that is. */
export function Rendering() {
  const { state } = useItems();
  const now = state.rendering.value;
  if (now === null || now.status !== 'running' || now.pack !== state.packId.value || now.total === 0) return null;
  return (
    <div class="rendering">
      <span class="t-12 dim">{w.front.waiting(now.done, now.total)}</span>
      <div
        class="progress progress--s grow"
        role="progressbar"
        aria-label={w.front.waitingTitle}
        aria-valuemin={0}
        aria-valuemax={now.total}
        aria-valuenow={now.done}
        aria-valuetext={number(now.done)}
      >
        <i style={{ width: `${(now.done / now.total) * 100}%` }} />
      </div>
    </div>
  );
}
