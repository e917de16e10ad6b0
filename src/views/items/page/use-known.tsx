import type { ComponentChildren } from 'preact';
import type { RecipeRow } from '../../../core/prototype/types';
import { w } from '../../../texts/items';
import { Icon } from '../../parts/icon';
import { useItems } from '../context';

/** Without what the game hides, unless that is wanted or all there is; and the button that says so. */
export function useKnown(rows: readonly RecipeRow[]): { known: readonly RecipeRow[]; toggle: ComponentChildren } {
  const { state, actions } = useItems();
  const hidden = rows.filter((row) => row.hidden === true).length;
  if (hidden === 0 || hidden === rows.length) return { known: rows, toggle: null };
  const open = state.showHidden.value;
  return {
    known: open ? rows : rows.filter((row) => row.hidden !== true),
    toggle: (
      <button type="button" class="btn btn--ghost btn--s" onClick={() => actions.setShowHidden(!open)}>
        <Icon name={open ? 'eye' : 'off'} size="s" /> {open ? w.page.hideHidden(hidden) : w.page.showHidden(hidden)}
      </button>
    ),
  };
}
