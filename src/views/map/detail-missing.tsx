import type { Area } from '../../core/world/types';
import { format } from '../../texts';
import { m } from '../../texts/tools';
import { useApp } from '../app-context';
import { useAnswer } from '../items/parts/use-answer';
import { Icon } from '../parts/icon';

const CHUNK = 32;

/**
 * Says so where the mod could not write all that happened in the chunk of a place. Whatever the moment shown: what is not told happened
 * before the tick that is named, so just an earlier moment may lack it.
 */
export function DetailMissing({ x, y }: { x: number; y: number }) {
  const { state, client } = useApp();
  const view = state.map.view.value;
  const [left, top] = [Math.floor(x / CHUNK) * CHUNK, Math.floor(y / CHUNK) * CHUNK];
  const ask =
    view === null
      ? null
      : {
          ...{ world: view.world, branch: view.branch, surface: view.surface, force: view.force, until: null },
          area: [left, top, left + CHUNK, top + CHUNK] as Area,
          players: null,
          kinds: ['merged' as const],
          limit: 1,
        };
  const { value } = useAnswer(ask && JSON.stringify([ask, state.map.info.value?.version]), (signal) =>
    ask === null ? Promise.resolve(null) : client.raster.audit(ask, signal),
  );
  const last = value?.rows[0];
  if (last === undefined) return null;
  return (
    <p class="row t-12 dim sel__missing">
      <Icon name="gap" /> <span>{m.place.mergedHere(format.playClock(last.tick))}</span>
    </p>
  );
}
