import { useMemo, useState } from 'preact/hooks';
import type { RecipeRow } from '../../../core/prototype/types';
import { short } from '../../../texts/amounts';
import { w } from '../../../texts/items';
import { Segmented } from '../../parts/segmented';
import { useItems } from '../context';
import { hrefOf, refKey } from '../href';
import { Section } from '../parts/section';
import { PlainSlot, Slot } from '../parts/slot';
import { useKnown } from './use-known';

const SHOWN = 12;
/** Ingredients beside a row, as many as fit. */
const BESIDE = 4;

/** Recipes as two columns of rows, the simplest first or as the game has them. For what something is used in, and for what a machine makes. */
export function Uses({ id, title, rows }: { id: string; title: string; rows: readonly RecipeRow[] }) {
  const [order, setOrder] = useState<'simple' | 'game'>('simple');
  const [all, setAll] = useState(false);
  const sorted = useMemo(
    () =>
      order === 'game'
        ? rows
        : rows
            .map((row, at) => ({ row, at }))
            .sort((a, b) => a.row.simplicity - b.row.simplicity || a.at - b.at)
            .map(({ row }) => row),
    [rows, order],
  );
  const { known, toggle } = useKnown(sorted);
  const shown = all ? known : known.slice(0, SHOWN);
  return (
    <Section
      id={id}
      title={title}
      count={w.page.recipes(known.length)}
      end={
        rows.length > 1 && (
          <Segmented
            label={w.page.order}
            value={order}
            choices={[
              { value: 'simple', label: w.page.simplest },
              { value: 'game', label: w.page.game },
            ]}
            onChoose={(value) => setOrder(value as typeof order)}
          />
        )
      }
    >
      <ul class="uses">
        {shown.map((row, at) => (
          <Use row={row} key={`${refKey(row.ref)} ${row.sort} ${row.mode ?? ''} ${at}`} />
        ))}
      </ul>
      {(known.length > SHOWN || toggle !== null) && (
        <div class="panel__foot panel__foot--page">
          {known.length > SHOWN && (
            <button type="button" class="btn btn--s" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? w.page.showLess : w.page.showAll(known.length)}
            </button>
          )}
          {toggle}
        </div>
      )}
    </Section>
  );
}

function Use({ row }: { row: RecipeRow }) {
  const { state } = useItems();
  // Of what is mined or pumped, what comes of it.
  const beside = row.ingredients.length > 0 ? row.ingredients : row.products;
  const rest = beside.length - BESIDE;
  return (
    <li class="use">
      <a class="use__name" href={hrefOf(state.packId.value, row.ref)} data-ref={refKey(row.ref)}>
        <PlainSlot of={row.ref} size="s" />
        <span class="use__label">
          <span class="cut">{row.ref.label}</span>
          {(row.sort !== 'recipe' || row.mode === 'expensive') && (
            <span class="t-12 faint">{row.mode === 'expensive' ? w.page.expensive : w.page.sorts[row.sort]}</span>
          )}
        </span>
        <span class="vh">{w.page.rowWords(row)}</span>
      </a>
      {/* Said in words above. */}
      <span class="slots" aria-hidden="true">
        {beside.slice(0, rest === 1 ? BESIDE + 1 : BESIDE).map((one, at) => (
          <Slot of={one.ref} size="xs" corner={short(one.amount)} tabIndex={-1} key={`${refKey(one.ref)} ${at}`} />
        ))}
        {rest > 1 && <span class="t-12 faint use__more">+{rest}</span>}
      </span>
    </li>
  );
}
