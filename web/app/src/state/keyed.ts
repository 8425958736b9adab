import { Store } from './store.ts';

/** Values by key, each followed on its own: a change of one does not concern the views of the others. */
export class Keyed<Key, Value> {
  readonly #stores = new Map<Key, Store<Value | undefined>>();

  /** The store of one key; it holds undefined until there is a value. */
  of(key: Key): Store<Value | undefined> {
    let store = this.#stores.get(key);
    if (!store) this.#stores.set(key, (store = new Store<Value | undefined>(undefined)));
    return store;
  }

  get(key: Key): Value | undefined {
    return this.#stores.get(key)?.value;
  }

  set(key: Key, value: Value | undefined): void {
    this.of(key).set(value);
  }

  *entries(): Iterable<[Key, Value]> {
    for (const [key, store] of this.#stores) if (store.value !== undefined) yield [key, store.value];
  }
}
