import { useSyncExternalStore } from 'react';
import type { Store } from '../state/store.ts';

/** The value of a store now; the view is drawn again when what `select` answers is another. `select` must answer parts of the value, not new objects. */
export function useStore<T, Part = T>(store: Store<T>, select: (value: T) => Part = (value) => value as unknown as Part): Part {
  return useSyncExternalStore(store.subscribe, () => select(store.value));
}
