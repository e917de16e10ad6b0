import type { ThingHere } from '../../core/world/types';
import { format, t } from '../../texts';
import { useApp } from '../app-context';
import { useAnswer } from '../items/parts/use-answer';
import { PlayerName } from './player-name';

/** Of what happened on one tile, more than any machine has. */
const ROWS = 50;

/** Who told a machine last what to make, and when; nothing where no log says so. */
export function RecipeSet({ of }: { of: ThingHere }) {
  const { state, client } = useApp();
  const view = state.map.view.value;
  const [x, y] = of.at;
  const key =
    view === null ? null : JSON.stringify([view.world, state.map.info.value?.version, view.branch, view.surface, view.tick, of.at, of.id]);
  const { value } = useAnswer(key, async (signal) => {
    if (view === null) return null;
    const { world, branch, surface, force, tick } = view;
    // Its centre lies within a quarter of a tile of where it is said to stand.
    const area: [number, number, number, number] = [x - 0.25, y - 0.25, x + 0.25, y + 0.25];
    const question = { world, branch, surface, force, area, until: tick, players: null, kinds: ['recipe' as const], limit: ROWS };
    const { rows } = await client.raster.audit(question, signal);
    return rows.find((row) => row.name === of.name && row.id === of.id && row.recipe === of.recipe) ?? null;
  });
  if (value === null) return null;
  return (
    <>
      <dt>{t.here.recipeSet}</dt>
      <dd>
        {value.by !== undefined && <PlayerName index={value.by} />} <span class="faint">{t.here.at(format.playTime(value.tick))}</span>
      </dd>
    </>
  );
}
