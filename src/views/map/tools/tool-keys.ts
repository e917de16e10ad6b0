import { useLayoutEffect } from 'preact/hooks';
import { isTyping } from '../../shell/keys';

/** Keys of the tool that is on, while the focus is on the map or nowhere: those of a button are the button's. */
export function useToolKeys(keys: Record<string, () => void>): void {
  // Before the next key arrives.
  useLayoutEffect(() => {
    const key = (event: KeyboardEvent) => {
      const run = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
      const focus = document.activeElement;
      if (run === undefined || isTyping(event) || (focus !== null && focus !== document.body && focus.closest('.map') === null)) return;
      event.preventDefault();
      run();
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  });
}
