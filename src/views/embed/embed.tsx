import '../styles/embed.css';
import { t } from '../../texts';
import { embed as words } from '../../texts/embed';
import { useApp } from '../app-context';
import { LinkPage } from '../link-page';
import { MapPage } from '../map-page';
import { Middle } from '../parts/lazy-view';
import { Bones, StateCard } from '../parts/state-card';
import { Toasts } from '../shell/toasts';
import { FullLink } from './full-link';

/** The page as a part of another one: the map, and a way to the whole site. */
export function Embed() {
  const { page } = useApp().state;
  return (
    <>
      {page.value === 'map' ? <MapPage goTo={false} onGoTo={() => {}} /> : page.value === 'link' ? <LinkPage /> : <Waiting />}
      <FullLink />
      <Toasts />
    </>
  );
}

/** What comes by its address is read first. */
function Waiting() {
  const { job } = useApp().state;
  const reading = job.value?.status === 'fetching' || job.value?.status === 'reading';
  const problem = reading ? undefined : job.value?.problems[0];
  return (
    <Middle heading={t.bar.map}>
      {reading ? (
        <StateCard icon="clock" title={words.reading} busy>
          <p>{job.value?.names.join(', ')}</p>
          <Bones />
        </StateCard>
      ) : (
        <StateCard icon="map" title={words.nothing} {...(problem === undefined ? {} : { code: problem.code })}>
          <p>{problem === undefined ? words.nothingTip : `${problem.detail} ${problem.tip}`}</p>
        </StateCard>
      )}
    </Middle>
  );
}
