import { t } from '../texts';
import { share as words } from '../texts/share';
import { useApp } from './app-context';
import { HostedOpening } from './hosted-opening';
import { LivePage } from './live-page';
import type { MapPageProps } from './map-page-props';
import { CodeFailed, Middle, useLazyView } from './parts/lazy-view';
import { Bones, StateCard } from './parts/state-card';
import { pickFiles } from './shell/pick';

/** The map, once its code is here; until then, or where its world is not here, what can be done. */
export function MapPage(props: MapPageProps) {
  const { state } = useApp();
  const { View, failed } = useLazyView(() => import('./map/map-view').then(({ MapView }) => MapView));

  if (failed) return <CodeFailed title={t.map.codeFailed} heading={t.bar.map} />;
  if (state.map.info.value === null && state.hosted.opening.value !== null) return <HostedOpening />;
  // A link to a server's world that is on its way.
  if (state.map.missing.value && state.live.now.value !== null) return <LivePage />;
  if (state.map.missing.value) return <Missing />;
  if (View === null || state.map.info.value === null)
    return (
      <Middle heading={t.bar.map}>
        <StateCard icon="clock" title={t.map.opening} busy>
          <Bones />
        </StateCard>
      </Middle>
    );
  return <View {...props} />;
}

/** A link into a world this browser does not have. When its log can be had from somewhere, it is on its way already. */
function Missing() {
  const { state, actions } = useApp();
  const address = state.address.value;
  const job = state.job.value;
  const reading = job?.status === 'fetching' || job?.status === 'reading';
  const problem = job?.problems[0];
  const needs = address.page === 'map' ? state.needs.value.get(address.world) : undefined;
  const where = address.page !== 'map' ? '' : t.link.points(address.surface, address.tick);
  if (reading)
    return (
      <Middle heading={t.bar.map}>
        <StateCard icon="clock" title={t.link.bringing} busy>
          <p>{job.names.join(', ')}</p>
          <Bones />
          <div class="btns">
            <a class="btn" href="#/import">
              {t.link.watch}
            </a>
          </div>
        </StateCard>
      </Middle>
    );
  return (
    <Middle heading={t.bar.map}>
      <StateCard icon="link" title={t.link.title} {...(problem === undefined ? {} : { code: problem.code })}>
        <p>
          {where} {t.link.tip}
        </p>
        {needs !== undefined && <p>{words.needs(needs.name, needs.files.join(', '))}</p>}
        {problem !== undefined && (
          <p>
            {problem.detail} {problem.tip}
          </p>
        )}
        <div class="btns">
          <button type="button" class="btn btn--primary" onClick={() => pickFiles(actions.openFiles)}>
            {t.start.files}
          </button>
          <button
            type="button"
            class="btn btn--ghost"
            onClick={() => {
              actions.go('start');
              void actions.openSample();
            }}
          >
            {t.link.sample}
          </button>
        </div>
      </StateCard>
    </Middle>
  );
}
