import { useCallback, useEffect, useRef, useState } from 'react';

export interface Pages<Item> {
  items: readonly Item[];
  hasMore: boolean;
  busy: boolean;
  error: unknown;
  more(): void;
  again(): void;
  /** Replaces or takes out (null) one that changed. */
  change(is: (item: Item) => boolean, next: Item | null): void;
}

/** A list that comes in pages, newest first. `load` answers a page and where the next begins; it must keep its identity while it asks the same. */
export function usePages<Item>(load: (before?: number) => Promise<{ items: Item[]; next: number | null }>): Pages<Item> {
  const [items, setItems] = useState<readonly Item[]>([]);
  const [next, setNext] = useState<number | null>(null);
  const [busy, setBusy] = useState(true);
  const [error, setError] = useState<unknown>(null);
  const asked = useRef(0);

  const ask = useCallback(
    (before?: number) => {
      const mine = ++asked.current;
      setBusy(true);
      setError(null);
      load(before).then(
        (page) => {
          if (mine !== asked.current) return;
          setItems((now) => (before === undefined ? page.items : [...now, ...page.items]));
          setNext(page.next);
          setBusy(false);
        },
        (failure: unknown) => {
          if (mine !== asked.current) return;
          setError(failure);
          setBusy(false);
        },
      );
    },
    [load],
  );

  useEffect(() => {
    setItems([]);
    ask();
  }, [ask]);

  return {
    items,
    hasMore: next !== null,
    busy,
    error,
    more: () => next !== null && !busy && ask(next),
    again: () => ask(),
    change: (is, changed) => setItems((now) => now.flatMap((item) => (is(item) ? (changed === null ? [] : [changed]) : [item]))),
  };
}
