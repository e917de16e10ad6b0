import '../styles/start.css';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../texts';
import { site as s } from '../../texts/site';
import { useApp } from '../app-context';
import { Icon } from '../parts/icon';
import { Missing } from '../shell/this-site';
import { Hero } from './hero';
import { InstallOffer } from './install-offer';
import { LazyPacks, LazyReads, LazyServers } from './lazy-parts';
import { Record } from './record';
import { Worlds } from './worlds';

/** Where a visit begins: open something, or go on with what is here. */
export function Start() {
  const { live } = useApp().state;
  return (
    <main class="start">
      <Remarks />
      <Hero />
      <div class="start__here">
        {live.own !== null && <LazyServers />}
        <Worlds />
        <LazyPacks />
        <InstallOffer />
      </div>
      <LazyReads />
      <Record />
    </main>
  );
}

/** What a person should know before anything else, if there is anything. */
function Remarks() {
  const { state, actions } = useApp();
  const recovered = state.recovered.value;
  const shown = useRef(false);
  shown.current ||= recovered.length > 0;
  // Said once: whoever comes back to this page has read it.
  useEffect(
    () => () => {
      if (shown.current) actions.forgetRecovered();
    },
    [],
  );
  const { secure } = state.site;
  if (secure && recovered.length === 0) return null;
  return (
    <div class="remarks">
      {!secure && (
        <div class="remark panel">
          <span class="mark mark--note">
            <Icon name="info" />
          </span>
          <div class="grow stack">
            <p>{t.start.insecure}</p>
            <details>
              <summary>{s.missing}</summary>
              <Missing />
            </details>
          </div>
        </div>
      )}
      {recovered.length > 0 && (
        <div class="remark panel" role="status">
          <span class="mark mark--note">
            <Icon name="info" />
          </span>
          <ul class="grow">
            {recovered.map((one) => (
              <li key={one.world}>{one.what === 'kept' ? t.start.recoveredKept(one.name) : t.start.recoveredUndone(one.name)}</li>
            ))}
          </ul>
          <button type="button" class="btn btn--ghost btn--icon btn--s" aria-label={t.close} onClick={actions.forgetRecovered}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
