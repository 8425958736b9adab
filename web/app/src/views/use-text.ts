import { spoken, type Text } from '../i18n/index.ts';
import { useStore } from './use-store.ts';

/** All that the app says, in the language chosen. */
export function useText(): Text {
  return useStore(spoken, (value) => value.text);
}
