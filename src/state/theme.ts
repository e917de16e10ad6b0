import { effect, signal } from '@preact/signals';

export type Theme = 'dark' | 'light' | 'auto';
export const THEMES: readonly Theme[] = ['dark', 'light', 'auto'];
const KEY = 'factoscope-theme';

/** The chosen theme, kept between visits. Dark until chosen, because the map is. */
export function createTheme() {
  const theme = signal<Theme>(stored());
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
    try {
      localStorage.setItem(KEY, theme.value);
    } catch {
      // Storage may be forbidden; the choice then lasts for this visit.
    }
  });
  return theme;
}

function stored(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'dark';
  } catch {
    return 'dark';
  }
}
