import { useEffect, useState } from 'preact/hooks';
import { m } from '../../texts/tools';
import { useApp } from '../app-context';
import { useLazyView } from '../parts/lazy-view';
import { Bones } from '../parts/state-card';
import type { Stage } from './stage';
import type { StageState } from './stage-state';

interface Props {
  stage: Stage;
  local: StageState;
}

/** The tools, once something of them is asked for. */
export function ToolsWhenNeeded(props: Props) {
  const { map, find } = useApp().state;
  const { tool, picture, film } = props.local;
  const wanted = tool.value !== null || picture.value || film.value || map.area.value !== null || find.marked.value !== null;
  const [needed, setNeeded] = useState(wanted);
  useEffect(() => {
    if (wanted) setNeeded(true);
  }, [wanted]);
  return needed ? <Loaded {...props} /> : null;
}

function Loaded(props: Props) {
  const { actions } = useApp();
  const { View, failed } = useLazyView(() => import('./tools/tools').then(({ Tools }) => Tools));
  useEffect(() => {
    if (failed) actions.say('bad', m.codeFailed);
  }, [failed]);
  return View === null ? null : <View {...props} />;
}

/** The history of the place in the address. */
export function Place(props: Props) {
  const { View, failed } = useLazyView(() => import('./place/place-panel').then(({ PlacePanel }) => PlacePanel));
  if (failed) return <p class="panel__body bad">{m.codeFailed}</p>;
  return View === null ? <Bones /> : <View {...props} />;
}

/** The statistics, from when they are first asked for; closed they keep what was chosen in them. */
export function StatsWhenNeeded({ local }: Pick<Props, 'local'>) {
  const wanted = local.stats.value;
  const [needed, setNeeded] = useState(wanted);
  useEffect(() => {
    if (wanted) setNeeded(true);
  }, [wanted]);
  return needed ? <LoadedStats local={local} /> : null;
}

function LoadedStats({ local }: Pick<Props, 'local'>) {
  const { actions } = useApp();
  const { View, failed } = useLazyView(() => import('./stats/stats-panel').then(({ StatsPanel }) => StatsPanel));
  useEffect(() => {
    if (failed) actions.say('bad', m.statsFailed);
  }, [failed]);
  return View === null ? null : <View local={local} />;
}
