import type { Ability } from '../../state/site';
import { t } from '../../texts';
import { site as s } from '../../texts/site';
import { useApp } from '../app-context';
import { Icon } from '../parts/icon';

/** The site as an app of this device: its version, whether it is kept, and what the browser does not give it. */
export function ThisSite() {
  const { state, actions } = useApp();
  const { site } = state;
  const installing = site.installing.value;
  const update = site.update.value;
  const never = site.missing.includes('offline');
  return (
    <>
      <h3 class="sec">{s.title}</h3>
      {update !== null && (
        <p class="site__row">
          <span class="grow">{s.version}</span>
          <button type="button" class="btn btn--s" onClick={update}>
            {t.update.reload}
          </button>
        </p>
      )}
      <p class="site__row dim">{never ? s.offline.never : site.offline.value ? s.offline.yes : s.offline.notYet}</p>
      {!site.missing.includes('install') && (
        <p class="site__row">
          <span class="grow dim">{s.installing[installing]}</span>
          {installing === 'offered' && (
            <button type="button" class="btn btn--s" onClick={() => void actions.install()}>
              {s.install}
            </button>
          )}
        </p>
      )}
      {site.secure && site.missing.length > 0 && (
        <>
          <p class="dim">{s.missingHere}:</p>
          <Missing />
        </>
      )}
    </>
  );
}

/** What a person would miss, by name. */
export function Missing() {
  const { missing } = useApp().state.site;
  return (
    <ul class="site__missing t-12 dim" aria-label={s.missing}>
      {missing.map((ability: Ability) => (
        <li key={ability}>
          <Icon name="close" size="s" /> {s.lacks[ability]}
        </li>
      ))}
    </ul>
  );
}
