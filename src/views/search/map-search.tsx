import '../styles/items.css';
import '../styles/items-page.css';
import '../styles/slots.css';
import { useApp } from '../app-context';
import { ItemsContext } from '../items/context';
import { Palette } from './palette';

/** The search over the map: of the map, and of its world's pack once that is here. */
export function MapSearch() {
  const { state } = useApp();
  const items = state.joined.pack.value === null ? null : (state.joined.more.value?.asItems ?? null);
  return (
    <ItemsContext.Provider value={items}>
      <Palette items={items} onMap onClose={state.mapSearch.close} />
    </ItemsContext.Provider>
  );
}
