import { preferences } from '../state/preferences.ts';

/** Keeps the page in the theme chosen, or in the system's. */
export function followTheme(): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const { theme } = preferences.value;
    document.documentElement.dataset['theme'] = theme === 'system' ? (system.matches ? 'dark' : 'light') : theme;
  };
  system.addEventListener('change', apply);
  preferences.subscribe(apply);
  apply();
}
