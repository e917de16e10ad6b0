import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Ref } from '../../core/prototype/types';
import type { Items } from '../../state/items';

/** Set by the frame of the item browser, once its code is here. */
export const ItemsContext = createContext<Items | null>(null);

/** What the item browser knows and can do. */
export function useItems(): { state: Items; actions: Items['actions'] } {
  const items = useContext(ItemsContext);
  if (items === null) throw new Error('a part of the item browser outside of it');
  return { state: items, actions: items.actions };
}

export function togglePin(actions: Items['actions'], ref: Ref): void {
  if (actions.isPinned(ref)) actions.unpin(ref);
  else actions.pin(ref);
}
