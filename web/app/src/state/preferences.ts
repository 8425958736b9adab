import { Store } from './store.ts';

export type Theme = 'system' | 'light' | 'dark';
export type Language = 'en' | 'es' | 'fr';

export interface Preferences {
  theme: Theme;
  /** Undefined: what the browser asks for. */
  language: Language | undefined;
  sound: boolean;
  /** Whether the browser's own notifications are wanted; it must allow them, too. */
  notify: boolean;
}

const key = 'parlance.preferences';
const initial: Preferences = { theme: 'system', language: undefined, sound: true, notify: false };

/** What one chose on this device. */
export const preferences = new Store<Preferences>({ ...initial, ...read() });

preferences.subscribe(() => {
  try {
    globalThis.localStorage?.setItem(key, JSON.stringify(preferences.value));
  } catch {
    // Private browsing may keep nothing; the choice then lasts as long as the page.
  }
});

function read(): Partial<Preferences> {
  try {
    return JSON.parse(globalThis.localStorage?.getItem(key) ?? '{}') as Partial<Preferences>;
  } catch {
    return {};
  }
}
