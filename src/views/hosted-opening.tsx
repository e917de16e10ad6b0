import { t } from '../texts';
import { hosted as words } from '../texts/hosted';
import { useApp } from './app-context';
import { Middle } from './parts/lazy-view';
import { Bones, StateCard } from './parts/state-card';

/** A snapshot on its way, or why it cannot be read where it lies and what can be done instead. */
export function HostedOpening() {
  const { state, actions } = useApp();
  const opening = state.hosted.opening.value;
  if (opening === null) return null;
  const { address, url, problem } = opening;
  if (problem === null)
    return (
      <Middle heading={t.bar.map}>
        <StateCard icon="clock" title={words.opening(hostOf(url))} busy>
          <p>{words.openingTip}</p>
          <Bones />
          <div class="btns">
            <button type="button" class="btn" onClick={actions.leaveHosted}>
              {t.cancel}
            </button>
          </div>
        </StateCard>
      </Middle>
    );
  const whole = problem.code === 'no-ranges';
  return (
    <Middle heading={t.bar.map}>
      <StateCard kind="bad" icon="bad" title={words.failed} code={problem.code}>
        <p>
          {problem.detail} {problem.tip}
        </p>
        {url !== null && <p class="mono t-12 worlds__files">{url}</p>}
        <p class="t-12 faint">{whole ? words.wholeTip : words.downloadTip}</p>
        <div class="btns">
          {whole ? (
            <button type="button" class="btn btn--primary" onClick={() => void actions.fetchHosted()}>
              {words.whole}
            </button>
          ) : (
            <button type="button" class="btn btn--primary" onClick={() => void actions.openHosted(address, state.map.world.value)}>
              {t.retry}
            </button>
          )}
          {url !== null && (
            <a class="btn" href={url} download rel="noopener noreferrer" target="_blank">
              {words.download}
            </a>
          )}
          <button type="button" class="btn btn--ghost" onClick={actions.leaveHosted}>
            {t.bar.home}
          </button>
        </div>
      </StateCard>
    </Middle>
  );
}

const hostOf = (url: string | null): string => (url === null ? '' : new URL(url).host);
