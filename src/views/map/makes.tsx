import type { Joining } from '../../state/items/joining';
import { t } from '../../texts';
import { ItemsContext } from '../items/context';
import { RecipeLine } from '../items/parts/recipe-line';
import { usePeek } from '../items/parts/use-peek';
import { Tips } from '../items/tips/tips';

/** What a machine on the map makes, as the game shows a recipe; its time is that of this machine. */
export function Makes({ of, recipe, machine }: { of: Joining; recipe: string; machine: string }) {
  return (
    <ItemsContext.Provider value={of.asItems}>
      <Line recipe={recipe} machine={machine} />
      <Tips />
    </ItemsContext.Provider>
  );
}

function Line({ recipe, machine }: { recipe: string; machine: string }) {
  const { value: page } = usePeek({ kind: 'recipe', name: recipe });
  const [row] = page?.ref.name === recipe ? page.recipes : [];
  if (page === null || row === undefined) return null;
  const time = page.machines.find((one) => one.machine.name === machine)?.time ?? row.time;
  return (
    <div class="well makes">
      <span class="label">{t.here.makes}</span>
      <div class="recipe">
        <RecipeLine row={{ ...row, time }} />
      </div>
    </div>
  );
}
