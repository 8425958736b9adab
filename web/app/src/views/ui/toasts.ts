import { Store } from '../../state/store.ts';

export interface Toast {
  id: number;
  text: string;
  kind: 'note' | 'error';
  action?: { label: string; run(): void };
}

/** Short notes at the edge of the screen: what was done, or went wrong where there is no better place to say it. */
export const toasts = new Store<readonly Toast[]>([]);

const shownMs = 6_000;
let lastId = 0;

export function toast(text: string, options: { kind?: Toast['kind']; action?: Toast['action'] } = {}): void {
  const { kind = 'note', action } = options;
  const note: Toast = { id: ++lastId, text, kind, ...(action ? { action } : {}) };
  toasts.set([...toasts.value.slice(-2), note]);
  setTimeout(() => dismiss(note.id), shownMs);
}

export function dismiss(id: number): void {
  toasts.set(toasts.value.filter((note) => note.id !== id));
}
