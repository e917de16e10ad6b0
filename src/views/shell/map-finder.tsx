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
      const slash = event.key === '/' && !isTyping(event);
      const ctrlK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!(slash || ctrlK) || state.map.info.value === null || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      find.open.value = true;
    };
    addEventListener('keydown', key);
    return () => {
      removeEventListener('keydown', key);
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
