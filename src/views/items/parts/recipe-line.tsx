import type { Amount, RecipeRow } from '../../../core/prototype/types';
import { w } from '../../../texts/items';
import { AmountSlot, type SlotSize } from './slot';

/** Ingredients, time, products, as the game shows a recipe. Said whole to whoever does not see it. */
export function RecipeLine({ row, size = 'm' }: { row: Pick<RecipeRow, 'ingredients' | 'products' | 'time'>; size?: SlotSize }) {
  return (
    <>
      {row.ingredients.length > 0 && <Amounts of={row.ingredients} size={size} />}
      <span class="recipe__time">
        <span class="vh">{row.time === null ? w.page.becomes : w.page.becomesIn}</span>
        {w.page.time(row.time)}
      </span>
      {row.products.length > 0 ? <Amounts of={row.products} size={size} /> : <span class="faint t-12">{w.page.nothing}</span>}
    </>
  );
}

function Amounts({ of, size }: { of: readonly Amount[]; size: SlotSize }) {
  return (
    <span class="recipe__io">
      {of.map((one, at) => (
        // The same item may stand in a recipe twice, at two temperatures or chances.
        <AmountSlot of={one} size={size} key={`${one.ref.kind}/${one.ref.name} ${at}`} />
      ))}
    </span>
  );
}
