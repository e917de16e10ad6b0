import { useState } from 'preact/hooks';
import { live as w } from '../../texts/live';
import { useApp } from '../app-context';
import { Icon } from '../parts/icon';
import { LiveWhenNeeded } from './live-when-needed';
import { useNow } from './use-now';
import { detailOf } from './words';

/** The state of the connection, always in sight: its words open more about it, its cross ends it. Of a world that was watched, the way back. */
export function LiveChip({ world, face = 'chip' }: { world: string | null; face?: 'chip' | 'pill' | 'row' }) {
  const { state, actions } = useApp();
  const [open, setOpen] = useState(false);
  const watched = state.live.now.value;
  const at = watched?.status.at;
  const now = useNow(at === 'waiting' || watched?.behindSince != null);

  if (watched === null || (at === 'stopped' && watched.world !== world)) {
    const source = world === null ? null : state.live.serverOf(world);
    if (source === null || world === null) return null;
    return (
      <button type="button" class={`live live--off live--${face}`} title={w.goLiveOf(source.name)} onClick={() => actions.goLive(world)}>
        <Icon name="live" /> <span>{w.goLive}</span>
      </button>
    );
  }
  const name = w.chip[watched.status.at];
  const detail = detailOf(watched, now);
  const { status } = watched;
  const why = status.at === 'waiting' || status.at === 'stopped' ? w.why[status.why].title : null;
  return (
    <span class={`live live--${at} live--${face}`} data-live={at}>
      <button type="button" class="live__words" title={why ?? w.about} onClick={() => setOpen(true)}>
        <i class="live__dot" />
        <span role="status">{name}</span>
        {detail !== '' && face !== 'row' && <span class="live__detail">{detail}</span>}
      </button>
      <button type="button" class="live__leave" aria-label={w.leave} title={w.leave} onClick={() => void actions.leaveLive()}>
        <Icon name="close" size="s" />
      </button>
      {open && <LiveWhenNeeded onClose={() => setOpen(false)} />}
    </span>
  );
}
