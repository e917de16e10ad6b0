import type { RecipeRow } from '../../../core/prototype/types';
import { prototypeTitle } from '../../../texts/format';
import { w } from '../../../texts/items';
import { refKey } from '../href';
import { RecipeLine } from '../parts/recipe-line';
import { Slot } from '../parts/slot';
import { ThingLink, ThingList } from '../parts/thing';

/** Machines that fit beside a recipe; the others are in the table of machines. */
const BESIDE = 8;

/** One way to make something: what goes in, how long, what comes out, where. */
export function Made({ row }: { row: RecipeRow }) {
  const machines = row.machines.slice(0, BESIDE);
  return (
    <li class="made">
      <div class="made__line">
        <div class="recipe">
          <RecipeLine row={row} />
        </div>
        <div class="made__name">
          <span class="row made__title">
            <b class="strong cut">
              <ThingLink of={row.ref} />
            </b>
            {row.mode === 'expensive' && <span class="tag">{w.page.expensive}</span>}
            {row.hidden === true && <span class="tag">{w.page.hiddenRecipe}</span>}
          </span>
          <span class="t-12 faint">{kindsOf(row)}</span>
          <How row={row} />
        </div>
      </div>
      <div class="made__machines">
        <span class="vh">{w.page.madeIn}: </span>
        {machines.map((machine) => (
          <Slot of={machine} key={refKey(machine)} size="s" />
        ))}
        {row.machines.length > machines.length && <span class="t-12 faint">{w.tip.more(row.machines.length - machines.length)}</span>}
        {row.byHand && <span class="tag">{w.page.byHand}</span>}
        {row.machines.length === 0 && !row.byHand && (row.sort === 'recipe' || row.sort === 'mining' || row.sort === 'pumping') && (
          <span class="t-12 faint">{w.page.noMachine}</span>
        )}
      </div>
    </li>
  );
}

/** What must be known, and where it goes at all. */
export function How({ row }: { row: RecipeRow }) {
  const bound = row.conditions !== undefined && row.conditions.length > 0;
  return (
    <>
      {!row.enabled && row.unlockedBy.length > 0 && (
        <span class="t-12 dim">
          {w.page.unlockedBy} <ThingList of={row.unlockedBy} />
        </span>
      )}
      {bound && <span class="t-12 dim">{w.page.only(w.amount.conditions(row.conditions ?? []))}</span>}
      {row.energy !== undefined && <span class="t-12 faint">{w.page.energy(row.energy)}</span>}
    </>
  );
}

function kindsOf(row: RecipeRow): string {
  return row.sort === 'recipe' ? row.categories.map(prototypeTitle).join(', ') : w.page.sorts[row.sort];
}
