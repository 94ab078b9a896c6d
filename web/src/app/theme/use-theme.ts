import { useLayoutEffect } from 'react';
import type { Theme } from '../settings/settings';
import { PALETTES, type Palette, toProperties } from './palette';

const DARK = '(prefers-color-scheme: dark)';

/** Dresses the page in the theme, and follows the system where that is what was chosen. */
export function useTheme(theme: Theme): void {
  // Before the first paint: no flash of the other theme.
  useLayoutEffect(() => {
    const system = matchMedia(DARK);
    const systemScheme = () => (system.matches ? 'dark' : 'light');
    const apply = () => applyTheme(theme === 'system' ? systemScheme() : theme);
    apply();
    system.addEventListener('change', apply);
    return () => system.removeEventListener('change', apply);
  }, [theme]);
}

/** The palette the page wears, for what is drawn on a canvas. */
export function currentPalette(): Palette {
  return PALETTES[document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light'];
}

function applyTheme(scheme: 'light' | 'dark'): void {
  const { dataset, style } = document.documentElement;
  dataset.theme = scheme;
  for (const [name, value] of toProperties(PALETTES[scheme])) style.setProperty(name, value);
  const paper = getComputedStyle(document.body).backgroundColor;
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    meta.setAttribute('content', paper);
  }
}
