import { render } from 'preact';
import type { App } from '../state/app';
import { Root } from './app';
import { AppContext } from './app-context';

/** Puts the page into an element. */
export function mount(element: Element, app: App): void {
  render(
    <AppContext.Provider value={app}>
      <Root />
    </AppContext.Provider>,
    element,
  );
}
