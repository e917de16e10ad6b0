import { effect, signal } from '@preact/signals';

export type Theme = 'dark' | 'light' | 'auto';
export const THEMES: readonly Theme[] = ['auto', 'dark', 'light'];
const KEY = 'factoscope-theme';

/** The chosen theme, kept between visits; the system's until one is chosen. */
export function createTheme() {
  const theme = signal<Theme>(stored());
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
    try {
      if (theme.value === 'auto') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme.value);
    } catch {
      // Storage may be forbidden; the choice then lasts for this visit.
    }
  });
  return theme;
}

function stored(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'auto';
  } catch {
    return 'auto';
  }
}
