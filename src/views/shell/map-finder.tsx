import { useEffect } from 'preact/hooks';
import { t } from '../../texts';
import { useApp } from '../app-context';
import { useLazyView } from '../parts/lazy-view';
import { isTyping } from './keys';

/** The search over the map, opened by the bar's field, `/` and Ctrl K; its code comes when it is first opened. */
export function MapFinder() {
  const { state } = useApp();
  const { find } = state;
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (find.open.peek()) {
        early(event);
        return;
      }
      const slash = event.key === '/' && !isTyping(event);
      const ctrlK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!(slash || ctrlK) || state.map.info.value === null || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      find.open.value = true;
    };
    /** What is typed before the code of the search is here, or drawn, belongs to it and is no key of the map. */
    const early = (event: KeyboardEvent) => {
      if (document.querySelector('dialog[open]') !== null || event.ctrlKey || event.metaKey || event.altKey) return;
      const { mapSearch } = state;
      const query = mapSearch.query.peek();
      if (event.key.length === 1) mapSearch.setQuery(query + event.key);
      else if (event.key === 'Backspace') mapSearch.setQuery(query.slice(0, -1));
      else if (event.key === 'Escape') mapSearch.close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener('keydown', key, true);
    return () => {
      removeEventListener('keydown', key, true);
      // Whoever leaves the map finds it without its search.
      find.open.value = false;
    };
  }, []);
  return find.open.value && state.map.info.value !== null ? <Opened /> : null;
}

function Opened() {
  const { state, actions } = useApp();
  const { View, failed } = useLazyView(() => import('../search/map-search').then(({ MapSearch }) => MapSearch));
  useEffect(() => {
    if (!failed) return;
    actions.say('bad', t.packs.codeFailed);
    state.find.open.value = false;
  }, [failed]);
  return View === null ? null : <View />;
}
