import '../styles/live.css';
import { live as w } from '../../texts/live';
import { useApp } from '../app-context';
import { Middle } from '../parts/lazy-view';
import { ProgressBar } from '../parts/progress-bar';
import { Bones, StateCard } from '../parts/state-card';
import { FindServers } from './find-servers';
import { TokenForm } from './token-form';
import { useNow } from './use-now';
import { detailOf } from './words';

/** `#/live`: where to find servers; `#/live/{server}`: one of them, until its map is there. */
export function LiveView() {
  const { state } = useApp();
  const address = state.address.value;
  if (address.page === 'live' && address.server === null) return <FindServers />;
  return (
    <Middle heading={w.title}>
      <Opening />
    </Middle>
  );
}

/** What stands in the place of a map that is on its way. */
export function Opening() {
  const { state, actions } = useApp();
  const refused = state.live.refused.value;
  const watched = state.live.now.value;
  const now = useNow(watched?.status.at === 'waiting');
  const home = (
    <button
      type="button"
      class="btn btn--ghost"
      onClick={() => {
        void actions.leaveLive();
        actions.go('start');
      }}
    >
      {w.leave}
    </button>
  );
  if (refused !== null) return <Refused />;
  if (watched === null)
    return (
      <StateCard icon="live" title={w.title} busy>
        <Bones />
      </StateCard>
    );
  const { status, target } = watched;
  if (status.at === 'stopped')
    return (
      <StateCard kind="bad" icon="bad" title={w.why[status.why].title} code={status.why}>
        <p>{w.why[status.why].tip}</p>
        {status.why === 'bad-token' && <TokenForm target={target} />}
        <div class="btns">
          <button type="button" class="btn btn--primary" onClick={() => void state.live.start(target)}>
            {w.retry}
          </button>
          {status.why === 'no-server' && (
            <button type="button" class="btn" onClick={() => actions.seekLive(null, target.relay === state.live.own ? null : target.relay)}>
              {w.list}
            </button>
          )}
          {home}
        </div>
      </StateCard>
    );
  if (status.at === 'waiting')
    return (
      <StateCard icon="gap" title={w.why[status.why].title} busy>
        <p>
          {w.why[status.why].tip} {w.chip.waiting} {detailOf(watched, now)}.
        </p>
        <div class="btns">
          <button type="button" class="btn btn--primary" onClick={state.live.tryNow}>
            {w.now}
          </button>
          {home}
        </div>
      </StateCard>
    );
  const catching = status.at === 'catching-up' ? status : null;
  return (
    <StateCard icon="live" title={status.at === 'elsewhere' ? w.chip.elsewhere : w.connecting(watched.name)} busy>
      <p>{status.at === 'live' ? w.waitingForWorld : status.at === 'elsewhere' ? w.elsewhereTip : w.connectingTip}</p>
      {catching !== null && catching.total !== null ? (
        <ProgressBar
          label={w.chip['catching-up']}
          done={catching.done}
          total={catching.total}
          words={w.catching(catching.done, catching.total)}
        />
      ) : (
        <Bones />
      )}
      <div class="btns">{home}</div>
    </StateCard>
  );
}

/** An address that cannot be asked. */
function Refused() {
  const { state, actions } = useApp();
  const refused = state.live.refused.value;
  if (refused === null) return null;
  const { text, why, url } = refused;
  return (
    <StateCard kind="bad" icon="bad" title={why === 'mixed' && url !== null ? w.mixed(new URL(url).host) : w.badAddress} code={why}>
      {why === 'mixed' ? <p>{w.mixedTip}</p> : <p class="mono worlds__files">{text.slice(0, 200)}</p>}
      <div class="btns">
        {url !== null && (
          <a class="btn btn--primary" href={url} rel="noopener noreferrer">
            {w.open(new URL(url).host)}
          </a>
        )}
        <button type="button" class="btn" onClick={() => actions.seekLive(null, null)}>
          {w.claim}
        </button>
      </div>
    </StateCard>
  );
}
