import { useEffect } from 'preact/hooks';
import { Palette } from '../../search/palette';
import { isTyping } from '../../shell/keys';
import { useItems } from '../context';

/** The search over the item browser. Opened by the bar's field, `/` and Ctrl K. */
export function Search() {
  const { state, actions } = useItems();
  const open = state.search.open.value && state.pack.value !== null;

  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      const slash = event.key === '/' && !isTyping(event);
      const ctrlK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!slash && !ctrlK) return;
      event.preventDefault();
      actions.openSearch();
    };
    const back = (event: KeyboardEvent) => {
      if (event.key === 'Backspace' && !isTyping(event) && document.querySelector('dialog[open]') === null) {
        event.preventDefault();
        actions.back();
      }
    };
    addEventListener('keydown', key);
    addEventListener('keydown', back);
    return () => {
      removeEventListener('keydown', key);
      removeEventListener('keydown', back);
    };
  }, []);

  return open ? <Palette items={state} onMap={false} onClose={actions.closeSearch} /> : null;
}
