import { live as w } from '../../texts/live';
import { useApp } from '../app-context';
import { Dialog } from '../parts/dialog';
import { TokenForm } from './token-form';
import { useNow } from './use-now';
import { detailOf } from './words';

/** Everything of the connection, and what can be done with it. */
export function LiveDialog({ onClose }: { onClose: () => void }) {
  const { state, actions } = useApp();
  const watched = state.live.now.value;
  const now = useNow(true);
  if (watched === null) return null;
  const { target, status, thin, server } = watched;
  const heard = watched.heard ?? server?.heard ?? null;
  const why = status.at === 'waiting' || status.at === 'stopped' ? w.why[status.why] : null;
  return (
    <Dialog title={watched.name} onClose={onClose}>
      <div class="dialog__body stack">
        <dl class="facts">
          <dt>{w.server}</dt>
          <dd class="worlds__files">{target.server}</dd>
          <dt>{w.relay}</dt>
          <dd class="mono worlds__files">{target.relay}</dd>
          <dt>{w.state}</dt>
          <dd>{[w.chip[status.at], detailOf(watched, now)].filter(Boolean).join(', ')}</dd>
          <dt>{w.heard}</dt>
          <dd>{heard === null ? w.heardNever : w.heardAgo(Math.round(Math.max(0, now - heard) / 1000))}</dd>
          {server !== null && (
            <>
              <dt>{w.seen}</dt>
              <dd>{thin === null ? w.all : w.thin(thin.force, thin.chat)}</dd>
            </>
          )}
        </dl>
        {why !== null && (
          <p>
            <b>{why.title}.</b> {why.tip}
          </p>
        )}
        {status.at === 'elsewhere' && <p class="dim">{w.elsewhereTip}</p>}
        {(thin !== null || (status.at === 'stopped' && status.why === 'bad-token')) && <TokenForm target={target} />}
        <div class="btns dialog__foot">
          <span class="t-12 faint grow">{w.leaveTip}</span>
          {status.at === 'waiting' && (
            <button type="button" class="btn" onClick={state.live.tryNow}>
              {w.now}
            </button>
          )}
          {status.at === 'stopped' && (
            <button type="button" class="btn btn--primary" onClick={() => void state.live.start(target)}>
              {w.retry}
            </button>
          )}
          <button
            type="button"
            class="btn"
            onClick={() => {
              onClose();
              void actions.leaveLive();
            }}
          >
            {w.leave}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
