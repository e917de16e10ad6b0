import { site as s } from '../../texts/site';
import { useApp } from '../app-context';
import { Icon } from '../parts/icon';

/** The browser can install the site: said once, and never over anything else. */
export function InstallOffer() {
  const { state, actions } = useApp();
  if (!state.site.offersInstall.value) return null;
  return (
    <section class="panel install" aria-label={s.offer}>
      <span class="grow">
        <b class="strong">{s.offer}</b>
        <br />
        <span class="t-12 dim">{s.offerTip}</span>
      </span>
      <span class="btns">
        <button type="button" class="btn" onClick={() => void actions.install()}>
          <Icon name="save" /> {s.install}
        </button>
        <button type="button" class="btn btn--ghost" onClick={actions.declineInstall}>
          {s.later}
        </button>
      </span>
    </section>
  );
}
